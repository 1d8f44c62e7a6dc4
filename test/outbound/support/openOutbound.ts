import { randomUUID } from 'node:crypto'
import { inject, onTestFinished } from 'vitest'
import { createDeliveryStore, type DeliveryStore } from '../../../outbound/deliveryStore.ts'
import { deliveryModel } from '../../../outbound/deliveryModel.ts'
import { erasedProfileModel } from '../../../outbound/outbox/erasedProfileModel.ts'
import { createSender } from '../../../outbound/send/createSender.ts'
import { type RunningOutbound, startOutbound } from '../../../outbound/startOutbound.ts'
import { defaultTimings, type OutboundTimings } from '../../../outbound/timings.ts'
import type { Webhook } from '../../../outbound/webhook.ts'
import { createWebhookStore, type NewWebhook, type WebhookStore } from '../../../outbound/webhookStore.ts'
import { ensureIndexes } from '../../../platform/mongo/database.ts'
import { systemClock } from '../../../platform/process/clock.ts'
import { createLogger } from '../../../platform/process/log/logger.ts'
import { demoPrincipal } from '../../../platform/subgraph/principal.ts'
import { openTestDatabase, type TestDatabase } from '../../support/testDatabase.ts'
import type { NumberedFeed } from './numberedFeed.ts'

/** Times in which a test can see retries and time-outs. */
export const shortTimings: OutboundTimings = {
  ...defaultTimings,
  leaseMs: 3_000,
  renewMs: 100,
  timeoutMs: 500,
  retryAfterMs: [20, 40, 80],
  maxPauseMs: 200,
}

export type TestOutbound = {
  database: TestDatabase
  webhooks: WebhookStore
  deliveries: DeliveryStore
  /** Create a webhook for a receiver, from the beginning of the feed unless given. */
  createWebhook(given: { url: string } & Partial<NewWebhook>): Promise<Webhook>
  /** Start the delivery in this process; it ends with the test. */
  start(feed: NumberedFeed, timings?: Partial<OutboundTimings>): RunningOutbound
}

export function newWebhook(given: { url: string } & Partial<NewWebhook>): NewWebhook {
  return {
    name: null,
    filter: null,
    purpose: null,
    format: 'STANDARD',
    algorithm: 'HMAC_SHA256',
    owner: demoPrincipal,
    secret: null,
    idempotencyKey: null,
    ...given,
  }
}

/** A database of its own with the collections of webhooks. It is dropped after the test. */
export async function openOutbound(): Promise<TestOutbound> {
  const database = await openTestDatabase(inject('mongodbUri'), `outbound_${randomUUID().slice(0, 8)}`)
  onTestFinished(() => database.drop())
  const { connection } = database
  const webhooks = createWebhookStore(connection, systemClock)
  const deliveries = createDeliveryStore(connection, systemClock)
  deliveryModel(connection)
  erasedProfileModel(connection)
  await ensureIndexes(connection)
  return {
    database,
    webhooks,
    deliveries,
    async createWebhook(given) {
      const { webhook } = await webhooks.create(newWebhook(given))
      return webhook
    },
    start(feed, changed = {}) {
      const timings = { ...shortTimings, ...changed }
      const sender = createSender({
        rules: { allowHttp: true, allowPrivate: true },
        timings,
        clock: systemClock,
      })
      const running = startOutbound({
        connection,
        readSecrets: webhooks.readSecrets,
        sender,
        openFeed: feed.openFeed,
        buildBody: feed.buildBody,
        timings,
        clock: systemClock,
        logger: createLogger({ level: 'silent', name: 'test' }),
      })
      onTestFinished(() => running.stop())
      return running
    },
  }
}
