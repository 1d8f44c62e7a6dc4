import type { ClientSession } from 'mongoose'
import type { Clock } from '../../../platform/process/clock.ts'
import type { Principal } from '../../../platform/subgraph/principal.ts'
import type { FactStore } from '../attributes/factStore.ts'
import { customerOf, profileIdsOf } from '../customer/customer.ts'
import type { CustomerStore } from '../customer/customerStore.ts'
import type { IdentifierStore } from '../identifier/identifierStore.ts'
import type { ReservedIdentifierStore } from '../identifier/reservedIdentifierStore.ts'
import type { IdentityChangeLog } from '../merge/identityChangeLog.ts'
import { mergesOf } from '../merge/mergesOf.ts'
import { type IdentifyAnswer, refusedAsShared, refusedIdentification } from './identifyAnswer.ts'
import { exceededBy } from './previewIdentification.ts'
import type { IdentificationRequest } from './readIdentification.ts'
import { newProfile } from './newProfile.ts'
import { isSettled, outcomeOf, type Resolution } from './resolution.ts'

/** Write what a resolution found, in the transaction that read what it is based on. */
export type WriteIdentification = (
  resolution: Resolution,
  request: IdentificationRequest,
  by: Principal,
  session: ClientSession,
) => Promise<IdentifyAnswer>

/** The answer when nothing needs to be written. */
export function settledAnswer({ profile, customers, steps }: Resolution): IdentifyAnswer {
  return { customer: customers[0] ?? null, profile, created: false, steps, userErrors: [] }
}

export function createWriteIdentification({
  clock,
  customers: store,
  identifiers,
  facts,
  reserved,
  changes,
}: {
  clock: Clock
  customers: CustomerStore
  identifiers: IdentifierStore
  facts: FactStore
  reserved: ReservedIdentifierStore
  changes: IdentityChangeLog
}): WriteIdentification {
  /** Everything about identifiers, for a profile that was found or created. */
  async function writeIdentifiers(
    { add, hold, verify, claims, reserve, prove }: Resolution,
    profileId: string,
    origin: { source: string | null; createdAt: Date },
    session: ClientSession,
  ): Promise<void> {
    if (add.length > 0) await store.addIdentifiers(profileId, add, origin, session)
    if (hold.length > 0) await identifiers.holdShared(profileId, hold, origin, session)
    if (verify.length > 0) await store.verifyIdentifiers(verify, session)
    if (reserve.length > 0) await reserved.add(profileId, reserve, origin, session)
    if (prove.length > 0) await reserved.verify(prove, session)
    for (const { identifier, isContradiction } of claims)
      await identifiers.claim(identifier, profileId, isContradiction, session)
  }

  return async (resolution, request, by, session) => {
    const { steps } = resolution
    if (resolution.isOnlyShared) return refusedAsShared(request.identifiers)
    const origin = { source: request.source, createdAt: request.statedAt }
    const created = resolution.profile
      ? null
      : newProfile(resolution, { statedAt: request.statedAt, createdAt: clock() })
    if (created) {
      await store.addProfile(created, session)
      if (resolution.customers.length === 0) {
        await writeIdentifiers(resolution, created.id, origin, session)
        return { customer: customerOf([created]), profile: created, created: true, steps, userErrors: [] }
      }
    } else if (isSettled(resolution)) return settledAnswer(resolution)

    const found = resolution.profile ?? created
    if (!found) throw new Error('an identification leads to a profile')
    const { customer, profile } = outcomeOf(resolution, found, request.statedAt)
    const joining = [...resolution.customers, ...(created ? [customerOf([created])] : [])]
    const isMerge = joining.length > 1
    const added = resolution.add.length + resolution.hold.length
    if (isMerge || added > 0) {
      const held = await store.countIdentifiers(profileIdsOf(customer), session)
      const identifierCount = held + added
      const faults = await exceededBy(resolution, { customer, identifierCount }, facts, session)
      if (faults.length > 0) return refusedIdentification(...faults)
    }
    await writeIdentifiers(resolution, profile.id, origin, session)
    if (resolution.name && !created) await store.nameProfile(profile, session)
    if (isMerge || resolution.name) await store.group(customer, session)
    // A write conflict: two concurrent attaches could exceed a limit, and a separation could miss the reserve.
    else if (added + resolution.reserve.length > 0) await store.guard(customer, session)
    if (isMerge) {
      const act = { rule: 'SHARED_IDENTIFIER', reason: request.reason, by } as const
      await changes.record(mergesOf(joining, act), session)
    }
    const merged = joining.length - 1
    return { customer, profile, created: false, merged, steps, userErrors: [] }
  }
}
