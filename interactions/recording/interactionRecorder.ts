import type { ClientSession } from 'mongoose'
import { fingerprint } from '../../platform/lang/canonicalJson.ts'
import type { SubgraphDependencies, SubgraphRequest } from '../../platform/subgraph/subgraph.ts'
import { mayFileInto, otherCustomersConversation } from './conversationOwner.ts'
import { createConversationOwnerStore } from './conversationOwnerStore.ts'
import { shownKind } from '../interactionKinds.ts'
import {
  type Interaction,
  type InteractionChange,
  type InteractionKind,
  isSameSource,
  type NewInteraction,
} from '../interaction.ts'
import { interactionLoaderOf, primeInteraction } from '../read/interactionLoader.ts'
import {
  type AmendResult,
  createInteractionLog,
  type Decide,
  type RecordResult,
} from '../log/interactionLog.ts'
import { keyScopeOf } from '../log/keyScope.ts'
import type { EntryKeys, RecordedFirst } from '../log/recordedFirst.ts'
import { LogEndedError } from '../log/logPositions.ts'
import { inTransaction } from '../log/transaction.ts'
import type { CustomerInput } from './customerInput.ts'
import { createIdentityClient, type CustomerResolution, type ResolvedProfile } from './identityClient.ts'
import { againOnEndedLog } from './endedLog.ts'
import { idFaults, nameFaults } from './inputFaults.ts'
import type { RecordingRequest } from './recordingRequest.ts'
import { type UserError, userError } from './userError.ts'

/** The interaction, or why there is none; with what the identifiers of the input did, if the request selects it. */
export type Recorded =
  | { interaction: Interaction; resolution: CustomerResolution | null; userErrors: [] }
  | { interaction: null; resolution: null; userErrors: UserError[] }

export function refused(userErrors: UserError[]): Recorded {
  return { interaction: null, resolution: null, userErrors }
}

/** How the log treats an entry that was recorded before; see `InteractionLog.record`. */
export type RepeatOptions = { amend: Decide; amendsRepeats?: boolean; first?: RecordedFirst | null }

/** How a recording of a customer treats an entry that was recorded before. */
export type AppendOptions = RepeatOptions & {
  /** All profiles of the customer that the caller gave. */
  profileIds: readonly string[]
}

/** What an update decides: the change, null for none, or why it must not be made. */
export type Verdict = { change: InteractionChange | null } | { userErrors: UserError[] }

/** A transaction on a customer's log. */
export type RecordingTransaction = {
  session: ClientSession
  /** As `InteractionRecorder.append`, within the transaction. */
  append: (
    entry: NewInteraction,
    options: RepeatOptions,
  ) => Promise<{ outcome: RecordResult['outcome']; recorded: Recorded }>
}

export type InteractionRecorder = {
  /** The profile of a customer in an input, found or created by identity. */
  resolveProfile(input: CustomerInput, request: RecordingRequest): Promise<ResolvedProfile>
  /** The interaction that was recorded before from this source or with this key. */
  findFirst(keys: EntryKeys): Promise<RecordedFirst | null>
  /**
   * Find the customer, then append to the customer's log. With faults, without a customer, and with a conversation of
   * another customer, nothing is recorded.
   */
  record(
    plan: RepeatOptions & {
      faults: UserError[]
      customer: CustomerInput
      /** The conversation of the input, which need not exist. */
      conversationId: string | null | undefined
      entryOf: (profileId: string) => NewInteraction
    },
    request: RecordingRequest,
  ): Promise<Recorded>
  /**
   * Append to the log, once per source and idempotency key. It is a CONFLICT if that brings an interaction that was
   * recorded for another customer into a conversation of this customer.
   */
  append(entry: NewInteraction, options: AppendOptions, request: SubgraphRequest): Promise<Recorded>
  /**
   * Run work that appends to a profile's log as one transaction, one after the other for each log. The work may run
   * several times, so it must be repeatable.
   */
  inTransaction<Result>(
    profileId: string,
    request: SubgraphRequest,
    work: (transaction: RecordingTransaction) => Promise<Result>,
  ): Promise<Result>
  /**
   * Change an interaction of a kind, once per idempotency key. NOT_FOUND when there is no such interaction, CONFLICT at
   * another revision, IDEMPOTENCY_CONFLICT when the key was used for another content.
   */
  update(
    plan: {
      kind: InteractionKind
      field: string
      id: string
      expectedRevision?: number | null | undefined
      idempotencyKey?: string | null | undefined
      /** The input, by which a retry is distinguished from another content. */
      content?: unknown
      faults: UserError[]
      decide: (current: Interaction) => Verdict
    },
    request: SubgraphRequest,
  ): Promise<Recorded>
}

type Written = { outcome: string; interaction: Interaction }

/** The way from a mutation's input into the log, the same for every subgraph. */
export function createInteractionRecorder({
  connection,
  clock,
  logger,
  callIdentity,
}: SubgraphDependencies): InteractionRecorder {
  const log = createInteractionLog({ connection, clock })
  const { resolveProfile } = createIdentityClient(callIdentity)
  const findOwner = createConversationOwnerStore(connection)

  /** Call it when the write is over, and its transaction has committed. */
  function noteWritten({ outcome, interaction }: Written, request: SubgraphRequest): void {
    const { id, kind, revision } = interaction
    logger.debug({ event: 'interaction_written', outcome, interactionId: id, kind, revision }, 'written')
    primeInteraction(interactionLoaderOf(connection, request.scope), interaction)
  }

  const append: InteractionRecorder['append'] = async (entry, { profileIds, amend, ...options }, request) => {
    let isOfAnother = false
    const result = await log.record(
      entry,
      ofKind(entry.kind, {
        ...options,
        amend(current) {
          isOfAnother =
            entry.conversationId !== null && !mayFileInto(current.profileId, profileIds, request.principal)
          return isOfAnother ? null : amend(current)
        },
      }),
    )
    if (isOfAnother) return refused([recordedForAnother(entry)])
    const recorded = toRecorded(result, entry)
    if (recorded.interaction) noteWritten(result, request)
    return recorded
  }

  const recordOnce: InteractionRecorder['record'] = async (
    { faults, customer, conversationId, entryOf, ...options },
    request,
  ) => {
    if (faults.length > 0) return refused(faults)
    const [{ profileId, profileIds, resolution, userErrors }, owner] = await Promise.all([
      resolveProfile(customer, request),
      conversationId ? findOwner(conversationId) : null,
    ])
    if (userErrors) return refused(userErrors)
    if (owner !== null && !mayFileInto(owner, profileIds, request.principal))
      return refused([otherCustomersConversation()])
    const recorded = await append(entryOf(profileId), { ...options, profileIds }, request)
    return withResolution(recorded, resolution)
  }

  return {
    append,
    resolveProfile,
    findFirst: (keys) => log.findFirst(keys),
    record: (plan, request) => againOnEndedLog(() => recordOnce(plan, request), refused),
    async inTransaction(profileId, request, work) {
      let appended: RecordResult[] = []
      const result = await log.withLocks(profileId, () =>
        inTransaction(connection, (session) => {
          appended = []
          return work({
            session,
            async append(entry, options) {
              const written = await log.record(entry, { ...ofKind(entry.kind, options), session })
              const recorded = toRecorded(written, entry)
              if (recorded.interaction) appended.push(written)
              return { outcome: written.outcome, recorded }
            },
          })
        }),
      )
      for (const written of appended) noteWritten(written, request)
      return result
    },
    async update({ kind, field, id, expectedRevision, idempotencyKey, content, faults, decide }, request) {
      const all = [...idFaults(field, 'int', id), ...nameFaults('idempotencyKey', idempotencyKey), ...faults]
      if (all.length > 0) return refused(all)
      const key =
        typeof idempotencyKey === 'string'
          ? {
              keyScope: keyScopeOf(request.principal),
              idempotencyKey,
              fingerprint: fingerprint([kind, content]),
            }
          : null
      const missing = [userError('NOT_FOUND', field, `${field}: there is no ${kind} with the id ${id}`)]
      let userErrors: UserError[] = []
      const { outcome, interaction } = await log
        .amend(
          id,
          (current) => {
            const verdict = verdictOn(current)
            userErrors = 'userErrors' in verdict ? verdict.userErrors : []
            // An empty change keeps the key, so that a retry changes nothing either.
            return 'change' in verdict ? (verdict.change ?? {}) : null
          },
          { key },
        )
        .catch((error: unknown): AmendResult => {
          // Its customer is being erased.
          if (error instanceof LogEndedError) return { outcome: 'missing', interaction: null }
          throw error
        })
      if (outcome === 'missing') return refused(missing)
      if (outcome === 'conflict') return refused([keyUsedBefore(interaction)])
      if (userErrors.length > 0) return refused(userErrors)
      if (interaction.erased) return refused([contentErased(field)])
      noteWritten({ outcome, interaction }, request)
      return { interaction, resolution: null, userErrors: [] }

      function verdictOn(current: Interaction): Verdict {
        if (current.kind !== kind) return { userErrors: missing }
        if (typeof expectedRevision === 'number' && current.revision !== expectedRevision)
          return { userErrors: [otherRevision(expectedRevision, current.revision)] }
        return decide(current)
      }
    },
  }
}

/** The result of a recording, with what the identifiers of its input did to the customer. */
export function withResolution(recorded: Recorded, resolution: CustomerResolution | null): Recorded {
  return recorded.interaction ? { ...recorded, resolution } : recorded
}

/** A later version of a source that was recorded as another kind amends nothing, so it is an error of the caller. */
function toRecorded({ outcome, interaction }: RecordResult, entry: NewInteraction): Recorded {
  if (outcome === 'conflict' || interaction.kind !== entry.kind)
    return refused([usedBefore(entry, interaction)])
  return { interaction, resolution: null, userErrors: [] }
}

/** Amends only an interaction of the kind: the source may have been recorded as another kind. */
function ofKind(kind: InteractionKind, { amend, ...options }: RepeatOptions): RepeatOptions {
  return { ...options, amend: (current) => (current.kind === kind ? amend(current) : null) }
}

/** The message does not name the interaction that was recorded first, because it belongs to another customer. */
function recordedForAnother({ source }: NewInteraction): UserError {
  if (!source) return otherCustomersConversation()
  const message = 'customer: expected the customer for whom this was recorded first, got another one'
  return userError('CONFLICT', 'customer', message)
}

function contentErased(field: string): UserError {
  return userError('CONFLICT', field, `${field}: expected one whose content was not erased, got one that was`)
}

function otherRevision(expected: number, actual: number): UserError {
  return userError('CONFLICT', 'expectedRevision', `expectedRevision: expected ${expected}, it is ${actual}`)
}

function keyUsedBefore({ id }: Interaction): UserError {
  const message = `idempotencyKey: this idempotency key was used before with another content, for ${id}; expected the same content`
  return userError('IDEMPOTENCY_CONFLICT', 'idempotencyKey', message)
}

function usedBefore({ source, kind }: NewInteraction, first: Interaction): UserError {
  const isSource = source !== null && isSameSource(source, first.source)
  const [field, key] = isSource
    ? ['source', `the source ${source.system} ${source.externalId}`]
    : ['idempotencyKey', 'this idempotency key']
  const remedy = isSource ? 'the same content or a higher version' : 'the same content'
  const other = first.kind === kind ? 'with another content' : `as ${shownKind(first.kind)}`
  return userError(
    'IDEMPOTENCY_CONFLICT',
    field,
    `${field}: ${key} was used before ${other}, for ${first.id}; expected ${remedy}`,
  )
}
