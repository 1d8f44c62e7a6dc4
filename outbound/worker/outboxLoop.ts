import { setTimeout as delay } from 'node:timers/promises'
import { createBackOff } from '../../platform/async/backOff.ts'
import type { ClosableIterator } from '../../platform/async/closableIterator.ts'
import { isDatabaseUnavailable } from '../../platform/mongo/mongoErrors.ts'
import type { Logger } from '../../platform/process/log/logger.ts'
import type { BuildBody, DeliverableEvent, OpenFeed, OutboundEvent } from '../outbox/outboundEvent.ts'
import { revisionOf } from '../outbox/outboundEvent.ts'
import type { OutboxEntry, OutboxStore } from '../outbox/outboxStore.ts'
import type { QueuedDelivery } from '../queue/deliveryQueue.ts'
import type { Webhook } from '../webhook.ts'

/** So many events are stored together at most, so long after the first of them at the latest. */
const batchSize = 100
const batchMs = 10
/** How often a position without an event to deliver is stored. */
const positionMs = 5_000
/** So many times a body is tried, when it is not the database that fails, before its event is given up. */
const bodyAttempts = 5

/**
 * Reads the feed of a webhook, and stores what is to be delivered together with the position after it. It ends when the
 * signal aborts or the lease is lost. When the feed ends, it is opened again at the position that was stored last.
 * Rejects when the feed refuses the webhook.
 */
export async function runOutbox({
  webhook,
  fence,
  openFeed,
  buildBody,
  store,
  hasRoom,
  onStored,
  signal,
  logger,
}: {
  webhook: Webhook
  fence: number
  openFeed: OpenFeed
  buildBody: BuildBody
  store: OutboxStore
  /** Resolves when more deliveries can wait. */
  hasRoom: () => Promise<void>
  onStored: (deliveries: readonly QueuedDelivery[]) => void
  signal: AbortSignal
  logger: Logger
}): Promise<void> {
  const lease = { webhookId: webhook.id, fence, replays: webhook.replays }
  const backOff = createBackOff({ firstMs: 100, maxMs: 30_000 })
  let { cursor } = webhook
  let positionStoredAt = 0
  const bodyFailures = new Map<string, number>()

  /** The resume of a feed may give again what was before; a webhook begins at its creation, unless it is replayed. */
  function isWanted(event: OutboundEvent): event is DeliverableEvent {
    if (event.change === 'POSITION') return false
    return webhook.replays > 0 || revisionOf(event).changedAt >= webhook.createdAt
  }

  async function entryOf(event: DeliverableEvent): Promise<OutboxEntry | null> {
    const { id, revision } = revisionOf(event)
    try {
      const body = await buildBody(event, webhook)
      return body === null ? null : { event, body }
    } catch (error) {
      if (isDatabaseUnavailable(error)) throw error
      const key = `${id}_${revision}`
      const failures = (bodyFailures.get(key) ?? 0) + 1
      bodyFailures.set(key, failures)
      if (failures < bodyAttempts) throw error
      bodyFailures.delete(key)
      logger.error(
        { event: 'webhook_body_failed', webhook: webhook.id, interaction: id, err: error },
        'no body could be made for an event; its delivery is dead',
      )
      return { event, body: null }
    }
  }

  /** False when the lease is lost. */
  async function storeBatch(batch: readonly OutboundEvent[]): Promise<boolean> {
    const last = batch.at(-1)
    if (!last) return true
    const entries: OutboxEntry[] = []
    for (const event of batch) {
      const entry = isWanted(event) ? await entryOf(event) : null
      if (entry) entries.push(entry)
    }
    const isDue = performance.now() - positionStoredAt >= positionMs
    if (entries.length === 0 && !isDue && cursor !== null) return true
    const stored = await store.store(lease, entries, last.cursor)
    if (stored === null) return false
    cursor = last.cursor
    positionStoredAt = performance.now()
    onStored(stored)
    return true
  }

  /** False when the lease is lost. */
  async function readAll(events: ClosableIterator<OutboundEvent>): Promise<boolean> {
    let next = events.next()
    while (!signal.aborted) {
      const first = await next
      if (first.done) return true
      await hasRoom()
      const batch = [first.value]
      next = events.next()
      // Its rejection is seen when it is awaited.
      next.catch(() => undefined)
      const timer = delay(batchMs, null, { ref: false })
      while (batch.length < batchSize) {
        const more = await Promise.race([next, timer]).catch(() => null)
        if (!more || more.done) break
        batch.push(more.value)
        next = events.next()
        next.catch(() => undefined)
      }
      if (signal.aborted) return true
      if (!(await storeBatch(batch))) return false
      backOff.reset()
    }
    return true
  }

  while (!signal.aborted) {
    let events: ClosableIterator<OutboundEvent> | null = null
    const close = () => void events?.return().catch(() => undefined)
    signal.addEventListener('abort', close)
    try {
      events = await openFeed({ ...webhook, cursor })
      if (!(await readAll(events))) return
    } catch (error) {
      if (isRefusal(error)) throw error
      logger.warn(
        { event: 'webhook_feed_failed', webhook: webhook.id, err: error },
        'a webhook cannot read its events; trying again',
      )
    } finally {
      signal.removeEventListener('abort', close)
      await events?.return().catch(() => undefined)
    }
    await backOff.pause(signal)
  }
}

const refusals: ReadonlySet<unknown> = new Set(['FORBIDDEN', 'BAD_USER_INPUT', 'INVALID_CURSOR', 'NOT_FOUND'])

/** Whether the feed refused the webhook itself, so that another try gives the same. */
export function isRefusal(error: unknown): boolean {
  return refusals.has(refusalCodeOf(error))
}

/** The code of an error of the graph; null for any other. */
export function refusalCodeOf(error: unknown): unknown {
  if (!(error instanceof Error) || !('extensions' in error)) return null
  const { extensions } = error
  return typeof extensions === 'object' && extensions !== null && 'code' in extensions
    ? extensions.code
    : null
}
