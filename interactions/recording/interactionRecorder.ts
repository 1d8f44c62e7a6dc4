import { createConversationOwner, mayFileInto, otherCustomersConversation } from '../conversationOwner.ts'
import { createIdentityClient, type CustomerInput } from './identityClient.ts'
import { idFaults } from './inputFaults.ts'
import type { Interaction, InteractionChange, InteractionKind, NewInteraction } from '../interaction.ts'
import { interactionLoaderOf, primeInteraction } from '../interactionLoader.ts'
import {
  createInteractionLog,
  type Decide,
  type InteractionLog,
  type RecordedFirst,
  type RecordResult,
} from '../interactionLog.ts'
import type { SubgraphDependencies } from '../../platform/subgraph/subgraph.ts'
import type { SubgraphRequest } from '../../platform/subgraph/subgraph.ts'
import { type UserError, userError } from './userError.ts'

/** The interaction, or why there is none. */
export type Recorded =
  { interaction: Interaction; userErrors: [] } | { interaction: null; userErrors: UserError[] }

export function refused(userErrors: UserError[]): { interaction: null; userErrors: UserError[] } {
  return { interaction: null, userErrors }
}

/** How the log takes what was recorded before; see `InteractionLog.record`. */
export type RepeatOptions = { amend: Decide; amendsRepeats?: boolean; first?: RecordedFirst | null }

/** How a recording of a customer takes what was recorded before. */
export type AppendOptions = RepeatOptions & {
  /** All profiles of the customer that the caller named. */
  profileIds: readonly string[]
}

/** What an update answers: what to change, null for nothing, or why it must not be. */
export type Verdict = { change: InteractionChange | null } | { userErrors: UserError[] }

export type InteractionRecorder = {
  log: InteractionLog
  /**
   * Find the customer, then append to the customer's log. With faults, with nobody found, and with a conversation of
   * another customer, nothing is recorded.
   */
  record(
    plan: RepeatOptions & {
      faults: UserError[]
      customer: CustomerInput
      /** The conversation that the input names. One that does not exist is no fault. */
      conversationId: string | null | undefined
      entryOf: (profileId: string) => NewInteraction
    },
    request: SubgraphRequest,
  ): Promise<Recorded>
  /**
   * Append to the log, once per source and idempotency key. A CONFLICT when it would bring an interaction that was
   * recorded for another customer into a conversation of this one.
   */
  append(entry: NewInteraction, options: AppendOptions, request: SubgraphRequest): Promise<Recorded>
  /** What a record that has ended means for the caller. Call it when its transaction, if any, is over. */
  settle(result: RecordResult, entry: NewInteraction, request: SubgraphRequest): Recorded
  /** Change an interaction of a kind; NOT_FOUND when the id names none, CONFLICT at another revision. */
  update(
    plan: {
      kind: InteractionKind
      field: string
      id: string
      expectedRevision?: number | null
      faults: UserError[]
      decide: (current: Interaction) => Verdict
    },
    request: SubgraphRequest,
  ): Promise<Recorded>
}

/** The way from a mutation's input into the log, the same for every subgraph. */
export function createInteractionRecorder({
  connection,
  clock,
  logger,
  callIdentity,
}: SubgraphDependencies): InteractionRecorder {
  const log = createInteractionLog({ connection, clock })
  const identity = createIdentityClient(callIdentity)
  const findOwner = createConversationOwner(connection)

  function known(interaction: Interaction, outcome: string, request: SubgraphRequest): Recorded {
    const { id, kind, revision } = interaction
    logger.debug({ event: 'interaction_written', outcome, interactionId: id, kind, revision }, 'written')
    primeInteraction(interactionLoaderOf(connection, request.scope), interaction)
    return { interaction, userErrors: [] }
  }

  function settle(
    { outcome, interaction }: RecordResult,
    entry: NewInteraction,
    request: SubgraphRequest,
  ): Recorded {
    // A later version of a source that is something else has amended nothing.
    if (outcome === 'conflict' || interaction.kind !== entry.kind)
      return refused([usedBefore(entry, interaction)])
    return known(interaction, outcome, request)
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
    return isOfAnother ? refused([recordedForAnother(entry)]) : settle(result, entry, request)
  }

  return {
    log,
    append,
    settle,
    async record({ faults, customer, conversationId, entryOf, ...options }, request) {
      if (faults.length > 0) return refused(faults)
      const [{ profileId, profileIds, userErrors }, owner] = await Promise.all([
        identity.resolveProfile(customer, request),
        conversationId ? findOwner(conversationId) : null,
      ])
      if (userErrors) return refused(userErrors)
      if (owner !== null && !mayFileInto(owner, profileIds, request.principal))
        return refused([otherCustomersConversation()])
      return append(entryOf(profileId), { ...options, profileIds }, request)
    },
    async update({ kind, field, id, expectedRevision, faults, decide }, request) {
      const all = [...idFaults(field, 'int', id), ...faults]
      if (all.length > 0) return refused(all)
      const missing = [userError('NOT_FOUND', field, `${field}: there is no ${kind} with the id ${id}`)]
      let userErrors: UserError[] = []
      const { outcome, interaction } = await log.amend(id, (current) => {
        const verdict = verdictOn(current)
        userErrors = 'userErrors' in verdict ? verdict.userErrors : []
        return 'change' in verdict ? verdict.change : null
      })
      if (!interaction) return refused(missing)
      return userErrors.length > 0 ? refused(userErrors) : known(interaction, outcome, request)

      function verdictOn(current: Interaction): Verdict {
        if (current.kind !== kind) return { userErrors: missing }
        if (typeof expectedRevision === 'number' && current.revision !== expectedRevision)
          return { userErrors: [otherRevision(expectedRevision, current.revision)] }
        return decide(current)
      }
    },
  }
}

/** A source may have been used for another kind: nothing of that is ours to amend. */
export function ofKind(kind: InteractionKind, { amend, ...options }: RepeatOptions): RepeatOptions {
  return { ...options, amend: (current) => (current.kind === kind ? amend(current) : null) }
}

/** Whatever was recorded first is not named: it is of another customer. */
function recordedForAnother({ source }: NewInteraction): UserError {
  if (!source) return otherCustomersConversation()
  const message = 'customer: expected the customer for whom this was recorded first, got another one'
  return userError('CONFLICT', 'customer', message)
}

function otherRevision(expected: number, actual: number): UserError {
  return userError('CONFLICT', 'expectedRevision', `expectedRevision: expected ${expected}, it is ${actual}`)
}

function usedBefore({ source, kind }: NewInteraction, first: Interaction): UserError {
  const isSource =
    source !== null && source.system === first.source?.system && source.externalId === first.source.externalId
  const [field, key] = isSource
    ? ['source', `the source ${source.system} ${source.externalId}`]
    : ['idempotencyKey', 'this idempotency key']
  const remedy = isSource ? 'the same content or a higher version' : 'the same content'
  const other = first.kind === kind ? 'with another content' : `as a ${first.kind}`
  return userError(
    'IDEMPOTENCY_CONFLICT',
    field,
    `${field}: ${key} was used before ${other}, for ${first.id}; expected ${remedy}`,
  )
}
