import type { Attachment, DeliveryStatus } from '../story/storyScript.ts'
import { messageSourceId, receipts } from './channelDetails.ts'
import { type Conversation, conversationBody, type Message, messageBody } from './chatwootBodies.ts'
import { type ChatwootState, later, type Moment, required } from './chatwootState.ts'
import type { Delivery } from './delivery.ts'
import { hashOf, uuidOf } from './stableIds.ts'

/** Members of a step that writes a message, beside the message itself. */
type Written = { attachments?: Attachment[]; as?: string; reaches?: DeliveryStatus }

const site = 'https://chat.pedalmanso.example'
const surveyText = 'Como foi o nosso atendimento? Conte para a gente:'

/** A new message, the conversation when it opens one, and the updates that its receipts make. */
export function writeMessage(
  state: ChatwootState,
  { conversation, isNew, setting, at }: Moment,
  fields: Partial<Message> & Pick<Message, 'type' | 'sender'>,
  written: Written = {},
): Delivery[] {
  const { account, delivery } = state
  const id = state.nextMessageId()
  const message: Message = {
    id,
    content: null,
    contentType: 'text',
    contentAttributes: {},
    isPrivate: false,
    status: 'sent',
    sourceId: fields.isPrivate ? null : messageSourceId(setting.inbox, id),
    attachments: (written.attachments ?? []).map((attachment) => {
      const attachmentId = state.nextAttachmentId()
      const blob = hashOf(`blob ${attachmentId}`).slice(0, 32)
      return { id: attachmentId, attachment, url: `${site}/rails/active_storage/blobs/redirect/${blob}` }
    }),
    createdAt: at,
    updatedAt: later(at, 120),
    ...fields,
  }
  if (!message.isPrivate) showInConversation(conversation, message, at)
  if (written.as !== undefined) state.namedMessages.set(written.as, message)
  if (message.contentType === 'input_csat') state.surveys.set(conversation, message)
  return [
    delivery('message_created', at, messageBody(account, conversation, message)),
    ...(isNew ? [delivery('conversation_created', at, conversationBody(account, conversation))] : []),
    ...receipts(setting.inbox, written.reaches, message).map((status, index) =>
      updateMessage(state, conversation, message, { status }, later(at, 1_500 * (index + 1))),
    ),
  ]
}

/** A message that asks for a rating. */
export function askForRating(state: ChatwootState, moment: Moment): Delivery[] {
  const { conversation, setting } = moment
  const link = `${site}/survey/responses/${uuidOf(`survey ${conversation.id}`)}`
  return writeMessage(state, moment, {
    type: 'template',
    sender: null,
    contentType: 'input_csat',
    content: setting.inbox === 'site' ? surveyText : `${surveyText} ${link}`,
  })
}

/** The answer to the last message that asked for a rating. */
export function rate(
  state: ChatwootState,
  { conversation, at }: Moment,
  { rating, comment = '' }: { rating: number; comment?: string },
): Delivery[] {
  const survey = required(state.surveys.get(conversation), 'survey to rate')
  const contentAttributes = {
    submitted_values: { csat_survey_response: { rating, feedback_message: comment } },
  }
  return [updateMessage(state, conversation, survey, { contentAttributes }, at)]
}

/** The deletion of the message that the story has named so. */
export function deleteMessage(state: ChatwootState, { conversation, at }: Moment, name: string): Delivery[] {
  const message = required(state.namedMessages.get(name), `message "${name}"`)
  const change = {
    content: 'Esta mensagem foi apagada',
    contentAttributes: { deleted: true },
    attachments: [],
  }
  return [updateMessage(state, conversation, message, change, at)]
}

function updateMessage(
  { account, delivery }: ChatwootState,
  conversation: Conversation,
  message: Message,
  change: Partial<Message>,
  at: Date,
): Delivery {
  Object.assign(message, change, { updatedAt: at })
  return delivery('message_updated', at, messageBody(account, conversation, message))
}

function showInConversation(conversation: Conversation, message: Message, at: Date): void {
  const isIncoming = message.type === 'incoming'
  conversation.lastPublicMessage = message
  conversation.unreadCount = isIncoming ? conversation.unreadCount + 1 : 0
  conversation.waitingSince = isIncoming ? (conversation.waitingSince ?? at) : null
  if (!isIncoming) conversation.agentLastSeenAt = at
  if (message.type === 'outgoing') conversation.firstReplyAt ??= at
  conversation.lastActivityAt = at
}
