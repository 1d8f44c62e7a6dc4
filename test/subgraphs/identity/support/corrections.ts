import type { Fault, Given, IdentifiedCustomer, IdentityGraph } from './startIdentity.ts'
import { wholeCustomer } from './startIdentity.ts'

type Step = { rule: string; outcome: string; message: string }
export type Correction = { undoToken: string; kind: string; reason: string | null; undoneAt: string | null }
type Corrected = {
  customer: IdentifiedCustomer | null
  correction: Correction | null
  userErrors: Fault[]
}
type Withdrawn = { type: string; value: string; source: string | null; by: string; reason: string | null }

const answer = /* GraphQL */ `
  customer {
    ...whole
  }
  correction {
    undoToken
    kind
    reason
    undoneAt
  }
  userErrors {
    code
    message
    field
  }
`

let next = 30_000_000

/** What people correct about identifiers, and values that no customer has. */
export function createCorrections(graph: () => IdentityGraph) {
  async function change(mutation: string, input: object): Promise<Corrected> {
    const type = `${mutation.charAt(0).toUpperCase()}${mutation.slice(1)}Input`
    const { corrected } = await graph().ask<{ corrected: Corrected }>(
      `${wholeCustomer} mutation ($input: ${type}!) { corrected: ${mutation}(input: $input) { ${answer} } }`,
      { input },
    )
    return corrected
  }

  return {
    newPhone: (): Given => ({ type: 'PHONE', value: `+55119${(next += 1)}` }),
    newMail: (): Given => ({ type: 'EMAIL', value: `person${(next += 1)}@example.com` }),
    newRecord: (): Given => ({ type: 'INTERNAL_ID', value: `erp-${(next += 1)}` }),
    newWhatsapp: (): Given => ({ type: 'WHATSAPP', value: `55219${(next += 1)}`, verified: true }),

    remove: (customer: object, identifier: Given, more: object = {}) =>
      change('removeIdentifier', { customer, identifier, ...more }),
    move: (customer: object, identifier: Given, more: object = {}) =>
      change('moveIdentifier', { customer, identifier, ...more }),
    undo: (undoToken: string, more: object = {}) =>
      change('undoIdentifierCorrection', { undoToken, ...more }),

    async mark(identifier: Given, more: object = {}) {
      const { markIdentifierShared } = await graph().ask<{
        markIdentifierShared: {
          customers: { id: string; profiles: { id: string }[] }[]
          resolution: Step[]
          userErrors: Fault[]
        }
      }>(
        `mutation ($input: MarkIdentifierSharedInput!) {
          markIdentifierShared(input: $input) {
            customers { id profiles { id } } resolution { rule outcome message } userErrors { code message field }
          }
        }`,
        { input: { identifier, ...more } },
      )
      return markIdentifierShared
    },

    /** The id of the customer who has it. */
    async holder({ type, value }: Given): Promise<string | undefined> {
      return (await graph().byIdentifier(type, value))?.id
    },

    /** The values that each profile of a customer gave up, the latest first. */
    async withdrawnOf(customerId: string | undefined): Promise<Withdrawn[][]> {
      const { customer } = await graph().ask<{
        customer: { profiles: { withdrawnIdentifiers: Withdrawn[] }[] } | null
      }>(
        `query ($id: ID!) {
          customer(id: $id) { profiles { withdrawnIdentifiers { type value source by reason } } }
        }`,
        { id: customerId },
      )
      return customer?.profiles.map(({ withdrawnIdentifiers }) => withdrawnIdentifiers) ?? []
    },

    async isSuspected({ type, value }: Given): Promise<boolean | undefined> {
      const { customerByIdentifier } = await graph().ask<{
        customerByIdentifier: { identifiers: { value: string; suspectedShared: boolean }[] } | null
      }>(
        `query ($of: IdentifierInput!) {
          customerByIdentifier(identifier: $of) { identifiers { value suspectedShared } }
        }`,
        { of: { type, value } },
      )
      return customerByIdentifier?.identifiers.find((each) => each.value === value)?.suspectedShared
    },
  }
}
