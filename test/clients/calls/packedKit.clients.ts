import { copyFile, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startEloWithCustomer } from '../recordedCustomer.ts'
import { runCommand } from '../runCommand.ts'

const kit = fileURLToPath(new URL('../../../clients/follow/', import.meta.url))
const tsc = fileURLToPath(new URL('../node_modules/.bin/tsc', import.meta.url))

let elo: Awaited<ReturnType<typeof startEloWithCustomer>>
let project: string
beforeAll(async () => {
  elo = await startEloWithCustomer('clients-packed-kit')
  project = await mkdtemp(join(tmpdir(), 'elo-packed-kit-'))
  await runCommand(kit, {}, 'npm', 'run', 'build')
  await runCommand(kit, {}, 'npm', 'pack', '--pack-destination', project)
  const [archive = ''] = await readdir(project)
  await writeFile(join(project, 'package.json'), '{ "private": true, "type": "module" }')
  await runCommand(project, {}, 'npm', 'install', '--offline', '--no-audit', '--no-fund', `./${archive}`)
})
afterAll(async () => {
  await elo?.stop()
  if (project) await rm(project, { recursive: true })
})

describe('the packed @elo/follow, in a program of its own', () => {
  it('runs the example of Node.js, by server-sent events where there is no WebSocket', async () => {
    await copyFile(join(kit, 'examples/node.js'), join(project, 'node.js'))
    const environment = { ELO_URL: elo.url, CUSTOMER_ID: elo.ids.customerId }
    const child = spawn(process.execPath, ['node.js'], {
      cwd: project,
      env: { ...process.env, ...environment },
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    const lines: string[] = []
    for await (const line of createInterface(child.stdout)) {
      if (lines.push(line) === 1) await elo.recordText('Is it open?')
      if (line.endsWith('Is it open?')) child.kill('SIGTERM')
    }
    if (child.exitCode === null) await once(child, 'exit')
    expect(child.exitCode).toBe(0)
    expect(lines.filter((line) => line.endsWith('Is it open?'))).toEqual(['RECORDED Is it open?'])
  })

  it('has types that the compiler accepts, and that refuse what is not asked for', async () => {
    const strict = ['--strict', '--noEmit', '--module', 'nodenext', '--target', 'es2023']
    const compile = () => runCommand(project, {}, tsc, ...strict, 'follow.ts')
    const program = (shown: string) => `import { applyChange, emptyModel, followCustomer } from '@elo/follow'
import { createFileStore } from '@elo/follow/fileStore'

let model = emptyModel<{ summary: string }>()
for await (const change of followCustomer<{ summary: string }>({
  url: 'http://localhost:4000/graphql',
  customerId: 'cus_1',
  selection: 'summary',
  store: createFileStore('position'),
})) {
  model = applyChange(model, change)
  const text: string | undefined = change.interaction?.${shown}
}
`
    await writeFile(join(project, 'follow.ts'), program('summary'))
    await compile()
    await writeFile(join(project, 'follow.ts'), program('text'))
    await expect(compile()).rejects.toThrow("Property 'text' does not exist")
  })
})
