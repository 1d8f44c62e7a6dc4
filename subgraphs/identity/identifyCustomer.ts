import type { ClientSession, Connection } from 'mongoose'
import type { Clock } from '../../platform/clock.ts'
import { newId } from '../../platform/ids.ts'
import { createKeyedMutex } from '../../platform/keyedMutex.ts'
import type { Logger } from '../../platform/logger.ts'
import type { Principal } from '../../platform/principal.ts'
import { type UserError, userError } from '../../platform/userError.ts'
import { type Customer, customerOf, type Profile, profileIdsOf } from './customer.ts'
import type { CustomerStore } from './customerStore.ts'
import { limitFaults } from './customerLimits.ts'
import type { IdentificationStore } from './identificationStore.ts'
import { byTypeAndValue, keyOf } from './identifier.ts'
import type { IdentityChange, IdentityChangeLog } from './identityChangeLog.ts'
import { inTurn } from './inTurn.ts'
import {
  type IdentificationRequest,
  type IdentifyCustomerInput,
  readIdentification,
} from './readIdentification.ts'
import { isSettled, outcomeOf, resolveIdentification, type Resolution } from './resolution.ts'
import { whenFirst } from './whenFirst.ts'

/** What `identifyCustomer` answers. */
export type IdentifyAnswer = {
  customer: Customer | null
  profile: Profile | null
  created: boolean
  /** How many customers became one with him. */
  merged?: number
  userErrors: UserError[]
}

export type IdentifyCustomer = (input: IdentifyCustomerInput, by: Principal) => Promise<IdentifyAnswer>

function refused(...userErrors: UserError[]): IdentifyAnswer {
  return { customer: null, profile: null, created: false, userErrors }
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
  identifications,
  changes,
  logger,
}: {
  connection: Connection
  clock: Clock
  customers: CustomerStore
  identifications: IdentificationStore
  changes: IdentityChangeLog
  logger: Logger
}): IdentifyCustomer {
  const mutex = createKeyedMutex()

  async function resolve(request: IdentificationRequest, session?: ClientSession): Promise<Resolution> {
    const known = await store.findByIdentifiers(request.identifiers, session ? { session } : {})
    return resolveIdentification(request, known)
  }

  function newProfile({ name }: IdentificationRequest): Profile {
    const now = clock()
    return { id: newId('cus'), name, namedAt: name === null ? null : now, tags: [], createdAt: now }
  }

  function settled({ profile, customers }: Resolution): IdentifyAnswer {
    return { customer: customers[0] ?? null, profile, created: false, userErrors: [] }
  }

  /** As if it were done: what would be attached is shown where it would be. */
  async function preview(resolution: Resolution): Promise<IdentifyAnswer> {
    if (!resolution.profile) return { customer: null, profile: null, created: true, userErrors: [] }
    const { customer, profile } = outcomeOf(resolution, resolution.profile, clock())
    const held = await store.findIdentifiers(profileIdsOf(customer))
    const proved = new Set(resolution.verify.map(keyOf))
    const faults = limitFaults(customer, held.length + resolution.add.length)
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
            ? resolution.add.map((given) => ({ ...given, profileId: each.id }))
            : []),
        ].sort(byTypeAndValue),
      })),
    )
    return {
      customer: shown,
      profile: shown.profiles.find(({ id }) => id === profile.id) ?? null,
      created: false,
      userErrors: [],
    }
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
    const origin = { source: request.source, createdAt: clock() }
    if (!resolution.profile) {
      const profile = newProfile(request)
      await store.addProfile(profile, session)
      await store.addIdentifiers(profile.id, resolution.add, origin, session)
      return { customer: customerOf([profile]), profile, created: true, userErrors: [] }
    }
    if (isSettled(resolution)) return settled(resolution)

    const { customer, profile } = outcomeOf(resolution, resolution.profile, origin.createdAt)
    const isMerge = resolution.customers.length > 1
    if (isMerge || resolution.add.length > 0) {
      const held = await store.countIdentifiers(profileIdsOf(customer), session)
      const faults = limitFaults(customer, held + resolution.add.length)
      if (faults.length > 0) return refused(...faults)
    }
    if (resolution.add.length > 0) await store.addIdentifiers(profile.id, resolution.add, origin, session)
    if (resolution.verify.length > 0) await store.verifyIdentifiers(resolution.verify, session)
    if (resolution.name !== null) await store.nameProfile(profile, session)
    if (isMerge || resolution.name !== null) await store.group(customer, session)
    if (isMerge) await changes.record(mergesOf(resolution, request, by), session)
    return { customer, profile, created: false, merged: resolution.customers.length - 1, userErrors: [] }
  }

  /** The answer that the key's first request got; null when it is new. */
  async function firstAnswer(
    { idempotencyKey, fingerprint }: IdentificationRequest,
    session?: ClientSession,
  ): Promise<IdentifyAnswer | null> {
    if (idempotencyKey === null) return null
    const first = await identifications.find(idempotencyKey, session)
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
    return { customer, profile, created: first.created, userErrors: [] }
  }

  /** The answer that needs no write; null when one is needed, as a new key always does. */
  async function answerIfSettled(request: IdentificationRequest): Promise<IdentifyAnswer | null> {
    if (request.idempotencyKey !== null) return null
    const resolution = await resolve(request)
    return isSettled(resolution) ? settled(resolution) : null
  }

  async function write(
    request: IdentificationRequest,
    by: Principal,
    session: ClientSession,
  ): Promise<IdentifyAnswer> {
    const repeated = await firstAnswer(request, session)
    if (repeated) return repeated
    const answer = await carryOut(await resolve(request, session), request, by, session)
    const { idempotencyKey: key, fingerprint } = request
    if (key !== null && answer.profile) {
      const { profile, created } = answer
      await identifications.add({ key, fingerprint, profileId: profile.id, created, at: clock() }, session)
    }
    return answer
  }

  return async (input, by) => {
    const { request, faults } = readIdentification(input)
    if (faults) return refused(...faults)
    if (request.isDryRun) return (await firstAnswer(request)) ?? preview(await resolve(request))
    const known = await answerIfSettled(request)
    if (known) return known
    const answer = await inTurn(
      mutex,
      request.identifiers.map(keyOf),
      // Whoever had to wait for his turn mostly finds that the one before him said the same.
      async () =>
        (await answerIfSettled(request)) ?? whenFirst(connection, (session) => write(request, by, session)),
    )
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
