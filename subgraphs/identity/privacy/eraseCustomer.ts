import type { ClientSession, Connection } from 'mongoose'
import { createLogEnd } from '../../../interactions/erasure/endLog.ts'
import { createInteractionCounts } from '../../../interactions/erasure/interactionCountStore.ts'
import { createInteractionLog } from '../../../interactions/log/interactionLog.ts'
import { transactionWithRetry } from '../../../interactions/log/transactionWithRetry.ts'
import { idFaults, nameFaults } from '../../../interactions/recording/inputFaults.ts'
import { type UserError, userError } from '../../../interactions/recording/userError.ts'
import { newId } from '../../../platform/lang/ids.ts'
import { protocolNumber } from '../../../platform/lang/protocolNumber.ts'
import type { Clock } from '../../../platform/process/clock.ts'
import type { Principal } from '../../../platform/subgraph/principal.ts'
import type { Erasure, ErasureCount } from '../../../privacy/erasure/erasure.ts'
import type { ErasureStore } from '../../../privacy/erasure/erasureStore.ts'
import type { HoldStore, LegalHold } from '../../../privacy/hold/holdStore.ts'
import { keyedHashOf } from '../../../privacy/key/installationKeyStore.ts'
import type { Customer } from '../customer/customer.ts'
import type { CustomerStore } from '../customer/customerStore.ts'
import type { EraseCustomerInput } from '../schemaTypes.ts'
import { confirmationFault, confirmationMs, confirmationOf, type Confirmed } from './confirmation.ts'
import { createIdentityErasureStore } from './identityErasureStore.ts'

/** What an erasure would erase, what forbids it, and the confirmation, which is null while something forbids it. */
export type ErasurePreview = {
  customer: Customer
  counts: ErasureCount[]
  holds: LegalHold[]
  confirmation: string | null
  expiresAt: Date
}

export type ErasureAnswer = {
  preview: ErasurePreview | null
  erasure: Erasure | null
  userErrors: UserError[]
}

/**
 * Erase a customer in two steps: a preview, which changes nothing, and then the erasure that confirms it. In the
 * transaction of the second step the identifiers are deleted and the logs end, so from then on nobody finds the customer
 * and nothing is written to their logs. The parts of Elo erase the rest; see `ErasureRunner`.
 */
export type EraseCustomer = (input: EraseCustomerInput, by: Principal) => Promise<ErasureAnswer>

/** Thrown to roll back what the transaction has written. */
class RefusedError extends Error {
  override name = 'RefusedError'
  readonly answer: ErasureAnswer
  constructor(answer: ErasureAnswer) {
    super('an erasure is refused')
    this.answer = answer
  }
}

function refused(...userErrors: UserError[]): ErasureAnswer {
  return { preview: null, erasure: null, userErrors }
}

const faultsInWords = {
  MALFORMED: 'expected the confirmation of a preview, got another text',
  EXPIRED: 'expected a confirmation of the last 15 minutes, got an older one',
  CHANGED:
    'expected the confirmation of this customer with the profiles of now, got another one; ask for a preview again',
} as const

export function createEraseCustomer({
  connection,
  clock,
  customers,
  erasures,
  holds,
}: {
  connection: Connection
  clock: Clock
  customers: CustomerStore
  erasures: ErasureStore
  holds: HoldStore
}): EraseCustomer {
  const store = createIdentityErasureStore(connection)
  const counts = createInteractionCounts(connection)
  const logEnd = createLogEnd(connection)
  const log = createInteractionLog({ connection, clock })

  async function find(id: string, session: ClientSession): Promise<Customer | null> {
    const [customer] = await customers.findByProfileIds([id], { session })
    return customer && !customer.erasedAt ? customer : null
  }

  /** In one order for everybody, so that two erasures do not wait for each other. */
  function withLocksOf<Result>(profileIds: readonly string[], work: () => Promise<Result>): Promise<Result> {
    return profileIds.toSorted().reduce((inner, profileId) => () => log.withLocks(profileId, inner), work)()
  }

  async function preview(input: EraseCustomerInput): Promise<ErasureAnswer> {
    const hash = await keyedHashOf(connection)
    return transactionWithRetry(connection, async (session) => {
      const customer = await find(input.customerId, session)
      if (!customer) return refused(noSuchCustomer(input))
      const now = clock()
      const { profileIds } = customer
      const standing = await holds.findStanding(profileIds, now, session)
      const expiresAt = new Date(now.getTime() + confirmationMs)
      const confirmation = confirmationOf(confirmedOf(customer), expiresAt, hash)
      return {
        preview: {
          customer,
          counts: [...(await store.count(profileIds, session)), ...(await counts.count(profileIds, session))],
          holds: standing,
          confirmation: standing.length > 0 ? null : confirmation,
          expiresAt,
        },
        erasure: null,
        userErrors: [],
      }
    })
  }

  async function erase(
    input: EraseCustomerInput & { confirmation: string; reason: string },
    by: Principal,
  ): Promise<ErasureAnswer> {
    const hash = await keyedHashOf(connection)
    const protocol = newProtocol()
    const [found] = await customers.findByProfileIds([input.customerId])
    // The writers of this process wait for their turn, so that a customer who writes all the time is erased as well.
    return withLocksOf(found?.profileIds ?? [], () => transactionWithRetry(connection, work)).catch(
      (error: unknown) => {
        if (error instanceof RefusedError) return error.answer
        throw error
      },
    )

    async function work(session: ClientSession): Promise<ErasureAnswer> {
      // First what others write to, so that they conflict with this transaction, and not this one with each of them.
      if (found) await customers.guard(found, session)
      const customer = await find(input.customerId, session)
      if (!customer) throw new RefusedError(refused(noSuchCustomer(input)))
      if (customer.id !== found?.id) await customers.guard(customer, session)
      const now = clock()
      const { id: customerId, profileIds } = customer
      const [hold] = await holds.findStanding(profileIds, now, session)
      if (hold) throw new RefusedError(refused(held(hold)))
      const fault = confirmationFault(input.confirmation, confirmedOf(customer), now, hash)
      if (fault) {
        const code = fault === 'MALFORMED' ? 'INVALID_VALUE' : 'CONFLICT'
        throw new RefusedError(
          refused(userError(code, 'confirmation', `confirmation: ${faultsInWords[fault]}`)),
        )
      }
      await logEnd.end(profileIds, now, session)
      const begun = await erasures.begin(
        {
          protocol,
          customerId,
          profileIds: [...profileIds],
          by: { kind: by.kind, id: by.id },
          reason: input.reason,
          requestedAt: now,
          targets: await store.findTargets(profileIds, session),
          identityCounts: [
            ...(await store.count(profileIds, session)),
            ...(await counts.countKind(profileIds, 'IDENTITY', session)),
          ],
        },
        session,
      )
      await store.erase(profileIds, now, session)
      return { preview: null, erasure: begun, userErrors: [] }
    }
  }

  return async (input, by) => {
    const { customerId, confirmation, reason } = input
    const faults = [...idFaults('customerId', 'cus', customerId), ...nameFaults('reason', reason, 1_000)]
    if (faults.length > 0) return refused(...faults)
    if (typeof confirmation !== 'string') return preview(input)
    if (typeof reason !== 'string')
      return refused(userError('REQUIRED', 'reason', 'reason: expected one with a confirmation, got none'))
    return erase({ ...input, confirmation, reason }, by)
  }
}

function newProtocol(): string {
  const protocol = protocolNumber(newId('ers'))
  if (protocol === null) throw new Error('expected ids that hold their time')
  return protocol
}

function confirmedOf({ id, profileIds }: Customer): Confirmed {
  return { customerId: id, profileIds }
}

function noSuchCustomer({ customerId }: EraseCustomerInput): UserError {
  return userError('NOT_FOUND', 'customerId', `customerId: no customer has the id ${customerId}`)
}

function held({ ground, until }: LegalHold): UserError {
  const end = until ? ` until ${until.toISOString()}` : ''
  return userError('LEGAL_HOLD', 'customerId', `customerId: a legal hold forbids it${end}: ${ground}`)
}
