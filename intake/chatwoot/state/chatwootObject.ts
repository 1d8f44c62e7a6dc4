import {
  type AnswerState,
  type ContactState,
  type ConversationState,
  type FeedbackState,
  type HandoffState,
  type InboxState,
  joinAnswers,
  joinContacts,
  joinConversations,
  joinFeedback,
  joinHandoffs,
  joinInboxes,
  joinStatuses,
  type StatusState,
} from './objectStates.ts'
import { joinMessages, type MessageState } from './messageState.ts'

/**
 * An object of Chatwoot in the state that its deliveries have shown so far. `account` and `id` identify it in Chatwoot,
 * the key identifies it in Elo, e.g. `message:1:9001`.
 */
export type ChatwootObject = { account: string; id: string } & (
  | { kind: 'contact'; state: ContactState }
  | { kind: 'conversation'; state: ConversationState }
  | { kind: 'status'; state: StatusState }
  | { kind: 'handoff'; state: HandoffState }
  | { kind: 'message'; state: MessageState }
  | { kind: 'feedback'; state: FeedbackState }
  | { kind: 'answer'; state: AnswerState }
  | { kind: 'inbox'; state: InboxState }
)
export type ChatwootObjectKind = ChatwootObject['kind']

export function keyOf({ kind, account, id }: Pick<ChatwootObject, 'kind' | 'account' | 'id'>): string {
  return `${kind}:${account}:${id}`
}

/** Join two observations of one object. Throws when their kinds differ. */
export function joinObjects(a: ChatwootObject, b: ChatwootObject): ChatwootObject {
  if (a.kind === 'contact' && b.kind === 'contact') return { ...a, state: joinContacts(a.state, b.state) }
  if (a.kind === 'conversation' && b.kind === 'conversation')
    return { ...a, state: joinConversations(a.state, b.state) }
  if (a.kind === 'status' && b.kind === 'status') return { ...a, state: joinStatuses(a.state, b.state) }
  if (a.kind === 'handoff' && b.kind === 'handoff') return { ...a, state: joinHandoffs(a.state, b.state) }
  if (a.kind === 'message' && b.kind === 'message') return { ...a, state: joinMessages(a.state, b.state) }
  if (a.kind === 'feedback' && b.kind === 'feedback') return { ...a, state: joinFeedback(a.state, b.state) }
  if (a.kind === 'answer' && b.kind === 'answer') return { ...a, state: joinAnswers(a.state, b.state) }
  if (a.kind === 'inbox' && b.kind === 'inbox') return { ...a, state: joinInboxes(a.state, b.state) }
  throw new Error(`expected observations of one object, got a ${a.kind} and a ${b.kind}`)
}
