import { randomUUID } from 'node:crypto'
import { inject } from 'vitest'
import { z } from 'zod'
import { createChatwootIntake } from '../../../../intake/chatwoot/chatwootIntake.ts'
import { signatureOf } from '../../../../intake/chatwoot/receive/verifySignature.ts'
import { type Clock, systemClock } from '../../../../platform/process/clock.ts'
import { connectDatabase, ensureIndexes } from '../../../../platform/mongo/database.ts'
import type { GraphCall } from '../../../../platform/graph/graphCall.ts'
import { startHttpServer } from '../../../../platform/http/httpServer.ts'
import { createLogger } from '../../../../platform/process/log/logger.ts'
import { mutationOf } from './mutationOf.ts'

const lineSchema = z.record(z.string(), z.unknown())

/** Accepts every mutation and keeps nothing. */
const acceptingGraph: GraphCall = async (request) => ({
  data: { [mutationOf(request)]: { result: { id: 'an-id' }, userErrors: [] } },
})

export const secret = 'the intake’s secret'

export function newDatabaseUri(): string {
  const uri = new URL(inject('mongodbUri'))
  uri.pathname = `/intake-${randomUUID().slice(0, 8)}`
  return uri.href
}

/** The answer to a delivery. */
export type DeliveryAnswer = { status: number; body: unknown; retryAfter: string | null }

/** An intake behind a real port, over a database. */
export async function startIntake({
  graph = acceptingGraph,
  uri = newDatabaseUri(),
  secrets = [secret],
  acceptsUnsigned = false,
  clock = systemClock,
  ...options
}: {
  /** Called for every mutation, whichever subgraph owns it. */
  graph?: GraphCall
  uri?: string
  secrets?: string[]
  acceptsUnsigned?: boolean
  clock?: Clock
} & Pick<
  Parameters<typeof createChatwootIntake>[0],
  | 'maximumAttempts'
  | 'concurrency'
  | 'leaseMs'
  | 'pause'
  | 'retentionDays'
  | 'quarantineDays'
  | 'quarantineBytes'
  | 'chatwootUrl'
  | 'settings'
> = {}) {
  const connection = await connectDatabase(uri, { monitorCommands: true })
  const lines: string[] = []
  const logger = createLogger({ level: 'trace', name: 'test' }, { write: (line) => void lines.push(line) })
  const intake = createChatwootIntake({
    connection,
    clock,
    logger,
    calls: { identity: graph, conversations: graph, feedback: graph },
    secrets,
    acceptsUnsigned,
    ...options,
  })
  await ensureIndexes(connection)
  const server = await startHttpServer({
    host: '127.0.0.1',
    port: 0,
    routes: intake.routes,
    upgrade: {},
    logger,
  })
  await intake.start()

  const post = async (
    body: string | Buffer,
    headers: Record<string, string> = {},
  ): Promise<DeliveryAnswer> => {
    const request = { method: 'POST', body: new Uint8Array(Buffer.from(body)), headers }
    const response = await fetch(`${server.url}/webhooks/chatwoot`, request)
    const retryAfter = response.headers.get('retry-after')
    return { status: response.status, body: await response.json(), retryAfter }
  }

  /** Post what Chatwoot would have signed now, or at another time, with this or another secret. */
  const send = (body: unknown, { at = clock(), by = secret }: { at?: Date; by?: string } = {}) => {
    const raw = typeof body === 'string' || Buffer.isBuffer(body) ? body : JSON.stringify(body)
    const timestamp = String(Math.floor(at.getTime() / 1000))
    return post(raw, {
      'x-chatwoot-delivery': randomUUID(),
      'x-chatwoot-timestamp': timestamp,
      'x-chatwoot-signature': signatureOf(by, timestamp, raw),
    })
  }

  const stored = async () => {
    const documents = await connection
      .collection<{ state: string; reason: string | null; body: string }>('webhookInbox')
      .find({}, { sort: { receivedAt: 1 } })
      .toArray()
    return documents.map(({ state, reason, body }) => ({ state, reason, body }))
  }

  const dump = async () => {
    const collections = (await connection.db?.collections()) ?? []
    return JSON.stringify(await Promise.all(collections.map((collection) => collection.find().toArray())))
  }

  /** `andDrop` drops the database too. */
  const stop = async ({ andDrop = false } = {}) => {
    await intake.stop()
    await server.stop(0)
    if (andDrop) await connection.dropDatabase()
    await connection.close()
  }

  return {
    url: server.url,
    uri,
    connection,
    start: () => intake.start(),
    settled: () => intake.settled(),
    log: () => lines.join(''),
    /** The lines that were logged with this event. */
    logged: (event: string) =>
      lines.map((line) => lineSchema.parse(JSON.parse(line))).filter((line) => line['event'] === event),
    post,
    send,
    stored,
    dump,
    stop,
  }
}
export type RunningIntake = Awaited<ReturnType<typeof startIntake>>
