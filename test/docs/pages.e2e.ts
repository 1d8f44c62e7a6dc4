import { readFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, inject, it } from 'vitest'
import { type Demo, startDemo } from '../../demo/startDemo.ts'
import { freePort } from '../../embeddedMongo/freePort.ts'
import { openTestDatabase, type TestDatabase } from '../support/testDatabase.ts'
import { runPage } from './support/runPage.ts'

let database: TestDatabase
let elo: Demo
let folder: string
/** What Node.js warns of meanwhile. */
const warnings: Error[] = []
const keepWarning = (warning: Error) => warnings.push(warning)

beforeAll(async () => {
  process.on('warning', keepWarning)
  database = await openTestDatabase(inject('mongodbUri'), 'pages')
  folder = await mkdtemp(join(tmpdir(), 'elo-pages-'))
  elo = await startDemo({
    environment: {
      ...{ MONGODB_URI: database.uri, ELO_DATA_DIR: folder, PORT: '0', LOG_LEVEL: 'silent' },
      ...{ ELO_WEBHOOKS_ALLOW_HTTP: 'true', ELO_WEBHOOKS_ALLOW_PRIVATE: 'true' },
    },
    isLive: false,
    print: () => undefined,
    onProgress: () => undefined,
  })
})

afterAll(async () => {
  process.off('warning', keepWarning)
  await elo.stop()
  await database.drop()
  await rm(folder, { recursive: true })
})

// Each page has customers of its own in the story of the demo.
describe.concurrent('the pages in docs/', { timeout: 120_000 }, () => {
  it.for(['frontends', 'bots', 'partners', 'operators'])(
    'do what they show: %s',
    async (name, { expect }) => {
      const page = readFileSync(new URL(`../../docs/${name}.md`, import.meta.url), 'utf8')
      const running = runPage(page, {
        url: elo.url,
        fixed: {
          'http://localhost:4000': new URL(elo.url).origin,
          '8080': String(await freePort()),
          '.data/': `${folder}/`,
        },
        environment: { ELO_DATA_DIR: folder, ELO_KEYS_DIR: join(folder, 'keys'), ...elo.commandSettings },
        stateFile: join(folder, `${name}.state`),
      })
      await expect(running).resolves.toBeUndefined()
      expect(warnings).toEqual([])
    },
  )
})
