import type { Connection } from 'mongoose'
import { createInteractionStore } from '../../../interactions/log/interactionStore.ts'
import type { AccessOf } from '../../../interactions/visibility/access.ts'
import { createDeliveryStore } from '../../../outbound/deliveryStore.ts'
import { createBuildPayload } from '../../../outbound/payload/buildPayload.ts'
import { createCustomerOf } from '../../../outbound/payload/customerOf.ts'
import { checkUrl } from '../../../outbound/send/checkUrl.ts'
import { createSender } from '../../../outbound/send/createSender.ts'
import { type RunningOutbound, startOutbound } from '../../../outbound/startOutbound.ts'
import { defaultTimings } from '../../../outbound/timings.ts'
import type { SigningSecret } from '../../../outbound/webhook.ts'
import { createWebhookStore } from '../../../outbound/webhookStore.ts'
import type { GraphCall } from '../../../platform/graph/graphCall.ts'
import type { Clock } from '../../../platform/process/clock.ts'
import type { Logger } from '../../../platform/process/log/logger.ts'
import type { Tracing } from '../../../platform/tracing/span.ts'
import { createRequestScope } from '../../../platform/subgraph/requestScope.ts'
import type { InteractionFeed } from '../feed/interactionFeed.ts'
import { createFeedRefusal } from './feedRefusal.ts'
import { createMakerKeyStore } from './makerKeyStore.ts'
import { createOpenWebhookFeed } from './openWebhookFeed.ts'
import { createReplayWebhook, type ReplayWebhook } from './replayWebhook.ts'
import { createRevokedMakers } from './revokedMakers.ts'
import { createSendTest } from './sendTest.ts'
import { createWebhookChanges, type WebhookChanges } from './webhookChanges.ts'
import { createWebhookPages, type WebhookPages } from './webhookPages.ts'
import type { WebhookSettings } from './webhookSettings.ts'

/** Webhooks out: what callers ask and change, and the delivery in this process once it is started. */
export type Webhooks = {
  pages: WebhookPages
  changes: WebhookChanges
  replay: ReplayWebhook
  /** The secrets of a webhook that sign now, the newest first. */
  secrets: (webhookId: string) => Promise<readonly SigningSecret[]>
  /** Deliver from now on. Other processes deliver too; each webhook is worked on by one of them at a time. */
  start(): void
  stop(): Promise<void>
}

export function createWebhooks({
  connection,
  clock,
  logger,
  callIdentity,
  accessOf,
  interactionFeed,
  settings: { rules, timings = defaultTimings, publicUrl, sendsTraceparent = false },
  tracing,
}: {
  connection: Connection
  clock: Clock
  logger: Logger
  callIdentity: GraphCall
  accessOf: AccessOf
  interactionFeed: InteractionFeed
  settings: WebhookSettings
  /** Where attempts are traced; default nowhere. */
  tracing?: Tracing | null | undefined
}): Webhooks {
  const webhooks = createWebhookStore(connection, clock)
  const deliveries = createDeliveryStore(connection, clock)
  const interactions = createInteractionStore(connection)
  const sender = createSender({ rules, timings, clock, tracing: tracing ?? null, sendsTraceparent })
  const changes = createWebhookChanges({
    webhooks,
    clock,
    sendTest: createSendTest({ webhooks, sender, clock }),
    urlFault: (url) => checkUrl(url, rules),
    feedRefusal: createFeedRefusal(interactionFeed),
    onChange: () => running?.wake(),
  })
  const revokedMakers = createRevokedMakers({
    webhooks,
    makerKeys: createMakerKeyStore(connection),
    clock,
    logger,
  })
  let running: RunningOutbound | null = null

  return {
    pages: createWebhookPages({ webhooks, deliveries }),
    changes,
    replay: createReplayWebhook({ webhooks, deliveries, findOwn: changes.findOwn }),
    secrets: (webhookId) => webhooks.readSecrets(webhookId, clock()),
    start() {
      running ??= startOutbound({
        connection,
        clock,
        logger,
        sender,
        timings,
        readSecrets: (id, at) => webhooks.readSecrets(id, at),
        openFeed: createOpenWebhookFeed(interactionFeed),
        buildBody: createBuildPayload({
          customerOf: createCustomerOf(callIdentity),
          findInteraction: async (id) => (await interactions.findAll([id]))[0] ?? null,
          visibleConversation: async (id, principal) =>
            accessOf({ principal, scope: createRequestScope() }).visibleConversation(id),
          publicUrl,
        }),
      })
      revokedMakers.start()
    },
    async stop() {
      await revokedMakers.stop()
      await (running ? running.stop() : sender.stop())
    },
  }
}
