import type { ClientSession } from 'mongoose'
import type { Channel, Interaction, NewInteraction } from '../../../interactions/interaction.ts'
import { againOnEndedLog } from '../../../interactions/recording/endedLog.ts'
import { timeFaults } from '../../../interactions/recording/inputFaults.ts'
import {
  mayFileInto,
  otherCustomersConversation,
} from '../../../interactions/recording/conversation/conversationOwner.ts'
import {
  type AppendOptions,
  type InteractionRecorder,
  type Recorded,
  refused,
  withResolution,
} from '../../../interactions/recording/interactionRecorder.ts'
import { recordedKeys, type SourceInput } from '../../../interactions/recording/recordingInput.ts'
import type { RecordingRequest } from '../../../interactions/recording/recordingRequest.ts'
import { noSuchConversation } from '../../../interactions/recording/conversation/noSuchConversation.ts'
import { userError } from '../../../interactions/recording/userError.ts'
import { retryOnDuplicateKey } from '../../../platform/mongo/retryOnDuplicateKey.ts'
import type { Clock } from '../../../platform/process/clock.ts'
import type { AccessOf } from '../../../interactions/visibility/access.ts'
import type { SubgraphRequest } from '../../../platform/subgraph/requestScope.ts'
import {
  type Conversation,
  inConversation,
  newConversation,
  withActivity,
} from '../conversation/conversation.ts'
import type { ConversationStore } from '../conversation/conversationStore.ts'
import type { FindConversation } from '../conversation/findConversation.ts'
import type {
  DeleteMessageInput,
  EditMessageInput,
  ReactToMessageInput,
  RecordMessageInput,
  RecordNoteInput,
} from '../schemaTypes.ts'
import type { MessageTurns } from '../turn/messageTurns.ts'
import {
  amendedMessage,
  contentFaults,
  deletedMessage,
  editedMessage,
  editorFaults,
  messageEntry,
  messageFaults,
  type MessageKind,
  type MessageOrNoteInput,
} from './message.ts'
import { failureReasonFaults, referenceFaults } from './messageDetails.ts'
import { reactedMessage, reactionFaults } from './reaction.ts'

export type MessageWriter = {
  recordMessage(input: RecordMessageInput, request: RecordingRequest): Promise<Recorded>
  recordNote(input: RecordNoteInput, request: RecordingRequest): Promise<Recorded>
  edit(input: EditMessageInput, request: SubgraphRequest): Promise<Recorded>
  delete(input: DeleteMessageInput, request: SubgraphRequest): Promise<Recorded>
  react(input: ReactToMessageInput, request: SubgraphRequest): Promise<Recorded>
}

/** Makes an entry one of a conversation, and applies the rules of its turn. */
type Place = (conversation: Conversation, session?: ClientSession) => Promise<NewInteraction>

/** Appends an entry whose input names no conversation. */
type AppendWithoutConversation = (
  entry: NewInteraction,
  place: Place,
  options: AppendOptions,
  request: SubgraphRequest,
) => Promise<Recorded>

/**
 * Records messages and notes in the log, and the activity of their conversations.
 *
 * A new message of an open conversation takes two writes: the insert into the log, and the time of the conversation's
 * last activity. They are sent together, and the message is acknowledged when a majority has both. So an acknowledged
 * message is missing in neither. When the insert fails, the conversation may keep the time of the attempt.
 * When the message's source or key was recorded before, the time of the activity depends on what the log does with the
 * repeat, so the activity is written after the log.
 */
export function createMessageWriter({
  recorder,
  store,
  findConversation,
  accessOf,
  turns,
  clock,
}: {
  recorder: InteractionRecorder
  store: ConversationStore
  findConversation: FindConversation
  accessOf: AccessOf
  turns: MessageTurns
  clock: Clock
}): MessageWriter {
  async function record(
    kind: MessageKind,
    input: MessageOrNoteInput,
    request: RecordingRequest,
    appendWithoutConversation: AppendWithoutConversation,
  ): Promise<Recorded> {
    const now = clock()
    const faults = messageFaults(input, now, request.principal)
    if (faults.length > 0) return refused(faults)
    const { conversationId } = input
    const conversation = conversationId ? await findConversation(conversationId, request) : null
    if (conversationId && !conversation) return refused([noSuchConversation(conversationId)])
    const [{ profileId, profileIds, resolution, userErrors }, first] = await Promise.all([
      recorder.resolveProfile(input.customer, request),
      recorder.findFirst(recordedKeys(input, request.principal)),
    ])
    if (userErrors) return refused(userErrors)
    if (conversation && !mayFileInto(conversation.profileId, profileIds, request.principal))
      return refused([otherCustomersConversation()])
    const entry = messageEntry(kind, input, profileId, now, request.principal)
    const options = {
      profileIds,
      first,
      amend: (current: Interaction) => amendedMessage(kind, current, input, now, request.principal),
    }
    const place: Place = async (into, session) => {
      const placed = inConversation(entry, into)
      const sentAt = input.occurredAt ?? null
      const turnToken = input.turnToken ?? null
      return turns.applied(
        { entry: placed, conversation: into, profileIds, sentAt, turnToken },
        request,
        session,
      )
    }
    const recorded = await (!conversation
      ? appendWithoutConversation(entry, place, options, request)
      : first
        ? appendAgain(conversation, entry, options, request)
        : appendNew(conversation, entry, place, options, request))
    return withResolution(recorded, resolution)
  }

  async function appendNew(
    conversation: Conversation,
    entry: NewInteraction,
    place: Place,
    options: AppendOptions,
    request: SubgraphRequest,
  ): Promise<Recorded> {
    const { activityAt } = conversation
    const isLater = activityAt === null || activityAt < entry.occurredAt
    const placed = await place(conversation)
    const [recorded] = await Promise.all([
      recorder.append(placed, options, request),
      isLater && store.touch(conversation, entry.occurredAt),
    ])
    return recorded
  }

  /** Append an entry that was recorded before; an amendment may move the conversation's activity. */
  async function appendAgain(
    conversation: Conversation | null,
    entry: NewInteraction,
    options: AppendOptions,
    request: SubgraphRequest,
  ): Promise<Recorded> {
    const placed = conversation ? inConversation(entry, conversation) : entry
    const recorded = await recorder.append(placed, options, request)
    const { interaction } = recorded
    if (interaction?.conversationId) {
      const { conversationId: id, occurredAt } = interaction
      const profileId = conversation?.id === id ? conversation.profileId : null
      await store.touch({ id, profileId }, occurredAt)
    }
    return recorded
  }

  /** One of several concurrent first messages opens the conversation, and the others continue it. */
  function continueOrOpen(channel: Channel): AppendWithoutConversation {
    return (entry, place, options, request) =>
      options.first
        ? appendAgain(null, entry, options, request)
        : retryOnDuplicateKey(async () => {
            const open = await findOpen(entry.profileId, options.profileIds, channel, request)
            return open
              ? appendNew(open, entry, place, options, request)
              : openWith(entry, place, channel, options, request)
          })
  }

  /** The open conversation of the profile itself that the caller may see, or else of the customer's other profiles. */
  async function findOpen(
    profileId: string,
    profileIds: readonly string[],
    channel: Channel,
    { principal }: SubgraphRequest,
  ): Promise<Conversation | null> {
    const own = await store.findOpen([profileId], channel, principal)
    const others = profileIds.filter((id) => id !== profileId)
    return own ?? (others.length > 0 ? store.findOpen(others, channel, principal) : null)
  }

  /** Open a conversation and append to it in one transaction, so that a repeated message leaves no empty conversation. */
  async function openWith(
    entry: NewInteraction,
    place: Place,
    channel: Channel,
    options: AppendOptions,
    request: SubgraphRequest,
  ): Promise<Recorded> {
    const { profileId, occurredAt, inbox } = entry
    const opened = newConversation(profileId, channel, occurredAt, { inbox })
    // The one that others continue may be of a department that this caller does not see.
    const isContinued = request.principal.rows.departments === null
    return recorder.inTransaction(profileId, request, async ({ append, session }) => {
      const { outcome, recorded } = await append(await place(opened, session), options)
      if (outcome === 'recorded')
        await store.insert(withActivity(opened, occurredAt), { isContinued, session })
      return recorded
    })
  }

  /** The id of what this caller recorded from a source; null when there is nothing, and when it may not see it. */
  async function recordedFrom(source: SourceInput, request: SubgraphRequest): Promise<string | null> {
    const first = await recorder.findFirst(recordedKeys({ source }, request.principal))
    const isVisible = first && (await accessOf(request).maySeeRow(first.interaction))
    return isVisible ? first.interaction.id : null
  }

  return {
    recordMessage: (input, request) =>
      againOnEndedLog(() => record('MESSAGE', input, request, continueOrOpen(input.channel)), refused),
    recordNote: (input, request) =>
      againOnEndedLog(
        () => record('NOTE', input, request, (entry, _place, ...rest) => recorder.append(entry, ...rest)),
        refused,
      ),
    edit(input, request) {
      const now = clock()
      const { messageId, expectedRevision, idempotencyKey, ...content } = input
      return recorder.update(
        {
          kind: 'MESSAGE',
          field: 'messageId',
          id: messageId,
          expectedRevision,
          idempotencyKey,
          content,
          faults: [
            ...contentFaults(input),
            ...failureReasonFaults(input),
            ...timeFaults('editedAt', input.editedAt, now),
            ...editorFaults('editedBy', input.editedBy),
          ],
          decide: (current) => editedMessage(current, input, now),
        },
        request,
      )
    },
    delete(input, request) {
      const now = clock()
      return recorder.update(
        {
          kind: 'MESSAGE',
          field: 'messageId',
          id: input.messageId,
          faults: editorFaults('deletedBy', input.deletedBy),
          decide: (current) => ({ change: deletedMessage(current, input, now) }),
        },
        request,
      )
    },
    async react(input, request) {
      const now = clock()
      const { message, idempotencyKey, ...content } = input
      const faults = [...referenceFaults('message', message), ...reactionFaults(input, now)]
      if (faults.length > 0) return refused(faults)
      const { source } = message
      const id = message.id ?? (source ? await recordedFrom(source, request) : null)
      if (id === null) {
        const missing = `message.source: there is no MESSAGE from ${source?.system} ${source?.externalId}`
        return refused([userError('NOT_FOUND', ['message', 'source'], missing)])
      }
      return recorder.update(
        {
          kind: 'MESSAGE',
          field: 'message',
          id,
          idempotencyKey,
          content: { reaction: content },
          faults: [],
          decide: (current) => reactedMessage(current, input, now),
        },
        request,
      )
    },
  }
}
