import type { ClientSession, Connection } from 'mongoose'
import type { Clock } from '../../../platform/process/clock.ts'
import { newId } from '../../../platform/lang/ids.ts'
import { createKeyedMutex } from '../../../platform/lang/keyedMutex.ts'
import { keyScopeOf } from '../../../interactions/keyScope.ts'
import type { Logger } from '../../../platform/process/logger.ts'
import type { Principal } from '../../../platform/subgraph/principal.ts'
import { createBatchAcrossRequests } from '../../../platform/mongo/batchAcrossRequests.ts'
import { type UserError, userError } from '../../../interactions/recording/userError.ts'
import { type Customer, customerOf, type Profile, profileIdsOf } from '../customer/customer.ts'
import type { CustomerStore, Found } from '../customer/customerStore.ts'
import { limitFaults } from '../customer/customerLimits.ts'
import type { FactStore } from '../knowledge/factStore.ts'
import type { IdentificationStore } from './identificationStore.ts'
import {
  byTypeAndValue,
  type GivenIdentifier,
  type IdentifierKey,
  keyOf,
  withoutRepeats,
} from '../identifier/identifier.ts'
import type { IdentifierStore } from '../identifier/identifierStore.ts'
import type { IdentityChange, IdentityChangeLog } from '../merge/identityChangeLog.ts'
import { withLocks } from '../../../platform/lang/withLocks.ts'
import { factLimitFaults, saveFacts } from '../knowledge/saveFacts.ts'
import type { ProfileLinkStore } from '../decision/profileLinkStore.ts'
import {
  type IdentificationRequest,
  type IdentifyCustomerInput,
  readIdentification,
} from './readIdentification.ts'
import type { ReservedIdentifierStore } from '../identifier/reservedIdentifierStore.ts'
import {
  isSettled,
  type Known,
  outcomeOf,
  resolveIdentification,
  type Resolution,
  surplusOf,
} from './resolution.ts'
import type { ResolutionStep } from './resolutionStep.ts'
import type { IdentityRules } from '../rules/identityRules.ts'
import { transactionWithRetry } from '../../../interactions/transactionWithRetry.ts'

/** What `identifyCustomer` answers. */
export type IdentifyAnswer = {
  customer: Customer | null
  profile: Profile | null
  created: boolean
  /** How many customers became one with him. */
  merged?: number
  /** How it was found, in order. */
  steps: ResolutionStep[]
  userErrors: UserError[]
}

export type IdentifyCustomer = (input: IdentifyCustomerInput, by: Principal) => Promise<IdentifyAnswer>

const maxSharedFinds = 50

/** What of all that was found together concerns these identifiers. */
function foundOf({ customers, matched, shared }: Found, identifiers: readonly IdentifierKey[]): Found {
  const keys = new Set(identifiers.map(keyOf))
  const own = matched.filter((identifier) => keys.has(keyOf(identifier)))
  const holders = new Set(own.map(({ profileId }) => profileId))
  return {
    customers: customers.filter(({ profileIds }) => profileIds.some((id) => holders.has(id))),
    matched: own,
    shared: shared.filter((key) => keys.has(keyOf(key))),
  }
}

/** Nobody can be found by what belongs to many. */
function refusedAsShared({ identifiers }: IdentificationRequest): IdentifyAnswer {
  const types = [...new Set(identifiers.map(({ type }) => type))].join(', ')
  return refused(
    userError(
      'SHARED_VALUE',
      'identifiers',
      `identifiers: expected one that belongs to one customer, got only shared ones (${types})`,
    ),
  )
}

function refused(...userErrors: UserError[]): IdentifyAnswer {
  return { customer: null, profile: null, created: false, steps: [], userErrors }
}

/** Thrown to undo what the transaction has written before it met what the caller must put right. */
class GivenUpError extends Error {
  override name = 'GivenUpError'
  readonly userErrors: UserError[]
  constructor(userErrors: UserError[]) {
    super('an identification was given up')
    this.userErrors = userErrors
  }
}

/**
 * Find, create, extend or merge. What tells nothing new - the case of almost every message - is one read and no
 * write. Everything else is one transaction, in this process one at a time per identifier; across processes the
 * unique index on identifiers and the write conflict on canonical profiles make the second begin anew.
 */
export function createIdentifyCustomer({
  connection,
  clock,
  customers: store,
  identifiers,
  links,
  facts,
  identifications,
  reserved,
  changes,
  rules,
  logger,
}: {
  connection: Connection
  clock: Clock
  customers: CustomerStore
  identifiers: IdentifierStore
  links: ProfileLinkStore
  facts: FactStore
  identifications: IdentificationStore
  reserved: ReservedIdentifierStore
  changes: IdentityChangeLog
  rules: IdentityRules
  logger: Logger
}): IdentifyCustomer {
  const mutex = createKeyedMutex()

  const findTogether = createBatchAcrossRequests<readonly GivenIdentifier[], Found>(
    async (lists) => {
      const found = await store.findByIdentifiers(withoutRepeats(lists.flat()))
      return lists.map((list) => foundOf(found, list))
    },
    { maxKeys: maxSharedFinds, commandsAtOnce: 1 },
  )

  /**
   * What the rules need to know. Of one known customer about whom nothing new is said that is one read, which requests
   * share; a transaction reads by itself.
   */
  async function learn(given: readonly GivenIdentifier[], session?: ClientSession): Promise<Known> {
    const found = await (session ? store.findByIdentifiers(given, { session }) : findTogether(given))
    const { customers, matched, shared } = found
    const known: Known = { ...found, sharedHeld: [], holdings: [], reserved: [], apart: [] }
    const profileIds = customers.flatMap(profileIdsOf)
    if (profileIds.length === 0) return known
    if (shared.length > 0) known.sharedHeld = await identifiers.findShared(shared, profileIds, session)
    if (customers.length > 1 || matched.length + shared.length < given.length)
      known.holdings = await identifiers.countByType(profileIds, session)
    if (customers.length > 1) {
      const decided = await links.findByProfileIds(profileIds, session)
      known.apart = decided.filter(({ decision }) => decision === 'MUST_NOT_LINK')
    }
    const surplus = surplusOf(given, known, rules)
    if (profileIds.length > 1 && surplus.length > 0)
      known.reserved = (await reserved.find({ profileIds, keys: surplus }, session)).filter(
        ({ holder }) => holder === null,
      )
    return known
  }

  async function resolve(request: IdentificationRequest, session?: ClientSession): Promise<Resolution> {
    return resolveIdentification(request, await learn(request.identifiers, session), rules)
  }

  function newProfile({ name }: IdentificationRequest): Profile {
    const now = clock()
    return { id: newId('cus'), name, namedAt: name === null ? null : now, tags: [], createdAt: now }
  }

  function settled({ profile, customers, steps }: Resolution): IdentifyAnswer {
    return { customer: customers[0] ?? null, profile, created: false, steps, userErrors: [] }
  }

  /** What he would exceed of the bounds that the schema promises: by a merge all that a merge by hand would, too. */
  async function exceededBy(
    { customers }: Resolution,
    customer: Customer,
    identifierCount: number,
    session?: ClientSession,
  ): Promise<UserError[]> {
    const ofFacts = customers.length > 1 ? await factLimitFaults(facts, customer, session) : []
    return [...limitFaults(customer, identifierCount), ...ofFacts]
  }

  /** As if it were done: what would be attached is shown where it would be. */
  async function preview(resolution: Resolution, request: IdentificationRequest): Promise<IdentifyAnswer> {
    const { steps } = resolution
    if (resolution.isNobody) return refusedAsShared(request)
    if (!resolution.profile) return { customer: null, profile: null, created: true, steps, userErrors: [] }
    const { customer, profile } = outcomeOf(resolution, resolution.profile, clock())
    const held = await store.findIdentifiers(profileIdsOf(customer))
    const proved = new Set(resolution.verify.map(keyOf))
    const identifierCount = held.length + resolution.add.length + resolution.hold.length
    const faults = await exceededBy(resolution, customer, identifierCount)
    if (faults.length > 0) return refused(...faults)
    const shown = customerOf(
      customer.profiles.map((each) => ({
        ...each,
        identifiers: [
          ...held
            .filter(({ profileId }) => profileId === each.id)
            .map((identifier) =>
              proved.has(keyOf(identifier)) ? { ...identifier, verified: true } : identifier,
            ),
          ...(each.id === profile.id
            ? [
                ...resolution.add.map((given) => ({ ...given, shared: false })),
                ...resolution.hold.map((given) => ({ ...given, shared: true })),
              ].map((given) => ({ ...given, profileId: each.id, claimedBy: [] }))
            : []),
        ].sort(byTypeAndValue),
      })),
    )
    return {
      customer: shown,
      profile: shown.profiles.find(({ id }) => id === profile.id) ?? null,
      created: false,
      steps,
      userErrors: [],
    }
  }

  /** Everything about identifiers that follows, for a profile that was found or created. */
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
    for (const { identifier, by } of claims)
      await identifiers.claim(
        identifier,
        by.map((id) => id ?? profileId),
        session,
      )
  }

  /** One customer after the other joins the oldest. */
  function mergesOf(
    { customers }: Resolution,
    { reason }: IdentificationRequest,
    by: Principal,
  ): IdentityChange[] {
    const [oldest, ...younger] = customers
    if (!oldest) return []
    let joined = oldest
    return younger.map((customer) => {
      const before = [joined, customer]
      joined = customerOf(before.flatMap(({ profiles }) => profiles))
      return { change: 'MERGED', rule: 'SHARED_IDENTIFIER', reason, by, before, after: [joined] }
    })
  }

  async function carryOut(
    resolution: Resolution,
    request: IdentificationRequest,
    by: Principal,
    session: ClientSession,
  ): Promise<IdentifyAnswer> {
    const { steps } = resolution
    if (resolution.isNobody) return refusedAsShared(request)
    const origin = { source: request.source, createdAt: clock() }
    if (!resolution.profile) {
      const profile = newProfile(request)
      await store.addProfile(profile, session)
      await writeIdentifiers(resolution, profile.id, origin, session)
      return { customer: customerOf([profile]), profile, created: true, steps, userErrors: [] }
    }
    if (isSettled(resolution)) return settled(resolution)

    const { customer, profile } = outcomeOf(resolution, resolution.profile, origin.createdAt)
    const isMerge = resolution.customers.length > 1
    const added = resolution.add.length + resolution.hold.length
    if (isMerge || added > 0) {
      const held = await store.countIdentifiers(profileIdsOf(customer), session)
      const faults = await exceededBy(resolution, customer, held + added, session)
      if (faults.length > 0) return refused(...faults)
    }
    await writeIdentifiers(resolution, profile.id, origin, session)
    if (resolution.name !== null) await store.nameProfile(profile, session)
    if (isMerge || resolution.name !== null) await store.group(customer, session)
    // Two who attach at a time could otherwise exceed a limit together, and one who separates overlook a reserve.
    else if (added + resolution.reserve.length > 0) await store.guard(customer, session)
    if (isMerge) await changes.record(mergesOf(resolution, request, by), session)
    const merged = resolution.customers.length - 1
    return { customer, profile, created: false, merged, steps, userErrors: [] }
  }

  /** Keep what else is said, or give the transaction up. */
  async function keepSaid(
    { said }: IdentificationRequest,
    { customer, profile }: IdentifyAnswer,
    session: ClientSession,
  ): Promise<void> {
    if (!customer || !profile || said.length === 0) return
    const faults = await saveFacts(
      { facts, customers: store },
      { customer, profileId: profile.id, said },
      session,
    )
    if (faults.length > 0) throw new GivenUpError(faults)
  }

  /** The answer that the first request with this key of this caller got; null when it is new. */
  async function firstAnswer(
    request: IdentificationRequest,
    by: Principal,
    session?: ClientSession,
  ): Promise<IdentifyAnswer | null> {
    const { idempotencyKey, fingerprint } = request
    if (idempotencyKey === null) return null
    const first = await identifications.find({ keyScope: keyScopeOf(by), key: idempotencyKey }, session)
    if (!first) return null
    if (first.fingerprint !== fingerprint) {
      return refused(
        userError(
          'IDEMPOTENCY_CONFLICT',
          'idempotencyKey',
          'idempotencyKey: expected the content it was first used with, got another',
        ),
      )
    }
    const [customer = null] = await store.findByProfileIds([first.profileId], session ? { session } : {})
    const profile = customer?.profiles.find(({ id }) => id === first.profileId) ?? null
    const steps = first.steps.map(({ of, ...step }) => ({
      ...step,
      of: of.flatMap((index) => request.identifiers[index] ?? []),
    }))
    return { customer, profile, created: first.created, steps, userErrors: [] }
  }

  /** The answer that needs no write; null when one is needed, as a new key always does. */
  async function answerIfSettled(request: IdentificationRequest): Promise<IdentifyAnswer | null> {
    if (request.idempotencyKey !== null || request.said.length > 0) return null
    const resolution = await resolve(request)
    return isSettled(resolution) ? settled(resolution) : null
  }

  async function write(
    request: IdentificationRequest,
    by: Principal,
    session: ClientSession,
  ): Promise<IdentifyAnswer> {
    const repeated = await firstAnswer(request, by, session)
    if (repeated) return repeated
    const answer = await carryOut(await resolve(request, session), request, by, session)
    await keepSaid(request, answer, session)
    const { idempotencyKey: key, fingerprint } = request
    if (key !== null && answer.profile) {
      const { profile, created } = answer
      const places = new Map(request.identifiers.map((each, index) => [keyOf(each), index]))
      const steps = answer.steps.map((step) => ({
        ...step,
        of: step.of.flatMap((each) => places.get(keyOf(each)) ?? []),
      }))
      await identifications.add(
        { keyScope: keyScopeOf(by), key },
        { fingerprint, profileId: profile.id, created, at: clock(), steps },
        session,
      )
    }
    return answer
  }

  return async (input, by) => {
    const { request, faults } = readIdentification(input, rules, clock())
    if (faults) return refused(...faults)
    if (request.isDryRun) return (await firstAnswer(request, by)) ?? preview(await resolve(request), request)
    const known = await answerIfSettled(request)
    if (known) return known
    const answer = await withLocks(
      mutex,
      request.identifiers.map(keyOf),
      // Whoever had to wait for his turn mostly finds that the one before him said the same.
      async () =>
        (await answerIfSettled(request)) ??
        transactionWithRetry(connection, (session) => write(request, by, session)),
    ).catch((error: unknown) => {
      if (error instanceof GivenUpError) return refused(...error.userErrors)
      throw error
    })
    if (answer.merged) {
      const { customer, merged } = answer
      logger.info(
        { event: 'customers_merged', rule: 'SHARED_IDENTIFIER', customerId: customer?.id, merged },
        'customers merged',
      )
    }
    return answer
  }
}
