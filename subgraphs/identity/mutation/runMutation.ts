import type { ClientSession, Connection } from 'mongoose'
import { fingerprint } from '../../../platform/lang/canonicalJson.ts'
import type { Clock } from '../../../platform/process/clock.ts'
import type { Principal } from '../../../platform/subgraph/principal.ts'
import { nameFaults } from '../../../interactions/recording/inputFaults.ts'
import { type UserError, userError } from '../../../interactions/recording/userError.ts'
import { LogEndedError } from '../../../interactions/log/logPositions.ts'
import { transactionWithRetry } from '../../../interactions/log/transactionWithRetry.ts'
import type { CustomerStore } from '../customer/customerStore.ts'
import type { FirstAnswerStore, KeyedMutation } from './firstAnswerStore.ts'
import { erasedCustomer } from './erasedCustomer.ts'
import { type MutationAnswer, refused } from './mutationAnswer.ts'

/** One call of a mutation. */
export type MutationCall = {
  mutation: KeyedMutation
  /** The input without its idempotency key; ids in the form they are stored in. */
  content: Record<string, unknown>
  idempotencyKey: string | null | undefined
  /** Whether everything that was written is rolled back. */
  isDryRun?: boolean
  /** What is wrong with the input. Nothing is read or written when there is anything. */
  faults: readonly UserError[]
  by: Principal
}

/**
 * Carry a mutation out in one transaction, together with the record of its idempotency key. A call with a key that was
 * used with the same content gets the customers of the first answer, as they are now, and nothing is written.
 */
export type RunMutation = (
  call: MutationCall,
  work: (session: ClientSession) => Promise<MutationAnswer>,
) => Promise<MutationAnswer>

export function idempotencyConflict(): UserError {
  return userError(
    'IDEMPOTENCY_CONFLICT',
    'idempotencyKey',
    'idempotencyKey: expected the content it was first used with, got another',
  )
}

/** Thrown to roll back what a dry run has written. */
class DryRunError extends Error {
  override name = 'DryRunError'
  readonly answer: MutationAnswer
  constructor(answer: MutationAnswer) {
    super('a dry run is rolled back')
    this.answer = answer
  }
}

/** A member that is null counts as one that is not given. */
function contentFingerprint(content: Record<string, unknown>): string {
  const given: unknown = JSON.parse(JSON.stringify(content, (_, value: unknown) => value ?? undefined))
  return fingerprint(given)
}

export function createRunMutation({
  connection,
  clock,
  customers: store,
  firstAnswers,
}: {
  connection: Connection
  clock: Clock
  customers: CustomerStore
  firstAnswers: FirstAnswerStore
}): RunMutation {
  /** The answer as if the work were done. */
  async function rehearse(
    work: (session: ClientSession) => Promise<MutationAnswer>,
  ): Promise<MutationAnswer> {
    try {
      return await transactionWithRetry(connection, async (session) => {
        throw new DryRunError(await work(session))
      })
    } catch (error) {
      if (error instanceof DryRunError) return error.answer
      throw error
    }
  }

  const run: RunMutation = async (
    { mutation, content, idempotencyKey, isDryRun = false, faults, by },
    work,
  ) => {
    const all = [...faults, ...nameFaults('idempotencyKey', idempotencyKey)]
    if (all.length > 0) return refused(...all)
    if (isDryRun) return rehearse(work)
    if (idempotencyKey === null || idempotencyKey === undefined) return transactionWithRetry(connection, work)

    const key = { by, mutation, key: idempotencyKey }
    const contentHash = contentFingerprint(content)
    return transactionWithRetry(connection, async (session) => {
      const first = await firstAnswers.find(key, { session })
      if (first) {
        if (first.fingerprint !== contentHash) return refused(idempotencyConflict())
        const found = await store.findByProfileIds(first.profileIds, { session })
        const customers = first.profileIds.flatMap(
          (id) => found.find(({ profileIds }) => profileIds.includes(id)) ?? [],
        )
        const { steps, decision, undoToken = null } = first
        return { customers, steps, decision, undoToken, userErrors: [] }
      }
      const answer = await work(session)
      if (answer.userErrors.length > 0) return answer
      const { customers, steps, decision, undoToken = null } = answer
      await firstAnswers.add(
        key,
        {
          fingerprint: contentHash,
          at: clock(),
          profileIds: customers.map(({ id }) => id),
          created: false,
          decision,
          steps,
          undoToken,
        },
        { session },
      )
      return answer
    })
  }

  return async (call, work) => {
    try {
      return await run(call, work)
    } catch (error) {
      if (error instanceof LogEndedError) return refused(erasedCustomer())
      throw error
    }
  }
}
