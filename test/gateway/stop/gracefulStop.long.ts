import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { describe, expect, inject, it, onTestFinished } from 'vitest'
import { z } from 'zod'
import { temporaryFolder } from '../../embeddedMongo/support/temporaryFolder.ts'
import { askForData } from '../../support/askGraph.ts'
import { connectSocket } from '../../support/connectSocket.ts'
import { startEloProcess } from '../../support/eloProcess.ts'
import { openTestDatabase } from '../../support/testDatabase.ts'
import { message, recordedSchema, recordMutation } from '../../singleProcess/support/startSingleProcess.ts'
import { createResumingClient, followed } from './resumingClient.ts'

const counts = { customers: 45, sockets: 810, streams: 90, stopped: 60, halfOpen: 40 }
const messagesOfEach = 12

/** Subscriptions of another process that is stopped, so that its sockets stay open and nothing reads them. */
async function holdStopped(url: string, customerId: string): Promise<void> {
  const query = followed.replace('$id: ID!, ', '').replace('$id', JSON.stringify(customerId))
  const script = ['--import', 'tsx', 'test/gateway/stop/holdSockets.ts', url, `${counts.stopped}`, query]
  const child = spawn(process.execPath, script, { stdio: ['ignore', 'pipe', 'inherit'] })
  onTestFinished(() => void child.kill('SIGKILL'))
  await once(child.stdout, 'data')
  child.kill('SIGSTOP')
}

describe('a gateway that is told to stop, with 1,000 clients of which 100 are dead', () => {
  it('ends within ten seconds; the clients come back spread over time and miss nothing', async () => {
    const database = await openTestDatabase(inject('mongodbUri'), 'graceful-stop')
    onTestFinished(() => database.drop())
    const environment = {
      MONGODB_URI: database.uri,
      ELO_DATA_DIR: await temporaryFolder(),
      LOG_LEVEL: 'info',
    }
    const stopping = await startEloProcess(environment)
    const other = await startEloProcess(environment)
    onTestFinished(async () => void (await other.end('SIGKILL')))

    const write = async (customer: number, text: string) => {
      const input = message(`+55119840${`${customer}`.padStart(5, '0')}`, text)
      const { recordMessage } = await askForData(recordedSchema, other.url, recordMutation, { input })
      return z.string().parse(recordMessage.message?.customer.id)
    }
    const ids: string[] = []
    for (let n = 0; n < counts.customers; n += 1) ids.push(await write(n, '0'))
    const [firstId = ''] = ids

    let url = stopping.url
    const clients = Array.from({ length: counts.sockets + counts.streams }, (_, n) =>
      createResumingClient(
        n < counts.sockets ? 'WebSocket' : 'server-sent events',
        () => url,
        ids[n % ids.length] ?? '',
      ),
    )
    onTestFinished(() => {
      for (const client of clients) client.stop()
    })
    await Promise.all(clients.map(({ ready }) => ready))
    await holdStopped(stopping.url, firstId)
    for (let n = 0; n < counts.halfOpen; n += 1) {
      const dead = await connectSocket(stopping.url)
      dead.subscribe('s', followed, { id: firstId })
      await dead.next()
      dead.socket.pause()
      onTestFinished(() => dead.socket.terminate())
    }

    const texts = Array.from({ length: messagesOfEach }, (_, n) => `${n + 1}`)
    const writing = Promise.all(
      ids.map(async (_, customer) => {
        for (const text of texts) await write(customer, text)
      }),
    )
    await Promise.all(clients.map((client) => client.until('2')))

    url = other.url
    const startedAt = performance.now()
    const code = await stopping.end('SIGTERM')
    const stopMs = Math.round(performance.now() - startedAt)
    await writing
    await Promise.all(clients.map((client) => client.until(`${messagesOfEach}`)))
    const backMs = Math.round(performance.now() - startedAt)

    const pauses = clients.flatMap(({ ends }) => ends.map(({ pauseMs }) => pauseMs))
    const perSecond = [0, 1, 2, 3, 4].map((s) => pauses.filter((ms) => Math.floor(ms / 1_000) === s).length)
    process.stdout.write(
      `stopped in ${stopMs} ms; all back after ${backMs} ms; clients per second of pause: ${perSecond.join(' ')}\n`,
    )
    expect(code).toBe(0)
    expect(stopMs).toBeLessThan(10_000)
    const wrong = clients.filter(({ seen }) => seen.join() !== texts.join())
    expect(wrong.map(({ seen, ends }) => ({ seen, ends }))).toEqual([])
    expect(new Set(clients.map(({ ends }) => ends.map((end) => end.code).join()))).toEqual(
      new Set(['4503', 'end']),
    )
    expect(Math.max(...perSecond)).toBeLessThan(pauses.length / 3)
  })
})
