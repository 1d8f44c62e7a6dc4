import type { ClientSession } from 'mongoose'
import { fingerprint } from '../../platform/lang/canonicalJson.ts'
import type { SubgraphDependencies, SubgraphRequest } from '../../platform/subgraph/subgraph.ts'
import { mayFileInto } from './conversation/conversationOwner.ts'
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
import { createAccessOf } from '../visibility/access.ts'
import { keyScopeOf } from '../log/keyScope.ts'
import type { EntryKeys, RecordedFirst } from '../log/recordedFirst.ts'
import { LogEndedError } from '../log/logPositions.ts'
import { inTransaction } from '../log/transaction.ts'
import type { CustomerInput } from './customerInput.ts'
import { createIdentityClient, type CustomerResolution, type ResolvedProfile } from './identityClient.ts'
import { againOnEndedLog } from './endedLog.ts'
import { idFaults, nameFaults } from './inputFaults.ts'
import type { RecordingRequest } from './recordingRequest.ts'
import { createFindRecordingTarget, type FindRecordingTarget } from './recordingTarget.ts'
import { hiddenFrom, type IsHidden } from './hiddenFrom.ts'
import {
  contentErased,
  keyUsedBefore,
  otherRevision,
  recordedForAnother,
  usedBefore,
  usedForHidden,
} from './recordingConflicts.ts'
import { type UserError, userError } from './userError.ts'
import { createResolveVisibleProfile } from './visibleProfile.ts'

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
    options: RepeatOptions & Partial<AppendOptions>,
  ) => Promise<{ outcome: RecordResult['outcome']; recorded: Recorded }>
}

export type InteractionRecorder = {
  /** The profile of a customer in an input, found or created by identity. */
  resolveProfile(input: CustomerInput, request: RecordingRequest): Promise<ResolvedProfile>
  findTarget: FindRecordingTarget
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
  const accessOf = createAccessOf({ connection, callIdentity })
  const resolveProfile = createResolveVisibleProfile(createIdentityClient(callIdentity), accessOf)
  const findTarget = createFindRecordingTarget({ connection, accessOf, resolveProfile })

  /** Call it when the write is over, and its transaction has committed. */
  function noteWritten({ outcome, interaction }: Written, request: SubgraphRequest): void {
    const { id, kind, revision } = interaction
    logger.debug({ event: 'interaction_written', outcome, interactionId: id, kind, revision }, 'written')
    primeInteraction(interactionLoaderOf(connection, request.scope), interaction)
  }

  const append: InteractionRecorder['append'] = async (entry, { profileIds, amend, ...options }, request) => {
    let isOfAnother = false
    const { principal } = request
    const isHidden = hiddenFrom(principal, profileIds)
    const result = await log.record(
      entry,
      changeable(entry.kind, isHidden, {
        ...options,
        amend(current) {
          isOfAnother =
            entry.conversationId !== null && !mayFileInto(current.profileId, profileIds, principal)
          return isOfAnother ? null : amend(current)
        },
      }),
    )
    if (isOfAnother) return refused([recordedForAnother(entry)])
    const recorded = toRecorded(result, entry, isHidden)
    if (recorded.interaction) noteWritten(result, request)
    return recorded
  }

  /** Whether the caller may see the customer of an interaction that exists. Callers that see all cost no read. */
  async function maySeeCustomerOf(interactionId: string, request: SubgraphRequest): Promise<boolean> {
    if (request.principal.rows.customers.which === 'ALL') return true
    const interaction = await interactionLoaderOf(connection, request.scope).load(interactionId)
    return interaction !== null && accessOf(request).maySeeCustomerOf(interaction.profileId)
  }

  const recordOnce: InteractionRecorder['record'] = async (
    { faults, customer, conversationId, entryOf, ...options },
    request,
  ) => {
    if (faults.length > 0) return refused(faults)
    const { profileId, profileIds, resolution, userErrors } = await findTarget(
      { customer, conversationId },
      request,
    )
    if (userErrors) return refused(userErrors)
    const recorded = await append(entryOf(profileId), { ...options, profileIds }, request)
    return withResolution(recorded, resolution)
  }

  return {
    append,
    resolveProfile,
    findTarget,
    findFirst: (keys) => log.findFirst(keys),
    record: (plan, request) => againOnEndedLog(() => recordOnce(plan, request), refused),
    async inTransaction(profileId, request, work) {
      let appended: RecordResult[] = []
      const result = await log.withLocks(profileId, () =>
        inTransaction(connection, (session) => {
          appended = []
          return work({
            session,
            async append(entry, { profileIds = null, ...options }) {
              const isHidden = hiddenFrom(request.principal, profileIds)
              const written = await log.record(entry, {
                ...changeable(entry.kind, isHidden, options),
                session,
              })
              const recorded = toRecorded(written, entry, isHidden)
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
      if (!(await maySeeCustomerOf(id, request))) return refused(missing)
      const isHidden = hiddenFrom(request.principal, null)
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
      if (outcome === 'missing' || isHidden(interaction)) return refused(missing)
      if (outcome === 'conflict') return refused([keyUsedBefore(interaction)])
      if (userErrors.length > 0) return refused(userErrors)
      if (interaction.erased) return refused([contentErased(field)])
      noteWritten({ outcome, interaction }, request)
      return { interaction, resolution: null, userErrors: [] }

      function verdictOn(current: Interaction): Verdict {
        if (current.kind !== kind || isHidden(current)) return { userErrors: missing }
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
function toRecorded(
  { outcome, interaction }: RecordResult,
  entry: NewInteraction,
  isHidden: IsHidden,
): Recorded {
  if ((outcome === 'conflict' || outcome === 'repeated') && isHidden(interaction))
    return refused([
      usedForHidden(isSameSource(entry.source, interaction.source) ? 'source' : 'idempotencyKey'),
    ])
  if (outcome === 'conflict' || interaction.kind !== entry.kind)
    return refused([usedBefore(entry, interaction)])
  return { interaction, resolution: null, userErrors: [] }
}

/** Amends only what the caller may see of the kind: the source may have been recorded as another kind. */
function changeable(
  kind: InteractionKind,
  isHidden: IsHidden,
  { amend, ...options }: RepeatOptions,
): RepeatOptions {
  const isChangeable = (current: Interaction) => current.kind === kind && !isHidden(current)
  return { ...options, amend: (current) => (isChangeable(current) ? amend(current) : null) }
}
