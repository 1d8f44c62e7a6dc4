import type { Connection } from 'mongoose'
import type { DeadReason, DeliveryAttempt } from '../delivery.ts'
import { type DeliveryDocument, deliveryModel } from '../deliveryModel.ts'
import type { OutboundTimings } from '../timings.ts'
import type { QueuedDelivery } from './deliveryQueue.ts'

/** A delivery that this process has claimed, to be sent. */
export type ClaimedDelivery = Pick<
  DeliveryDocument,
  'eventId' | 'profileId' | 'position' | 'body' | 'attemptCount' | 'firstAttemptAt'
> & { id: string }

/** What came of an attempt. */
export type AttemptOutcome =
  | { state: 'DELIVERED' }
  | { state: 'WAITING'; nextAttemptAt: Date }
  | { state: 'DEAD'; deadReason: DeadReason }

/**
 * The deliveries of one webhook, as the process that has its lease sees them. Every write states the number of the lease:
 * a process with an earlier lease changes nothing of what a later one has touched.
 */
export type ClaimStore = {
  /**
   * End the claims of earlier leases; their attempts are INTERRUPTED. Call it before the others.
   *
   * A process with an earlier lease that goes on afterwards can still claim a delivery by a command that was on its way.
   * It sends nothing then, because it checks its lease before it sends, and `claim` takes the delivery from it.
   */
  takeOver(at: Date): Promise<void>
  /** Those that wait, in order, at most `limit`. */
  listWaiting(limit: number): Promise<QueuedDelivery[]>
  /** Claim deliveries. Gives those that this process has now, with their bodies. */
  claim(ids: readonly string[]): Promise<ClaimedDelivery[]>
  /** End a claim of which nothing was sent. */
  unclaim(ids: readonly string[]): Promise<void>
  /** Store an attempt, and what came of it. False when the delivery is no longer this process's. */
  finish(delivery: ClaimedDelivery, attempt: DeliveryAttempt, outcome: AttemptOutcome): Promise<boolean>
}

const keptAttempts = 30

export function createClaimStore({
  connection,
  webhookId,
  fence,
  timings: { keepDeliveredMs, keepDeadMs },
}: {
  connection: Connection
  webhookId: string
  fence: number
  timings: Pick<OutboundTimings, 'keepDeliveredMs' | 'keepDeadMs'>
}): ClaimStore {
  const model = deliveryModel(connection)
  const abandoned = { state: 'SENDING' as const, fence: { $lt: fence } }

  function changeOf(outcome: AttemptOutcome, endedAt: Date) {
    if (outcome.state === 'WAITING') return outcome
    const keptMs = outcome.state === 'DELIVERED' ? keepDeliveredMs : keepDeadMs
    const expiresAt = new Date(endedAt.getTime() + keptMs)
    return { ...outcome, nextAttemptAt: null, settledAt: endedAt, expiresAt }
  }

  return {
    async takeOver(at) {
      const attempt: DeliveryAttempt = { at, status: null, durationMs: 0, error: 'INTERRUPTED' }
      await model.updateMany(
        { webhookId, ...abandoned },
        {
          $set: { state: 'WAITING', fence, nextAttemptAt: at },
          $push: { attempts: { $each: [attempt], $slice: -keptAttempts } },
        },
      )
    },
    async listWaiting(limit) {
      const found = await model
        .find(
          { webhookId, $or: [{ state: 'WAITING' }, abandoned] },
          { profileId: 1, position: 1, nextAttemptAt: 1 },
        )
        .sort({ position: 1 })
        .limit(limit)
        .read('primary')
        .lean()
      return found.map(({ _id: id, profileId, position, nextAttemptAt }) => {
        return { id, profileId, position, dueAt: nextAttemptAt?.getTime() ?? 0 }
      })
    },
    async claim(ids) {
      const free = { fence: { $lte: fence }, $or: [{ state: 'WAITING' as const }, abandoned] }
      await model.updateMany({ _id: { $in: [...ids] }, ...free }, { $set: { state: 'SENDING', fence } })
      const claimed = await model
        .find(
          { _id: { $in: [...ids] }, state: 'SENDING', fence },
          { eventId: 1, profileId: 1, position: 1, body: 1, attemptCount: 1, firstAttemptAt: 1 },
        )
        .sort({ position: 1 })
        .read('primary')
        .lean()
      return claimed.map(({ _id: id, ...rest }) => ({ id, ...rest }))
    },
    async unclaim(ids) {
      await model.updateMany(
        { _id: { $in: [...ids] }, state: 'SENDING', fence },
        { $set: { state: 'WAITING' } },
      )
    },
    async finish({ id, attemptCount, firstAttemptAt }, attempt, outcome) {
      const { at, durationMs } = attempt
      const set = {
        ...changeOf(outcome, new Date(at.getTime() + durationMs)),
        attemptCount: attemptCount + 1,
        firstAttemptAt: firstAttemptAt ?? at,
      }
      const { matchedCount } = await model.updateOne(
        { _id: id, state: 'SENDING', fence },
        { $set: set, $push: { attempts: { $each: [attempt], $slice: -keptAttempts } } },
      )
      return matchedCount === 1
    },
  }
}
