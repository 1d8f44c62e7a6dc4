import { performance } from 'node:perf_hooks'
import { Agent, type buildConnector } from 'undici'
import { type ConcurrencyLimit, createConcurrencyLimit } from '../../platform/async/concurrencyLimit.ts'
import type { Clock } from '../../platform/process/clock.ts'
import { inTrace } from '../../platform/tracing/inSpan.ts'
import type { SpanOptions, Tracing } from '../../platform/tracing/span.ts'
import { traceHeaders } from '../../platform/tracing/traceparent.ts'
import type { DeliveryAttempt } from '../delivery.ts'
import { signHeaders } from '../sign/signHeaders.ts'
import type { OutboundTimings } from '../timings.ts'
import type { Webhook } from '../webhook.ts'
import { attemptErrorOf } from './attemptErrorOf.ts'
import { checkUrl, type ReceiverRules } from './checkUrl.ts'
import { createGuardedLookup, type ResolveAll } from './guardedLookup.ts'
import { type Answer, NotSentError, postOnce } from './postOnce.ts'
import { retryAfterMs } from './retryAfterMs.ts'

/** What is sent, and by which secrets it is signed, the newest first. */
export type Outgoing = {
  webhook: Pick<Webhook, 'url' | 'format'>
  eventId: string
  deliveryId: string
  body: string
  secrets: readonly string[]
}

/** An attempt that was made, and the pause that the receiver asks for by Retry-After. */
export type Attempted = DeliveryAttempt & { retryAfterMs: number | null }

/** Sends deliveries. */
export type Sender = {
  /**
   * Make one attempt. Never rejects: a failure is part of the attempt. Null when `maySend` is
   * false, which is asked before, and again right before the first byte is written; then nothing was sent.
   */
  send(outgoing: Outgoing, maySend?: () => boolean): Promise<Attempted | null>
  /** End all attempts and close the connections. */
  stop(): Promise<void>
}

export function createSender({
  rules,
  timings: { timeoutMs, perHost },
  clock,
  resolveAll,
  connect = {},
  tracing = null,
  sendsTraceparent = false,
}: {
  rules: ReceiverRules
  timings: Pick<OutboundTimings, 'timeoutMs' | 'perHost'>
  clock: Clock
  /** How host names are resolved; by the system unless given. */
  resolveAll?: ResolveAll | undefined
  /** More options of connections, such as certificates to trust. */
  connect?: buildConnector.BuildOptions
  /** Where attempts are traced; default nowhere. */
  tracing?: Tracing | null
  /** Whether receivers get the trace of an attempt; they are programs of others, so the default is no. */
  sendsTraceparent?: boolean
}): Sender {
  const agent = new Agent({
    connections: perHost,
    pipelining: 1,
    keepAliveTimeout: 4_000,
    maxHeaderSize: 16_384,
    connect: {
      ...connect,
      timeout: timeoutMs,
      // undici must not keep the addresses of a name from one connection to the next.
      ...(!rules.allowPrivate && { lookup: createGuardedLookup(resolveAll) }),
    },
  })
  const hosts = new Map<string, { limit: ConcurrencyLimit; users: number }>()

  /** At most `perHost` attempts at the same time, so that none waits for a connection while its time-out runs. */
  async function inTurn<Result>(host: string, work: () => Promise<Result>): Promise<Result> {
    const turns = hosts.get(host) ?? { limit: createConcurrencyLimit(perHost), users: 0 }
    hosts.set(host, turns)
    turns.users += 1
    try {
      return await turns.limit(work)
    } finally {
      turns.users -= 1
      if (turns.users === 0) hosts.delete(host)
    }
  }

  async function post(outgoing: Outgoing, at: Date, maySend: () => boolean): Promise<Answer> {
    const { webhook, eventId, deliveryId, body, secrets } = outgoing
    const signed = signHeaders({ format: webhook.format, secrets, eventId, deliveryId, body, at })
    const headers = {
      'content-type': 'application/json',
      accept: 'application/json',
      'user-agent': 'Elo-Webhooks/1',
      ...signed,
      ...(sendsTraceparent && traceHeaders()),
    }
    return postOnce(agent, { url: new URL(webhook.url), headers, body }, { timeoutMs, maySend })
  }

  async function attempt(outgoing: Outgoing, maySend: () => boolean): Promise<Attempted | null> {
    if (!maySend()) return null
    const at = clock()
    const began = performance.now()
    const attempted = (given: Pick<Attempted, 'status' | 'error'>, pauseMs: number | null = null) => {
      const durationMs = Math.round(performance.now() - began)
      return { at, durationMs, ...given, retryAfterMs: pauseMs }
    }
    // The rules may have changed since the webhook was made. It also checks addresses that are not looked up.
    if (checkUrl(outgoing.webhook.url, rules) !== null)
      return attempted({ status: null, error: 'ADDRESS_REFUSED' })
    if (outgoing.secrets.length === 0) return attempted({ status: null, error: 'CONFIGURATION' })
    try {
      const { status, headers } = await post(outgoing, at, maySend)
      const isSuccess = status >= 200 && status < 300
      if (isSuccess) return attempted({ status, error: null })
      return attempted({ status, error: 'STATUS' }, retryAfterMs(headers['retry-after'], clock()))
    } catch (error) {
      if (error instanceof NotSentError) return null
      return attempted({ status: null, error: attemptErrorOf(error) })
    }
  }

  return {
    send: (outgoing, maySend = () => true) =>
      inTurn(hostOf(outgoing.webhook.url), () =>
        inTrace(tracing, attemptSpan, () => attempt(outgoing, maySend), failureOf),
      ),
    stop: () => agent.destroy(),
  }
}

const attemptSpan: SpanOptions = { name: 'send webhook', kind: 'client' }

/** Why an attempt failed; null when it succeeded, or nothing was sent. */
function failureOf(attempted: Attempted | null): string | null {
  return attempted?.error ?? null
}

function hostOf(url: string): string {
  return URL.canParse(url) ? new URL(url).host : ''
}
