import { openPage } from './browserPage.ts'
import { Suspense } from 'react'
import { createRoot } from 'react-dom/client'
import { RelayEnvironmentProvider } from 'react-relay'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { askForData } from '../../support/askGraph.ts'
import { failOnConsole } from '../failOnConsole.ts'
import { createRelayEnvironment } from '../recipes/relayEnvironment.ts'
import { startEloWithCustomer } from '../recordedCustomer.ts'
import { compileRelay } from './compileRelay.ts'

let elo: Awaited<ReturnType<typeof startEloWithCustomer>>
let view: typeof import('./historyView.tsx')
beforeAll(async () => {
  await compileRelay()
  view = await import('./historyView.tsx')
  elo = await startEloWithCustomer('clients-relay-view')
})
afterAll(() => elo?.stop())

const edgesSchema = z.object({
  customer: z.object({ history: z.object({ edges: z.array(z.object({ cursor: z.string() })) }) }),
})

/** The cursor of the newest message in a page of the history. */
async function newestCursor(): Promise<string | undefined> {
  const { customer } = await askForData(
    edgesSchema,
    elo.url,
    'query ($id: ID!) { customer(id: $id) { history(last: 1, filter: { kinds: [MESSAGE] }) { edges { cursor } } } }',
    { id: elo.ids.customerId },
  )
  return customer.history.edges[0]?.cursor
}

describe('a view of React with usePaginationFragment', () => {
  failOnConsole()

  it('shows the newest page, loads the earlier one, adds what happens, and is fetched again', async () => {
    const { environment, close } = createRelayEnvironment(elo.url, 'no-key')
    const page = openPage()
    const root = createRoot(z.custom<HTMLElement>().parse(page.container))
    const [question, answer, thanks] = ['Is it ready?', 'Yes, it is.', 'Thank you!']
    root.render(
      <RelayEnvironmentProvider environment={environment}>
        <Suspense fallback="loading">
          <view.CustomerView id={elo.ids.customerId} />
        </Suspense>
      </RelayEnvironmentProvider>,
    )
    await page.untilShown([answer, thanks])

    page.press('Earlier')
    await page.untilShown([question, answer, thanks])
    expect(page.hasButton('Earlier')).toBe(false)

    await elo.recordText('Is it open?')
    await page.untilShown([question, answer, thanks, 'Is it open?'])
    const cursors = Object.values(environment.getStore().getSource().toJSON()).map(
      (record) => record?.['cursor'],
    )
    expect(cursors).toContain(await newestCursor())

    page.press('Again')
    await page.untilShown([thanks, 'Is it open?'])
    expect(page.hasButton('Earlier')).toBe(true)
    root.unmount()
    close()
  })
})
