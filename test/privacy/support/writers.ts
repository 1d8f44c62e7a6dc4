import { z } from 'zod'
import { aContact, aConversation, aMessage } from '../../support/chatwoot/chatwootBodies.ts'
import { askGraph } from '../../support/askGraph.ts'
import { post } from './canaryCustomer.ts'

/** One write: a text that no other write has, and what became of it. */
export type Write = {
  writer: string
  canary: string
  startedAt: number
  answeredAt: number
  /** The customer whom the answer names; null when it is refused, and for deliveries. */
  owner: string | null
  /** The codes of a refusal. */
  codes: string[]
}

const answerSchema = z.record(
  z.string(),
  z.object({
    message: z.object({ customer: z.object({ id: z.string() }) }).nullish(),
    conversation: z.object({ customer: z.object({ id: z.string() }) }).nullish(),
    customer: z.object({ id: z.string() }).nullish(),
    userErrors: z.array(z.object({ code: z.string() })),
  }),
)

const things: Readonly<Record<string, string>> = {
  recordMessage: 'message { customer { id } }',
  editMessage: 'message { customer { id } }',
  recordConversation: 'conversation { customer { id } }',
  identifyCustomer: 'customer { id }',
}

type Named = { round: number; phone: string; customerId: string; messageId: string }

/** The inputs of the writers that call mutations, each with a text of its own. */
const mutations: Readonly<Record<string, (named: Named, canary: string) => [string, object]>> = {
  byTelephone: ({ phone }, text) => [
    'recordMessage',
    { ...{ customer: byPhone(phone), channel: 'SMS', text }, actor: { kind: 'CUSTOMER', name: text } },
  ],
  byId: ({ customerId: id }, text) => [
    'recordMessage',
    { customer: { id }, channel: 'EMAIL', actor: { kind: 'HUMAN' }, text },
  ],
  edit: ({ messageId }, text) => ['editMessage', { messageId, text }],
  thread: ({ phone }, canary) => [
    'recordConversation',
    {
      ...{ customer: byPhone(phone), channel: 'WEBSITE', labels: [canary] },
      source: { system: 'crm', externalId: canary },
    },
  ],
  identify: ({ phone }, text) => [
    'identifyCustomer',
    { ...byPhone(phone), attributes: [{ name: text, type: 'STRING', value: text }] },
  ],
}

function byPhone(value: string) {
  return { identifiers: [{ type: 'PHONE', value }] }
}

/** A message of Chatwoot from the contact of a round. */
export function deliveryOf(
  { round, phone }: Pick<Named, 'round' | 'phone'>,
  number: number,
  content: string,
) {
  const now = Date.now() / 1000
  const contact = aContact({ id: 500 + round, phone_number: phone, name: null })
  const conversation = aConversation({
    ...{ id: 700 + round, updated_at: now, created_at: Math.floor(now) },
    contact_inbox: { id: 900 + round, contact_id: 500 + round },
    meta: { sender: { ...contact, type: 'contact' }, assignee: null, team: null },
  })
  return aMessage({
    ...{ id: 100_000 * (round + 1) + number, content, conversation, sender: contact },
    created_at: new Date().toISOString(),
  })
}

/** Let every writer write, one write after another, until `isOver` says that it is over. */
export async function writeAll(
  url: string,
  named: Named,
  { onWrite, isOver }: { onWrite: (write: Write) => void; isOver: (writes: readonly Write[]) => boolean },
): Promise<Write[]> {
  async function mutate(writer: string, canary: string): Promise<Pick<Write, 'owner' | 'codes'>> {
    const [name, input] = mutations[writer]?.(named, canary) ?? ['', {}]
    const type = `${name.charAt(0).toUpperCase()}${name.slice(1)}Input!`
    const { data, errors } = await askGraph(
      url,
      `mutation ($input: ${type}) { ${name}(input: $input) { ${things[name]} userErrors { code } } }`,
      { input },
    )
    if (errors) throw new Error(`${writer}: ${JSON.stringify(errors)}`)
    const answer = answerSchema.parse(data)[name]
    const owner = answer?.customer ?? answer?.message?.customer ?? answer?.conversation?.customer
    return { owner: owner?.id ?? null, codes: answer?.userErrors.map(({ code }) => code) ?? [] }
  }

  async function run(writer: string): Promise<Write[]> {
    const writes: Write[] = []
    while (!isOver(writes)) {
      const canary = `qzx${named.round}${writer.toLowerCase()}${writes.length}xzq`
      const startedAt = performance.now()
      let result: Pick<Write, 'owner' | 'codes'> = { owner: null, codes: [] }
      if (writer === 'chatwoot') await post(url, deliveryOf(named, writes.length, canary))
      else result = await mutate(writer, canary)
      const write = { writer, canary, startedAt, answeredAt: performance.now(), ...result }
      writes.push(write)
      onWrite(write)
    }
    return writes
  }

  return (await Promise.all([...Object.keys(mutations), 'chatwoot'].map(run))).flat()
}
