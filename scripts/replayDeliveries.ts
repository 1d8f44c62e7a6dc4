import { createHmac } from 'node:crypto'
import { setTimeout as delay } from 'node:timers/promises'
import { backOffMs } from '../platform/async/backOff.ts'

/** One webhook request of Chatwoot: a line of a file of deliveries. */
export type ReplayableDelivery = {
  deliveryId: string | null
  signed: boolean
  badSignature?: boolean | undefined
  /** The exact text to POST. */
  body: string
}

/** How many deliveries were answered how. `failed` could not be sent, or got another answer. */
export type ReplayCounts = {
  sent: number
  accepted: number
  repeated: number
  quarantined: number
  refused: number
  failed: number
}

export type ReplayOptions = {
  /** The address of Elo, e.g. `http://localhost:4000`. */
  url: string
  /** The secret for deliveries that Chatwoot signs. */
  secret: string
  /** At most this many a second; without a limit by default. */
  perSecond?: number | undefined
  /** Shuffle within each run of this many; default 1, the order of the file. */
  shuffleWindow?: number
  seed?: number
  /** How often to send everything; default once. */
  times?: number
  /** How many to send concurrently; default 1. */
  concurrency?: number
  /** How often to try a delivery without an answer or with a 503; default 10. */
  attempts?: number
  onProgress?: (counts: ReplayCounts, total: number) => void
}

/** The same numbers for the same seed: mulberry32. */
function createRandom(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

/** The items, shuffled within each run of `size` items. */
export function shuffledWithin<Item>(items: readonly Item[], size: number, seed: number): Item[] {
  const random = createRandom(seed)
  const shuffled: Item[] = []
  for (let start = 0; start < items.length; start += size) {
    const keyed = items.slice(start, start + size).map((item) => ({ item, key: random() }))
    shuffled.push(...keyed.sort((a, b) => a.key - b.key).map(({ item }) => item))
  }
  return shuffled
}

function headersOf({ deliveryId, signed, badSignature, body }: ReplayableDelivery, secret: string) {
  if (!signed) return { 'content-type': 'application/json' }
  const timestamp = String(Math.floor(Date.now() / 1000))
  const key = badSignature ? `${secret}, but not this one` : secret
  const signature = createHmac('sha256', key).update(`${timestamp}.${body}`).digest('hex')
  return {
    'content-type': 'application/json',
    ...(deliveryId !== null && { 'x-chatwoot-delivery': deliveryId }),
    'x-chatwoot-timestamp': timestamp,
    'x-chatwoot-signature': `sha256=${signature}`,
  }
}

type Ending = Exclude<keyof ReplayCounts, 'sent'>

const endings = ['accepted', 'repeated', 'quarantined'] as const

function endingOf(status: number, answer: unknown): Ending {
  if (status >= 400 && status < 500) return 'refused'
  const given = typeof answer === 'object' && answer !== null && 'status' in answer ? answer.status : null
  return endings.find((ending) => ending === given) ?? 'failed'
}

/**
 * Send deliveries to a running Elo as Chatwoot would, each signed at the time of its sending. A delivery without an
 * answer or with a 503 is retried. Resolves with the counts, also when some could not be sent.
 */
export async function replayDeliveries(
  deliveries: readonly ReplayableDelivery[],
  options: ReplayOptions,
): Promise<ReplayCounts> {
  const { url, secret, perSecond, shuffleWindow = 1, seed = 1, times = 1 } = options
  const { concurrency = 1, attempts = 10, onProgress } = options
  const address = new URL('/webhooks/chatwoot', url)
  const counts: ReplayCounts = {
    sent: 0,
    accepted: 0,
    repeated: 0,
    quarantined: 0,
    refused: 0,
    failed: 0,
  }

  async function send(delivery: ReplayableDelivery): Promise<Ending> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        const response = await fetch(address, {
          method: 'POST',
          headers: headersOf(delivery, secret),
          body: delivery.body,
        })
        const answer: unknown = await response.json().catch(() => null)
        if (response.status !== 503) return endingOf(response.status, answer)
      } catch {
        // No connection, or it closed before the answer: retry.
      }
      if (attempt >= attempts) return 'failed'
      await delay(backOffMs(attempt, { firstMs: 100 }))
    }
  }

  const all = Array.from({ length: times }, (_, time) =>
    shuffleWindow > 1 ? shuffledWithin(deliveries, shuffleWindow, seed + time) : deliveries,
  ).flat()
  const startedAt = Date.now()
  let next = 0
  async function sendNext(): Promise<void> {
    for (;;) {
      const index = next
      next += 1
      const delivery = all[index]
      if (!delivery) return
      if (perSecond) await delay(Math.max(0, startedAt + (index * 1000) / perSecond - Date.now()))
      counts[await send(delivery)] += 1
      counts.sent += 1
      onProgress?.(counts, all.length)
    }
  }
  await Promise.all(Array.from({ length: concurrency }, sendNext))
  return counts
}
