import { demoPrincipal, type Principal } from '../../platform/subgraph/principal.ts'
import { allRows } from '../../platform/subgraph/rows.ts'
import type { Variables, WholeGraph } from '../support/wholeGraph.ts'

/** One thing that happened, with what decides who may see it. */
export type WorldInteraction = {
  id: string
  customer: number
  department: string | null
  isInternal: boolean
  /** Words that occur in this interaction and nowhere else; null for one that Elo wrote itself. */
  canary: string | null
}

export type WorldConversation = {
  id: string
  customer: number
  department: string | null
  assignees: string[]
}

export type WorldCustomer = {
  /** All ids of the profiles, `cus_…`, the oldest first. */
  profileIds: string[]
  name: string
  phones: string[]
  /** The digits in the middle of the telephones, which no mask shows. */
  secrets: string[]
}

/** Customers of several departments and agents, and everything that happened with them. */
export type World = {
  customers: WorldCustomer[]
  conversations: WorldConversation[]
  interactions: WorldInteraction[]
  /** The positions before everything, from which streams deliver all of it. */
  feedStart: string
}

export const departments = ['Sales', 'Support', 'Finance', null] as const
export const agents = ['agent-1', 'agent-2', 'bot-1'] as const

export const seeder: Principal = {
  ...demoPrincipal,
  kind: 'ADMIN',
  id: 'seeder',
  scopes: [...demoPrincipal.scopes, 'audit:read'],
  rows: allRows,
}

const customerCount = 9

function membersOf(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? Object.fromEntries(Object.entries(value)) : {}
}

export function pathIn(value: unknown, ...path: string[]): unknown {
  return path.reduce<unknown>((inner, key) => membersOf(inner)[key], value)
}

export function itemsIn(value: unknown, ...path: string[]): unknown[] {
  const found = pathIn(value, ...path)
  return Array.isArray(found) ? Array.from<unknown>(found) : []
}

/** Record a world by mutations. Its numbers decide everything, so every run has the same one. */
export async function seedWorld(graph: WholeGraph): Promise<World> {
  async function mutate(name: string, selection: string, input: Variables): Promise<unknown> {
    const type = `${name.charAt(0).toUpperCase()}${name.slice(1)}Input`
    const query = `mutation ($input: ${type}!) { ${name}(input: $input) { ${selection} userErrors { code message field } } }`
    const answer = await graph.ask(seeder, query, { input })
    const payload = pathIn(answer, 'data', name)
    if (answer.errors || itemsIn(payload, 'userErrors').length > 0)
      throw new Error(`${name}: ${JSON.stringify(answer)}`)
    return payload
  }

  const feed = await graph.connect(seeder)
  feed.subscribe('feed', 'subscription { interactionFeed { cursor } }')
  const feedStart = String(pathIn(await feed.next(), 'payload', 'data', 'interactionFeed', 'cursor'))
  feed.socket.terminate()

  const world: World = { customers: [], conversations: [], interactions: [], feedStart }
  for (let number = 0; number < customerCount; number += 1) await addCustomer(number)
  await addInteractionsOfElo()
  return world

  async function addCustomer(number: number): Promise<void> {
    const name = `Cnryname${String.fromCharCode(97 + number)} Souza`
    const secrets = [`7${number}31${number}6`, `8${number}42${number}5`]
    const phones = secrets.map((secret, index) => `+551198${secret}${index}${number % 10}`.slice(0, 14))
    const ids: string[] = []
    // Every third customer has two profiles.
    for (const phone of number % 3 === 0 ? phones : phones.slice(0, 1)) {
      const payload = await mutate('identifyCustomer', 'customer { id }', {
        name,
        identifiers: [{ type: 'PHONE', value: phone, verified: true }],
      })
      ids.push(String(pathIn(payload, 'customer', 'id')))
    }
    const [first = '', second] = ids
    if (second !== undefined)
      await mutate('mergeCustomers', 'customer { id }', {
        customerId: first,
        otherCustomerId: second,
        reason: 'test',
      })
    world.customers.push({ profileIds: ids, name, phones: phones.slice(0, ids.length), secrets })
    await mutate('tagCustomer', 'customer { id }', { customer: { id: first }, tags: [`cnrytag${number}`] })

    for (let index = 0; index < 3; index += 1)
      await addConversation(number, ids[index % ids.length] ?? first, index)
    for (const [index, department] of departments.entries()) await addLoose(number, first, department, index)
  }

  async function addConversation(number: number, customerId: string, index: number): Promise<void> {
    const department = departments[(number + index) % departments.length] ?? null
    const agent = (number + index) % 4 === 3 ? null : agents[(number * 2 + index) % agents.length]
    const isBot = agent === 'bot-1'
    const customer = { id: customerId }
    const payload = await mutate('recordConversation', 'conversation { id }', {
      customer,
      channel: 'WHATSAPP',
      assignment: {
        ...(department && { team: { externalId: department, name: department } }),
        ...(agent && { [isBot ? 'bot' : 'person']: { externalId: agent, name: agent } }),
      },
    })
    const conversationId = String(pathIn(payload, 'conversation', 'id'))
    world.conversations.push({
      id: conversationId,
      customer: number,
      department,
      assignees: agent ? [agent] : [],
    })
    const canary = () => `cnryint${number}x${world.interactions.length}x`
    const message = canary()
    const sent = await mutate('recordMessage', 'message { id }', {
      ...{ customer, conversationId, channel: 'WHATSAPP', text: `pedido ${message}` },
      actor: { kind: 'CUSTOMER', name: `actor ${message}` },
      matter: { kind: 'ORDER', externalId: message },
    })
    add(number, pathIn(sent, 'message', 'id'), department, false, message)
    const note = canary()
    const written = await mutate('recordNote', 'note { id }', {
      ...{ customer, conversationId, text: note, matter: { kind: 'COMPLAINT', externalId: note } },
      actor: { kind: 'HUMAN', name: 'Paula' },
    })
    add(number, pathIn(written, 'note', 'id'), department, true, note)
  }

  async function addLoose(
    number: number,
    customerId: string,
    department: string | null,
    index: number,
  ): Promise<void> {
    const customer = { id: customerId }
    const isInternal = index % 2 === 1
    const canary = `cnryint${number}x${world.interactions.length}x`
    const done = await mutate('recordAction', 'action { id }', {
      ...{ customer, department, summary: canary, type: 'OTHER', name: 'check', status: 'REQUESTED' },
      actor: { kind: 'HUMAN', name: 'Paula' },
      visibility: isInternal ? 'INTERNAL' : 'PUBLIC',
      matter: { kind: 'ORDER', externalId: canary },
    })
    add(number, pathIn(done, 'action', 'id'), department, isInternal, canary)
    const text = `cnryint${number}x${world.interactions.length}x`
    const promised = await mutate('recordCommitment', 'commitment { id }', {
      ...{ customer, department, kind: 'OTHER', terms: { text }, actor: { kind: 'HUMAN', name: 'Paula' } },
      visibility: isInternal ? 'INTERNAL' : 'PUBLIC',
    })
    add(number, pathIn(promised, 'commitment', 'id'), department, isInternal, text)
    const comment = `cnryint${number}x${world.interactions.length}x`
    const rated = await mutate('recordFeedback', 'feedback { id }', {
      ...{ customer, department, metric: 'CSAT', rating: 5, comment },
      idempotencyKey: comment,
    })
    add(number, pathIn(rated, 'feedback', 'id'), department, false, comment)
  }

  function add(
    customer: number,
    id: unknown,
    department: string | null,
    isInternal: boolean,
    canary: string | null,
  ): void {
    world.interactions.push({ id: String(id), customer, department, isInternal, canary })
  }

  /** The records of merges, which Elo writes itself. */
  async function addInteractionsOfElo(): Promise<void> {
    for (const [number, { profileIds }] of world.customers.entries()) {
      const query =
        'query ($id: ID!) { customer(id: $id) { history(last: 100, filter: { kinds: [IDENTITY_CHANGE] }) { nodes { id department visibility } } } }'
      const answer = await graph.ask(seeder, query, { id: profileIds[0] })
      for (const node of itemsIn(answer, 'data', 'customer', 'history', 'nodes')) {
        const department = pathIn(node, 'department')
        add(
          number,
          pathIn(node, 'id'),
          typeof department === 'string' ? department : null,
          pathIn(node, 'visibility') === 'INTERNAL',
          null,
        )
      }
    }
  }
}
