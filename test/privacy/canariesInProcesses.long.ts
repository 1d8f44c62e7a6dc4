import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { askGraph } from '../support/askGraph.ts'
import { type ComposedElo, startComposedElo } from '../support/composedElo.ts'
import { openTestDatabase, type TestDatabase } from '../support/testDatabase.ts'
import { customerOf, recordCanaries } from './support/canaryCustomer.ts'
import { eraseInSteps } from './support/eraseInSteps.ts'

const root = fileURLToPath(new URL('../../', import.meta.url))
const gateways = ['gateway-1', 'gateway-2']

let database: TestDatabase
let elo: ComposedElo
beforeAll(async () => {
  await promisify(execFile)('npm', ['run', '--silent', 'build'], { cwd: root })
  database = await openTestDatabase(inject('mongodbUri'), 'privacy-composed')
  const environment = {
    ELO_SERVICE_SECRET: 'a secret of this test that is long enough',
    CHATWOOT_ACCEPT_UNSIGNED: 'true',
    LOG_LEVEL: 'debug',
  }
  elo = await startComposedElo(database.uri, environment, 'admin')
}, 240_000)
afterAll(async () => {
  await elo.stop()
  await database.drop()
})

const pages = `query ($id: ID!) {
  customer(id: $id) { name tags identifiers { value } attributes { value } consents { purpose evidence }
    conversations(first: 100) { nodes { labels customAttributes } }
    history(first: 100) { nodes { summary actor { name } source { externalId }
      ... on Message { text attachments { url } revisions { nodes { text } } } ... on Note { text }
      ... on Action { details } ... on Feedback { comment } } } }
}`

describe('eraseCustomer in processes of their own', { timeout: 240_000 }, () => {
  it('leaves none of the canaries in the database, the logs, the exports and the cached pages of any process', async () => {
    const [first, second] = gateways.map((gateway) => elo.graph(gateway))
    if (!first || !second) throw new Error('expected two gateways')
    const { canaries, chatwootPhone } = await recordCanaries(first, elo.url('intake'))
    await database.processed()
    const ids = [await customerOf(first, '+5511987650001'), await customerOf(second, chatwootPhone)].map(
      String,
    )

    /** What every gateway shows and exports of these customers. */
    const shown = async () => {
      const texts = await Promise.all(
        [first, second].flatMap(({ url, key }) =>
          ids.flatMap((id) => [
            askGraph({ url, key }, pages, { id }).then((answer) => JSON.stringify(answer)),
            fetch(`${url}/export/customers/${id}?notes=true`, {
              headers: { authorization: `Bearer ${key}` },
            }).then((response) => response.text()),
          ]),
        ),
      )
      return texts.join('\n')
    }
    // The second time from caches.
    await shown()
    const before = await shown()
    expect(before).not.toContain('"errors"')
    for (const text of ['secondtextxzq', 'chatwoottextxzq', 'notexzq', 'detailxzq'])
      expect(before).toContain(text)

    for (const id of ids) await eraseInSteps(second, id)

    const hits = (text: string) => canaries.filter((canary) => text.includes(canary))
    const after = await shown()
    expect(after).toContain('Message erased')
    expect(hits(after)).toEqual([])
    expect(hits(await database.dump())).toEqual([])
    expect(hits(elo.log())).toEqual([])
  })
})
