import { randomUUID } from 'node:crypto'
import fc from 'fast-check'
import { parse } from 'graphql'
import type { Connection } from 'mongoose'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { connectDatabase, ensureIndexes } from '../../../platform/mongo/database.ts'
import { newMessage } from '../../interactions/log/newMessage.ts'
import { createInteractionLog, type InteractionLog } from '../../../interactions/log/interactionLog.ts'
import { createLocalCall } from '../../../platform/graph/localCall.ts'
import { subscribeLocally } from '../../../platform/graph/localSubscription.ts'
import { createLogger } from '../../../platform/process/log/logger.ts'
import { demoPrincipal } from '../../../platform/subgraph/principal.ts'
import { createRequestScope } from '../../../platform/subgraph/requestScope.ts'
import type { OpenSubgraph } from '../../../subgraphs/startSubgraph.ts'
import { createHistorySubgraph } from '../../../subgraphs/history/subgraph.ts'
import { createIdentitySubgraph } from '../../../subgraphs/identity/subgraph.ts'
import { listOf, membersOf } from '../../support/recordingSubgraphs.ts'

const programs = 200
const atOnce = 8
const customers = 4

let connection: Connection
let history: OpenSubgraph
let log: InteractionLog
let callIdentity: ReturnType<typeof createLocalCall>
let now = Date.parse('2026-06-01T12:00:00.000Z')
const clock = () => new Date((now += 1_000))
const logger = createLogger({ level: 'error', name: 'test' })

beforeAll(async () => {
  const uri = new URL(inject('mongodbUri'))
  uri.pathname = `/stream_${randomUUID().slice(0, 8)}`
  connection = await connectDatabase(uri.href)
  callIdentity = createLocalCall(createIdentitySubgraph({ connection, clock, logger }), logger)
  history = createHistorySubgraph({ connection, clock, logger, callIdentity })
  log = createInteractionLog({ connection, clock })
  await ensureIndexes(connection)
})
afterAll(async () => {
  await history.stop()
  await connection.dropDatabase()
  await connection.close()
})

const subscription = parse(/* GraphQL */ `
  subscription ($id: ID!, $after: String) {
    customerHistory(customerId: $id, after: $after) {
      change
      cursor
      interaction {
        summary
      }
      customer {
        profileId
      }
    }
  }
`)

/** One event that a subscriber was given, and the customer that it followed then. */
type Delivered = { change: string; summary: string; following: number }

async function ask(query: string, variables: Record<string, unknown>): Promise<Record<string, unknown>> {
  const { data, errors } = await callIdentity({
    query,
    variables,
    principal: demoPrincipal,
    scope: createRequestScope(),
  })
  if (errors?.[0]) throw errors[0]
  return membersOf(data)
}

/** Whether a mutation of one field was carried out. */
async function isDone(mutation: string, input: object): Promise<boolean> {
  const answer = await ask(mutation, { input })
  return Object.values(answer).every((payload) => listOf(membersOf(payload)['userErrors']).length === 0)
}

const merge =
  'mutation ($input: MergeCustomersInput!) { mergeCustomers(input: $input) { userErrors { code } } }'
const unmerge =
  'mutation ($input: UnmergeCustomerInput!) { unmergeCustomer(input: $input) { userErrors { code } } }'
const identify =
  'mutation ($input: IdentifyCustomerInput!) { identifyCustomer(input: $input) { customer { id } } }'

/** A subscriber that follows a customer, leaves, and resumes from its last cursor. */
function createSubscriber(ids: string[]) {
  const delivered: Delivered[] = []
  let cursor: string | null = null
  let leave: () => Promise<void> = async () => undefined

  return {
    delivered,
    /** Subscribe or resume; `until` resolves when this was delivered. */
    async follow(): Promise<{ until(summary: string): Promise<void> }> {
      const stream = await subscribeLocally(
        history.subgraph,
        { document: subscription, variables: { id: ids[0], after: cursor }, principal: demoPrincipal },
        logger,
      )
      if (!('next' in stream)) throw stream[0] ?? new Error('the stream did not open')
      const take = async (): Promise<string | null> => {
        const { value } = await stream.next()
        if (!value) return null
        if (value.result.errors?.[0]) throw value.result.errors[0]
        const event = membersOf(membersOf(value.result.data)['customerHistory'])
        cursor = String(event['cursor'])
        const { interaction } = event
        const summary = interaction === null ? '' : String(membersOf(interaction)['summary'])
        const following = ids.indexOf(String(membersOf(event['customer'])['profileId']))
        // What joins and leaves is tested by `modelThroughMerges`.
        if (event['change'] === 'RECORDED' || event['change'] === 'AMENDED')
          delivered.push({ change: String(event['change']), summary, following })
        return summary
      }
      await take()
      const waiting = new Map<string, () => void>()
      let failed: (error: unknown) => void = () => undefined
      const broken = new Promise<never>((_resolve, reject) => {
        failed = reject
      })
      const reading = (async () => {
        for (let summary = await take(); summary !== null; summary = await take()) waiting.get(summary)?.()
      })().catch(failed)
      leave = async () => {
        await stream.return()
        await reading
      }
      return {
        until: (summary) =>
          Promise.race([broken, new Promise<void>((resolve) => void waiting.set(summary, resolve))]),
      }
    },
    leave: () => leave(),
  }
}

/** Customers, of which the first is followed, and the events that its subscriber must be given. */
async function createWorld(world: number) {
  const ids: string[] = []
  for (let at = 0; at < customers; at += 1) {
    const identifiers = [{ type: 'INTERNAL_ID', value: `customer ${world}-${at}` }]
    const { identifyCustomer } = await ask(identify, { input: { identifiers } })
    ids.push(String(membersOf(membersOf(identifyCustomer)['customer'])['id']))
  }
  const groups = ids.map((_, at) => new Set([at]))
  const subscriber = createSubscriber(ids)
  const expected: Delivered[] = []
  let following = await subscriber.follow()
  let isFollowing = true
  let written = 0

  const groupOf = (at: number) => groups[at] ?? new Set<number>()
  const expectEvent = (summary: string) =>
    expected.push({ change: 'RECORDED', summary, following: Math.min(...groupOf(0)) })

  async function write(at: number, summary: string): Promise<void> {
    await log.record(newMessage(ids[at] ?? '', { occurredAt: clock(), summary }))
    if (groupOf(0).has(at)) expectEvent(summary)
  }

  return {
    async run(each: Step): Promise<void> {
      written += 1
      const { at, with: other } = each
      const [own, others] = [groupOf(at), groupOf(other)]
      const reason = `change ${written}`
      if (each.do === 'write') await write(at, `message ${written}`)
      else if (each.do === 'merge') {
        if (!(await isDone(merge, { customerId: ids[at], otherCustomerId: ids[other], reason }))) return
        const union = new Set([...own, ...others])
        for (const one of union) groups[one] = union
        if (union.has(0)) expectEvent(`Customers merged: ${reason}`)
      } else if (each.do === 'unmerge') {
        if (!(await isDone(unmerge, { profileId: ids[at], reason }))) return
        const isFollowed = own.has(0)
        for (const one of own) groups[one] = new Set([...own].filter((each) => each !== at))
        groups[at] = new Set([at])
        if (isFollowed) expectEvent(`Customers separated: ${reason}`)
      } else if (isFollowing) {
        isFollowing = false
        await subscriber.leave()
      } else {
        isFollowing = true
        following = await subscriber.follow()
      }
    },
    /** Continue until everything that happened was delivered. */
    async settle(): Promise<void> {
      if (!isFollowing) following = await subscriber.follow()
      isFollowing = true
      const last = `last ${(written += 1)}`
      const delivery = following.until(last)
      await write(0, last)
      await delivery
    },
    delivered: () => subscriber.delivered.splice(0),
    expected: () => expected.splice(0),
    leave: () => subscriber.leave(),
  }
}

const step = fc.record({
  do: fc.oneof(
    { weight: 4, arbitrary: fc.constant('write' as const) },
    { weight: 4, arbitrary: fc.constantFrom('merge' as const, 'unmerge' as const) },
    { weight: 2, arbitrary: fc.constant('leaveOrResume' as const) },
  ),
  at: fc.nat(customers - 1),
  with: fc.nat(customers - 1),
})
type Step = typeof step extends fc.Arbitrary<infer Each> ? Each : never

describe('customerHistory', () => {
  it(
    `misses nothing, repeats nothing and keeps the order through merges, unmerges and interruptions, in ${programs} random programs`,
    { timeout: 240_000 },
    async () => {
      const waiting = fc.sample(fc.array(step, { minLength: 3, maxLength: 12 }), programs)
      const worlds = Array.from({ length: atOnce }, async (_, number) => {
        const world = await createWorld(number)
        for (let program = waiting.pop(); program; program = waiting.pop()) {
          for (const each of program) await world.run(each)
          await world.settle()
          expect(world.delivered(), JSON.stringify(program)).toEqual(world.expected())
        }
        await world.leave()
      })
      await Promise.all(worlds)
    },
  )
})
