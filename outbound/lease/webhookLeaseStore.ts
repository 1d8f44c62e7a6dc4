import type { Connection } from 'mongoose'
import type { Webhook, WebhookStateReason } from '../webhook.ts'
import { toWebhook, type WebhookDocument, webhookModel, withoutSecrets } from '../webhookModel.ts'

/** What a process has learned of a receiver, and stores with each renewal. */
export type WebhookHealth = Pick<WebhookDocument, 'failingSince' | 'lastDeliveredAt' | 'heldUntil'>

/** What is stored of a webhook that this process found as it was changed last at `changedAt`. */
export type HealthNote = { health: WebhookHealth; changedAt: Date }

/** A webhook that a process works on. `fence` grows with every lease, so that a later holder can be told apart. */
export type LeasedWebhook = { webhook: Webhook; fence: number; heldUntil: Date | null }

/**
 * Leases on webhooks, by the database's clock. One process works on a webhook; when it ends or stops, another one takes
 * over after the lease.
 */
export type WebhookLeaseStore = {
  /** Take an ACTIVE webhook that has no valid lease; null when there is none. */
  take(): Promise<LeasedWebhook | null>
  /**
   * Renew a lease and store what was learned, unless a caller has changed the webhook meanwhile: to make it ACTIVE again
   * ends the count of its failures. Gives the webhook as it is now, in whatever state; null when it was deleted
   * or when another process has a later lease.
   */
  renew(id: string, fence: number, note: HealthNote): Promise<LeasedWebhook | null>
  /** End a lease: another process can take the webhook at once. */
  release(id: string, fence: number, note: HealthNote): Promise<void>
  /** Disable a webhook under its lease. False when the lease is lost, or a caller paused it meanwhile. */
  disable(id: string, fence: number, reason: WebhookStateReason): Promise<boolean>
}

const free = { leasedBy: null, leasedUntil: new Date(0) }

function unlessChanged({ health, changedAt }: HealthNote) {
  const stored = (field: keyof WebhookHealth) => ({
    $cond: [{ $eq: ['$changedAt', changedAt] }, health[field], `$${field}`],
  })
  return {
    failingSince: stored('failingSince'),
    lastDeliveredAt: stored('lastDeliveredAt'),
    heldUntil: stored('heldUntil'),
  }
}

function toLeased(document: Omit<WebhookDocument, 'secrets'> | null): LeasedWebhook | null {
  if (!document) return null
  const { fence, heldUntil } = document
  return { webhook: toWebhook(document), fence, heldUntil }
}

export function createWebhookLeaseStore({
  connection,
  holder,
  leaseMs,
}: {
  connection: Connection
  /** Identifies this process. */
  holder: string
  leaseMs: number
}): WebhookLeaseStore {
  const model = webhookModel(connection)
  const leasedUntil = { $add: ['$$NOW', leaseMs] }
  const options = { returnDocument: 'after', projection: withoutSecrets, updatePipeline: true } as const

  return {
    async take() {
      const isFree = { state: 'ACTIVE' as const, $expr: { $lt: ['$leasedUntil', '$$NOW'] } }
      const lease = { leasedBy: holder, leasedUntil, fence: { $add: ['$fence', 1] } }
      const taken = await model.findOneAndUpdate(isFree, [{ $set: lease }], options).lean()
      return toLeased(taken)
    },
    async renew(id, fence, note) {
      const set = { ...unlessChanged(note), leasedUntil }
      const renewed = await model
        .findOneAndUpdate({ _id: id, fence, leasedBy: holder }, [{ $set: set }], options)
        .lean()
      return toLeased(renewed)
    },
    async release(id, fence, note) {
      const set = { ...unlessChanged(note), ...free }
      await model.updateOne({ _id: id, fence, leasedBy: holder }, [{ $set: set }], {
        updatePipeline: true,
      })
    },
    async disable(id, fence, stateReason) {
      const isOurs = { _id: id, fence, leasedBy: holder, state: 'ACTIVE' as const }
      const { matchedCount } = await model.updateOne(isOurs, { $set: { state: 'DISABLED', stateReason } })
      return matchedCount === 1
    },
  }
}
