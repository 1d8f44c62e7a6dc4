import { idFaults } from '../../../interactions/recording/inputFaults.ts'
import { type UserError, userError } from '../../../interactions/recording/userError.ts'
import type { DeliveryReplay, DeliveryStore } from '../../../outbound/deliveryStore.ts'
import type { Webhook } from '../../../outbound/webhook.ts'
import type { WebhookStore } from '../../../outbound/webhookStore.ts'
import type { Principal } from '../../../platform/subgraph/principal.ts'
import { feedCursor } from '../feed/feedCursor.ts'
import type { ReplayWebhookInput } from '../schemaTypes.ts'
import type { WebhookChanges } from './webhookChanges.ts'

export type ReplayAnswer = { webhook: Webhook | null; count: number | null; userErrors: UserError[] }

/** Let a webhook of the caller deliver again. A cursor that is not one of the feed is INVALID_CURSOR. */
export type ReplayWebhook = (input: ReplayWebhookInput, by: Principal) => Promise<ReplayAnswer>

export function createReplayWebhook({
  webhooks,
  deliveries,
  findOwn,
}: {
  webhooks: WebhookStore
  deliveries: DeliveryStore
  findOwn: WebhookChanges['findOwn']
}): ReplayWebhook {
  return async function replayWebhook(input, by) {
    const { webhookId, after = null, deadLetters = false, deliveryId = null } = input
    const faults = [
      ...choiceFaults({ after, deadLetters, deliveryId }),
      ...idFaults('deliveryId', 'dlv', deliveryId),
    ]
    if (faults.length > 0) return refused(faults)
    if (typeof after === 'string') feedCursor.decode(after, 'after')
    const { webhook, userErrors } = await findOwn(webhookId, by)
    if (!webhook) return refused(userErrors)
    if (typeof after === 'string') {
      const replayed = await webhooks.replayFrom(webhookId, after)
      if (replayed) return { webhook: replayed, count: null, userErrors: [] }
      return refused([
        userError('NOT_FOUND', 'webhookId', `webhookId: you have no webhook with the id ${webhookId}`),
      ])
    }
    if (typeof deliveryId !== 'string')
      return { webhook, count: await deliveries.replayDead(webhookId), userErrors: [] }
    const outcome = await deliveries.replay(webhookId, deliveryId)
    const fault = outcomeFault(outcome, deliveryId)
    return fault ? refused([fault]) : { webhook, count: 1, userErrors: [] }
  }
}

function refused(userErrors: UserError[]): ReplayAnswer {
  return { webhook: null, count: null, userErrors }
}

type Choice = { after: string | null; deadLetters: boolean; deliveryId: string | null }

function choiceFaults({ after, deadLetters, deliveryId }: Choice): UserError[] {
  const given = [typeof after === 'string', deadLetters, typeof deliveryId === 'string'].filter(
    Boolean,
  ).length
  if (given === 1) return []
  const message = `expected exactly one of after, deadLetters and deliveryId, got ${given === 0 ? 'none' : given}`
  return [userError(given === 0 ? 'REQUIRED' : 'INVALID_VALUE', null, message)]
}

function outcomeFault(outcome: DeliveryReplay, deliveryId: string): UserError | null {
  switch (outcome) {
    case 'REPLAYED':
      return null
    case 'NOT_FOUND':
      return userError(
        'NOT_FOUND',
        'deliveryId',
        `deliveryId: the webhook has no delivery with the id ${deliveryId}`,
      )
    case 'STILL_WAITING':
      return userError(
        'CONFLICT',
        'deliveryId',
        `deliveryId: expected a delivery that was delivered or given up, ${deliveryId} is still to be sent`,
      )
    case 'ERASED':
      return userError(
        'CONFLICT',
        'deliveryId',
        `deliveryId: expected a delivery with a body, that of ${deliveryId} was erased`,
      )
  }
}
