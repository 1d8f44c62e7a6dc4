import { chmod, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { z } from 'zod'
import { findMongod } from '../embeddedMongo/obtain/findMongod.ts'
import { recordingLogger } from './embeddedMongo/support/recordingLogger.ts'
import { temporaryFolder } from './embeddedMongo/support/temporaryFolder.ts'
import { mongodPid } from './embeddedMongo/support/withClient.ts'
import { askForData, askGraph } from './support/askGraph.ts'
import { type EloProcess, startEloProcess } from './support/eloProcess.ts'
import { watchHistory } from './support/liveHistory.ts'
import { until } from './support/until.ts'

const recordedSchema = z.object({
  recordMessage: z.object({ message: z.object({ id: z.string(), customer: z.object({ id: z.string() }) }) }),
})

function recording(text: string): string {
  return `mutation { recordMessage(input: {
    customer: { identifiers: [{ type: PHONE, value: "+5511961110099" }] } channel: WHATSAPP actor: { kind: CUSTOMER }
    text: "${text}" idempotencyKey: "${text}"
  }) { message { id customer { id } } userErrors { code } } }`
}

/** Elo on an embedded database. Processes that are left at the end of the test are killed. */
async function startElo(environment: Record<string, string>): Promise<EloProcess> {
  const elo = await startEloProcess(environment)
  onTestFinished(() => void elo.process.kill('SIGKILL'))
  return elo
}

async function pidOfMongod(dataDir: string): Promise<number> {
  return mongodPid((await readFile(join(dataDir, 'mongodb.uri'), 'utf8')).trim())
}

describe('an embedded mongod that is killed under a running Elo', { timeout: 120_000 }, () => {
  it('is started again; nothing acknowledged is lost, and writes and streams continue', async () => {
    const dataDir = await temporaryFolder()
    const elo = await startElo({ ELO_DATA_DIR: dataDir })
    const { recordMessage } = await askForData(recordedSchema, elo.url, recording('before'))
    const { customer } = recordMessage.message
    const live = await watchHistory(elo.url, customer.id)
    await live.next()

    process.kill(await pidOfMongod(dataDir), 'SIGKILL')
    await until(
      'a write succeeds again',
      async () => (await askGraph(elo.url, recording('after'))).errors === undefined,
      15_000,
    )

    const after = await askForData(recordedSchema, elo.url, recording('after'))
    expect(after.recordMessage.message.customer).toEqual(customer)
    expect(await live.next()).toMatchObject({ change: 'RECORDED', interaction: { summary: 'after' } })
    await live.close()
    const { data } = await askGraph(
      elo.url,
      `{ customer(id: "${customer.id}") { history { nodes { summary } } } }`,
    )
    expect(data).toEqual({ customer: { history: { nodes: [{ summary: 'before' }, { summary: 'after' }] } } })
    expect((await fetch(new URL('/readyz', elo.url))).status).toBe(200)
    expect(await elo.end('SIGTERM')).toBe(0)
  })

  it('ends the process with exit code 1 and one fatal line when it cannot be started again', async () => {
    const dataDir = await temporaryFolder()
    const { path } = await findMongod({ environment: process.env, logger: recordingLogger() })
    // A mongod that runs only once, as if its disk were full later.
    const [once, ran] = [join(dataDir, 'mongod'), join(dataDir, 'ran')]
    const script = `[ "$1" = --version ] && exec ${path} --version
      [ -e ${ran} ] && echo no space left >&2 && exit 14
      touch ${ran}; exec ${path} "$@"`
    await writeFile(once, `#!/bin/sh\n${script}\n`)
    await chmod(once, 0o755)
    const elo = await startElo({ ELO_DATA_DIR: dataDir, MONGOMS_SYSTEM_BINARY: once })

    process.kill(await pidOfMongod(dataDir), 'SIGKILL')

    expect(await elo.exited).toBe(1)
    const fatal = elo
      .log()
      .split('\n')
      .filter((line) => line.includes('"level":"fatal"'))
    expect(fatal).toHaveLength(1)
    expect(fatal[0]).toMatch(
      /The embedded database ended and 5 restarts did not help: .* exited with code 14\. Its last output: no space left/u,
    )
  })
})
