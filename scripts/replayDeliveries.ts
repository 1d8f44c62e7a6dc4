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
  /** Send nothing more when no delivery was answered, but by a 503, for this long; default 45 s. */
  patienceMs?: number
  /** Send nothing more once it aborts; deliveries that are on their way are answered first. */
  signal?: AbortSignal | undefined
  /** Called after each delivery, and before each retry. */
  onProgress?: (counts: ReplayCounts, total: number) => void
  /**
   * Called with the reason of each delivery that did not end as its file says, i.e. without `badSignature` refused, or
   * failed: the status and the message of the answer, or the fault of the connection.
   */
  onFault?: (reason: string) => void
}

/** The server took nothing for as long as `patienceMs`. */
export class ServerAbsentError extends Error {
  override name = 'ServerAbsentError'
}

/** An answer may take this long. */
const answerMs = 30_000

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

function isTimeout(error: unknown): boolean {
  return error instanceof DOMException && error.name === 'TimeoutError'
}

/** The status of an answer and what it says, in one line. */
function reasonOf(status: number, answer: unknown): string {
  const said = textIn(answer, 'reason') ?? textIn(answer, 'error') ?? textIn(answer, 'status')
  return said === null ? `status ${status}` : `status ${status}: ${said}`
}

function textIn(answer: unknown, name: string): string | null {
  if (typeof answer !== 'object' || answer === null) return null
  const value = new Map<string, unknown>(Object.entries(answer)).get(name)
  return typeof value === 'string' ? value.slice(0, 500) : null
}

function faultOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  const { cause } = error
  // fetch says only "fetch failed"; its cause says why.
  if (!(cause instanceof Error)) return error.message
  return cause.message || ('code' in cause ? String(cause.code) : error.message)
}

/**
 * Send deliveries to a running Elo as Chatwoot would, each signed at the time of its sending. A delivery without an
 * answer or with a 503 is retried. Resolves with the counts, also when some could not be sent, and when `signal` aborted:
 * then `sent` is less than all. Throws a ServerAbsentError when nothing was answered for `patienceMs`.
 */
export async function replayDeliveries(
  deliveries: readonly ReplayableDelivery[],
  options: ReplayOptions,
): Promise<ReplayCounts> {
  const { url, secret, perSecond, shuffleWindow = 1, seed = 1, times = 1 } = options
  const { concurrency = 1, attempts = 10, patienceMs = 45_000, signal, onProgress, onFault } = options
  const address = new URL('/webhooks/chatwoot', url)
  const counts: ReplayCounts = { sent: 0, accepted: 0, repeated: 0, quarantined: 0, refused: 0, failed: 0 }
  const total = deliveries.length * times
  const ending = new AbortController()
  const stopping = signal ? AbortSignal.any([signal, ending.signal]) : ending.signal
  /** When the first request began that was not taken, since the last one that was. */
  let absentSince: number | null = null
  const absence: { reason?: string } = {}

  /** The end of a delivery; null when it was given up because the replay ends. */
  async function send(delivery: ReplayableDelivery): Promise<Ending | null> {
    let reason = ''
    for (let attempt = 1; ; attempt += 1) {
      const beganAt = performance.now()
      try {
        const response = await fetch(address, {
          method: 'POST',
          headers: headersOf(delivery, secret),
          body: delivery.body,
          signal: AbortSignal.timeout(answerWithinMs(beganAt)),
        })
        const answer: unknown = await response.json().catch(() => null)
        reason = reasonOf(response.status, answer)
        if (response.status !== 503) {
          absentSince = null
          const end = endingOf(response.status, answer)
          if (end === 'failed' || (end === 'refused' && !delivery.badSignature)) onFault?.(reason)
          return end
        }
      } catch (error) {
        // No connection, or it closed before the answer: retry. The last attempt is cut short by the patience that is
        // left; the reason of the one before says more.
        if (attempt === 1 || !isTimeout(error)) reason = faultOf(error)
      }
      absentSince ??= beganAt
      if (stopping.aborted) return null
      if (attempt >= attempts) {
        onFault?.(reason)
        return 'failed'
      }
      if (performance.now() - absentSince >= patienceMs) {
        const seconds = Math.round(patienceMs / 1_000)
        absence.reason ??= `${url} took no delivery for ${seconds} s: ${reason}`
        ending.abort()
        return null
      }
      onProgress?.(counts, total)
      await pause(backOffMs(attempt, { firstMs: 100 }))
    }
  }

  function answerWithinMs(now: number): number {
    const patienceLeftMs = absentSince === null ? patienceMs : absentSince + patienceMs - now
    return Math.min(answerMs, Math.max(1, Math.ceil(patienceLeftMs)))
  }

  /** Ends early when the replay ends. */
  async function pause(ms: number): Promise<void> {
    await delay(ms, undefined, { signal: stopping }).catch(() => undefined)
  }

  const all = Array.from({ length: times }, (_, time) =>
    shuffleWindow > 1 ? shuffledWithin(deliveries, shuffleWindow, seed + time) : deliveries,
  ).flat()
  const startedAt = Date.now()
  let next = 0
  async function sendNext(): Promise<void> {
    while (!stopping.aborted) {
      const index = next
      next += 1
      const delivery = all[index]
      if (!delivery) return
      if (perSecond) await pause(Math.max(0, startedAt + (index * 1000) / perSecond - Date.now()))
      if (stopping.aborted) return
      const end = await send(delivery)
      if (end === null) return
      counts[end] += 1
      counts.sent += 1
      onProgress?.(counts, total)
    }
  }
  await Promise.all(Array.from({ length: concurrency }, sendNext))
  if (absence.reason !== undefined)
    throw new ServerAbsentError(`${absence.reason}; ${counts.sent} of ${total} were sent`)
  return counts
}
