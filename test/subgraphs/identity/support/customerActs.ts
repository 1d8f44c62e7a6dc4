import type { Interaction, NewInteraction } from '../../../../interactions/interaction.ts'
import { createInteractionLog } from '../../../../interactions/log/interactionLog.ts'
import { interactionModel, toInteraction } from '../../../../interactions/log/interactionModel.ts'
import { type Fault, type IdentityGraph, phone } from './startIdentity.ts'

export type Known = {
  tags: string[]
  attributes: {
    name: string
    type: string
    value: string
    source: string | null
    history: { value: string }[]
  }[]
  consents: { purpose: string; channel: string | null; decision: string; evidence: string | null }[]
}
const known = /* GraphQL */ `
  tags
  attributes {
    name
    type
    value
    source
    history {
      value
    }
  }
  consents {
    purpose
    channel
    decision
    evidence
  }
`

let next = 20_000_000

/** A telephone that no customer of the file has. */
export const newPhone = () => `+55119${(next += 1)}`

/** What tests do with customers beside identifying them. */
export function createCustomerActs(graph: () => IdentityGraph) {
  async function newCustomer(name?: string): Promise<string> {
    const more = name === undefined ? {} : { name }
    return (await graph().identify([phone(newPhone())], more)).customer?.id ?? ''
  }

  /** Run a mutation about one customer. */
  async function change(
    mutation: string,
    input: object,
  ): Promise<{ customer: Known | null; userErrors: Fault[] }> {
    const type = `${mutation.charAt(0).toUpperCase()}${mutation.slice(1)}Input`
    const { answer } = await graph().ask<{ answer: { customer: Known | null; userErrors: Fault[] } }>(
      `mutation ($input: ${type}!) { answer: ${mutation}(input: $input) { customer { ${known} } userErrors { code field message } } }`,
      { input },
    )
    return answer
  }

  async function knownOf(id: string): Promise<Known> {
    const query = `query ($id: ID!) { customer(id: $id) { ${known} } }`
    return (await graph().ask<{ customer: Known }>(query, { id })).customer
  }

  /** Append an interaction to the log of a profile. */
  async function write(
    profileId: string,
    channel: 'WHATSAPP' | 'EMAIL' | null,
    fields: Partial<NewInteraction> = {},
  ): Promise<string> {
    const log = createInteractionLog({ connection: graph().connection, clock: graph().clock })
    const { interaction } = await log.record({
      profileId,
      kind: 'MESSAGE',
      occurredAt: graph().clock(),
      channel,
      inbox: null,
      department: 'vendas',
      conversationId: null,
      actor: { kind: 'CUSTOMER', id: null, name: null },
      visibility: 'PUBLIC',
      source: null,
      summary: '',
      body: null,
      idempotencyKey: null,
      content: null,
      ...fields,
    })
    return interaction.id
  }

  /** The interactions in the log of a profile, in order. */
  async function logOf(profileId: string): Promise<Interaction[]> {
    const documents = await interactionModel(graph().connection).find({ profileId }).sort({ seq: 1 }).lean()
    return documents.map(toInteraction)
  }

  return { newCustomer, change, knownOf, write, logOf }
}
