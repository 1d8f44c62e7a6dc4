import type { ClientSession } from 'mongoose'
import type { Clock } from '../../../platform/process/clock.ts'
import type { Principal } from '../../../platform/subgraph/principal.ts'
import type { CustomerStore } from '../customer/customerStore.ts'
import { type GivenIdentifier, type Identifier, withoutRepeats } from '../identifier/identifier.ts'
import type { IdentifierStore } from '../identifier/identifierStore.ts'
import type { IdentityRules } from '../rules/identityRules.ts'
import type { LoadKnown } from './loadKnown.ts'
import { resolveIdentification } from './resolution.ts'
import type { ResolutionStep } from './resolutionStep.ts'
import type { WriteIdentification } from './writeIdentification.ts'

/**
 * Judge again what profiles claimed of each other, after their customers were separated: a telephone that was set aside
 * because of what the other profiles had merges its records now. The steps name the merges.
 */
export type RestateClaims = (
  profileIds: readonly string[],
  act: { reason: string | null; by: Principal },
  session: ClientSession,
) => Promise<ResolutionStep[]>

const maximumClaimants = 100
const maximumIdentifiers = 100

export function createRestateClaims({
  clock,
  customers: store,
  identifiers,
  loadKnown,
  writeIdentification,
  rules,
}: {
  clock: Clock
  customers: CustomerStore
  identifiers: IdentifierStore
  loadKnown: LoadKnown
  writeIdentification: WriteIdentification
  rules: IdentityRules
}): RestateClaims {
  /** Everything that a profile has and claimed. */
  async function statementOf(profileId: string, session: ClientSession): Promise<GivenIdentifier[]> {
    const held = await store.findIdentifiers([profileId], { session })
    const claims = await identifiers.findClaims([profileId], session)
    const claimed = claims.filter(({ claimedBy }) => claimedBy.includes(profileId))
    const stated = [...held, ...claimed.map((each) => ({ ...each, verified: false }))]
    return withoutRepeats(stated.map(({ type, value, verified }) => ({ type, value, verified })))
  }

  async function restate(
    profileId: string,
    { reason, by }: { reason: string | null; by: Principal },
    session: ClientSession,
  ): Promise<ResolutionStep[]> {
    const given = await statementOf(profileId, session)
    if (given.length < 2 || given.length > maximumIdentifiers) return []
    const statedAt = clock()
    const known = await loadKnown(given, { statedAt, withSameNumbers: false, session })
    const resolution = resolveIdentification({ identifiers: given, name: null, statedAt }, known, rules)
    if (resolution.profile === null || resolution.isOnlyShared) return []
    const request = {
      ...{ identifiers: given, name: null, source: null, statedAt, withdrawn: [], facts: [] },
      ...{ reason, idempotencyKey: null, fingerprint: '', isDryRun: false },
    }
    const { steps, merged = 0 } = await writeIdentification(resolution, request, by, session)
    return merged > 0 ? steps.filter(({ outcome }) => outcome === 'MERGED') : []
  }

  return async (profileIds, act, session) => {
    const claims = await identifiers.findClaims(profileIds, session)
    const concerned = new Set(claims.flatMap(({ profileId, claimedBy }) => [profileId, ...claimedBy]))
    const found = await store.findByProfileIds([...concerned], { session })
    const customers = new Map(
      found.flatMap(({ id, profileIds: own }) => own.map((each) => [each, id] as const)),
    )
    const claimantsApart = ({ profileId, claimedBy }: Identifier) =>
      claimedBy.filter((id) => customers.get(id) !== customers.get(profileId))
    const apart = claims.filter((claim) => claimantsApart(claim).length > 0)
    const claimants = new Set(apart.flatMap(claimantsApart))
    await identifiers.forgetContradictions(apart, session)
    const steps: ResolutionStep[] = []
    for (const profileId of [...claimants].sort().slice(0, maximumClaimants))
      steps.push(...(await restate(profileId, act, session)))
    return steps
  }
}
