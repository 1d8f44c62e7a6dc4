import { mayFileInto, otherCustomersConversation } from '../../../interactions/conversationOwner.ts'
import { createIdentityClient } from '../../../interactions/recording/identityClient.ts'
import type { Channel, Interaction, NewInteraction } from '../../../interactions/interaction.ts'
import {
  type AppendOptions,
  type InteractionRecorder,
  ofKind,
  type Recorded,
  refused,
} from '../../../interactions/recording/interactionRecorder.ts'
import { recordedKeys } from '../../../interactions/recording/recordingInput.ts'
import { retryOnDuplicateKey } from '../../../platform/mongo/retryOnDuplicateKey.ts'
import type { SubgraphDependencies } from '../../../platform/subgraph/subgraph.ts'
import type { SubgraphRequest } from '../../../platform/subgraph/subgraph.ts'
import { inTransaction } from '../../../interactions/transaction.ts'
import {
  type Conversation,
  inConversation,
  newConversation,
  withActivity,
} from '../conversation/conversation.ts'
import type { ConversationStore } from '../conversation/conversationStore.ts'
import {
  amendedMessage,
  contentFaults,
  deletedMessage,
  editedMessage,
  type EditMessageInput,
  messageEntry,
  messageFaults,
  type MessageKind,
  type RecordMessageInput,
} from './message.ts'
import { noSuchConversation } from '../conversation/noSuchConversation.ts'

export type MessageWriter = {
  recordMessage(input: RecordMessageInput & { channel: Channel }, request: SubgraphRequest): Promise<Recorded>
  recordNote(input: RecordMessageInput, request: SubgraphRequest): Promise<Recorded>
  edit(input: EditMessageInput, request: SubgraphRequest): Promise<Recorded>
  delete(input: { messageId: string }, request: SubgraphRequest): Promise<Recorded>
}

/** Where an interaction goes that names no conversation. */
type AppendElsewhere = (
  entry: NewInteraction,
  options: AppendOptions,
  request: SubgraphRequest,
) => Promise<Recorded>

/**
 * Brings messages and notes into the log by their rules, and notes the activity of their conversations.
 *
 * A new message into an open conversation takes two writes: the insert into the log, and the time of the conversation's
 * last activity. They are sent together and the message is acknowledged when a majority has both, so that no
 * acknowledged message is missing in either. When the insert fails, the conversation may keep the time of the attempt.
 * Where something was recorded before from the message's source or with its key, the log says what became of it and
 * when that happened, so there the activity is written after it.
 */
export function createMessageWriter(
  { connection, clock, callIdentity }: SubgraphDependencies,
  recorder: InteractionRecorder,
  store: ConversationStore,
): MessageWriter {
  const identity = createIdentityClient(callIdentity)

  async function record(
    kind: MessageKind,
    input: RecordMessageInput,
    request: SubgraphRequest,
    appendElsewhere: AppendElsewhere,
  ): Promise<Recorded> {
    const now = clock()
    const faults = messageFaults(input, now, request.principal)
    if (faults.length > 0) return refused(faults)
    const { conversationId } = input
    const conversation = conversationId ? await store.find(conversationId) : null
    if (conversationId && !conversation) return refused([noSuchConversation(conversationId)])
    const [{ profileId, profileIds, userErrors }, first] = await Promise.all([
      identity.resolveProfile(input.customer, request),
      recorder.log.findFirst(recordedKeys(input, request.principal)),
    ])
    if (userErrors) return refused(userErrors)
    if (conversation && !mayFileInto(conversation.profileId, profileIds, request.principal))
      return refused([otherCustomersConversation()])
    const entry = messageEntry(kind, input, profileId, now, request.principal)
    const options = {
      profileIds,
      first,
      amend: (current: Interaction) => amendedMessage(kind, current, input),
    }
    if (!conversation) return appendElsewhere(entry, options, request)
    return first
      ? appendAgain(conversation, entry, options, request)
      : appendNew(conversation, entry, options, request)
  }

  async function appendNew(
    conversation: Conversation,
    entry: NewInteraction,
    options: AppendOptions,
    request: SubgraphRequest,
  ): Promise<Recorded> {
    const { id, activityAt } = conversation
    const isLater = activityAt === null || activityAt < entry.occurredAt
    const [recorded] = await Promise.all([
      recorder.append(inConversation(entry, conversation), options, request),
      isLater && store.touch(id, entry.occurredAt),
    ])
    return recorded
  }

  /** An entry of which there is a record already; what the log makes of it may move the conversation's activity. */
  async function appendAgain(
    conversation: Conversation | null,
    entry: NewInteraction,
    options: AppendOptions,
    request: SubgraphRequest,
  ): Promise<Recorded> {
    const placed = conversation ? inConversation(entry, conversation) : entry
    const recorded = await recorder.append(placed, options, request)
    const { interaction } = recorded
    if (interaction?.conversationId) await store.touch(interaction.conversationId, interaction.occurredAt)
    return recorded
  }

  /** Of several first messages at once one opens the conversation, and the others go on in it. */
  function continueOrOpen(channel: Channel): AppendElsewhere {
    return (entry, options, request) =>
      options.first
        ? appendAgain(null, entry, options, request)
        : retryOnDuplicateKey(async () => {
            const open = await findOpen(entry.profileId, options.profileIds, channel)
            return open
              ? appendNew(open, entry, options, request)
              : openWith(entry, channel, options, request)
          })
  }

  /** The open conversation of the profile itself, or else of the customer's other profiles. */
  async function findOpen(
    profileId: string,
    profileIds: readonly string[],
    channel: Channel,
  ): Promise<Conversation | null> {
    const own = await store.findOpen([profileId], channel)
    const others = profileIds.filter((id) => id !== profileId)
    return own ?? (others.length > 0 ? store.findOpen(others, channel) : null)
  }

  /** Open a conversation and append to it at once, so that a repeated message leaves no empty one behind. */
  async function openWith(
    entry: NewInteraction,
    channel: Channel,
    { profileIds: _profileIds, ...options }: AppendOptions,
    request: SubgraphRequest,
  ): Promise<Recorded> {
    const { profileId, occurredAt, inbox } = entry
    const opened = newConversation(profileId, channel, occurredAt, { inbox })
    const first = inConversation(entry, opened)
    const result = await recorder.log.withLocks(profileId, () =>
      inTransaction(connection, async (session) => {
        const written = await recorder.log.record(first, { ...ofKind(first.kind, options), session })
        if (written.outcome === 'recorded')
          await store.insert(withActivity(opened, occurredAt), { isContinued: true, session })
        return written
      }),
    )
    return recorder.settle(result, first, request)
  }

  return {
    recordMessage: (input, request) => record('MESSAGE', input, request, continueOrOpen(input.channel)),
    recordNote: (input, request) => record('NOTE', input, request, (...entry) => recorder.append(...entry)),
    edit(input, request) {
      const now = clock()
      return recorder.update(
        {
          kind: 'MESSAGE',
          field: 'messageId',
          id: input.messageId,
          expectedRevision: input.expectedRevision ?? null,
          faults: contentFaults(input),
          decide: (current) => editedMessage(current, input, now),
        },
        request,
      )
    },
    delete({ messageId }, request) {
      return recorder.update(
        {
          kind: 'MESSAGE',
          field: 'messageId',
          id: messageId,
          faults: [],
          decide: (current) => ({ change: deletedMessage(current) }),
        },
        request,
      )
    },
  }
}
