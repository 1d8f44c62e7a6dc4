import { expect, onTestFinished } from 'vitest'
import { z } from 'zod'
import type { JsonObject } from '../../../../intake/chatwoot/read/json.ts'
import type { GraphCall } from '../../../../platform/graph/graphCall.ts'
import { askForData, askGraph } from '../../../support/askGraph.ts'
import { startElo } from './startElo.ts'
import { startIntake } from './startIntake.ts'

/** Elo with an intake, and what a test of contacts asks of them. They stop with the test. */
export async function startContacts(graphOf: (graph: GraphCall) => GraphCall = (graph) => graph) {
  const elo = await startElo()
  const intake = await startIntake({ graph: graphOf(elo.graph) })
  onTestFinished(() => intake.stop({ andDrop: true }))
  return {
    ...intake,
    elo,
    /** Send each delivery when the one before is processed. */
    deliver: async (...bodies: JsonObject[]) => {
      for (const body of bodies) {
        await intake.send(body)
        await intake.settled()
      }
    },
    customers: () => customersOf(elo.url),
    mutate: (mutation: string, input: Record<string, unknown>) => mutate(elo.url, mutation, input),
  }
}

const identifier = z
  .object({ type: z.string(), value: z.string() })
  .transform(({ type, value }) => `${type} ${value}`)
const customersSchema = z.object({
  customers: z.object({
    nodes: z.array(
      z.object({
        id: z.string(),
        name: z.string().nullable(),
        profiles: z.array(
          z.object({
            id: z.string(),
            identifiers: z.array(identifier),
            withdrawnIdentifiers: z.array(identifier),
          }),
        ),
      }),
    ),
  }),
})

/** All customers, by name. */
async function customersOf(url: string) {
  const query = /* GraphQL */ `
    {
      customers(first: 100) {
        nodes {
          id
          name
          profiles {
            id
            identifiers {
              type
              value
            }
            withdrawnIdentifiers {
              type
              value
            }
          }
        }
      }
    }
  `
  const { customers } = await askForData(customersSchema, url, query)
  return customers.nodes
    .map(({ id, name, profiles }) => ({
      id,
      name,
      profiles: profiles.map((profile) => profile.id),
      has: profiles.flatMap(({ identifiers }) => identifiers).sort(),
      had: profiles.flatMap(({ withdrawnIdentifiers }) => withdrawnIdentifiers).sort(),
    }))
    .sort((a, b) => ((a.name ?? '') < (b.name ?? '') ? -1 : 1))
}

async function mutate(url: string, mutation: string, input: Record<string, unknown>): Promise<void> {
  const title = mutation.charAt(0).toUpperCase() + mutation.slice(1)
  const query = `mutation ($input: ${title}Input!) { ${mutation}(input: $input) { userErrors { code } } }`
  expect(await askGraph(url, query, { input })).toEqual({ data: { [mutation]: { userErrors: [] } } })
}
