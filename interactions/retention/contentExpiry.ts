import type { ClientSession, Connection } from 'mongoose'
import type { Clock } from '../../platform/process/clock.ts'
import { createHoldStore } from '../../privacy/hold/holdStore.ts'
import { keyedHashOf } from '../../privacy/key/installationKeyStore.ts'
import type { RetainedKind, RetentionRule } from '../../privacy/retention/retentionRules.ts'
import { createBriefStore } from '../brief/briefStore.ts'
import { type EraseBody, eraseUpdateOf } from '../erasure/eraseUpdate.ts'
import { byId } from '../../platform/mongo/byId.ts'
import { currentlyStored } from '../log/currentlyStored.ts'
import { interactionModel } from '../log/interactionModel.ts'
import { createLogPositions, LogEndedError } from '../log/logPositions.ts'
import { revisionModel } from '../log/revisionModel.ts'
import { transactionWithRetry } from '../log/transactionWithRetry.ts'
import { expiredFilter } from './expiredFilter.ts'

/** The kinds of interactions that one subgraph owns, and what stays of them. */
export type RetainedContent = { kinds: readonly RetainedKind[]; eraseBody: EraseBody }

/** Erases the contents that are older than the rules allow. */
export type ContentExpiry = {
  /** Go through all customers; gives how many contents were erased. Ends early when `isStopped`. It can be repeated. */
  expire(isStopped?: () => boolean): Promise<number>
}

type StoredProfile = { _id: string; canonicalId: string; customer: { profileIds: string[] } | null }

/** In one transaction, which must not take long. */
const atOnce = 50

/**
 * Each transaction reads the legal holds and writes to the customer's canonical profile, as `holdCustomer` does. So a
 * content is erased before a hold is answered, or not at all while it stands. An erased content gets a new position, so
 * that subscribers and caches read it again.
 */
export function createContentExpiry({
  connection,
  clock,
  rules,
  kinds,
  eraseBody,
}: RetainedContent & {
  connection: Connection
  clock: Clock
  rules: readonly RetentionRule[]
}): ContentExpiry {
  const model = interactionModel(connection)
  const revisions = revisionModel(connection)
  const positions = createLogPositions(connection)
  const holds = createHoldStore(connection)
  const briefs = createBriefStore(connection)
  const profiles = connection.collection<StoredProfile>('profiles')

  function toExpire(profileId: string, expired: object) {
    return { profileId, ...expired, erased: { $exists: false }, endsLog: { $exists: false } }
  }

  async function eraseSome(profileId: string, expired: object, session: ClientSession): Promise<number> {
    const profile = await profiles.findOne({ _id: profileId }, { session })
    const canonical = profile && (await profiles.findOne({ _id: profile.canonicalId }, { session }))
    const profileIds = canonical?.customer?.profileIds ?? [profileId]
    const now = clock()
    if ((await holds.findStanding(profileIds, now, session)).length > 0) return 0
    const hash = await keyedHashOf(connection)
    const found = await model.find(toExpire(profileId, expired)).limit(atOnce).session(session).lean()
    for (const document of found) {
      const { $set, $unset } = eraseUpdateOf(document, { eraseBody, cause: 'RETENTION', at: now, hash })
      await positions.take(profileId, document.seq, { session }, (seq) =>
        model.updateOne(
          currentlyStored(document),
          { $set: { ...$set, seq }, $unset, $push: { positions: seq } },
          { session, hint: byId },
        ),
      )
    }
    const ids = found.map(({ _id }) => _id)
    if (found.length > 0) {
      await revisions.deleteMany({ profileId, interactionId: { $in: ids } }, { session })
      await briefs.eraseQuoting(profileId, ids, session)
    }
    // A write conflict with a hold at the same time.
    if (found.length > 0 && canonical)
      await profiles.updateOne({ _id: canonical._id }, { $inc: { revision: 1 } }, { session })
    return found.length
  }

  async function expireOf(profileId: string, expired: object): Promise<number> {
    if (!(await model.exists(toExpire(profileId, expired)))) return 0
    let erased = 0
    try {
      for (;;) {
        const count = await positions.withLock(profileId, () =>
          transactionWithRetry(connection, (session) => eraseSome(profileId, expired, session)),
        )
        erased += count
        if (count === 0) return erased
      }
    } catch (error) {
      // The customer is being erased.
      if (error instanceof LogEndedError) return erased
      throw error
    }
  }

  return {
    async expire(isStopped = () => false) {
      const expired = expiredFilter(rules, kinds, clock())
      let erased = 0
      if (!expired) return erased
      for await (const { _id } of profiles.find({}, { projection: { _id: 1 }, sort: { _id: 1 } })) {
        if (isStopped()) break
        erased += await expireOf(_id, expired)
      }
      return erased
    },
  }
}
