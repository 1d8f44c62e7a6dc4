import { createIdentityClient } from '../../platform/identityClient.ts'
import type { Channel, Interaction, NewInteraction } from '../../platform/interaction.ts'
import {
  type InteractionRecorder,
  ofKind,
  type Recorded,
  refused,
  type RepeatOptions,
} from '../../platform/interactionRecorder.ts'
import type { RoomParts } from '../../platform/startRoom.ts'
import type { SubgraphRequest } from '../../platform/subgraph.ts'
import { inTransaction } from '../../platform/transaction.ts'
import { type Conversation, inConversation, newConversation, withActivity } from './conversation.ts'
import type { ConversationStore } from './conversationStore.ts'
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
import { noSuchConversation } from './noSuchConversation.ts'
import { retryWhenSecond } from '../../platform/retryWhenSecond.ts'

export type MessageWriter = {
  recordMessage(input: RecordMessageInput & { channel: Channel }, request: SubgraphRequest): Promise<Recorded>
  recordNote(input: RecordMessageInput, request: SubgraphRequest): Promise<Recorded>
  edit(input: EditMessageInput, request: SubgraphRequest): Promise<Recorded>
  delete(input: { messageId: string }, request: SubgraphRequest): Promise<Recorded>
}

/** Where an interaction goes that names no conversation. */
type AppendElsewhere = (
  entry: NewInteraction,
  options: RepeatOptions,
  request: SubgraphRequest,
) => Promise<Recorded>

/** Brings messages and notes into the log by their rules, and tells their conversations. */
export function createMessageWriter(
  { connection, clock, callIdentity }: RoomParts,
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
    const faults = messageFaults(input, now)
    if (faults.length > 0) return refused(faults)
    const { conversationId } = input
    const conversation = conversationId ? await store.find(conversationId) : null
    if (conversationId && !conversation) return refused([noSuchConversation(conversationId)])
    const { profileId, userErrors } = await identity.resolveProfile(input.customer, request)
    if (userErrors) return refused(userErrors)
    const entry = messageEntry(kind, input, profileId, now)
    const options = { amend: (current: Interaction) => amendedMessage(kind, current, input) }
    return conversation
      ? appendTo(conversation, entry, options, request)
      : appendElsewhere(entry, options, request)
  }

  async function appendTo(
    conversation: Conversation,
    entry: NewInteraction,
    options: RepeatOptions,
    request: SubgraphRequest,
  ): Promise<Recorded> {
    const recorded = await recorder.append(inConversation(entry, conversation), options, request)
    const { interaction } = recorded
    if (
      interaction?.conversationId === conversation.id &&
      !wasActiveSince(conversation, interaction.occurredAt)
    )
      await store.touch(conversation.id, interaction.occurredAt)
    return recorded
  }

  /** Of several first messages at once one opens the conversation, and the others go on in it. */
  function continueOrOpen(channel: Channel): AppendElsewhere {
    return (entry, options, request) =>
      retryWhenSecond(async () => {
        const open = await findOpen(entry.profileId, channel, request)
        return open ? appendTo(open, entry, options, request) : openWith(entry, channel, options, request)
      })
  }

  async function findOpen(
    profileId: string,
    channel: Channel,
    request: SubgraphRequest,
  ): Promise<Conversation | null> {
    const own = await store.findOpen([profileId], channel)
    if (own) return own
    const customer = await identity.findCustomer(profileId, request)
    const others = customer?.profileIds.filter((id) => id !== profileId) ?? []
    return others.length > 0 ? store.findOpen(others, channel) : null
  }

  /** Open a conversation and append to it at once, so that a repeated message leaves no empty one behind. */
  async function openWith(
    entry: NewInteraction,
    channel: Channel,
    options: RepeatOptions,
    request: SubgraphRequest,
  ): Promise<Recorded> {
    const { profileId, occurredAt, inbox } = entry
    const opened = newConversation(profileId, channel, occurredAt, { inbox })
    const first = inConversation(entry, opened)
    const result = await inTransaction(connection, async (session) => {
      const written = await recorder.log.record(first, { ...ofKind(first.kind, options), session })
      if (written.outcome === 'recorded')
        await store.insert(withActivity(opened, occurredAt), { isContinued: true, session })
      return written
    })
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

function wasActiveSince({ activityAt }: Conversation, time: Date): boolean {
  return activityAt !== null && activityAt >= time
}
