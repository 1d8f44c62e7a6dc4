import { setTimeout as delay } from 'node:timers/promises'
import { delayStreams } from './cluster/delayStreams.ts'
import { hiddenDepartment, seenDepartment } from './cluster/cluster.ts'
import { type Action, writerCount } from './schedule.ts'
import type { WrittenMessage, World } from './world.ts'
import { deliverMessage } from './writers/deliverMessage.ts'
import * as mutations from './writers/mutations.ts'

type UserErrors = { code: string; message: string }[]

/** Begin an action. Only a disruption, a subscription and a settling are waited for. */
export async function runAction(world: World, action: Action): Promise<void> {
  const client = 'client' in action ? world.clients[action.client] : undefined
  switch (action.do) {
    case 'write':
      return write(world, action.writer, action.customer)
    case 'burst':
      for (let sent = 0; sent < action.count; sent += 1)
        for (const writer of world.writers.keys()) write(world, writer, action.customer)
      return
    case 'deliver':
      return deliver(world, action.customer)
    case 'edit':
      return amend(world, action, edit)
    case 'react':
      return amend(world, action, react)
    case 'hide':
      return amend(world, action, (at, message) => newVersion(at, message, hiddenDepartment))
    case 'show':
      return amend(world, action, (at, message) => newVersion(at, message, seenDepartment))
    case 'editUnseen':
      return editUnseen(world, action)
    case 'merge':
      return merge(world, action.one, action.other)
    case 'unmerge':
      return unmerge(world, action.customer)
    case 'subscribe':
      await client?.subscribe(action.transport)
      // Long enough that some actions meet a client that is connected, and others one that is connecting.
      return delay(Math.random() * 60)
    case 'subscribeAll':
      await Promise.all(world.clients.map((each) => each.subscribe(action.transport)))
      return delay(Math.random() * 60)
    case 'stall':
      return client?.stall()
    case 'drop':
      client?.drop()
      return delay(Math.random() * 40)
    case 'halfOpen':
      return client?.halfOpen()
    case 'dropMember':
      return world.group.drop(action.member)
    case 'silence':
      return world.group.silence(action.member)
    case 'settle':
      return settle(world)
    case 'kill':
    case 'pause':
    case 'killMember':
    case 'pauseMember':
    case 'stepDown':
    case 'failOver':
      return world.disrupt(action, async () => {
        // While the primary is cut off, something is written, and every client reads it if it can.
        for (const customer of world.customers.keys()) {
          deliver(world, customer)
          for (const writer of world.writers.keys()) write(world, writer, customer)
        }
        await delay(300)
        for (const each of world.clients) each.drop()
      })
  }
}

export async function settle({ writers, chatwoot }: World): Promise<void> {
  await Promise.all([...writers, chatwoot].map((writer) => writer.idle()))
}

function write(world: World, writer: number, customer: number): void {
  const phone = world.customers[customer]?.phone
  if (phone === undefined || world.messageCount >= world.maxMessages) return
  const number = nextNumber(world)
  const department = writer === writerCount - 1 ? hiddenDepartment : seenDepartment
  world.writers[writer]?.add(() => record(world, { number, phone, department }))
}

async function record(
  world: World,
  { department, ...given }: { number: string; phone: string; department: string },
): Promise<void> {
  const message = { id: '', version: 0, edits: 0, ...given }
  message.id = await newVersion(world, message, department)
  world.messages.push(message)
}

function deliver(world: World, customer: number): void {
  const phone = world.customers[customer]?.phone
  if (phone === undefined || world.messageCount >= world.maxMessages) return
  const number = nextNumber(world)
  const id = world.name * 1_000 + world.messageCount
  world.chatwoot.add(async () => {
    const contact = world.name * world.customers.length + customer + 1
    await deliverMessage(world.cluster.intakeUrl, { id, customer: contact, phone, text: number })
    world.acknowledged.push({ id: null, revision: 1, number })
  })
}

function nextNumber(world: World): string {
  world.messageCount += 1
  return `#${world.name}.${world.messageCount}`
}

/** Change a message that is acknowledged when the writer comes to it; nothing when there is none. */
function amend(
  world: World,
  { writer, target }: { writer: number; target: number },
  change: (world: World, message: WrittenMessage) => Promise<unknown>,
): void {
  world.writers[writer]?.add(async () => {
    const message = world.messages[target % world.messages.length]
    if (message) await change(world, message)
  })
}

/** Record the message, or its next version. Gives its id. */
async function newVersion(world: World, message: WrittenMessage, department: string): Promise<string> {
  const version = (message.version += 1)
  const text = version === 1 ? message.number : `${message.number} version ${version}`
  const input = mutations.messageInput({ ...message, version, text, department })
  const { schema, query } = mutations.recordMessage
  const { recordMessage } = await world.graph.writer.read(schema, query, { input })
  return acknowledge(world, message, recordMessage)
}

async function edit(world: World, message: WrittenMessage): Promise<void> {
  const text = `${message.number} edited ${(message.edits += 1)}`
  const input = { messageId: message.id, text, idempotencyKey: text }
  const { schema, query } = mutations.editMessage
  acknowledge(world, message, (await world.graph.writer.read(schema, query, { input })).editMessage)
}

async function react(world: World, message: WrittenMessage): Promise<void> {
  const key = `${message.number} reaction ${(message.edits += 1)}`
  const actor = { kind: 'HUMAN', name: key }
  const input = { message: { id: message.id }, actor, emoji: '👍', idempotencyKey: key }
  const { schema, query } = mutations.reactToMessage
  acknowledge(world, message, (await world.graph.writer.read(schema, query, { input })).reactToMessage)
}

function editUnseen(world: World, action: { writer: number; target: number }): void {
  if (world.messageCount >= world.maxMessages) return
  const number = nextNumber(world)
  amend(world, action, async (_world, message) => {
    await delayStreams(world.cluster.database.uri)
    // Of the first change a stream may be waiting already.
    await edit(world, message)
    await edit(world, message)
    await record(world, { number, phone: message.phone, department: seenDepartment })
    await edit(world, message)
  })
}

function acknowledge(
  { acknowledged, refused }: World,
  { number }: WrittenMessage,
  answer: { message: { id: string; revision: number } | null; userErrors: UserErrors },
): string {
  for (const { code, message } of answer.userErrors) refused.push(`${number}: ${code}: ${message}`)
  if (!answer.message) return ''
  const { id, revision } = answer.message
  acknowledged.push({ id, revision, number })
  return id
}

function merge(world: World, one: number, other: number): void {
  const [customerId, otherCustomerId] = [world.customers[one]?.id, world.customers[other]?.id]
  const idempotencyKey = `${nextNumber(world)} merge`
  if (one === other) return
  // Two that are one customer already are a user error, which changes nothing.
  world.writers[0]?.add(async () => {
    const { schema, query } = mutations.mergeCustomers
    await world.graph.writer.read(schema, query, { input: { customerId, otherCustomerId, idempotencyKey } })
  })
}

function unmerge(world: World, customer: number): void {
  const profileId = world.customers[customer]?.id
  const idempotencyKey = `${nextNumber(world)} unmerge`
  world.writers[1]?.add(async () => {
    const { schema, query } = mutations.unmergeCustomer
    await world.graph.writer.read(schema, query, { input: { profileId, idempotencyKey } })
  })
}
