import type { ClientSession } from 'mongoose'
import { createIdentityClient } from '../../../interactions/recording/identityClient.ts'
import type { Interaction, InteractionChange, NewInteraction } from '../../../interactions/interaction.ts'
import { type InteractionRecorder, ofKind } from '../../../interactions/recording/interactionRecorder.ts'
import { keyScopeOf } from '../../../interactions/keyScope.ts'
import type { Principal } from '../../../platform/subgraph/principal.ts'
import { recordingFaults, type RecordingInput } from '../../../interactions/recording/recordingInput.ts'
import type { SubgraphDependencies } from '../../../platform/subgraph/subgraph.ts'
import type { SubgraphRequest } from '../../../platform/subgraph/subgraph.ts'
import { inTransaction } from '../../../interactions/transaction.ts'
import { type UserError, userError } from '../../../interactions/recording/userError.ts'
import { toAssignment } from './assignment.ts'
import {
  type Conversation,
  conversationFaults,
  type ConversationState,
  observe,
  recordedConversation,
  type RecordConversationInput,
  withActivity,
  withRecorded,
} from './conversation.ts'
import type { ConversationStore } from './conversationStore.ts'
import { amendedHandoff, handoffEntry, handoffFaults, type HandOffInput } from './handoff.ts'
import { noSuchConversation } from './noSuchConversation.ts'
import { retryOnDuplicateKey } from '../../../platform/mongo/retryOnDuplicateKey.ts'
import { amendedStatusChange, type ChangeStatusInput, stateAfter, statusChangeEntry } from './statusChange.ts'

/** The conversation as it is now and what was recorded of its change, if anything, or why it was not changed. */
export type ConversationResult = {
  conversation: Conversation | null
  interaction: Interaction | null
  userErrors: UserError[]
}

export type ConversationWriter = {
  record(input: RecordConversationInput, request: SubgraphRequest): Promise<ConversationResult>
  handOff(input: HandOffInput, request: SubgraphRequest): Promise<ConversationResult>
  changeStatus(input: ChangeStatusInput, request: SubgraphRequest): Promise<ConversationResult>
}

/** A change that stands in the history as well as in the conversation. */
type Change = {
  faults: UserError[]
  /** Null when there is nothing to record. */
  entryOf: (conversation: Conversation) => NewInteraction | null
  amend: (current: Interaction) => InteractionChange | null
  /** What it says of the conversation. */
  state: () => Partial<ConversationState>
}

function refused(userErrors: UserError[]): ConversationResult {
  return { conversation: null, interaction: null, userErrors }
}

/** Opens conversations and brings them up to date. */
export function createConversationWriter(
  { connection, clock, callIdentity }: SubgraphDependencies,
  recorder: InteractionRecorder,
  store: ConversationStore,
): ConversationWriter {
  const identity = createIdentityClient(callIdentity)

  /** One read and at most one write, unless somebody else writes the same conversation at the same time. */
  async function recordState(
    input: RecordConversationInput,
    { profileId, profileIds }: { profileId: string; profileIds: string[] },
    now: Date,
    by: Principal,
  ): Promise<ConversationResult> {
    for (;;) {
      const { source, idempotencyKey } = input
      const recorded = await store.findRecorded({
        keyScope: keyScopeOf(by),
        source: source ?? null,
        idempotencyKey: idempotencyKey ?? null,
      })
      const withKey = recorded.find(({ idempotencyKeys }) => idempotencyKeys.includes(idempotencyKey ?? ''))
      if (withKey && source && !isFrom(withKey, source)) return refused([keyUsedBefore(withKey, 'source')])
      if (withKey && !source && !profileIds.includes(withKey.profileId))
        return refused([keyUsedBefore(withKey, 'customer')])
      if (withKey) return { conversation: withKey, interaction: null, userErrors: [] }
      const [known] = recorded
      if (!known) {
        const conversation = recordedConversation(input, profileId, now, by)
        await store.insert(conversation)
        return { conversation, interaction: null, userErrors: [] }
      }
      const next = withRecorded(known, input, now)
      const conversation = next ? await store.save(withKeyOf(next, input)) : known
      if (conversation) return { conversation, interaction: null, userErrors: [] }
    }
  }

  async function change(
    input: RecordingInput & { conversationId: string },
    { faults, entryOf, amend, state }: Change,
    now: Date,
    request: SubgraphRequest,
  ): Promise<ConversationResult> {
    if (faults.length > 0) return refused(faults)
    const id = input.conversationId
    const known = await store.find(id)
    if (!known) return refused([noSuchConversation(id)])
    let isOfAnother = false
    // In turn, because transactions on one log can only wait for each other.
    const written = await recorder.log.withLocks(known.profileId, () =>
      retryOnDuplicateKey(() => inTransaction(connection, (session) => write(session))),
    )
    if (isOfAnother) return refused([recordedElsewhere()])
    if (!written) return refused([noSuchConversation(id)])
    const { conversation, entry, result } = written
    if (!entry || !result) return { conversation, interaction: null, userErrors: [] }
    const { interaction, userErrors } = recorder.settle(result, entry, request)
    return interaction ? { conversation, interaction, userErrors } : refused(userErrors)

    async function write(session: ClientSession) {
      const conversation = await store.find(id, session)
      if (!conversation) return null
      const entry = entryOf(conversation)
      const result =
        entry && (await recorder.log.record(entry, { ...ofKind(entry.kind, { amend: amendHere }), session }))
      if (result && result.outcome !== 'recorded' && result.outcome !== 'amended')
        return { conversation, entry, result }
      const at = result?.interaction.occurredAt ?? input.occurredAt ?? now
      const isLatest = result?.outcome === 'amended' || !input.occurredAt
      const observed = observe(conversation, { state: state(), at, isLatest })
      const next = { ...conversation, ...observed }
      if (!observed && !result) return { conversation, entry, result }
      const saved = await store.save(result ? withActivity(next, at) : next, session)
      return { conversation: saved ?? next, entry, result }
    }

    /** What was done in one conversation is not moved to another, which may be a stranger's. */
    function amendHere(current: Interaction): InteractionChange | null {
      isOfAnother = current.conversationId !== id
      return isOfAnother ? null : amend(current)
    }
  }

  return {
    async record(input, request) {
      const now = clock()
      const faults = conversationFaults(input, now, request.principal)
      if (faults.length > 0) return refused(faults)
      const resolved = await identity.resolveProfile(input.customer, request)
      return resolved.userErrors
        ? refused(resolved.userErrors)
        : retryOnDuplicateKey(() => recordState(input, resolved, now, request.principal))
    },
    handOff(input, request) {
      const now = clock()
      return change(
        input,
        {
          faults: handoffFaults(input, now, request.principal),
          entryOf: (conversation) => handoffEntry(input, conversation, now, request.principal),
          amend: (current) => amendedHandoff(current, input),
          state: () => toAssignment(input.to),
        },
        now,
        request,
      )
    },
    changeStatus(input, request) {
      const now = clock()
      return change(
        input,
        {
          faults: recordingFaults(input, now, request.principal),
          entryOf: (conversation) => statusChangeEntry(input, conversation, now, request.principal),
          amend: (current) => amendedStatusChange(current, input),
          state: () => stateAfter(input),
        },
        now,
        request,
      )
    },
  }
}

function recordedElsewhere(): UserError {
  const message =
    'conversationId: expected the conversation in which this was recorded first, got another one'
  return userError('CONFLICT', 'conversationId', message)
}

function isFrom(
  { source }: Conversation,
  { system, externalId }: { system: string; externalId: string },
): boolean {
  return source?.system === system && source.externalId === externalId
}

function keyUsedBefore({ id }: Conversation, what: 'source' | 'customer'): UserError {
  const message = `idempotencyKey: this key was used before with another ${what}, for ${id}`
  return userError('IDEMPOTENCY_CONFLICT', 'idempotencyKey', message)
}

function withKeyOf(conversation: Conversation, { idempotencyKey }: RecordConversationInput): Conversation {
  if (!idempotencyKey) return conversation
  return { ...conversation, idempotencyKeys: [...conversation.idempotencyKeys, idempotencyKey] }
}
