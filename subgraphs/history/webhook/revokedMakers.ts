import type { Webhook } from '../../../outbound/webhook.ts'
import type { WebhookStore } from '../../../outbound/webhookStore.ts'
import type { Clock } from '../../../platform/process/clock.ts'
import type { Logger } from '../../../platform/process/log/logger.ts'
import { createRepeatedJob, type RepeatedJob } from '../../../platform/process/repeatedJob.ts'
import type { MakerKeyStore } from './makerKeyStore.ts'

const pageSize = 200
const pauseMs = 30_000

/**
 * Disable the webhooks of makers who lost their access: callers with an API key of `createApiKey` of whose keys none is
 * valid any more. It is found within 30 seconds. A maker who signs in by a token, or by a key in the folder of keys, is
 * not known here, so their webhooks stay: see SECURITY.md.
 */
export function createRevokedMakers({
  webhooks,
  makerKeys,
  clock,
  logger,
}: {
  webhooks: WebhookStore
  makerKeys: MakerKeyStore
  clock: Clock
  logger: Logger
}): RepeatedJob<void> {
  async function disableOf(page: readonly Webhook[]): Promise<void> {
    const active = page.filter(({ state }) => state === 'ACTIVE')
    const makers = new Map(active.map(({ owner }) => [`${owner.kind}:${owner.id}`, owner]))
    for (const [key, maker] of makers) {
      if (!(await makerKeys.areAllInvalid(maker, clock()))) continue
      for (const { id, owner } of active.filter(({ owner: each }) => `${each.kind}:${each.id}` === key)) {
        await webhooks.update(id, { state: 'DISABLED', stateReason: 'OWNER_LOST_ACCESS' })
        logger.warn(
          { event: 'webhook_disabled', webhookId: id, ownerKind: owner.kind, reason: 'OWNER_LOST_ACCESS' },
          'a webhook was disabled, because no API key of its maker is valid',
        )
      }
    }
  }

  return createRepeatedJob({
    pauseMs,
    firstPauseMs: pauseMs,
    async run(isStopped) {
      let after: string | null = null
      while (!isStopped()) {
        const page: Webhook[] = await webhooks.list({ limit: pageSize, after })
        await disableOf(page)
        after = page.at(-1)?.id ?? null
        if (page.length < pageSize) return
      }
    },
    onFailure(error) {
      logger.warn(
        { event: 'webhook_makers_failed', err: error },
        'the makers of webhooks could not be checked; it is tried again',
      )
    },
  })
}
