import { z } from 'zod'
import type { Delivery } from '../../../outbound/delivery.ts'
import type { DeliveryStore } from '../../../outbound/deliveryStore.ts'
import type { Webhook } from '../../../outbound/webhook.ts'
import type { WebhookStore } from '../../../outbound/webhookStore.ts'
import { callerError } from '../../../platform/errors/errors.ts'
import { isId } from '../../../platform/lang/ids.ts'
import { createCursor } from '../../../platform/paging/cursor.ts'
import { type ConnectionOf, forwardConnection, pageSize } from '../../../platform/paging/paging.ts'
import type { Principal } from '../../../platform/subgraph/principal.ts'
import type { QueryWebhookDeliveriesArgs, QueryWebhooksArgs } from '../schemaTypes.ts'
import { isMaker, readsWhatMakerRead } from './webhookRights.ts'

/** A delivery, and whether its reader may read all that its body can show. */
export type ShownDelivery = Delivery & { isReadable: boolean }

/** What callers read of their webhooks. A webhook of another caller is answered as one that does not exist. */
export type WebhookPages = {
  list(given: QueryWebhooksArgs, by: Principal): Promise<ConnectionOf<Webhook>>
  /** BAD_USER_INPUT for a malformed id. */
  find(id: string, by: Principal): Promise<Webhook | null>
  /** NOT_FOUND when the caller has no such webhook, BAD_USER_INPUT for a malformed id. */
  deliveries(given: QueryWebhookDeliveriesArgs, by: Principal): Promise<ConnectionOf<ShownDelivery>>
}

const webhookCursor = createCursor('webhooks', z.object({ id: z.string() }))
const deliveryCursor = createCursor(
  'webhookDeliveries',
  z.object({ webhookId: z.string(), position: z.int().min(0) }),
)

export function createWebhookPages({
  webhooks,
  deliveries,
}: {
  webhooks: WebhookStore
  deliveries: DeliveryStore
}): WebhookPages {
  async function findOwn(id: string, field: string, by: Principal): Promise<Webhook | null> {
    if (!isId('whk', id))
      throw callerError('BAD_USER_INPUT', `${field}: expected whk_…, got "${id.slice(0, 80)}"`)
    const webhook = await webhooks.find(id)
    return webhook && isMaker(webhook, by) ? webhook : null
  }

  return {
    async list({ first, after }, by) {
      const size = pageSize(first, 'first')
      const position = after === null || after === undefined ? null : webhookCursor.decode(after, 'after')
      const found = await webhooks.listOfOwner(by, { limit: size + 1, after: position?.id ?? null })
      return forwardConnection(found, {
        size,
        hasPreviousPage: position !== null,
        cursorOf: ({ id }) => webhookCursor.encode({ id }),
      })
    },

    find: (id, by) => findOwn(id, 'id', by),

    async deliveries({ webhookId, state, first, after }, by) {
      const size = pageSize(first, 'first')
      const position = after === null || after === undefined ? null : deliveryCursor.decode(after, 'after')
      if (position && position.webhookId !== webhookId)
        throw callerError('INVALID_CURSOR', 'after: expected a cursor of this webhook, got one of another')
      const webhook = await findOwn(webhookId, 'webhookId', by)
      if (!webhook) throw callerError('NOT_FOUND', `webhookId: you have no webhook with the id ${webhookId}`)
      const found = await deliveries.list(webhookId, {
        states: state ? [state] : null,
        limit: size + 1,
        before: position?.position ?? null,
      })
      const isReadable = readsWhatMakerRead(by, webhook.owner)
      return forwardConnection(
        found.map((delivery) => ({ ...delivery, isReadable })),
        {
          size,
          hasPreviousPage: position !== null,
          cursorOf: (delivery) => deliveryCursor.encode({ webhookId, position: delivery.position }),
        },
      )
    },
  }
}
