import type { ClientSession } from 'mongoose'
import {
  bodyOf,
  type Interaction,
  type InteractionChange,
  isSameSource,
  type NewInteraction,
} from '../../../interactions/interaction.ts'
import { customerWasErased } from '../../../interactions/recording/endedLog.ts'
import { LogEndedError } from '../../../interactions/log/logPositions.ts'
import { keyScopeOf } from '../../../interactions/log/keyScope.ts'
import type {
  InteractionRecorder,
  RecordingTransaction,
} from '../../../interactions/recording/interactionRecorder.ts'
import { recordingFaults, type RecordingInput } from '../../../interactions/recording/recordingInput.ts'
import type { RecordingRequest } from '../../../interactions/recording/recordingRequest.ts'
import type { CustomerResolution } from '../../../interactions/recording/identityClient.ts'
import { noSuchConversation } from '../../../interactions/recording/conversation/noSuchConversation.ts'
import { usedForHidden } from '../../../interactions/recording/recordingConflicts.ts'
import { type UserError, userError } from '../../../interactions/recording/userError.ts'
import { mayReadDepartment } from '../../../interactions/visibility/visibility.ts'
import { retryOnDuplicateKey } from '../../../platform/mongo/retryOnDuplicateKey.ts'
import type { Clock } from '../../../platform/process/clock.ts'
import type { Principal } from '../../../platform/subgraph/principal.ts'
import type { SubgraphRequest } from '../../../platform/subgraph/requestScope.ts'
import type {
  ChangeConversationStatusInput,
  HandOffConversationInput,
  RecordConversationInput,
} from '../schemaTypes.ts'
import type { MessageTurns } from '../turn/messageTurns.ts'
import { toAssignment } from './assignment.ts'
import {
  type Conversation,
  conversationFaults,
  type ConversationState,
  departmentOf,
  observe,
  recordedConversation,
  withActivity,
  withRecorded,
} from './conversation.ts'
import type { ConversationStore } from './conversationStore.ts'
import type { FindConversation } from './findConversation.ts'
import { amendedHandoff, type HandoffBody, handoffEntry, handoffFaults } from './handoff.ts'
import { amendedStatusChange, stateAfter, statusChangeEntry } from './statusChange.ts'

/** The conversation as it is now, or why it was not recorded. */
export type ConversationResult =
  | { conversation: Conversation; resolution: CustomerResolution | null; userErrors: [] }
  | { conversation: null; resolution: null; userErrors: UserError[] }

/** The conversation as it is now and the interaction that records its change, if any, or why it was not changed. */
export type ChangeResult = {
  conversation: Conversation | null
  interaction: Interaction | null
  userErrors: UserError[]
}

export type ConversationWriter = {
  record(input: RecordConversationInput, request: RecordingRequest): Promise<ConversationResult>
  handOff(input: HandOffConversationInput, request: SubgraphRequest): Promise<ChangeResult>
  changeStatus(input: ChangeConversationStatusInput, request: SubgraphRequest): Promise<ChangeResult>
}

/** What the writer needs to know of erasures. */
export type ErasedConversations = {
  isErased(profileId: string): Promise<boolean>
  /** Erase the conversations of a profile again. */
  eraseConversations(profileId: string): Promise<void>
}

/** A change that is recorded in the history and in the conversation. */
type Change = {
  faults: UserError[]
  /** Null when there is nothing to record. */
  entryOf: (conversation: Conversation) => NewInteraction | null
  amend: (current: Interaction) => InteractionChange | null
  /** The state of the conversation after the change. */
  state: () => Partial<ConversationState>
  /** What else happens in the same transaction when it is recorded. */
  alsoIn?: (conversation: Conversation, interaction: Interaction, session: ClientSession) => Promise<void>
}

function refused(userErrors: UserError[]): ChangeResult {
  return { conversation: null, interaction: null, userErrors }
}

/** Opens conversations and updates their state. */
export function createConversationWriter({
  recorder,
  store,
  findConversation,
  turns,
  clock,
  erasure,
}: {
  recorder: InteractionRecorder
  store: ConversationStore
  findConversation: FindConversation
  turns: Pick<MessageTurns, 'handedOff'>
  clock: Clock
  erasure: ErasedConversations
}): ConversationWriter {
  /** One read and at most one write, unless the same conversation is written concurrently. */
  async function recordState(
    input: RecordConversationInput,
    { profileId, profileIds }: { profileId: string; profileIds: string[] },
    now: Date,
    by: Principal,
  ): Promise<Conversation | UserError> {
    for (;;) {
      const { source, idempotencyKey } = input
      const recorded = await store.findRecorded({
        keyScope: keyScopeOf(by),
        source: source ?? null,
        idempotencyKey: idempotencyKey ?? null,
      })
      const isHidden = (each: Conversation) =>
        !mayReadDepartment(by, departmentOf(each)) ||
        (by.rows.customers.which !== 'ALL' && !profileIds.includes(each.profileId))
      if (recorded.some(isHidden)) return usedForHidden(source ? 'source' : 'idempotencyKey')
      const withKey = recorded.find(({ idempotencyKeys }) => idempotencyKeys.includes(idempotencyKey ?? ''))
      if (withKey && source && !isSameSource(withKey.source, source)) return keyUsedBefore(withKey, 'source')
      if (withKey && !source && !profileIds.includes(withKey.profileId))
        return keyUsedBefore(withKey, 'customer')
      if (withKey) return withKey
      const [current] = recorded
      if (!current) {
        const conversation = recordedConversation(input, profileId, now, by)
        await store.insert(conversation)
        return conversation
      }
      const next = withRecorded(current, input, now)
      const conversation = next ? await store.save(withKeyOf(next, input)) : current
      if (conversation) return conversation
    }
  }

  async function change(
    input: RecordingInput & { conversationId: string },
    { faults, entryOf, amend, state, alsoIn }: Change,
    now: Date,
    request: SubgraphRequest,
  ): Promise<ChangeResult> {
    if (faults.length > 0) return refused(faults)
    const id = input.conversationId
    const found = await findConversation(id, request)
    if (!found) return refused([noSuchConversation(id)])
    return retryOnDuplicateKey(() => recorder.inTransaction(found.profileId, request, write)).catch(
      (error: unknown) => {
        // Its customer was erased.
        if (error instanceof LogEndedError) return refused([noSuchConversation(id)])
        throw error
      },
    )

    async function write({ append, session }: RecordingTransaction): Promise<ChangeResult> {
      const conversation = await store.find(id, session)
      if (!conversation || !mayReadDepartment(request.principal, departmentOf(conversation)))
        return refused([noSuchConversation(id)])
      let isOfAnother = false
      const entry = entryOf(conversation)
      const appended =
        entry &&
        (await append(entry, {
          // An interaction of another conversation, perhaps of another customer, is not moved to this one.
          amend(current) {
            isOfAnother = current.conversationId !== id
            return isOfAnother ? null : amend(current)
          },
        }))
      if (isOfAnother) return refused([recordedElsewhere()])
      if (appended && appended.recorded.userErrors.length > 0) return refused(appended.recorded.userErrors)
      const interaction = appended?.recorded.interaction ?? null
      const outcome = appended?.outcome ?? null
      if (outcome === 'repeated') return { conversation, interaction, userErrors: [] }
      if (outcome === 'recorded' && interaction) await alsoIn?.(conversation, interaction, session)
      const at = interaction?.occurredAt ?? input.occurredAt ?? now
      const isLatest = outcome === 'amended' || !input.occurredAt
      const observed = observe(conversation, { state: state(), at, isLatest })
      if (!observed && !interaction) return { conversation, interaction, userErrors: [] }
      const next = { ...conversation, ...observed }
      const saved = await store.save(interaction ? withActivity(next, at) : next, session)
      return { conversation: saved ?? next, interaction, userErrors: [] }
    }
  }

  async function record(
    input: RecordConversationInput,
    request: RecordingRequest,
    isRepeated = false,
  ): Promise<ConversationResult> {
    const now = clock()
    const faults = conversationFaults(input, now, request.principal)
    if (faults.length > 0) return notRecorded(faults)
    const resolved = await recorder.resolveProfile(input.customer, request)
    if (resolved.userErrors) return notRecorded(resolved.userErrors)
    const result = await retryOnDuplicateKey(() => recordState(input, resolved, now, request.principal))
    // Of a customer who was erased since they were found: it is taken back, and recorded for who they are now.
    if (!('code' in result) && (await erasure.isErased(result.profileId))) {
      await erasure.eraseConversations(result.profileId)
      return isRepeated ? notRecorded([customerWasErased()]) : record(input, request, true)
    }
    return 'code' in result
      ? notRecorded([result])
      : { conversation: result, resolution: resolved.resolution, userErrors: [] }
  }

  return {
    record: (input, request) => record(input, request),
    handOff(input, request) {
      const now = clock()
      return change(
        input,
        {
          faults: handoffFaults(input, now, request.principal),
          entryOf: (conversation) => handoffEntry(input, conversation, now, request.principal),
          amend: (current) => amendedHandoff(current, input),
          state: () => toAssignment(input.to),
          alsoIn: (conversation, handoff, session) =>
            turns.handedOff(
              { conversation, body: bodyOf<HandoffBody>(handoff), at: input.occurredAt ?? null },
              session,
            ),
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

function notRecorded(userErrors: UserError[]): ConversationResult {
  return { conversation: null, resolution: null, userErrors }
}

function recordedElsewhere(): UserError {
  const message =
    'conversationId: expected the conversation in which this was recorded first, got another one'
  return userError('CONFLICT', 'conversationId', message)
}

function keyUsedBefore({ id }: Conversation, what: 'source' | 'customer'): UserError {
  const message = `idempotencyKey: this key was used before with another ${what}, for ${id}`
  return userError('IDEMPOTENCY_CONFLICT', 'idempotencyKey', message)
}

function withKeyOf(conversation: Conversation, { idempotencyKey }: RecordConversationInput): Conversation {
  if (!idempotencyKey) return conversation
  return { ...conversation, idempotencyKeys: [...conversation.idempotencyKeys, idempotencyKey] }
}
