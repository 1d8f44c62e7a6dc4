import { randomUUID } from 'node:crypto'
import type { Connection } from 'mongoose'
import type { Pause } from '../../platform/lang/backOff.ts'
import type { Clock } from '../../platform/process/clock.ts'
import type { HttpRoute } from '../../platform/http/httpServer.ts'
import type { Logger } from '../../platform/process/logger.ts'
import { loggableError } from '../loggableError.ts'
import { createWebhookInbox } from '../webhookInboxStore.ts'
import { createChatwootObjectStore } from './state/chatwootObjectStore.ts'
import { createGraphMutations, type SubgraphCalls } from './send/graphMutations.ts'
import { createGuardedMutations } from './send/guardedMutations.ts'
import { createDeliveryProcessor } from './processDeliveries.ts'
import { createDeliveryReceiver } from './receive/receiveDelivery.ts'
import { createApplyObservations } from './send/applyObservations.ts'

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

/**
 * The intake of Chatwoot's webhooks. What arrives is checked, freed of its secrets, stored, and answered; then it is
 * turned into mutations, once however often it arrives and whichever process ends meanwhile.
 *
 * Without any secret nothing can be checked: then everything is refused with 503, unless `acceptsUnsigned`. With a
 * secret, `acceptsUnsigned` lets in only the events that Chatwoot itself does not sign.
 */
export function createChatwootIntake({
  connection,
  clock,
  logger,
  calls,
  secrets,
  acceptsUnsigned,
  retentionDays = 30,
  concurrency = 8,
  maximumAttempts = 40,
  leaseMs,
  pause,
}: {
  connection: Connection
  clock: Clock
  logger: Logger
  calls: SubgraphCalls
  secrets: readonly string[]
  acceptsUnsigned: boolean
  /** How many days a delivery is kept after it was processed. */
  retentionDays?: number
  /** How many deliveries are processed at a time. */
  concurrency?: number
  /** What Elo fails on so often, a matter of minutes, is put into quarantine. While Elo is away it waits. */
  maximumAttempts?: number
  /** How long what a process has claimed stays its own when it does not renew that. */
  leaseMs?: number
  /** How to wait before what is unavailable is probed again. */
  pause?: Pause
}): ChatwootIntake {
  const inbox = createWebhookInbox({ connection, system: 'chatwoot', claimant: randomUUID(), leaseMs })
  const mutations = createGuardedMutations(createGraphMutations(calls), { logger, pause })
  const tell = createApplyObservations({
    store: createChatwootObjectStore(connection),
    mutate: mutations.mutate,
    logger,
  })
  const processor = createDeliveryProcessor({
    inbox,
    tell,
    mutations,
    logger,
    concurrency,
    maximumAttempts,
    pause,
  })
  const receiver = createDeliveryReceiver({ inbox, processor, clock, logger, secrets, acceptsUnsigned })

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
          'how long processed deliveries are kept could not be set',
        )
      })
    },
    settled: () => processor.settled(),
    async stop() {
      receiver.stop()
      await processor.stop()
    },
  }
}
