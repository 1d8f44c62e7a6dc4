import { randomUUID } from 'node:crypto'
import type { Connection } from 'mongoose'
import type { Pause } from '../../platform/async/backOff.ts'
import type { Clock } from '../../platform/process/clock.ts'
import type { HttpRoute } from '../../platform/http/httpServer.ts'
import { createMetrics, type Metrics } from '../../platform/metrics/metrics.ts'
import type { Logger } from '../../platform/process/log/logger.ts'
import { inTrace } from '../../platform/tracing/inSpan.ts'
import type { SpanOptions, Tracing } from '../../platform/tracing/span.ts'
import { loggableError } from '../loggableError.ts'
import { createWebhookInbox } from '../webhookInboxStore.ts'
import { createErasedObjectStore } from './state/erasedObjectStore.ts'
import { createChatwootObjectStore } from './state/chatwootObjectStore.ts'
import { createGraphMutations, type SubgraphCalls } from './send/graphMutations.ts'
import { createGuardedMutations } from './send/guardedMutations.ts'
import { type ChatwootSettings, defaultChatwootSettings } from './read/chatwootSettings.ts'
import { createErasureStore } from '../../privacy/erasure/erasureStore.ts'
import { createApplyUnlessErased } from '../erasure/applyUnlessErased.ts'
import { createPendingErasure } from '../erasure/pendingErasure.ts'
import { measureInbox } from '../measureInbox.ts'
import { createQuarantineTrimmer } from '../quarantineTrimmer.ts'
import { createDeliveryProcessor } from './processDeliveries.ts'
import { createDeliveryReceiver } from './receive/receiveDelivery.ts'
import { createApplyObservations } from './send/applyObservations.ts'

export type ChatwootIntake = {
  /** `POST /webhooks/chatwoot`. */
  routes: HttpRoute[]
  /** Process what earlier processes have left in the inbox, now and from now on. */
  start(): Promise<void>
  /** Resolves when every delivery that has arrived is processed or in quarantine. */
  settled(): Promise<void>
  /** Accept no more deliveries, finish running attempts within five seconds, and leave the rest to other processes. */
  stop(): Promise<void>
}

/** Begins a trace: the request that brought the delivery was answered before. */
const deliverySpan: SpanOptions = { name: 'process delivery', kind: 'consumer' }

/**
 * The intake of Chatwoot's webhooks. A delivery is verified, stripped of its secrets, stored, and answered. Then it is
 * turned into mutations that take effect once, however often it arrives and whichever process ends meanwhile.
 *
 * Without any secret no delivery can be verified, and each is refused with 503 unless `acceptsUnsigned`. With a secret,
 * `acceptsUnsigned` accepts only the events that Chatwoot itself does not sign without a signature.
 */
export function createChatwootIntake({
  connection,
  clock,
  logger,
  calls,
  settings = defaultChatwootSettings,
  secrets,
  acceptsUnsigned,
  chatwootUrl = null,
  retentionDays = 30,
  quarantineDays = 90,
  quarantineBytes = 512 * 1024 * 1024,
  concurrency = 8,
  maximumAttempts = 40,
  leaseMs,
  pause,
  metrics = createMetrics(),
  tracing = null,
}: {
  connection: Connection
  clock: Clock
  logger: Logger
  calls: SubgraphCalls
  /** What the operator says of their Chatwoot. */
  settings?: ChatwootSettings
  secrets: readonly string[]
  acceptsUnsigned: boolean
  /** The address of Chatwoot. With it, links to its surveys are removed also where a customer or an agent wrote them. */
  chatwootUrl?: string | null
  /** How many days a delivery is kept after it was processed. */
  retentionDays?: number
  /** How many days a delivery is kept in quarantine. */
  quarantineDays?: number
  /** How much the quarantine holds; beyond it the oldest deliveries are dropped. */
  quarantineBytes?: number
  /** How many deliveries are processed concurrently. */
  concurrency?: number
  /** After this many failures, some minutes, a delivery is quarantined. Outages do not count. */
  maximumAttempts?: number
  /** How long claims are valid without renewal. */
  leaseMs?: number
  /** Waits before an unavailable target is probed again. */
  pause?: Pause
  /** Where the inbox is measured; default nowhere. */
  metrics?: Metrics
  /** Where the processing of deliveries is traced; default nowhere. */
  tracing?: Tracing | null
}): ChatwootIntake {
  const inbox = createWebhookInbox({ connection, system: 'chatwoot', claimant: randomUUID(), leaseMs })
  measureInbox(metrics, { inbox, clock })
  const mutations = createGuardedMutations(createGraphMutations(calls), { logger, pause })
  const apply = createApplyUnlessErased({
    apply: createApplyObservations({
      store: createChatwootObjectStore(connection),
      mutate: mutations.mutate,
      logger,
    }),
    isBeingErased: createPendingErasure(createErasureStore(connection, clock)),
    erased: createErasedObjectStore(connection),
  })
  const processor = createDeliveryProcessor({
    inbox,
    apply: (...delivery) => inTrace(tracing, deliverySpan, () => apply(...delivery)),
    mutations,
    settings,
    logger,
    concurrency,
    maximumAttempts,
    pause,
  })
  const trimmer = createQuarantineTrimmer({
    inbox,
    clock,
    logger,
    days: quarantineDays,
    maxBytes: quarantineBytes,
  })
  const receiver = createDeliveryReceiver({
    inbox,
    trimmer,
    processor,
    clock,
    logger,
    settings,
    secrets,
    acceptsUnsigned,
    chatwootUrl,
  })

  return {
    routes: [
      {
        method: 'POST',
        path: '/webhooks/chatwoot',
        handle: (request, response) => receiver.handle(request, response),
      },
    ],
    async start() {
      await processor.start()
      await inbox.keepProcessedFor(retentionDays).catch((error: unknown) => {
        logger.error(
          { event: 'retention_not_set', errorId: randomUUID(), ...loggableError(error) },
          'the retention of processed deliveries could not be set',
        )
      })
      await trimmer.start()
    },
    settled: () => processor.settled(),
    async stop() {
      receiver.stop()
      trimmer.stop()
      await processor.stop()
    },
  }
}
