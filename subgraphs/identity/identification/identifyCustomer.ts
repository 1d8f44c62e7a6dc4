import type { ClientSession, Connection } from 'mongoose'
import { createKeyedMutex } from '../../../platform/async/keyedMutex.ts'
import { withLocks } from '../../../platform/async/withLocks.ts'
import type { Clock } from '../../../platform/process/clock.ts'
import type { Logger } from '../../../platform/process/log/logger.ts'
import type { Principal } from '../../../platform/subgraph/principal.ts'
import type { UserError } from '../../../interactions/recording/userError.ts'
import { transactionWithRetry } from '../../../interactions/log/transactionWithRetry.ts'
import type { SaveFacts } from '../attributes/saveFacts.ts'
import type { CustomerStore } from '../customer/customerStore.ts'
import type { WithdrawStatements } from '../correction/withdrawStatements.ts'
import { type IdentifierKey, keyOf } from '../identifier/identifier.ts'
import type { FirstAnswerStore } from '../mutation/firstAnswerStore.ts'
import { idempotencyConflict } from '../mutation/runMutation.ts'
import type { IdentityRules } from '../rules/identityRules.ts'
import type { IdentifyCustomerInput } from '../schemaTypes.ts'
import { type IdentifyAnswer, refusedIdentification } from './identifyAnswer.ts'
import type { LoadKnown } from './loadKnown.ts'
import type { PreviewIdentification } from './previewIdentification.ts'
import { type IdentificationRequest, readIdentification } from './readIdentification.ts'
import { isSettled, resolveIdentification, type Resolution } from './resolution.ts'
import { settledAnswer, type WriteIdentification } from './writeIdentification.ts'

export type IdentifyCustomer = (input: IdentifyCustomerInput, by: Principal) => Promise<IdentifyAnswer>

/** The identifiers that the steps of an answer are about. */
function keysOf({ identifiers, withdrawn }: IdentificationRequest): IdentifierKey[] {
  return [...identifiers, ...withdrawn]
}

/** Thrown to roll back what the transaction has written before a fault was found. */
class IdentificationRefusedError extends Error {
  override name = 'IdentificationRefusedError'
  readonly userErrors: UserError[]
  constructor(userErrors: UserError[]) {
    super('an identification was refused')
    this.userErrors = userErrors
  }
}

/**
 * Find, create, extend or merge. Input without news, the case of almost every message, costs one read and no write.
 * Everything else is one transaction. Within this process transactions about the same identifier run one after the other.
 * Across processes the unique index of identifiers and write conflicts on canonical profiles restart the second one.
 */
export function createIdentifyCustomer({
  connection,
  clock,
  customers: store,
  firstAnswers,
  loadKnown,
  previewIdentification,
  withdrawStatements,
  writeIdentification,
  saveFacts,
  rules,
  logger,
}: {
  connection: Connection
  clock: Clock
  customers: CustomerStore
  firstAnswers: FirstAnswerStore
  loadKnown: LoadKnown
  previewIdentification: PreviewIdentification
  withdrawStatements: WithdrawStatements
  writeIdentification: WriteIdentification
  saveFacts: SaveFacts
  rules: IdentityRules
  logger: Logger
}): IdentifyCustomer {
  const mutex = createKeyedMutex()

  async function resolve(
    request: IdentificationRequest,
    options: { withSameNumbers: boolean; session?: ClientSession },
  ): Promise<Resolution> {
    const known = await loadKnown(request.identifiers, { ...options, statedAt: request.statedAt })
    return resolveIdentification(request, known, rules)
  }

  /** Save the attributes of the input, or roll the transaction back. */
  async function saveAttributes(
    { facts }: IdentificationRequest,
    { customer, profile }: IdentifyAnswer,
    session: ClientSession,
  ): Promise<void> {
    if (!customer || !profile || facts.length === 0) return
    const faults = await saveFacts({ customer, profileId: profile.id, facts }, session)
    if (faults.length > 0) throw new IdentificationRefusedError(faults)
  }

  /** The answer to the first request with this caller's key; null when the key is new. */
  async function firstAnswer(
    request: IdentificationRequest,
    by: Principal,
    session?: ClientSession,
  ): Promise<IdentifyAnswer | null> {
    const { idempotencyKey, fingerprint } = request
    if (idempotencyKey === null) return null
    const identifiers = keysOf(request)
    const key = { by, mutation: 'identifyCustomer', key: idempotencyKey } as const
    const inSession = session ? { session } : {}
    const first = await firstAnswers.find(key, { identifiers, ...inSession })
    if (!first) return null
    if (first.fingerprint !== fingerprint) return refusedIdentification(idempotencyConflict())
    const { profileIds, created, steps } = first
    const [customer = null] = await store.findByProfileIds(profileIds, inSession)
    const profile = customer?.profiles.find(({ id }) => profileIds.includes(id)) ?? null
    return { customer, profile, created, steps, userErrors: [] }
  }

  /** The answer that needs no write; null when one is needed, as for every new key. */
  async function answerIfSettled(request: IdentificationRequest): Promise<IdentifyAnswer | null> {
    const { idempotencyKey, facts, withdrawn } = request
    if (idempotencyKey !== null || facts.length > 0 || withdrawn.length > 0) return null
    const resolution = await resolve(request, { withSameNumbers: false })
    return isSettled(resolution) ? settledAnswer(resolution) : null
  }

  async function write(
    request: IdentificationRequest,
    by: Principal,
    session: ClientSession,
  ): Promise<IdentifyAnswer> {
    const repeated = await firstAnswer(request, by, session)
    if (repeated) return repeated
    const withdrawals = await withdrawStatements(request, by, session)
    const resolution = await resolve(request, { withSameNumbers: true, session })
    const written = await writeIdentification(resolution, request, by, session)
    if (written.userErrors.length > 0 && withdrawals.length > 0)
      throw new IdentificationRefusedError(written.userErrors)
    const answer = { ...written, steps: [...withdrawals, ...written.steps] }
    await saveAttributes(request, answer, session)
    const { idempotencyKey: key, fingerprint } = request
    const identifiers = keysOf(request)
    if (key !== null && answer.profile) {
      const { profile, created, steps } = answer
      await firstAnswers.add(
        { by, mutation: 'identifyCustomer', key },
        { fingerprint, at: clock(), profileIds: [profile.id], created, decision: null, steps },
        { identifiers, session },
      )
    }
    return answer
  }

  return async (input, by) => {
    const { request, faults } = readIdentification(input, rules, clock())
    if (faults) return refusedIdentification(...faults)
    if (request.isDryRun)
      return (
        (await firstAnswer(request, by)) ??
        previewIdentification(await resolve(request, { withSameNumbers: true }), request)
      )
    const settled = await answerIfSettled(request)
    if (settled) return settled
    const answer = await withLocks(
      mutex,
      keysOf(request).map(keyOf),
      // Mostly the request before had the same content, and nothing is left to write.
      async () =>
        (await answerIfSettled(request)) ??
        transactionWithRetry(connection, (session) => write(request, by, session)),
    ).catch((error: unknown) => {
      if (error instanceof IdentificationRefusedError) return refusedIdentification(...error.userErrors)
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
