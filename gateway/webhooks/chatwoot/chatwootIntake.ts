import { createHash, randomUUID } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { setTimeout as delay } from 'node:timers/promises'
import type { Connection } from 'mongoose'
import type { Clock } from '../../../platform/clock.ts'
import type { GraphCall } from '../../../platform/graphCall.ts'
import type { HttpRoute } from '../../../platform/httpServer.ts'
import type { Logger } from '../../../platform/logger.ts'
import { createLruCache } from '../../../platform/lruCache.ts'
import { isDatabaseUnavailable } from '../../../platform/mongoErrors.ts'
import { BodyTooLargeError, readBody } from '../../../platform/readBody.ts'
import { sendJson } from '../../../platform/sendJson.ts'
import { watchStaleTransactions } from '../../../platform/staleTransactions.ts'
import { createWebhookInbox } from '../webhookInboxStore.ts'
import type { NewDelivery, StoredDelivery, WaitingDelivery } from '../webhookInbox.ts'
import { type Attempt, createWorkQueue } from '../workQueue.ts'
import { createChatwootObjectStore } from './chatwootObjectStore.ts'
import { createGraphMutations, GraphFailure, GraphRefusal } from './graphMutations.ts'
import { type ParsedBody, parseBody } from './parseBody.ts'
import { isKnownEvent, isUnsignedEvent, readDelivery } from './readDelivery.ts'
import { createTellElo } from './tellElo.ts'
import { type Verification, verifySignature } from './verifySignature.ts'

export type ChatwootIntake = {
  /** `POST /webhooks/chatwoot`. */
  routes: HttpRoute[]
  /** Take up what an earlier process left behind, and from now on what others leave behind. */
  start(): Promise<void>
  /** Resolves when every delivery that has arrived is processed or in quarantine. */
  settled(): Promise<void>
  /** Accept nothing more, let what is running come to its end (at most five seconds), and leave the rest for later. */
  stop(): Promise<void>
}

const limitBytes = 5 * 1024 * 1024
const path = '/webhooks/chatwoot'
/** More than so many deliveries are left in the database until there is room for them, */
const rememberedDeliveries = 10_000
/** and of those that wait here the bodies beyond so many characters. */
const rememberedCharacters = 32_000_000
/** How many are taken from the database at a time. */
const takenAtOnce = 2_000
const sweepMs = 5_000
const answerWithinMs = 4_000
const unsigned = 'X-Chatwoot-Signature: expected one made with our secret, got none'

function retryAfter(attempts: number): number {
  return Math.min(5_000, 50 * 2 ** Math.min(attempts, 12))
}

/** A database's error may quote what was to be written, so only its name goes into the log. */
function nameOf(error: unknown): string {
  return error instanceof Error ? error.name : 'Error'
}

function headerOf(request: IncomingMessage, name: string): string | undefined {
  const value = request.headers[name]
  return typeof value === 'string' ? value : undefined
}

/**
 * The receiver of Chatwoot's webhooks. What arrives is checked, freed of its secrets, stored, and answered; then it is
 * turned into mutations, once however often it arrives, whoever crashes meanwhile.
 *
 * Without any secret nothing can be checked: then everything is refused with 503, unless `acceptsUnsigned`. With a
 * secret, `acceptsUnsigned` lets in only the events that Chatwoot itself does not sign.
 */
export function createChatwootIntake({
  connection,
  clock,
  logger,
  graph,
  secrets,
  acceptsUnsigned,
  concurrency = 8,
  maximumAttempts = 40,
}: {
  connection: Connection
  clock: Clock
  logger: Logger
  /** Executes against the whole graph. */
  graph: GraphCall
  secrets: readonly string[]
  acceptsUnsigned: boolean
  /** How many deliveries are processed at a time. */
  concurrency?: number
  /** What Elo fails on so often, a matter of minutes, is put into quarantine. While Elo is away it waits. */
  maximumAttempts?: number
}): ChatwootIntake {
  const inbox = createWebhookInbox({ connection, clock, system: 'chatwoot', claimant: randomUUID() })
  const tell = createTellElo({
    store: createChatwootObjectStore(connection),
    mutate: createGraphMutations(graph),
    logger,
  })
  const queue = createWorkQueue({ concurrency })
  const waiting = createLruCache<StoredDelivery>(rememberedCharacters)
  let sweeping: NodeJS.Timeout | null = null
  let watch: { stop(): void } | null = null
  let isStopped = false

  async function process(delivery: StoredDelivery): Promise<void> {
    const parsed = parseBody(Buffer.from(delivery.body))
    const reading = parsed.isJson
      ? readDelivery(parsed.body, { sentAt: delivery.sentAt })
      : ({ outcome: 'not understood', reason: delivery.reason ?? parsed.reason } as const)
    if (reading.outcome === 'not understood') {
      await inbox.settle(delivery.id, 'quarantined', reading.reason)
      return
    }
    if (reading.outcome === 'understood') await tell(reading.objects)
    await inbox.settle(delivery.id, 'done', null)
  }

  async function quarantine(delivery: StoredDelivery, reason: string): Promise<void> {
    logger.warn(
      { event: 'delivery_quarantined', deliveryId: delivery.id, name: delivery.event },
      'a delivery could not be processed and is in quarantine',
    )
    await inbox.settle(delivery.id, 'quarantined', reason)
  }

  /** One attempt; never rejects. */
  async function attempt(id: string, attempts: number): Promise<Attempt> {
    let delivery = waiting.get(id) ?? null
    try {
      delivery ??= await inbox.find(id)
      if (!delivery) return null
      await process(delivery)
      waiting.delete(id)
      return null
    } catch (error) {
      const isOutage = (error instanceof GraphFailure && error.isOutage) || isDatabaseUnavailable(error)
      const isLasting = error instanceof GraphRefusal || (!isOutage && attempts >= maximumAttempts)
      const code = nameOf(error)
      logger.warn(
        {
          event: 'delivery_failed',
          deliveryId: id,
          name: delivery?.event ?? null,
          attempts,
          code,
          isOutage,
        },
        'a delivery could not be processed',
      )
      const retryAfterMs = retryAfter(attempts)
      try {
        if (isLasting && delivery) {
          await quarantine(delivery, error instanceof Error ? error.message : code)
          waiting.delete(id)
          return null
        }
        await inbox.claim(id, retryAfterMs + 60_000, attempts)
      } catch {
        // The database is away too; the delivery stands in it as it was.
      }
      return { retryAfterMs }
    }
  }

  function enqueue({ id, group }: WaitingDelivery): void {
    queue.add(id, group ?? id, (attempts) => attempt(id, attempts))
  }

  /** Take what is in the database, and what is others' too when they are known to be gone. Gives how many. */
  async function takeBacklog({ isClaimedToo = false } = {}): Promise<number> {
    const room = Math.min(takenAtOnce, rememberedDeliveries - queue.size())
    if (room <= 0 || isStopped) return 0
    const deliveries = await inbox.take({ limit: room, except: queue.ids(), isClaimedToo })
    deliveries.forEach(enqueue)
    return deliveries.length
  }

  function logFailure(error: unknown): void {
    logger.warn(
      { event: 'chatwoot_backlog_failed', code: nameOf(error) },
      'the backlog of deliveries cannot be read now',
    )
  }

  /** Keep a delivery and begin with it. A later answer than the sender waits for is none. */
  async function receive(delivery: NewDelivery) {
    const stored = inbox.put(delivery).then((arrival) => {
      const isOurs = arrival.isNew && delivery.state === 'received'
      if (isOurs && queue.size() < rememberedDeliveries) {
        waiting.set(delivery.id, { ...delivery, attempts: 0 }, delivery.body.length)
        enqueue(delivery)
      }
      return arrival
    })
    const patience = new AbortController()
    const late = delay(answerWithinMs, null, { signal: patience.signal }).catch(() => null)
    try {
      return await Promise.race([stored, late])
    } finally {
      patience.abort()
      stored.catch(() => undefined)
    }
  }

  /** What a delivery is, as it goes into the inbox; null when it leaves nothing to keep. */
  function toDelivery(raw: Buffer, parsed: ParsedBody, receivedAt: Date, sentAt: Date): NewDelivery | null {
    const reading = parsed.isJson
      ? readDelivery(parsed.body, { sentAt })
      : ({ outcome: 'not understood', event: null, reason: parsed.reason } as const)
    if (reading.outcome === 'nothing') return null
    const said = parsed.isJson ? parsed.text : raw
    const isUnderstood = reading.outcome === 'understood'
    return {
      id: createHash('sha256').update('chatwoot\n').update(said).digest('hex'),
      system: 'chatwoot',
      event: reading.event,
      group: isUnderstood ? reading.group : null,
      // An event that we know may be understood one day, and is then to say what it said.
      body: parsed.isJson && isKnownEvent(reading.event) ? parsed.text : parsed.quarantineText(),
      sizeBytes: raw.length,
      receivedAt,
      sentAt,
      state: isUnderstood ? 'received' : 'quarantined',
      reason: isUnderstood ? null : reading.reason,
    }
  }

  /** Whether a delivery comes from Chatwoot, as far as that can be told before it is read. */
  function verify(request: IncomingMessage, raw: Buffer, now: Date): Verification {
    if (secrets.length === 0) return { outcome: 'unsigned' }
    return verifySignature({
      signature: headerOf(request, 'x-chatwoot-signature'),
      timestamp: headerOf(request, 'x-chatwoot-timestamp'),
      body: raw,
      secrets,
      now,
    })
  }

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const refuse = (status: number, reason: string, headers: Record<string, string> = {}) => {
      logger.info({ event: 'delivery_refused', status }, 'a delivery was refused')
      sendJson(response, status, { status: 'refused', reason }, headers)
    }
    const raw = await readBody(request, limitBytes).catch((error: unknown) => {
      if (error instanceof BodyTooLargeError) return null
      throw error
    })
    if (!raw) return refuse(413, `expected at most ${limitBytes} bytes`, { connection: 'close' })
    if (isStopped) return refuse(503, 'Elo is stopping; send it again', { 'retry-after': '5' })
    if (secrets.length === 0 && !acceptsUnsigned)
      return refuse(503, 'no secret is configured: set CHATWOOT_WEBHOOK_SECRET', { 'retry-after': '60' })

    const now = clock()
    const verification = verify(request, raw, now)
    if (verification.outcome === 'refused') return refuse(401, verification.reason)
    const isUnsigned = verification.outcome === 'unsigned'
    if (isUnsigned && !acceptsUnsigned) return refuse(401, unsigned)
    const parsed = parseBody(raw)
    if (isUnsigned && secrets.length > 0 && !isUnsignedEvent(parsed.event)) return refuse(401, unsigned)
    const delivery = toDelivery(raw, parsed, now, isUnsigned ? now : verification.sentAt)
    if (!delivery)
      return sendJson(response, 200, { status: 'accepted', reason: 'nothing of it is to be kept' })

    const arrival = await receive(delivery).catch((error: unknown) => {
      logger.warn({ event: 'delivery_not_stored', code: nameOf(error) }, 'a delivery could not be stored')
      return null
    })
    if (!arrival)
      return refuse(503, 'the delivery could not be stored; send it again', { 'retry-after': '5' })
    const { state, reason } = arrival.isNew ? delivery : arrival
    if (state === 'quarantined') return sendJson(response, 200, { status: 'quarantined', reason })
    const status = arrival.isNew ? 'accepted' : 'repeated'
    sendJson(response, 200, {
      status,
      reason: arrival.isNew ? null : 'what it says has been received before',
    })
  }

  return {
    routes: [{ method: 'POST', path, handle }],
    async start() {
      // What a killed process had open would hold up what it left behind.
      watch ??= watchStaleTransactions(connection, logger)
      sweeping ??= setInterval(() => void takeBacklog().catch(logFailure), sweepMs).unref()
      await takeBacklog({ isClaimedToo: true }).catch(logFailure)
    },
    async settled() {
      for (;;) {
        await queue.idle()
        if (isStopped || (await inbox.count('received')) === 0) return
        const taken = await takeBacklog({ isClaimedToo: true })
        if (taken === 0 && queue.size() === 0) await delay(20)
      }
    },
    async stop() {
      isStopped = true
      if (sweeping) clearInterval(sweeping)
      watch?.stop()
      await queue.stop(5_000)
    },
  }
}
