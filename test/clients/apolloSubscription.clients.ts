import { ApolloClient, CombinedProtocolErrors, gql, HttpLink, InMemoryCache } from '@apollo/client'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { failOnConsole } from './failOnConsole.ts'
import { startEloWithCustomer } from './recordedCustomer.ts'

let elo: Awaited<ReturnType<typeof startEloWithCustomer>>

beforeAll(async () => {
  elo = await startEloWithCustomer('clients-apollo-subscription')
})
afterAll(() => elo?.stop())

const history = gql`
  subscription ($id: ID!, $after: String) {
    customerHistory(customerId: $id, after: $after) {
      change
      cursor
      interaction {
        summary
      }
    }
  }
`
const eventSchema = z.object({
  customerHistory: z.object({
    change: z.string(),
    cursor: z.string(),
    interaction: z.object({ summary: z.string() }).nullable(),
  }),
})

/** Subscribe with the link that every Apollo Client has; `next` waits for the next event. */
function follow(variables: { id: string; after?: string }) {
  const client = new ApolloClient({ link: new HttpLink({ uri: elo.url }), cache: new InMemoryCache() })
  const results: { data?: unknown; error?: unknown }[] = []
  let changed = () => {}
  // With its cache Apollo Client warns of the missing data of every error of the protocol.
  const asked = { query: history, variables, fetchPolicy: 'no-cache' } as const
  const subscription = client.subscribe(asked).subscribe((result) => {
    results.push(result)
    changed()
  })
  async function nextResult() {
    for (;;) {
      const result = results.shift()
      if (result) return result
      await new Promise<void>((resolve) => {
        changed = resolve
      })
    }
  }
  return {
    nextResult,
    next: async () => eventSchema.parse((await nextResult()).data).customerHistory,
    close: () => subscription.unsubscribe(),
  }
}

describe('a subscription of Apollo Client over HTTP', () => {
  failOnConsole()

  it('delivers each event at once, and continues after a cursor', async () => {
    const { customerId: id } = elo.ids
    const first = follow({ id })
    expect(await first.next()).toMatchObject({ change: 'POSITION' })
    await elo.recordText('one')
    const { cursor, ...one } = await first.next()
    expect(one).toMatchObject({ change: 'RECORDED', interaction: { summary: 'one' } })
    first.close()
    await elo.recordText('two')
    const again = follow({ id, after: cursor })
    expect(await again.next()).toMatchObject({ change: 'POSITION', cursor })
    expect(await again.next()).toMatchObject({ change: 'RECORDED', interaction: { summary: 'two' } })
    again.close()
  })

  it('that is refused gives the errors of the graph', async () => {
    const refused = follow({ id: 'cus_00000000-0000-7000-8000-000000000000' })
    const { error } = await refused.nextResult()
    expect(CombinedProtocolErrors.is(error) && error.errors).toMatchObject([
      { extensions: { code: 'NOT_FOUND' } },
    ])
    refused.close()
  })
})
