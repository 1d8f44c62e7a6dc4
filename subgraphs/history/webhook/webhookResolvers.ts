import { payloadTypes } from '../../../outbound/payload/payloadEvent.ts'
import { publicKeyOf } from '../../../outbound/sign/publicKeyOf.ts'
import type {
  MutationResolvers,
  QueryResolvers,
  WebhookAttemptResolvers,
  WebhookDeliveryResolvers,
  WebhookResolvers,
} from '../schemaTypes.ts'
import { shownFilter } from './shownFilter.ts'

export const webhookQueries: Pick<QueryResolvers, 'webhooks' | 'webhook' | 'webhookDeliveries'> = {
  webhooks: (_, given, { webhookPages, principal }) => webhookPages.list(given, principal),
  webhook: (_, { id }, { webhookPages, principal }) => webhookPages.find(id, principal),
  webhookDeliveries: (_, given, { webhookPages, principal }) => webhookPages.deliveries(given, principal),
}

export const webhookMutations: Pick<
  MutationResolvers,
  'createWebhook' | 'updateWebhook' | 'deleteWebhook' | 'replayWebhook' | 'testWebhook'
> = {
  createWebhook: (_, { input }, { webhookChanges, principal }) => webhookChanges.create(input, principal),
  updateWebhook: (_, { input }, { webhookChanges, principal }) => webhookChanges.update(input, principal),
  deleteWebhook: (_, { input }, { webhookChanges, principal }) => webhookChanges.delete(input, principal),
  replayWebhook: (_, { input }, { replayWebhook, principal }) => replayWebhook(input, principal),
  testWebhook: (_, { input }, { webhookChanges, principal }) => webhookChanges.test(input, principal),
}

export const webhookFields: WebhookResolvers = {
  webhookId: ({ id }) => id,
  filter: ({ filter }) => shownFilter(filter),
  async publicKey({ id, algorithm }, _, { webhookSecrets }) {
    if (algorithm !== 'ED25519') return null
    const [present] = await webhookSecrets(id)
    return present ? publicKeyOf(present.secret) : null
  },
  async previousSecretUntil({ id }, _, { webhookSecrets }) {
    const [, former] = await webhookSecrets(id)
    return former?.expiresAt ?? null
  },
}

export const webhookDeliveryFields: WebhookDeliveryResolvers = {
  deliveryId: ({ id }) => id,
  type: ({ event }) => payloadTypes[event],
  body: ({ body, isReadable }) => (isReadable && body !== '' ? body : null),
}

export const webhookAttemptFields: WebhookAttemptResolvers = {
  startedAt: ({ at }) => at,
}
