import { type ChildProcess, spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, inject, it } from 'vitest'
import { configSchema } from '../../config.ts'
import { readConfig } from '../../platform/process/settings/readConfig.ts'
import type { Running } from '../../platform/process/runProcess.ts'
import { start } from '../../server.ts'
import { openTestDatabase, type TestDatabase } from '../support/testDatabase.ts'
import { until } from '../support/until.ts'
import { recordText } from './support/recordTexts.ts'

const kit = join(import.meta.dirname, '../../clients/follow')
const examples = join(kit, 'examples')

let database: TestDatabase
let elo: Running
let folder: string
let customerId: string
const children = new Set<ChildProcess>()
const say = (text: string) => recordText(elo.url, '+5511977770001', text)
beforeAll(async () => {
  database = await openTestDatabase(inject('mongodbUri'), `examples_${randomUUID().slice(0, 8)}`)
  folder = await mkdtemp(join(tmpdir(), 'elo-follow-'))
  const settings = { PORT: '0', LOG_LEVEL: 'error', MONGODB_URI: database.uri }
  elo = await start(readConfig(configSchema, settings), {})
  customerId = await say('one')
})
afterEach(async () => {
  for (const child of children) {
    const ended = once(child, 'exit')
    if (child.exitCode !== null || child.signalCode !== null) continue
    child.kill('SIGKILL')
    await ended
  }
  children.clear()
})
afterAll(async () => {
  await elo.stop()
  await database.drop()
  await rm(folder, { recursive: true })
})

/** Run an example, and give the lines that it prints and how to kill it. */
function run(command: string, parameters: string[], environment: Record<string, string>) {
  const child = spawn(command, parameters, {
    env: { ...process.env, ELO_URL: `${elo.url}/graphql`, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  children.add(child)
  let printed = ''
  let complaints = ''
  child.stdout.on('data', (chunk: Buffer) => (printed += chunk.toString()))
  child.stderr.on('data', (chunk: Buffer) => (complaints += chunk.toString()))
  const lines = () => printed.trim().split('\n')
  return {
    lines,
    async untilLine(line: string) {
      await until(`"${line}" is printed`, () => {
        if (child.exitCode !== null) throw new Error(`ended with ${child.exitCode}: ${complaints}`)
        return lines().includes(line)
      })
    },
    async kill() {
      child.kill('SIGKILL')
      await once(child, 'exit')
    },
  }
}

describe('the examples of clients/follow', () => {
  it('are the ones in its README', () => {
    const readme = readFileSync(join(kit, 'README.md'), 'utf8')
    for (const name of ['node.js', 'browser.html', 'follow.py'])
      expect(readme).toContain(readFileSync(join(examples, name), 'utf8').trim())
  })

  it('follow a customer and the feed, and go on after a kill', async () => {
    const source = ['--conditions=elo-sources', '--import', 'tsx', join(examples, 'node.js')]
    const forNode = { CUSTOMER_ID: customerId, POSITION_FILE: join(folder, 'node') }
    const forPython = { POSITION_FILE: join(folder, 'python') }
    const page = await writePage()

    const node = run(process.execPath, source, forNode)
    const python = run('python3', [join(examples, 'follow.py')], forPython)
    const browser = run(process.execPath, ['--import', 'tsx', page], {})
    await Promise.all([
      node.untilLine('RECORDED one'),
      python.untilLine('POSITION'),
      browser.untilLine('one'),
    ])
    await say('two')
    await Promise.all([
      node.untilLine('RECORDED two'),
      python.untilLine('RECORDED two'),
      browser.untilLine('one|two'),
    ])
    await until('the position is stored', async () => {
      return (await readFile(forNode.POSITION_FILE, 'utf8')).length > 0
    })
    await Promise.all([node.kill(), python.kill()])
    await say('three')
    const again = [
      run(process.execPath, source, forNode),
      run('python3', [join(examples, 'follow.py')], forPython),
    ]
    await Promise.all(again.map((each) => each.untilLine('RECORDED three')))

    // A kill between the change and its position gives "two" once more.
    for (const each of again)
      expect(each.lines().filter((line) => line !== 'RECORDED two')).toEqual(['RECORDED three'])
  })
})

/** The script of the page, with what it uses of a browser: it prints the list whenever that is replaced. */
async function writePage(): Promise<string> {
  const html = readFileSync(join(examples, 'browser.html'), 'utf8')
  const script = /<script type="module">(?<script>.*)<\/script>/su.exec(html)?.groups?.['script'] ?? ''
  const page = join(folder, 'page.mjs')
  const parameters = new URLSearchParams({ graph: `${elo.url}/graphql`, customerId })
  const ws = join(import.meta.dirname, '../../node_modules/ws/wrapper.mjs')
  const before = `import { WebSocket } from ${JSON.stringify(ws)}
globalThis.WebSocket = WebSocket
globalThis.location = { search: ${JSON.stringify(`?${parameters.toString()}`)} }
const list = { replaceChildren: (...items) => console.log(items.map((each) => each.textContent.split(' ')[1]).join('|')) }
globalThis.document = { querySelector: () => list, createElement: () => ({}) }
`
  await writeFile(page, `${before}${script.replace('../dist/follow.js', join(kit, 'follow.ts'))}`)
  return page
}
