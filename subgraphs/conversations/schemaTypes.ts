// Generated from schema/conversations.graphql and schema/shared.graphql by "npm run schema". Do not edit.
import type { GraphQLResolveInfo, GraphQLScalarType, GraphQLScalarTypeConfig } from 'graphql'
import type { Actor as ActorModel, Interaction as InteractionModel } from '../../interactions/interaction.ts'
import type { CustomerReference as CustomerReferenceModel } from '../../platform/paging/newestFirstPage.ts'
import type { CustomerResolution as CustomerResolutionModel } from '../../interactions/recording/identityClient.ts'
import type { UserError as UserErrorModel } from '../../interactions/recording/userError.ts'
import type { Assignee as AssigneeModel, Assignment as AssignmentModel } from './conversation/assignment.ts'
import type { Attachment as AttachmentModel } from './message/attachment.ts'
import type { Conversation as ConversationModel } from './conversation/conversation.ts'
import type { EmailDetails as EmailDetailsModel } from './message/messageDetails.ts'
import type { PastInteraction as PastInteractionModel } from './message/contentAsOf.ts'
import type { MessageRevision as MessageRevisionModel } from './message/messageRevision.ts'
import type { OutOfTurn as OutOfTurnModel } from './turn/outOfTurn.ts'
import type { Reaction as ReactionModel } from './message/reaction.ts'
import type { ShownTurn as ShownTurnModel } from './turn/turn.ts'
import type { ConversationsContext } from './context.ts'
export type Maybe<T> = T | null
export type InputMaybe<T> = T | null
export type Omit<T, K extends keyof T> = Pick<T, Exclude<keyof T, K>>
export type RequireFields<T, K extends keyof T> = Omit<T, K> & { [P in K]-?: NonNullable<T[P]> }
/** All built-in and custom scalars, mapped to their actual values */
export type Scalars = {
  ID: { input: string; output: string }
  String: { input: string; output: string }
  Boolean: { input: boolean; output: boolean }
  Int: { input: number; output: number }
  Float: { input: number; output: number }
  /**
   * A point in time, ISO 8601 in UTC with milliseconds, e.g. `2026-06-01T12:05:10.000Z`. Input needs an offset, in any form
   * of ISO 8601: `Z`, `-03:00`, `-0300` or `-03`; seconds and their fraction may be left out, digits beyond milliseconds are
   * cut off. A mutation refuses the time of something that happened when it is before 1990.
   */
  DateTime: { input: Date; output: Date }
  /**
   * Any JSON value. Used only for what a foreign system defines. Whole numbers beyond ±9007199254740991 and halves of
   * characters are refused, because they could not be kept as they are: send such numbers as strings.
   */
  JSON: { input: unknown; output: unknown }
  /**
   * A decimal number as a string, exact to the last digit, e.g. `"129.90"`. At most 34 digits, 30 before and 18 after the
   * point. A number is accepted in its place as long as it has at most 15 digits.
   */
  Decimal: { input: string; output: string }
  /** An ISO 4217 currency code, e.g. `BRL`. */
  Currency: { input: string; output: string }
  /** A whole number from 0 to 9007199254740991, e.g. a version counter or a time in milliseconds. */
  SafeInt: { input: number; output: number }
  _FieldSet: { input: unknown; output: unknown }
}

export type Query = {
  /** One conversation; null when none has this id, or when you may not see it. A malformed id is a BAD_USER_INPUT error. */
  conversation: Maybe<Conversation>
  /**
   * The conversation with this protocol number; null when none has it. What is no protocol number is a BAD_USER_INPUT
   * error; the last digit checks the others.
   */
  conversationByProtocol: Maybe<Conversation>
  /**
   * Whether this token gives the right to answer in a conversation at this moment: by the conversation's turn, or by the turn
   * of its customer. Ask before you send something outside of Elo. False for a token of an ended turn or of another
   * conversation. No such conversation, or one that you may not see, is a NOT_FOUND error, a malformed id a BAD_USER_INPUT
   * error.
   */
  mayReply: Maybe<Scalars['Boolean']['output']>
}

export type QueryConversationArgs = {
  id: Scalars['ID']['input']
}

export type QueryConversationByProtocolArgs = {
  protocol: Scalars['String']['input']
}

export type QueryMayReplyArgs = {
  conversationId: Scalars['ID']['input']
  token: Scalars['SafeInt']['input']
}

export type Mutation = {
  /**
   * Open a conversation, or update its state. The same source of the same caller is the same conversation. userErrors:
   * INVALID_VALUE, REQUIRED, TOO_LONG, NOT_FOUND, IDEMPOTENCY_CONFLICT, BLOCKED_VALUE, SHARED_VALUE.
   */
  recordConversation: Maybe<RecordConversationPayload>
  /**
   * Record a message between the customer and the business. Without `conversationId` it continues the customer's open
   * conversation on the channel, or opens one. userErrors: INVALID_VALUE, REQUIRED, TOO_LONG, NOT_FOUND, CONFLICT,
   * IDEMPOTENCY_CONFLICT, BLOCKED_VALUE, SHARED_VALUE.
   */
  recordMessage: Maybe<RecordMessagePayload>
  /**
   * Change the text, the attachments or the delivery status of a message. userErrors: INVALID_VALUE, REQUIRED, TOO_LONG,
   * NOT_FOUND, CONFLICT, IDEMPOTENCY_CONFLICT.
   */
  editMessage: Maybe<EditMessagePayload>
  /**
   * Mark a message as deleted. Its text and attachments are kept for those who may audit. A deletion is final; a second
   * one changes nothing. userErrors: INVALID_VALUE, REQUIRED, TOO_LONG, NOT_FOUND.
   */
  deleteMessage: Maybe<DeleteMessagePayload>
  /**
   * Record the reaction of an actor to a message, or take it back. It amends the message and is no message itself. An actor
   * has one reaction to a message: the latest, in whatever order the reactions are recorded. userErrors: INVALID_VALUE,
   * REQUIRED, TOO_LONG, NOT_FOUND, CONFLICT, IDEMPOTENCY_CONFLICT.
   */
  reactToMessage: Maybe<ReactToMessagePayload>
  /**
   * Record a note for colleagues. The customer never sees it. userErrors: INVALID_VALUE, REQUIRED, TOO_LONG, NOT_FOUND,
   * CONFLICT, IDEMPOTENCY_CONFLICT, BLOCKED_VALUE, SHARED_VALUE.
   */
  recordNote: Maybe<RecordNotePayload>
  /**
   * Pass a conversation on to another department, person or AI agent. userErrors: INVALID_VALUE, REQUIRED, TOO_LONG,
   * NOT_FOUND, CONFLICT, IDEMPOTENCY_CONFLICT.
   */
  handOffConversation: Maybe<HandOffConversationPayload>
  /**
   * Change the status of a conversation. userErrors: INVALID_VALUE, REQUIRED, TOO_LONG, NOT_FOUND, CONFLICT,
   * IDEMPOTENCY_CONFLICT.
   */
  changeConversationStatus: Maybe<ChangeConversationStatusPayload>
  /**
   * Take the turn: the right to answer in a conversation, or in all conversations of a customer, for some time. One agent at
   * most has it. That another agent has it, or that the customer is still writing, is no error: then `turn` is null and
   * `retryAfterMs` says when to ask again. A person gets the turn of an AI agent or automation, which loses it. userErrors:
   * INVALID_VALUE, REQUIRED, TOO_LONG, NOT_FOUND, CONFLICT, IDEMPOTENCY_CONFLICT.
   */
  takeTurn: Maybe<TakeTurnPayload>
  /**
   * Keep a turn that you took for some more time, counted from now. userErrors: INVALID_VALUE, NOT_FOUND, and CONFLICT when
   * the turn has ended or the token is not yours.
   */
  renewTurn: Maybe<RenewTurnPayload>
  /**
   * Give a turn back that you took. A caller that is no BOT or AUTOMATION can also release the turn that a person got by a
   * message or a hand-off, so that AI agents may answer again. Repeating it changes nothing. userErrors: INVALID_VALUE,
   * NOT_FOUND, and CONFLICT when the token is not that of the turn, or the turn is not yours.
   */
  releaseTurn: Maybe<ReleaseTurnPayload>
}

export type MutationRecordConversationArgs = {
  input: RecordConversationInput
}

export type MutationRecordMessageArgs = {
  input: RecordMessageInput
}

export type MutationEditMessageArgs = {
  input: EditMessageInput
}

export type MutationDeleteMessageArgs = {
  input: DeleteMessageInput
}

export type MutationReactToMessageArgs = {
  input: ReactToMessageInput
}

export type MutationRecordNoteArgs = {
  input: RecordNoteInput
}

export type MutationHandOffConversationArgs = {
  input: HandOffConversationInput
}

export type MutationChangeConversationStatusArgs = {
  input: ChangeConversationStatusInput
}

export type MutationTakeTurnArgs = {
  input: TakeTurnInput
}

export type MutationRenewTurnArgs = {
  input: RenewTurnInput
}

export type MutationReleaseTurnArgs = {
  input: ReleaseTurnInput
}

export type Subscription = {
  /**
   * The turn of a conversation or of a customer: as it is now, then after each change, so that an agent learns at once that it
   * lost the turn. Give exactly one id. Several changes in quick succession can be one event. No such conversation or customer
   * is a NOT_FOUND error, also later when you lose the right to see it; a malformed id is a BAD_USER_INPUT error.
   */
  turnChanged: TurnChanged
}

export type SubscriptionTurnChangedArgs = {
  conversationId?: InputMaybe<Scalars['ID']['input']>
  customerId?: InputMaybe<Scalars['ID']['input']>
}

export type Customer = {
  profileId: Scalars['ID']['output']
  profileIds: Maybe<Array<Scalars['ID']['output']>>
  /** The customer's conversations, the one with the latest activity first. Null, with an error, only when they cannot be read. */
  conversations: Maybe<ConversationConnection>
  /**
   * The turn that was taken for the whole customer, with all their conversations. Null when nobody has it now; a single
   * conversation may have a turn of its own.
   */
  turn: Maybe<Turn>
}

export type CustomerConversationsArgs = {
  first?: InputMaybe<Scalars['Int']['input']>
  after?: InputMaybe<Scalars['String']['input']>
  filter?: InputMaybe<ConversationFilter>
}

/** A thread between the customer and the business on one channel. */
export type Conversation = Node & {
  /** Opaque id, `cnv_…`. */
  id: Scalars['ID']['output']
  /** The customer; null when identity cannot answer. */
  customer: Maybe<Customer>
  /** Where it takes place; null when it cannot be read. */
  channel: Maybe<Channel>
  /** The inbox (number, address, account) it came through; null when it is not known. */
  inbox: Maybe<Scalars['String']['output']>
  /** Its status; null when it cannot be read. */
  status: Maybe<ConversationStatus>
  /** Who is responsible; null when it cannot be read. */
  assignment: Maybe<Assignment>
  /** Labels in alphabetical order, at most 100; null when they cannot be read. */
  labels: Maybe<Array<Scalars['String']['output']>>
  /** How urgent it is; null when no priority was given. */
  priority: Maybe<ConversationPriority>
  /** When a snoozed conversation opens again; null when it is not snoozed or has no such time. */
  snoozedUntil: Maybe<Scalars['DateTime']['output']>
  /** Further data of the foreign system; null when there is none. */
  customAttributes: Maybe<Scalars['JSON']['output']>
  /** When it began; null when it cannot be read. */
  createdAt: Maybe<Scalars['DateTime']['output']>
  /** When it last had a message, note, hand-off or change of status, or else when it began; null when it cannot be read. */
  lastActivityAt: Maybe<Scalars['DateTime']['output']>
  /** The foreign record it came from; null when it was opened in Elo. */
  source: Maybe<Source>
  /**
   * Its protocol number, for the customer, e.g. `20261128-143012-34507731-2`: when Elo first recorded it (UTC), further digits
   * and a check digit. Unique, and never changes. Null when it cannot be read.
   */
  protocol: Maybe<Scalars['String']['output']>
  /** The matter it is about; null when none was named. A message that names another one keeps its own. */
  matter: Maybe<Matter>
  /** When its labels, attributes, persons, matter and source were erased; null when they were not. */
  erasedAt: Maybe<Scalars['DateTime']['output']>
  /** Who has the right to answer now, by a turn of the conversation or of its customer; null when nobody has it. */
  turn: Maybe<Turn>
}

/**
 * The right of one agent to answer, for some time. It belongs to one conversation or one customer, and all its times are by
 * the clock of the database.
 */
export type Turn = {
  /** Its id, `trn_…`, for `renewTurn` and `releaseTurn`: always the same for one conversation or customer. */
  turnId: Scalars['String']['output']
  /**
   * A number that grows each time somebody else gets the turn. Whoever sends something on the word of an agent can refuse a
   * smaller token than the largest that it has seen.
   */
  token: Scalars['SafeInt']['output']
  /** Who has it; null when nobody has it now. */
  heldBy: Maybe<Actor>
  /** Since when; null when nobody has it now. */
  since: Maybe<Scalars['DateTime']['output']>
  /** When it ends unless it is renewed, or unless the person writes again; null when nobody has it now. */
  until: Maybe<Scalars['DateTime']['output']>
}

/** One change of a turn. */
export type TurnChanged = {
  /** What happened. */
  change: TurnChange
  /** The turn after it; null when nobody ever had it. */
  turn: Maybe<Turn>
}

/** What happened to a turn. New values may be added. */
export type TurnChange =
  /** Nothing: the first event shows the turn as it is. */
  | 'CURRENT'
  /** An agent or person took it. */
  | 'TAKEN'
  /** It lasts longer: it was renewed, or the person wrote again. */
  | 'RENEWED'
  /** It was given back. */
  | 'RELEASED'
  /** A person has it, or the agent lost it, because the person wrote a message. */
  | 'PERSON_WROTE'
  /** The conversation was passed on. */
  | 'HANDED_OFF'
  /** Its time was over. */
  | 'EXPIRED'

/** The status of a conversation. */
export type ConversationStatus =
  /** The business is to answer. */
  | 'OPEN'
  /** An automation or AI agent handles it before a person does. */
  | 'PENDING'
  /** Put off until a time or the customer's next message. */
  | 'SNOOZED'
  /** Done. */
  | 'RESOLVED'

/** How urgent a conversation is. */
export type ConversationPriority =
  /** Less urgent than usual. */
  | 'LOW'
  /** As usual. */
  | 'MEDIUM'
  /** More urgent than usual. */
  | 'HIGH'
  /** To be handled at once. */
  | 'URGENT'

/** Who is responsible for a conversation. */
export type Assignment = {
  /** The department; null when there is none. */
  team: Maybe<Assignee>
  /** The person; null when there is none. */
  person: Maybe<Assignee>
  /** The AI agent; null when there is none. */
  bot: Maybe<Assignee>
}

/** A department, person or AI agent. */
export type Assignee = {
  /** Its id in the system it belongs to, unique there for departments, for persons and for AI agents. */
  externalId: Scalars['String']['output']
  /** Its name; null when it is not known. */
  name: Maybe<Scalars['String']['output']>
}

/** A page of conversations. */
export type ConversationConnection = {
  /** The page with a cursor for each item; at most 100. */
  edges: Array<ConversationEdge>
  /** The page without cursors; at most 100. */
  nodes: Array<Conversation>
  /** Where the page stands. */
  pageInfo: PageInfo
}

/** One conversation of a page. */
export type ConversationEdge = {
  /** Position, for `after`. */
  cursor: Scalars['String']['output']
  /** The conversation. */
  node: Conversation
}

/** A message between the customer and the business. */
export type Message = Node & {
  /** Opaque id, `int_…`. */
  id: Scalars['ID']['output']
  /**
   * Its text; null when there is none or the message is deleted. Callers without the scope `pii:read` see identifiers masked
   * in this and every other text, so that its length may differ: see PROTOCOL.md, masked values.
   */
  text: Maybe<Scalars['String']['output']>
  /**
   * Whether `text` lacks its end, because it was longer than its source or Elo keeps; `text` has a sign at its end then, `…` or
   * that of the source. Null when it cannot be read.
   */
  textTruncated: Maybe<Scalars['Boolean']['output']>
  /** Its attachments, at most 50; empty when there are none or the message is deleted; null when they cannot be read. */
  attachments: Maybe<Array<Attachment>>
  /** How far it got on its way to the customer; null for a message of the customer, and when it is not known. */
  deliveryStatus: Maybe<DeliveryStatus>
  /** Why the channel did not deliver it, in the channel's own words; null when it gave no reason or did not refuse it. */
  failureReason: Maybe<Scalars['String']['output']>
  /**
   * The message that it answers or quotes; null when it quotes none, and when Elo does not have that message or the caller
   * may not read it.
   */
  inReplyTo: Maybe<Message>
  /** Subject, addresses and quoted part of an e-mail; null for any other message, and when the message is deleted. */
  email: Maybe<EmailDetails>
  /**
   * Who got an e-mail, in the order of `email.to`, `email.cc` and `email.bcc`, with name and address apart; at most 1,500, and
   * BCC only for a caller who may read notes. Empty when nobody is known; null for any other message, and when the message is
   * deleted.
   */
  emailRecipients: Maybe<Array<EmailRecipient>>
  /** The outcome of a call; null for a message that is no call. */
  call: Maybe<Call>
  /** The ad, post or link through which the customer came to write it; null when the channel names none. */
  referral: Maybe<Referral>
  /**
   * Translations of its text, at most 20, one for each language; empty when there are none or the message is deleted; null
   * when they cannot be read.
   */
  translations: Maybe<Array<Translation>>
  /**
   * Whether something came that the channel cannot carry or show, such as a poll or a file that is too large. It has no text
   * of the sender then. Null when it cannot be read.
   */
  unsupported: Maybe<Scalars['Boolean']['output']>
  /**
   * Who had the turn when an AI agent or automation sent this message without having it. Null when it had the turn, when nobody
   * had it, for messages of others, and when it cannot be read.
   */
  outOfTurn: Maybe<OutOfTurn>
  /** Whether it was deleted; null when it cannot be read. */
  deleted: Maybe<Scalars['Boolean']['output']>
  /** When its text or attachments were last changed; null when they never were. */
  editedAt: Maybe<Scalars['DateTime']['output']>
  /**
   * All versions of its text and attachments, oldest first, the present one last. Null, with an error, only when they cannot
   * be read. A cursor of another message is an INVALID_CURSOR error.
   */
  revisions: Maybe<MessageRevisionConnection>
  /**
   * The reactions to it, one for each actor and at most 100, oldest first; empty when there are none or the message is
   * deleted; null when they cannot be read. A reaction raises `revision`, and adds nothing to `revisions`.
   */
  reactions: Maybe<Array<Reaction>>
}

/** A message between the customer and the business. */
export type MessageRevisionsArgs = {
  first?: InputMaybe<Scalars['Int']['input']>
  after?: InputMaybe<Scalars['String']['input']>
}

/** The turn that an agent did not have when it sent a message. */
export type OutOfTurn = {
  /** Who had the turn. */
  heldBy: Actor
  /** The token of that turn. */
  token: Scalars['SafeInt']['output']
  /** Since when it was held. */
  since: Scalars['DateTime']['output']
}

/** A note for colleagues. The customer never sees it. */
export type Note = Node & {
  /** Opaque id, `int_…`. */
  id: Scalars['ID']['output']
  /** Its text; null when there is none or the note is deleted. */
  text: Maybe<Scalars['String']['output']>
  /**
   * Whether `text` lacks its end, because it was longer than its source or Elo keeps; `text` has a sign at its end then, `…` or
   * that of the source. Null when it cannot be read.
   */
  textTruncated: Maybe<Scalars['Boolean']['output']>
  /** Its attachments, at most 50; empty when there are none or the note is deleted; null when they cannot be read. */
  attachments: Maybe<Array<Attachment>>
  /** Whether it was deleted; null when it cannot be read. */
  deleted: Maybe<Scalars['Boolean']['output']>
  /** When its text or attachments were last changed; null when they never were. */
  editedAt: Maybe<Scalars['DateTime']['output']>
  /**
   * All versions of its text and attachments, oldest first, the present one last. Null, with an error, only when they cannot
   * be read. A cursor of another note is an INVALID_CURSOR error.
   */
  revisions: Maybe<MessageRevisionConnection>
}

/** A note for colleagues. The customer never sees it. */
export type NoteRevisionsArgs = {
  first?: InputMaybe<Scalars['Int']['input']>
  after?: InputMaybe<Scalars['String']['input']>
}

/**
 * A message or note as it was from one change of it to the next. Another text, other attachments and the deletion make a
 * revision each. What makes none: a delivery status, a reaction, a transcript that comes later, and an edit that changes
 * nothing.
 */
export type MessageRevision = {
  /**
   * 1 for what was recorded first, one more for each change. It is not `Interaction.revision`, which every amendment raises.
   * Of a message that was edited before Elo kept revisions, the oldest known one is 1.
   */
  number: Scalars['Int']['output']
  /** The text; null when there was none, and for a caller who may not see it because the message is deleted. */
  text: Maybe<Scalars['String']['output']>
  /**
   * The attachments, at most 50; empty when there were none, and for a caller who may not see them because the message is
   * deleted.
   */
  attachments: Array<Attachment>
  /** Whether this revision is the deletion. It keeps the last text and attachments for those who may audit. */
  deleted: Scalars['Boolean']['output']
  /** When it was changed to this; null for what never was changed, and when the source does not say. */
  editedAt: Maybe<Scalars['DateTime']['output']>
  /** The person, AI agent or system that changed it to this; null for what never was changed, and when the source does not say. */
  editedBy: Maybe<Actor>
  /** When Elo recorded it; for number 1 when Elo recorded the message. */
  recordedAt: Scalars['DateTime']['output']
}

export type InteractionAsOf = {
  interactionId: Scalars['ID']['output']
  time: Scalars['DateTime']['output']
  /**
   * The content of a message or note at this time. Null for other kinds, for what was erased, and when the content was changed
   * before Elo kept revisions, so that it is not known.
   */
  content: Maybe<MessageRevision>
}

/** A page of revisions. */
export type MessageRevisionConnection = {
  /** The page with a cursor for each item; at most 100. */
  edges: Array<MessageRevisionEdge>
  /** The page without cursors; at most 100. */
  nodes: Array<MessageRevision>
  /** Where the page stands. */
  pageInfo: PageInfo
}

/** One revision of a page. */
export type MessageRevisionEdge = {
  /** Position, for `after`. */
  cursor: Scalars['String']['output']
  /** The revision. */
  node: MessageRevision
}

/** The reaction of one actor to a message. */
export type Reaction = {
  /** The emoji. */
  emoji: Scalars['String']['output']
  /** The person, AI agent or system that reacted. */
  actor: Actor
  /** When the actor reacted last. */
  reactedAt: Scalars['DateTime']['output']
}

/** A conversation passed on between departments, people and AI agents. */
export type Handoff = Node & {
  /** Opaque id, `int_…`. */
  id: Scalars['ID']['output']
  /** Who was responsible before, for the parts in `changed`; null when it cannot be read. */
  from: Maybe<Assignment>
  /** Who is responsible since, for the parts in `changed`; null when it cannot be read. */
  to: Maybe<Assignment>
  /** The parts of the assignment that changed, at most 3; null when they cannot be read. */
  changed: Maybe<Array<AssignmentPart>>
  /** Why it was passed on; null when no reason was given. */
  reason: Maybe<Scalars['String']['output']>
}

/** A part of an assignment. */
export type AssignmentPart =
  /** The department. */
  | 'TEAM'
  /** The person. */
  | 'PERSON'
  /** The AI agent. */
  | 'BOT'

/** The status of a conversation changed. */
export type StatusChange = Node & {
  /** Opaque id, `int_…`. */
  id: Scalars['ID']['output']
  /** The status before; null when it is not known. */
  from: Maybe<ConversationStatus>
  /** The status after; null when it cannot be read. */
  to: Maybe<ConversationStatus>
}

/** Subject, addresses and quoted part of an e-mail. An address is as the sender wrote it, and may have a name. */
export type EmailDetails = {
  /** Its subject; null when it has none. */
  subject: Maybe<Scalars['String']['output']>
  /** The addresses of those who wrote it, at most 500; empty when they are not known. */
  from: Array<Scalars['String']['output']>
  /** The addresses it was sent to, at most 500; empty when they are not known. */
  to: Array<Scalars['String']['output']>
  /** The addresses that got a copy, at most 500; empty when none did. */
  cc: Array<Scalars['String']['output']>
  /** The addresses that got a copy without the others seeing it, at most 500; empty when none did, and for a caller who may not read notes. */
  bcc: Array<Scalars['String']['output']>
  /**
   * What it quotes of earlier e-mails, as text; at most 150,000 characters, `…` is the last of them when there was more. The
   * text of the message may have the same part. Null when it quotes nothing or the quoted part is not known.
   */
  quotedText: Maybe<Scalars['String']['output']>
}

/** One who got an e-mail. */
export type EmailRecipient = {
  /** How they got it. */
  kind: EmailRecipientKind
  /** Their address without the name; the whole text of the sender when it has no address, e.g. `undisclosed-recipients:;`. */
  address: Scalars['String']['output']
  /** Their name as the sender wrote it; null when the sender wrote none. */
  name: Maybe<Scalars['String']['output']>
}

/** How somebody got an e-mail. */
export type EmailRecipientKind =
  /** It was sent to them. */
  | 'TO'
  /** They got a copy. */
  | 'CC'
  /** They got a copy without the others seeing it. */
  | 'BCC'

/** An ad, post or link through which a customer came, as the channel describes it. */
export type Referral = {
  /** What it is, in lower case as the channel names it, e.g. `ad` or `post`; null when the channel does not say. */
  sourceType: Maybe<Scalars['String']['output']>
  /** The address of the ad, the post or the page with the link; null when it is not known. */
  sourceUrl: Maybe<Scalars['String']['output']>
  /** The id of the ad or post in the channel; null when it is not known. */
  externalId: Maybe<Scalars['String']['output']>
  /** The headline of the ad or post; null when it has none. */
  headline: Maybe<Scalars['String']['output']>
  /** The text of the ad or post; null when it has none. */
  body: Maybe<Scalars['String']['output']>
  /** The address of its picture or video, which may expire; null when it has none. */
  mediaUrl: Maybe<Scalars['String']['output']>
  /** What the business has put into the link to recognise it; null when there is nothing. */
  ref: Maybe<Scalars['String']['output']>
  /** The channel's id of the click, e.g. WhatsApp's `ctwa_clid`; null when it has none. */
  clickId: Maybe<Scalars['String']['output']>
}

/** The text of a message in another language. */
export type Translation = {
  /** The language as the source names it, e.g. `en` or `pt_BR`. */
  language: Scalars['String']['output']
  /** The text in that language. */
  text: Scalars['String']['output']
}

/** A call. */
export type Call = {
  /** How far it came or how it ended; null when it is not known. */
  status: Maybe<CallStatus>
  /** How long the two sides talked, in seconds; null when it is not known. */
  durationSeconds: Maybe<Scalars['Int']['output']>
}

/** How far a call came or how it ended. */
export type CallStatus =
  /** It rings. */
  | 'RINGING'
  /** The two sides are talking. */
  | 'IN_PROGRESS'
  /** It was taken, and is over. */
  | 'COMPLETED'
  /** Nobody took it. */
  | 'NO_ANSWER'
  /** The line was busy. */
  | 'BUSY'
  /** The side that was called refused it. */
  | 'REJECTED'
  /** The side that called ended it before it was taken. */
  | 'CANCELED'
  /** It could not be connected. */
  | 'FAILED'

/** A file, place or card that came with a message. */
export type Attachment = {
  /** What it is, in lower case: image, audio, video, file, location, contact, … as the channel names it. */
  type: Scalars['String']['output']
  /** The URL of the file; null when it is no file. URLs of some channels expire. */
  url: Maybe<Scalars['String']['output']>
  /** Its media type, e.g. `audio/ogg`; null when it is not known. */
  mimeType: Maybe<Scalars['String']['output']>
  /** Its size in bytes; null when it is not known. */
  sizeBytes: Maybe<Scalars['SafeInt']['output']>
  /** Its transcript, for audio and video; null when it was not transcribed. */
  transcript: Maybe<Scalars['String']['output']>
  /** Its title: the name of a file, a place or the person of a contact card; null when it has none. */
  title: Maybe<Scalars['String']['output']>
  /** The latitude of a place in degrees, north is positive; null when it is no place. */
  latitude: Maybe<Scalars['Float']['output']>
  /** The longitude of a place in degrees, east is positive; null when it is no place. */
  longitude: Maybe<Scalars['Float']['output']>
  /** The telephone numbers of a contact card as they were written, at most 20; empty when there are none. */
  phones: Array<Scalars['String']['output']>
}

/** How far a message got. */
export type DeliveryStatus =
  /** Handed to the channel. */
  | 'SENT'
  /** Delivered to the customer's device. */
  | 'DELIVERED'
  /** Seen by the customer. */
  | 'READ'
  /** The channel refused it or gave up. Final. */
  | 'FAILED'

/** Which conversations. Every given field must match. */
export type ConversationFilter = {
  /** Only these statuses. */
  statuses?: InputMaybe<Array<ConversationStatus>>
  /** Only these channels. */
  channels?: InputMaybe<Array<Channel>>
  /** Only those about this matter. */
  matter?: InputMaybe<MatterInput>
}

/** A file, place or card that came with a message. */
export type AttachmentInput = {
  /** What it is, in lower case: image, audio, video, file, …; at most 64 characters. */
  type: Scalars['String']['input']
  /** The URL of the file; at most 4,096 characters. */
  url?: InputMaybe<Scalars['String']['input']>
  /** Its media type, e.g. `audio/ogg`; at most 255 characters. */
  mimeType?: InputMaybe<Scalars['String']['input']>
  /** Its size in bytes. */
  sizeBytes?: InputMaybe<Scalars['SafeInt']['input']>
  /** Its transcript; at most 150,000 characters. */
  transcript?: InputMaybe<Scalars['String']['input']>
  /** Its title: the name of a file, a place or the person of a contact card; at most 1,000 characters. */
  title?: InputMaybe<Scalars['String']['input']>
  /** The latitude of a place in degrees, -90 to 90; only with `longitude`. */
  latitude?: InputMaybe<Scalars['Float']['input']>
  /** The longitude of a place in degrees, -180 to 180; only with `latitude`. */
  longitude?: InputMaybe<Scalars['Float']['input']>
  /** The telephone numbers of a contact card as they were written; at most 20 of at most 255 characters. */
  phones?: InputMaybe<Array<Scalars['String']['input']>>
}

/** Another message: exactly one of `id` and `source`. */
export type MessageReferenceInput = {
  /** The message, `int_…`. */
  id?: InputMaybe<Scalars['ID']['input']>
  /** The foreign record with which the same caller records that message, before or after this one. Its version is ignored. */
  source?: InputMaybe<SourceInput>
}

/** Subject, addresses and quoted part of an e-mail. */
export type EmailDetailsInput = {
  /** Its subject; at most 1,000 characters. */
  subject?: InputMaybe<Scalars['String']['input']>
  /** The addresses of those who wrote it; at most 500 of at most 1,000 characters. */
  from?: InputMaybe<Array<Scalars['String']['input']>>
  /** The addresses it was sent to; at most 500 of at most 1,000 characters. */
  to?: InputMaybe<Array<Scalars['String']['input']>>
  /** The addresses that got a copy; at most 500 of at most 1,000 characters. */
  cc?: InputMaybe<Array<Scalars['String']['input']>>
  /** The addresses that got a copy without the others seeing it; at most 500 of at most 1,000 characters. */
  bcc?: InputMaybe<Array<Scalars['String']['input']>>
  /** What it quotes of earlier e-mails, as text; at most 150,000 characters. */
  quotedText?: InputMaybe<Scalars['String']['input']>
}

/** An ad, post or link through which a customer came. At least one member is required. */
export type ReferralInput = {
  /** What it is, in lower case as the channel names it, e.g. `ad` or `post`; at most 64 characters. */
  sourceType?: InputMaybe<Scalars['String']['input']>
  /** The address of the ad, the post or the page with the link; at most 4,096 characters. */
  sourceUrl?: InputMaybe<Scalars['String']['input']>
  /** The id of the ad or post in the channel; at most 255 characters. */
  externalId?: InputMaybe<Scalars['String']['input']>
  /** The headline of the ad or post; at most 1,000 characters. */
  headline?: InputMaybe<Scalars['String']['input']>
  /** The text of the ad or post; at most 10,000 characters. */
  body?: InputMaybe<Scalars['String']['input']>
  /** The address of its picture or video; at most 4,096 characters. */
  mediaUrl?: InputMaybe<Scalars['String']['input']>
  /** What the business has put into the link to recognise it; at most 1,000 characters. */
  ref?: InputMaybe<Scalars['String']['input']>
  /** The channel's id of the click; at most 1,000 characters. */
  clickId?: InputMaybe<Scalars['String']['input']>
}

/** The text of a message in another language. */
export type TranslationInput = {
  /** The language, e.g. `en` or `pt_BR`; 1 to 35 characters. */
  language: Scalars['String']['input']
  /** The text in that language; 1 to 150,000 characters. */
  text: Scalars['String']['input']
}

/** A call. */
export type CallInput = {
  /** How far it came or how it ended. */
  status?: InputMaybe<CallStatus>
  /** How long the two sides talked, in seconds; 0 or more. */
  durationSeconds?: InputMaybe<Scalars['Int']['input']>
}

/** A department, person or AI agent. */
export type AssigneeInput = {
  /** Its id in the system it belongs to; 1 to 255 characters. */
  externalId: Scalars['String']['input']
  /** Its name; at most 255 characters. */
  name?: InputMaybe<Scalars['String']['input']>
}

/** Who is responsible. A part that is left out stays as it is; null takes it away. */
export type AssignmentInput = {
  /** The department. */
  team?: InputMaybe<AssigneeInput>
  /** The person. */
  person?: InputMaybe<AssigneeInput>
  /** The AI agent. */
  bot?: InputMaybe<AssigneeInput>
}

/** The state of a conversation. A field that is left out stays as it is. */
export type RecordConversationInput = {
  /** The customer of the conversation. */
  customer: CustomerInput
  /** Where it takes place. */
  channel: Channel
  /** The inbox (number, address, account) it came through; at most 255 characters. */
  inbox?: InputMaybe<Scalars['String']['input']>
  /** Its status; a new conversation is OPEN. Recording it here makes no StatusChange. */
  status?: InputMaybe<ConversationStatus>
  /** Who is responsible. Recording it here makes no Handoff. */
  assignment?: InputMaybe<AssignmentInput>
  /** All its labels, at most 100 of at most 64 characters. */
  labels?: InputMaybe<Array<Scalars['String']['input']>>
  /** How urgent it is. */
  priority?: InputMaybe<ConversationPriority>
  /** When a snoozed conversation opens again. */
  snoozedUntil?: InputMaybe<Scalars['DateTime']['input']>
  /** Further data of the foreign system; at most 64 KB. */
  customAttributes?: InputMaybe<Scalars['JSON']['input']>
  /** The matter it is about, for what is recorded in it from now on; null takes it away. */
  matter?: InputMaybe<MatterInput>
  /** When it began; default `observedAt`, else now. At most a day in the future. */
  createdAt?: InputMaybe<Scalars['DateTime']['input']>
  /**
   * When this state was observed; default now, at most a day in the future. For each field the value that was
   * observed last counts, in whatever order the values are recorded.
   */
  observedAt?: InputMaybe<Scalars['DateTime']['input']>
  /** The foreign record. Its version is ignored, because `observedAt` orders the states. */
  source?: InputMaybe<SourceInput>
  /**
   * Makes a retry by the same caller change nothing and return the conversation; at most 255 characters. Another source or
   * customer is an IDEMPOTENCY_CONFLICT. A conversation remembers its last 50 keys.
   */
  idempotencyKey?: InputMaybe<Scalars['String']['input']>
}

/** A message to record. */
export type RecordMessageInput = {
  /** The customer in whose history it is recorded. */
  customer: CustomerInput
  /** The channel of the message. */
  channel: Channel
  /** The sender. */
  actor: ActorInput
  /**
   * Its text; at most 150,000 characters. Required without attachments, unless the message is deleted or unsupported, is a
   * call or an e-mail with a subject, or its source has a version.
   */
  text?: InputMaybe<Scalars['String']['input']>
  /**
   * Whether the end of `text` is left out, because it is longer than its source or Elo keeps. Left out means no. It holds for
   * the text that is given with it.
   */
  textTruncated?: InputMaybe<Scalars['Boolean']['input']>
  /** Its attachments; at most 50. */
  attachments?: InputMaybe<Array<AttachmentInput>>
  /** How far it got on its way to the customer. It only moves forward. */
  deliveryStatus?: InputMaybe<DeliveryStatus>
  /** Why the channel did not deliver it; at most 1,000 characters. */
  failureReason?: InputMaybe<Scalars['String']['input']>
  /** The message that it answers or quotes. It may be recorded later. */
  inReplyTo?: InputMaybe<MessageReferenceInput>
  /** Subject, addresses and quoted part, for an e-mail. */
  email?: InputMaybe<EmailDetailsInput>
  /** The outcome, for a call. */
  call?: InputMaybe<CallInput>
  /** The ad, post or link through which the customer came to write it. */
  referral?: InputMaybe<ReferralInput>
  /**
   * Translations of the text, one for each language; at most 20, with at most 300,000 characters in all. A later version of
   * the source that leaves them out keeps them.
   */
  translations?: InputMaybe<Array<TranslationInput>>
  /** Whether it is something that the channel cannot carry or show. Left out means no. */
  unsupported?: InputMaybe<Scalars['Boolean']['input']>
  /** Record it as deleted: it is shown without text and attachments. */
  deleted?: Scalars['Boolean']['input']
  /** When it was sent; default now. At most a day in the future. */
  occurredAt?: InputMaybe<Scalars['DateTime']['input']>
  /** Whether `occurredAt` is not the time that the source gave, because that one cannot be true. */
  occurredAtCorrected?: Scalars['Boolean']['input']
  /** When its text or attachments were last changed; null when they never were. */
  editedAt?: InputMaybe<Scalars['DateTime']['input']>
  /** Who changed it at `editedAt`, or deleted it; for `revisions`. Left out when the source does not say. */
  editedBy?: InputMaybe<ActorInput>
  /** The conversation it belongs to, `cnv_…`. One of another customer is a CONFLICT. */
  conversationId?: InputMaybe<Scalars['ID']['input']>
  /**
   * The token of the turn in which an AI agent or automation sent it, for `outOfTurn`. Without it the message is in turn when
   * its actor had the turn. A message without the turn is recorded all the same.
   */
  turnToken?: InputMaybe<Scalars['SafeInt']['input']>
  /** The inbox it came through; default the conversation's. */
  inbox?: InputMaybe<Scalars['String']['input']>
  /** The department responsible; default the conversation's. */
  department?: InputMaybe<Scalars['String']['input']>
  /**
   * The matter it is about; default the conversation's, null for none. A later version that leaves it out keeps it, null
   * takes it away.
   */
  matter?: InputMaybe<MatterInput>
  /**
   * Makes a retry by the same caller return the first answer; at most 255 characters. Another content is an
   * IDEMPOTENCY_CONFLICT.
   */
  idempotencyKey?: InputMaybe<Scalars['String']['input']>
  /** The foreign record. See SourceInput for repeats and later versions. */
  source?: InputMaybe<SourceInput>
}

/** What is needed to take a turn: exactly one of `conversationId` and `customerId`. */
export type TakeTurnInput = {
  /** The conversation to answer in, `cnv_…`. */
  conversationId?: InputMaybe<Scalars['ID']['input']>
  /** Any id that the customer has or had, to answer in all their conversations. */
  customerId?: InputMaybe<Scalars['ID']['input']>
  /** Who is to have the turn: a HUMAN, AI or AUTOMATION with an `externalId`. */
  agent: ActorInput
  /** For how long, in milliseconds, unless it is renewed; 1,000 to 600,000. */
  forMs?: Scalars['Int']['input']
  /**
   * Take it only when the customer's last message is at least this many milliseconds ago; 0 to 60,000. So several messages in
   * a row get one answer.
   */
  waitForSilenceMs?: Scalars['Int']['input']
  /**
   * Makes a retry by the same caller return the turn that the first try took, while it lasts; at most 255 characters. Two
   * processes must not use the same key, or both believe that they have the turn. Another agent, conversation or customer is an
   * IDEMPOTENCY_CONFLICT; when that turn has ended it is a CONFLICT.
   */
  idempotencyKey?: InputMaybe<Scalars['String']['input']>
}

/** What is needed to keep a turn. */
export type RenewTurnInput = {
  /** `Turn.turnId`. */
  turnId: Scalars['ID']['input']
  /** The token that `takeTurn` gave. */
  token: Scalars['SafeInt']['input']
  /** For how long from now, in milliseconds; 1,000 to 600,000. */
  forMs?: Scalars['Int']['input']
}

/** What is needed to give a turn back. */
export type ReleaseTurnInput = {
  /** `Turn.turnId`. */
  turnId: Scalars['ID']['input']
  /** The token of the turn. */
  token: Scalars['SafeInt']['input']
}

/** What `takeTurn` answers. */
export type TakeTurnPayload = {
  /** The turn that you have now; null when you did not get it. */
  turn: Maybe<Turn>
  /** Who has the turn, when it is another agent or a person; null otherwise. */
  heldBy: Maybe<Actor>
  /** In how many milliseconds it is of use to ask again; null when you have the turn, and when there are userErrors. */
  retryAfterMs: Maybe<Scalars['Int']['output']>
  /** What the caller can put right; empty when it was done, and when another has the turn. */
  userErrors: Array<UserError>
}

/** What `renewTurn` answers. */
export type RenewTurnPayload = {
  /** The turn that you have now; null when you lost it. */
  turn: Maybe<Turn>
  /** Who has the turn now, when you lost it to another agent or a person; null otherwise. */
  heldBy: Maybe<Actor>
  /** In how many milliseconds it is of use to take the turn again, when you lost it; null otherwise. */
  retryAfterMs: Maybe<Scalars['Int']['output']>
  /** What the caller can put right; empty when it was done. */
  userErrors: Array<UserError>
}

/** What `releaseTurn` answers. */
export type ReleaseTurnPayload = {
  /** The turn after it; null when there are userErrors. */
  turn: Maybe<Turn>
  /** Who has the turn now; null when nobody has it. */
  heldBy: Maybe<Actor>
  /** In how many milliseconds it is of use to take the turn; 0 when nobody has it, null when there are userErrors. */
  retryAfterMs: Maybe<Scalars['Int']['output']>
  /** What the caller can put right; empty when it was done. */
  userErrors: Array<UserError>
}

/** What `recordConversation` answers. */
export type RecordConversationPayload = {
  /** The conversation; null when there are userErrors. */
  conversation: Maybe<Conversation>
  /**
   * What the identifiers of `customer` did to the customer: whether they created or merged any. A retry shows what the
   * retry did. Null when `customer` gave an id, and when there are userErrors.
   */
  resolution: Maybe<CustomerResolution>
  /** What the caller can put right; empty when it was done. */
  userErrors: Array<UserError>
}

/** What `recordMessage` answers. */
export type RecordMessagePayload = {
  /** The message; null when there are userErrors. */
  message: Maybe<Message>
  /**
   * What the identifiers of `customer` did to the customer: whether they created or merged any. A retry shows what the
   * retry did. Null when `customer` gave an id, and when there are userErrors.
   */
  resolution: Maybe<CustomerResolution>
  /** What the caller can put right; empty when it was done. */
  userErrors: Array<UserError>
}

/** Which message to edit. A field that is left out stays as it is. */
export type EditMessageInput = {
  /** The message, `int_…`. */
  messageId: Scalars['ID']['input']
  /** Its new text; at most 150,000 characters. Null takes it away. */
  text?: InputMaybe<Scalars['String']['input']>
  /**
   * Whether the end of `text` is left out, because it is longer than its source or Elo keeps. Left out means no. It holds for
   * the text that is given with it.
   */
  textTruncated?: InputMaybe<Scalars['Boolean']['input']>
  /** Its new attachments, all of them; at most 50. Null takes them away. */
  attachments?: InputMaybe<Array<AttachmentInput>>
  /** How far it got. It only moves forward: an earlier status changes nothing. */
  deliveryStatus?: InputMaybe<DeliveryStatus>
  /** Why the channel did not deliver it; at most 1,000 characters. Null takes it away. */
  failureReason?: InputMaybe<Scalars['String']['input']>
  /** When its text or attachments were changed; default now. */
  editedAt?: InputMaybe<Scalars['DateTime']['input']>
  /** Who changed it, for `revisions`. Left out when it is not known. */
  editedBy?: InputMaybe<ActorInput>
  /** The revision that the message is expected to have. Another revision is a CONFLICT. */
  expectedRevision?: InputMaybe<Scalars['Int']['input']>
  /**
   * Makes a retry by the same caller return the first answer: the change is made once, and the retry is answered with the
   * message as it is now. At most 255 characters; another content is an IDEMPOTENCY_CONFLICT. A key counts for one message,
   * which remembers its last 20 keys.
   */
  idempotencyKey?: InputMaybe<Scalars['String']['input']>
}

/** What `editMessage` answers. */
export type EditMessagePayload = {
  /** The message; null when there are userErrors. */
  message: Maybe<Message>
  /** What the caller can put right; empty when it was done. */
  userErrors: Array<UserError>
}

/** Which message to delete. */
export type DeleteMessageInput = {
  /** The message, `int_…`. */
  messageId: Scalars['ID']['input']
  /** Who deleted it, for `revisions`. Left out when it is not known. */
  deletedBy?: InputMaybe<ActorInput>
}

/** The reaction of an actor to a message. */
export type ReactToMessageInput = {
  /** The message. One that is not recorded yet is NOT_FOUND, a deleted one a CONFLICT. */
  message: MessageReferenceInput
  /**
   * The actor who reacts, recognised by `kind` and `externalId`, without an `externalId` by `kind` and `name`. Beyond 100
   * actors with a reaction to one message it is TOO_LONG.
   */
  actor: ActorInput
  /** One emoji. Null or an empty text takes the actor's reaction back. */
  emoji?: InputMaybe<Scalars['String']['input']>
  /**
   * When the actor reacted or took the reaction back; the same limits as for a message's `occurredAt`. An earlier time than
   * that of the actor's latest reaction changes nothing. Of two at one time, taking back counts. By default it is now, and
   * counts after all that were recorded before.
   */
  occurredAt?: InputMaybe<Scalars['DateTime']['input']>
  /**
   * Makes a retry by the same caller return the first answer: the change is made once, and the retry is answered with the
   * message as it is now. At most 255 characters; another content is an IDEMPOTENCY_CONFLICT. A key counts for one message,
   * which remembers the last 20 keys of its changes.
   */
  idempotencyKey?: InputMaybe<Scalars['String']['input']>
}

/** What `reactToMessage` answers. */
export type ReactToMessagePayload = {
  /** The message; null when there are userErrors. */
  message: Maybe<Message>
  /** What the caller can put right; empty when it was done. */
  userErrors: Array<UserError>
}

/** What `deleteMessage` answers. */
export type DeleteMessagePayload = {
  /** The message, deleted; null when there are userErrors. */
  message: Maybe<Message>
  /** What the caller can put right; empty when it was done, or had been done before. */
  userErrors: Array<UserError>
}

/** A note to record. */
export type RecordNoteInput = {
  /** The customer in whose history it is recorded. */
  customer: CustomerInput
  /** The author. */
  actor: ActorInput
  /** Its text; at most 150,000 characters. Required without attachments, unless the note is deleted or its source has a version. */
  text?: InputMaybe<Scalars['String']['input']>
  /**
   * Whether the end of `text` is left out, because it is longer than its source or Elo keeps. Left out means no. It holds for
   * the text that is given with it.
   */
  textTruncated?: InputMaybe<Scalars['Boolean']['input']>
  /** Its attachments; at most 50. */
  attachments?: InputMaybe<Array<AttachmentInput>>
  /** Record it as deleted: it is shown without text and attachments. */
  deleted?: Scalars['Boolean']['input']
  /** The channel it is about; default the conversation's. */
  channel?: InputMaybe<Channel>
  /** When it was written; default now. At most a day in the future. */
  occurredAt?: InputMaybe<Scalars['DateTime']['input']>
  /** Whether `occurredAt` is not the time that the source gave, because that one cannot be true. */
  occurredAtCorrected?: Scalars['Boolean']['input']
  /** When it was last changed; null when it never was. */
  editedAt?: InputMaybe<Scalars['DateTime']['input']>
  /** Who changed it at `editedAt`, or deleted it; for `revisions`. Left out when the source does not say. */
  editedBy?: InputMaybe<ActorInput>
  /** The conversation it belongs to, `cnv_…`; a note needs none. One of another customer is a CONFLICT. */
  conversationId?: InputMaybe<Scalars['ID']['input']>
  /** The inbox it came through; default the conversation's. */
  inbox?: InputMaybe<Scalars['String']['input']>
  /** The department responsible; default the conversation's. */
  department?: InputMaybe<Scalars['String']['input']>
  /**
   * The matter it is about; default the conversation's, null for none. A later version that leaves it out keeps it, null
   * takes it away.
   */
  matter?: InputMaybe<MatterInput>
  /**
   * Makes a retry by the same caller return the first answer; at most 255 characters. Another content is an
   * IDEMPOTENCY_CONFLICT.
   */
  idempotencyKey?: InputMaybe<Scalars['String']['input']>
  /** The foreign record. See SourceInput for repeats and later versions. */
  source?: InputMaybe<SourceInput>
}

/** What `recordNote` answers. */
export type RecordNotePayload = {
  /** The note; null when there are userErrors. */
  note: Maybe<Note>
  /**
   * What the identifiers of `customer` did to the customer: whether they created or merged any. A retry shows what the
   * retry did. Null when `customer` gave an id, and when there are userErrors.
   */
  resolution: Maybe<CustomerResolution>
  /** What the caller can put right; empty when it was done. */
  userErrors: Array<UserError>
}

/** The hand-off of a conversation. */
export type HandOffConversationInput = {
  /** The conversation, `cnv_…`. */
  conversationId: Scalars['ID']['input']
  /** Who is responsible now: the parts that change, at least one. */
  to: AssignmentInput
  /** Who was responsible before; by default the assignment that the conversation had at that time, for the parts in `to`. */
  from?: InputMaybe<AssignmentInput>
  /** Why it is passed on; at most 1,000 characters. */
  reason?: InputMaybe<Scalars['String']['input']>
  /** Who passed it on; default SYSTEM. */
  actor?: InputMaybe<ActorInput>
  /** When it was passed on; default now. At most a day in the future. The conversation keeps the latest hand-off's assignment. */
  occurredAt?: InputMaybe<Scalars['DateTime']['input']>
  /** Whether `occurredAt` is not the time that the source gave, because that one cannot be true. */
  occurredAtCorrected?: Scalars['Boolean']['input']
  /**
   * Makes a retry by the same caller return the first answer; at most 255 characters. Another content is an
   * IDEMPOTENCY_CONFLICT.
   */
  idempotencyKey?: InputMaybe<Scalars['String']['input']>
  /** The foreign record. See SourceInput for repeats and later versions. */
  source?: InputMaybe<SourceInput>
}

/** What `handOffConversation` answers. */
export type HandOffConversationPayload = {
  /** The hand-off; null when there are userErrors. */
  handoff: Maybe<Handoff>
  /** The conversation as it is now; null when there are userErrors. */
  conversation: Maybe<Conversation>
  /** What the caller can put right; empty when it was done. */
  userErrors: Array<UserError>
}

/** The new status of a conversation. */
export type ChangeConversationStatusInput = {
  /** The conversation, `cnv_…`. */
  conversationId: Scalars['ID']['input']
  /** The status it has now. */
  to: ConversationStatus
  /** The status it had before; by default the status that the conversation had at that time. */
  from?: InputMaybe<ConversationStatus>
  /** When a snoozed conversation opens again. */
  snoozedUntil?: InputMaybe<Scalars['DateTime']['input']>
  /** Who changed it; default SYSTEM. */
  actor?: InputMaybe<ActorInput>
  /** When the status changed; default now. At most a day in the future. The conversation keeps the latest change's status. */
  occurredAt?: InputMaybe<Scalars['DateTime']['input']>
  /** Whether `occurredAt` is not the time that the source gave, because that one cannot be true. */
  occurredAtCorrected?: Scalars['Boolean']['input']
  /**
   * Makes a retry by the same caller return the first answer; at most 255 characters. Another content is an
   * IDEMPOTENCY_CONFLICT.
   */
  idempotencyKey?: InputMaybe<Scalars['String']['input']>
  /** The foreign record. See SourceInput for repeats and later versions. */
  source?: InputMaybe<SourceInput>
}

/** What `changeConversationStatus` answers. */
export type ChangeConversationStatusPayload = {
  /**
   * The change; null when there are userErrors, and when the conversation has that status already and the input has neither
   * a source nor an idempotency key.
   */
  statusChange: Maybe<StatusChange>
  /** The conversation as it is now; null when there are userErrors. */
  conversation: Maybe<Conversation>
  /** What the caller can put right; empty when it was done. */
  userErrors: Array<UserError>
}

/** An object that `Query.node` finds by its id. No two objects of Elo have the same id, whatever their types. */
export type Node = {
  /** Opaque id with a prefix for the type, e.g. `cus_…`. */
  id: Scalars['ID']['output']
}

/** Where an interaction took place. */
export type Channel =
  /** WhatsApp, whichever provider carries it. */
  | 'WHATSAPP'
  /** E-mail. */
  | 'EMAIL'
  /** Instagram direct messages. */
  | 'INSTAGRAM'
  /** Telegram. */
  | 'TELEGRAM'
  /** The chat widget of a website. */
  | 'WEBSITE'
  /** Facebook Messenger. */
  | 'FACEBOOK'
  /** Text messages. */
  | 'SMS'
  /** Telephone calls. */
  | 'VOICE'
  /** Line. */
  | 'LINE'
  /** In person, e.g. at a counter. */
  | 'IN_PERSON'
  /** Written through an API by a system of the business. */
  | 'API'
  /** None of the above. */
  | 'OTHER'

/** What kind of thing happened. */
export type InteractionKind =
  /** Something said between the customer and the business. */
  | 'MESSAGE'
  /** Something written for colleagues only. Never shown to the customer. */
  | 'NOTE'
  /** Something done: an appointment, a payment, a refund. */
  | 'ACTION'
  /** Something promised to the customer: a price, a refund, a date. */
  | 'COMMITMENT'
  /** A rating given by the customer. */
  | 'FEEDBACK'
  /** A conversation passed between departments, people and AI agents. */
  | 'HANDOFF'
  /** The status of a conversation changed. */
  | 'STATUS_CHANGE'
  /** The profiles that form the customer changed, e.g. two profiles were merged. */
  | 'IDENTITY_CHANGE'

/** Who did it. */
export type ActorKind =
  /** The customer. */
  | 'CUSTOMER'
  /** A person of the business. */
  | 'HUMAN'
  /** An AI agent. */
  | 'AI'
  /** A rule, campaign, template or integration that acted without a person or a model. */
  | 'AUTOMATION'
  /** Elo itself, or a system that names nobody. */
  | 'SYSTEM'

/** Who may read it. */
export type Visibility =
  /** The customer and everybody who serves them. */
  | 'PUBLIC'
  /** Only those who serve the customer. */
  | 'INTERNAL'

/** What kind of thing a matter is. */
export type MatterKind =
  /** Something ordered. */
  | 'ORDER'
  /** A bill. */
  | 'INVOICE'
  /** A complaint. */
  | 'COMPLAINT'
  /** An agreement with the customer. */
  | 'CONTRACT'
  /** Something the customer receives or pays again and again. */
  | 'SUBSCRIPTION'
  /** None of the above. */
  | 'OTHER'

/** What an identifier is. */
export type IdentifierType =
  /**
   * A telephone number, kept as E.164, e.g. `+5511987654321`. Without a country code it is read as Brazilian. Of a number
   * that is written in several ways one is kept: Brazilian mobiles with their ninth digit, Mexican ones without the 1 after
   * +52, Argentine ones without the 9 after +54 and without 15, numbers of Benin and Côte d'Ivoire with ten digits.
   */
  | 'PHONE'
  /** An e-mail address, kept in lower case. */
  | 'EMAIL'
  /** A Brazilian person's tax number: 11 digits with valid check digits. */
  | 'CPF'
  /** A Brazilian company's tax number: 14 characters with valid check digits, numeric or alphanumeric. */
  | 'CNPJ'
  /** The customer's id in a system of the business, e.g. an ERP number. Kept as given, trimmed. */
  | 'INTERNAL_ID'
  /** A contact of a Chatwoot account, as `account:contact`, e.g. `1:55`. */
  | 'CHATWOOT_CONTACT'
  /**
   * A WhatsApp id: a wa_id, kept in digits as the telephone number that it is; an id that hides the number, kept as
   * `123456789012345@lid`; or a business-scoped user id, e.g. `BR.13491208655302741918`. The device of an id is ignored:
   * `5511987654321:12@s.whatsapp.net` is `5511987654321`. Groups, broadcasts and channels are refused with BLOCKED_VALUE.
   */
  | 'WHATSAPP'
  /** An Instagram handle, in lower case without `@`. */
  | 'INSTAGRAM'
  /** A Telegram user id. */
  | 'TELEGRAM'

/**
 * Where a page stands within its connection, as Relay defines it. A size beyond its bounds is a BAD_USER_INPUT error of the
 * connection, a cursor that is damaged or of another list an INVALID_CURSOR error.
 */
export type PageInfo = {
  /** Whether there is more after `endCursor`. */
  hasNextPage: Scalars['Boolean']['output']
  /** Whether there is more before `startCursor`. */
  hasPreviousPage: Scalars['Boolean']['output']
  /** Cursor of the page's first edge; null when the page is empty. */
  startCursor: Maybe<Scalars['String']['output']>
  /** Cursor of the page's last edge; null when the page is empty. */
  endCursor: Maybe<Scalars['String']['output']>
}

/** The person, AI agent or system that acted. */
export type Actor = {
  /** What kind of actor. */
  kind: ActorKind
  /** The actor's id in the system that the actor belongs to; null when it is not known. */
  externalId: Maybe<Scalars['String']['output']>
  /** The actor's name as that system gave it; null when it is not known. */
  name: Maybe<Scalars['String']['output']>
  /** The model that an AI agent ran on, e.g. `gpt-5`; null for all others, and when it is not known. */
  model: Maybe<Scalars['String']['output']>
  /** The version of an AI agent: of its program, prompt or configuration; null for all others, and when it is not known. */
  version: Maybe<Scalars['String']['output']>
  /** The id of the brief that an AI agent was given; null for all others, and when it was given none. */
  briefId: Maybe<Scalars['String']['output']>
}

/** An order, an invoice, a complaint or another thing of the business that interactions are about. */
export type Matter = {
  /** What kind of thing. */
  kind: MatterKind
  /** Its id in the system it belongs to, e.g. an order number; unique for a customer and a kind. */
  externalId: Scalars['String']['output']
}

/** The record in a foreign system from which something came. */
export type Source = {
  /** The system's name, e.g. `chatwoot`. */
  system: Scalars['String']['output']
  /** The record's id there, unique within the system. */
  externalId: Scalars['String']['output']
  /** The newest version of that record Elo has seen; null when the system has none. */
  version: Maybe<Scalars['SafeInt']['output']>
}

/**
 * What the caller can put right. A mutation that answers with any has recorded and changed nothing, with one exception:
 * the customer of the identifiers in its input may have been found, created or merged by then.
 */
export type UserError = {
  /** What is wrong, for programs. */
  code: UserErrorCode
  /** What was expected and what came, for people. */
  message: Scalars['String']['output']
  /** Path of the input field at fault, e.g. `["identifiers", "0", "value"]`, at most 10 parts; null when it is the input as a whole. */
  field: Maybe<Array<Scalars['String']['output']>>
}

/** Why a mutation was not carried out. */
export type UserErrorCode =
  /** A value is not of the form its field requires. */
  | 'INVALID_VALUE'
  /** A required value is missing or blank. */
  | 'REQUIRED'
  /** A value exceeds its limit. */
  | 'TOO_LONG'
  /** What an id or a source names does not exist. */
  | 'NOT_FOUND'
  /** The same caller used the idempotency key or source before with another content. */
  | 'IDEMPOTENCY_CONFLICT'
  /** The thing is in a state that does not allow this, e.g. the message is deleted, or belongs to another customer. */
  | 'CONFLICT'
  /** The value is on the block list and identifies nobody. */
  | 'BLOCKED_VALUE'
  /** The value belongs to several customers and identifies none of them alone. */
  | 'SHARED_VALUE'
  /** Both ids name the same customer. */
  | 'SAME_CUSTOMER'
  /** The profile is not merged with any other. */
  | 'NOT_MERGED'
  /** A person decided that these profiles are different persons, and the decision stands. */
  | 'DECIDED_DIFFERENT'
  /** A person decided that these profiles are the same person, and the decision stands. */
  | 'DECIDED_SAME'
  /** A legal hold that stands forbids it; the message names its ground. */
  | 'LEGAL_HOLD'

/** What a recording did to identify its customer. */
export type CustomerResolution = {
  /** The customer; null when identity cannot answer. */
  customer: Maybe<Customer>
  /** Whether the customer was created by this recording. */
  created: Scalars['Boolean']['output']
  /** The identifiers that took no part, so that no rule is broken, in the order they were set aside; at most 20. */
  setAsideIdentifiers: Array<SetAsideIdentifier>
  /** How the customer was found, in order; at most 100 steps. */
  steps: Array<ResolutionStep>
}

/** An identifier that took no part in an identification. */
export type SetAsideIdentifier = {
  /** What the value is. */
  type: IdentifierType
  /** The normalised value, masked as `Identifier.value` is. */
  value: Scalars['String']['output']
  /** The rule that would have been broken. */
  rule: ResolutionRule
  /** What would have happened, for people. */
  message: Scalars['String']['output']
}

/** One step of a resolution. */
export type ResolutionStep = {
  /** The rule that was applied. */
  rule: ResolutionRule
  /** The result of the step. */
  outcome: ResolutionOutcome
  /** The normalised values that the step is about, at most 20; masked as `Identifier.value` is. */
  values: Array<Scalars['String']['output']>
  /** The step in words, without values. */
  message: Scalars['String']['output']
}

/** The rules of a resolution, strongest first. */
export type ResolutionRule =
  /** A person decided that two profiles are different persons. */
  | 'DECIDED_DIFFERENT'
  /** A person removed the identifier from this profile, or a later statement of its source withdrew it. */
  | 'WITHDRAWN_CLAIM'
  /** A value of several customers identifies no customer alone and merges no customers. */
  | 'SHARED_VALUE'
  /**
   * A telephone or an e-mail address does not make records one person that contradict each other: another CPF, another
   * proved channel account, or clearly another name.
   */
  | 'CONTRADICTION'
  /** A telephone or an e-mail address that is suspected to be shared does not merge customers. */
  | 'SUSPECTED_SHARED'
  /** Merely claimed values of this type do not merge customers. */
  | 'CLAIMED_VALUE'
  /** A customer may hold only so many identifiers of a type. */
  | 'LIMIT'
  /** An identifier belongs to the profile that had it first. */
  | 'KNOWN_IDENTIFIER'
  /** The strongest known identifier decides which profile gets everything that is new. */
  | 'PRIORITY'
  /** Identifiers that are given together belong to one person. */
  | 'GIVEN_TOGETHER'
  /** A wa_id and the telephone of the same number belong to one person. */
  | 'SAME_NUMBER'
  /** A record that is not known yet gets a profile of its own, merged with the profiles that have its known identifiers. */
  | 'PROFILE_PER_RECORD'
  /** The newest name of the most trusted source is the profile's name. */
  | 'FIRST_NAME'

/** The result of a step of a resolution. */
export type ResolutionOutcome =
  /** A customer has the identifier. */
  | 'KNOWN'
  /** No customer has the identifier yet. */
  | 'UNKNOWN'
  /** The identifier takes no part. */
  | 'SET_ASIDE'
  /** The profile was found. */
  | 'FOUND'
  /** A customer is created. */
  | 'CREATED'
  /** Customers are merged. */
  | 'MERGED'
  /** Identifiers are attached to the profile. */
  | 'ATTACHED'
  /**
   * Identifiers are set aside and kept in reserve for the profile. The profile gets them when the merge that made it one
   * customer with others is undone.
   */
  | 'RESERVED'
  /** Identifiers that were claimed are proved. */
  | 'VERIFIED'
  /** The profile gets its name. */
  | 'NAMED'
  /** A profile gives up an identifier that its source no longer states. */
  | 'WITHDRAWN'
  /** A profile leaves the customer, because nothing else connects them. */
  | 'SEPARATED'

/** The person, AI agent or system that acted. */
export type ActorInput = {
  /** What kind of actor. */
  kind: ActorKind
  /** The actor's id in the system that the actor belongs to; at most 255 characters. */
  externalId?: InputMaybe<Scalars['String']['input']>
  /** The actor's name; at most 255 characters. */
  name?: InputMaybe<Scalars['String']['input']>
  /** The model that the agent ran on; only for AI, at most 255 characters. */
  model?: InputMaybe<Scalars['String']['input']>
  /** The version of the agent: of its program, prompt or configuration; only for AI, at most 255 characters. */
  version?: InputMaybe<Scalars['String']['input']>
  /** The id of the brief that the agent was given; only for AI, at most 255 characters. */
  briefId?: InputMaybe<Scalars['String']['input']>
}

/** An order, an invoice, a complaint or another thing of the business. */
export type MatterInput = {
  /** What kind of thing. */
  kind: MatterKind
  /** Its id in the system it belongs to, exactly as it is written there, e.g. an order number; 1 to 255 characters. */
  externalId: Scalars['String']['input']
}

/** One identifier, in any usual spelling. */
export type IdentifierInput = {
  /** What the value is. */
  type: IdentifierType
  /** The value as it was received, e.g. `(11) 98765-4321`; at most 255 characters. */
  value: Scalars['String']['input']
  /** Whether possession was proved (a WhatsApp sender) or merely claimed (a form field). */
  verified?: Scalars['Boolean']['input']
}

/**
 * Which customer: exactly one of `id` and `identifiers`. Recording mutations create the customer when no customer has the
 * identifiers.
 */
export type CustomerInput = {
  /** Any id that the customer ever had, `cus_…`. */
  id?: InputMaybe<Scalars['ID']['input']>
  /**
   * The identifiers by which the customer is found or else created; 1 to 20. Identifiers of different customers merge
   * these customers, as `identifyCustomer` does.
   */
  identifiers?: InputMaybe<Array<IdentifierInput>>
  /** The customer's name, as in `IdentifyCustomerInput.name`; ignored with an `id`. At most 255 characters. */
  name?: InputMaybe<Scalars['String']['input']>
}

/**
 * The record in a foreign system that this comes from. The same source is recorded once for each caller: repeating it
 * returns what this caller recorded first. What other callers recorded from the same source is not found and not changed.
 */
export type SourceInput = {
  /**
   * The system's name, e.g. `crm`; at most 64 characters. `chatwoot` is reserved for what Chatwoot delivers to Elo: from
   * any other caller it is an INVALID_VALUE.
   */
  system: Scalars['String']['input']
  /** The record's id there, unique within the system; at most 255 characters. */
  externalId: Scalars['String']['input']
  /**
   * The record's version, growing with every change of it. A higher version than the one known amends what was
   * recorded, the same or a lower one changes nothing. Without versions another content is an IDEMPOTENCY_CONFLICT.
   */
  version?: InputMaybe<Scalars['SafeInt']['input']>
}

/** A period of time. At least one of its ends is given; `from` is before `to`. */
export type PeriodInput = {
  /** At or after this moment; null for no limit. */
  from?: InputMaybe<Scalars['DateTime']['input']>
  /** Before this moment; null for no limit. */
  to?: InputMaybe<Scalars['DateTime']['input']>
}

export type ResolverTypeWrapper<T> = Promise<T> | T

export type ReferenceResolver<TResult, TReference, TContext> = (
  reference: TReference,
  context: TContext,
  info: GraphQLResolveInfo,
) => Promise<TResult> | TResult

type ScalarCheck<T, S> = S extends true ? T : NullableCheck<T, S>
type NullableCheck<T, S> = Maybe<T> extends T ? Maybe<ListCheck<NonNullable<T>, S>> : ListCheck<T, S>
type ListCheck<T, S> = T extends (infer U)[] ? NullableCheck<U, S>[] : GraphQLRecursivePick<T, S>
export type GraphQLRecursivePick<T, S> = { [K in keyof T & keyof S]: ScalarCheck<T[K], S[K]> }

export type Resolver<
  TResult,
  TParent = Record<PropertyKey, never>,
  TContext = Record<PropertyKey, never>,
  TArgs = Record<PropertyKey, never>,
> = ResolverFn<TResult, TParent, TContext, TArgs>

export type ResolverFn<TResult, TParent, TContext, TArgs> = (
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo,
) => Promise<TResult> | TResult

export type SubscriptionSubscribeFn<TResult, TParent, TContext, TArgs> = (
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo,
) => AsyncIterable<TResult> | Promise<AsyncIterable<TResult>>

export type SubscriptionResolveFn<TResult, TParent, TContext, TArgs> = (
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo,
) => TResult | Promise<TResult>

export interface SubscriptionSubscriberObject<TResult, TKey extends string, TParent, TContext, TArgs> {
  subscribe: SubscriptionSubscribeFn<{ [key in TKey]: TResult }, TParent, TContext, TArgs>
  resolve?: SubscriptionResolveFn<TResult, { [key in TKey]: TResult }, TContext, TArgs>
}

export interface SubscriptionResolverObject<TResult, TParent, TContext, TArgs> {
  subscribe: SubscriptionSubscribeFn<any, TParent, TContext, TArgs>
  resolve: SubscriptionResolveFn<TResult, any, TContext, TArgs>
}

export type SubscriptionObject<TResult, TKey extends string, TParent, TContext, TArgs> =
  | SubscriptionSubscriberObject<TResult, TKey, TParent, TContext, TArgs>
  | SubscriptionResolverObject<TResult, TParent, TContext, TArgs>

export type SubscriptionResolver<
  TResult,
  TKey extends string,
  TParent = Record<PropertyKey, never>,
  TContext = Record<PropertyKey, never>,
  TArgs = Record<PropertyKey, never>,
> =
  | ((...args: any[]) => SubscriptionObject<TResult, TKey, TParent, TContext, TArgs>)
  | SubscriptionObject<TResult, TKey, TParent, TContext, TArgs>

export type TypeResolveFn<
  TTypes,
  TParent = Record<PropertyKey, never>,
  TContext = Record<PropertyKey, never>,
> = (parent: TParent, context: TContext, info: GraphQLResolveInfo) => Maybe<TTypes> | Promise<Maybe<TTypes>>

export type IsTypeOfResolverFn<T = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>> = (
  obj: T,
  context: TContext,
  info: GraphQLResolveInfo,
) => boolean | Promise<boolean>

export type NextResolverFn<T> = () => Promise<T>

export type DirectiveResolverFn<
  TResult = Record<PropertyKey, never>,
  TParent = Record<PropertyKey, never>,
  TContext = Record<PropertyKey, never>,
  TArgs = Record<PropertyKey, never>,
> = (
  next: NextResolverFn<TResult>,
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo,
) => TResult | Promise<TResult>

/** Mapping of federation types */
export type FederationTypes = {
  Customer: Customer
  Conversation: Conversation
  Message: Message
  Note: Note
  InteractionAsOf: InteractionAsOf
  Handoff: Handoff
  StatusChange: StatusChange
}

/** Mapping of federation reference types */
export type FederationReferenceTypes = {
  Customer: { __typename: 'Customer' } & GraphQLRecursivePick<
    FederationTypes['Customer'],
    { profileId: true }
  > &
    (
      | Record<PropertyKey, never>
      | GraphQLRecursivePick<FederationTypes['Customer'], { profileIds: true }>
      | GraphQLRecursivePick<FederationTypes['Customer'], { profileIds: true }>
      | GraphQLRecursivePick<FederationTypes['Customer'], { profileIds: true }>
    )
  Conversation: { __typename: 'Conversation' } & GraphQLRecursivePick<
    FederationTypes['Conversation'],
    { id: true }
  >
  Message: { __typename: 'Message' } & GraphQLRecursivePick<FederationTypes['Message'], { id: true }>
  Note: { __typename: 'Note' } & GraphQLRecursivePick<FederationTypes['Note'], { id: true }>
  InteractionAsOf: { __typename: 'InteractionAsOf' } & GraphQLRecursivePick<
    FederationTypes['InteractionAsOf'],
    { interactionId: true; time: true }
  >
  Handoff: { __typename: 'Handoff' } & GraphQLRecursivePick<FederationTypes['Handoff'], { id: true }>
  StatusChange: { __typename: 'StatusChange' } & GraphQLRecursivePick<
    FederationTypes['StatusChange'],
    { id: true }
  >
}

/** Mapping of interface types */
export type ResolversInterfaceTypes<_RefType extends Record<string, unknown>> = {
  Node: ConversationModel | InteractionModel | InteractionModel | InteractionModel | InteractionModel
}

/** Mapping between all available schema types and the resolvers types */
export type ResolversTypes = {
  Query: ResolverTypeWrapper<Record<PropertyKey, never>>
  ID: ResolverTypeWrapper<Scalars['ID']['output']>
  Boolean: ResolverTypeWrapper<Scalars['Boolean']['output']>
  Mutation: ResolverTypeWrapper<Record<PropertyKey, never>>
  Subscription: ResolverTypeWrapper<Record<PropertyKey, never>>
  Customer: ResolverTypeWrapper<CustomerReferenceModel>
  Int: ResolverTypeWrapper<Scalars['Int']['output']>
  Conversation: ResolverTypeWrapper<ConversationModel>
  Turn: ResolverTypeWrapper<ShownTurnModel>
  TurnChanged: ResolverTypeWrapper<Omit<TurnChanged, 'turn'> & { turn?: Maybe<ResolversTypes['Turn']> }>
  TurnChange: TurnChange
  ConversationStatus: ConversationStatus
  ConversationPriority: ConversationPriority
  Assignment: ResolverTypeWrapper<AssignmentModel>
  Assignee: ResolverTypeWrapper<AssigneeModel>
  ConversationConnection: ResolverTypeWrapper<
    Omit<ConversationConnection, 'edges' | 'nodes'> & {
      edges: Array<ResolversTypes['ConversationEdge']>
      nodes: Array<ResolversTypes['Conversation']>
    }
  >
  ConversationEdge: ResolverTypeWrapper<
    Omit<ConversationEdge, 'node'> & { node: ResolversTypes['Conversation'] }
  >
  Message: ResolverTypeWrapper<InteractionModel>
  OutOfTurn: ResolverTypeWrapper<OutOfTurnModel>
  Note: ResolverTypeWrapper<InteractionModel>
  MessageRevision: ResolverTypeWrapper<MessageRevisionModel>
  InteractionAsOf: ResolverTypeWrapper<PastInteractionModel>
  MessageRevisionConnection: ResolverTypeWrapper<
    Omit<MessageRevisionConnection, 'edges' | 'nodes'> & {
      edges: Array<ResolversTypes['MessageRevisionEdge']>
      nodes: Array<ResolversTypes['MessageRevision']>
    }
  >
  MessageRevisionEdge: ResolverTypeWrapper<
    Omit<MessageRevisionEdge, 'node'> & { node: ResolversTypes['MessageRevision'] }
  >
  Reaction: ResolverTypeWrapper<ReactionModel>
  Handoff: ResolverTypeWrapper<InteractionModel>
  AssignmentPart: AssignmentPart
  StatusChange: ResolverTypeWrapper<InteractionModel>
  EmailDetails: ResolverTypeWrapper<EmailDetailsModel>
  EmailRecipient: ResolverTypeWrapper<EmailRecipient>
  EmailRecipientKind: EmailRecipientKind
  Referral: ResolverTypeWrapper<Referral>
  Translation: ResolverTypeWrapper<Translation>
  Call: ResolverTypeWrapper<Call>
  CallStatus: CallStatus
  Attachment: ResolverTypeWrapper<AttachmentModel>
  Float: ResolverTypeWrapper<Scalars['Float']['output']>
  DeliveryStatus: DeliveryStatus
  ConversationFilter: ConversationFilter
  AttachmentInput: AttachmentInput
  MessageReferenceInput: MessageReferenceInput
  EmailDetailsInput: EmailDetailsInput
  ReferralInput: ReferralInput
  TranslationInput: TranslationInput
  CallInput: CallInput
  AssigneeInput: AssigneeInput
  AssignmentInput: AssignmentInput
  RecordConversationInput: RecordConversationInput
  RecordMessageInput: RecordMessageInput
  TakeTurnInput: TakeTurnInput
  RenewTurnInput: RenewTurnInput
  ReleaseTurnInput: ReleaseTurnInput
  TakeTurnPayload: ResolverTypeWrapper<
    Omit<TakeTurnPayload, 'turn' | 'heldBy' | 'userErrors'> & {
      turn?: Maybe<ResolversTypes['Turn']>
      heldBy?: Maybe<ResolversTypes['Actor']>
      userErrors: Array<ResolversTypes['UserError']>
    }
  >
  RenewTurnPayload: ResolverTypeWrapper<
    Omit<RenewTurnPayload, 'turn' | 'heldBy' | 'userErrors'> & {
      turn?: Maybe<ResolversTypes['Turn']>
      heldBy?: Maybe<ResolversTypes['Actor']>
      userErrors: Array<ResolversTypes['UserError']>
    }
  >
  ReleaseTurnPayload: ResolverTypeWrapper<
    Omit<ReleaseTurnPayload, 'turn' | 'heldBy' | 'userErrors'> & {
      turn?: Maybe<ResolversTypes['Turn']>
      heldBy?: Maybe<ResolversTypes['Actor']>
      userErrors: Array<ResolversTypes['UserError']>
    }
  >
  RecordConversationPayload: ResolverTypeWrapper<
    Omit<RecordConversationPayload, 'conversation' | 'resolution' | 'userErrors'> & {
      conversation?: Maybe<ResolversTypes['Conversation']>
      resolution?: Maybe<ResolversTypes['CustomerResolution']>
      userErrors: Array<ResolversTypes['UserError']>
    }
  >
  RecordMessagePayload: ResolverTypeWrapper<
    Omit<RecordMessagePayload, 'message' | 'resolution' | 'userErrors'> & {
      message?: Maybe<ResolversTypes['Message']>
      resolution?: Maybe<ResolversTypes['CustomerResolution']>
      userErrors: Array<ResolversTypes['UserError']>
    }
  >
  EditMessageInput: EditMessageInput
  EditMessagePayload: ResolverTypeWrapper<
    Omit<EditMessagePayload, 'message' | 'userErrors'> & {
      message?: Maybe<ResolversTypes['Message']>
      userErrors: Array<ResolversTypes['UserError']>
    }
  >
  DeleteMessageInput: DeleteMessageInput
  ReactToMessageInput: ReactToMessageInput
  ReactToMessagePayload: ResolverTypeWrapper<
    Omit<ReactToMessagePayload, 'message' | 'userErrors'> & {
      message?: Maybe<ResolversTypes['Message']>
      userErrors: Array<ResolversTypes['UserError']>
    }
  >
  DeleteMessagePayload: ResolverTypeWrapper<
    Omit<DeleteMessagePayload, 'message' | 'userErrors'> & {
      message?: Maybe<ResolversTypes['Message']>
      userErrors: Array<ResolversTypes['UserError']>
    }
  >
  RecordNoteInput: RecordNoteInput
  RecordNotePayload: ResolverTypeWrapper<
    Omit<RecordNotePayload, 'note' | 'resolution' | 'userErrors'> & {
      note?: Maybe<ResolversTypes['Note']>
      resolution?: Maybe<ResolversTypes['CustomerResolution']>
      userErrors: Array<ResolversTypes['UserError']>
    }
  >
  HandOffConversationInput: HandOffConversationInput
  HandOffConversationPayload: ResolverTypeWrapper<
    Omit<HandOffConversationPayload, 'handoff' | 'conversation' | 'userErrors'> & {
      handoff?: Maybe<ResolversTypes['Handoff']>
      conversation?: Maybe<ResolversTypes['Conversation']>
      userErrors: Array<ResolversTypes['UserError']>
    }
  >
  ChangeConversationStatusInput: ChangeConversationStatusInput
  ChangeConversationStatusPayload: ResolverTypeWrapper<
    Omit<ChangeConversationStatusPayload, 'statusChange' | 'conversation' | 'userErrors'> & {
      statusChange?: Maybe<ResolversTypes['StatusChange']>
      conversation?: Maybe<ResolversTypes['Conversation']>
      userErrors: Array<ResolversTypes['UserError']>
    }
  >
  DateTime: ResolverTypeWrapper<Scalars['DateTime']['output']>
  JSON: ResolverTypeWrapper<Scalars['JSON']['output']>
  Decimal: ResolverTypeWrapper<Scalars['Decimal']['output']>
  Currency: ResolverTypeWrapper<Scalars['Currency']['output']>
  SafeInt: ResolverTypeWrapper<Scalars['SafeInt']['output']>
  Node: ResolverTypeWrapper<ResolversInterfaceTypes<ResolversTypes>['Node']>
  Channel: Channel
  InteractionKind: InteractionKind
  ActorKind: ActorKind
  Visibility: Visibility
  MatterKind: MatterKind
  IdentifierType: IdentifierType
  PageInfo: ResolverTypeWrapper<PageInfo>
  Actor: ResolverTypeWrapper<ActorModel>
  Matter: ResolverTypeWrapper<Matter>
  Source: ResolverTypeWrapper<Source>
  UserError: ResolverTypeWrapper<UserErrorModel>
  UserErrorCode: UserErrorCode
  CustomerResolution: ResolverTypeWrapper<CustomerResolutionModel>
  SetAsideIdentifier: ResolverTypeWrapper<SetAsideIdentifier>
  ResolutionStep: ResolverTypeWrapper<ResolutionStep>
  ResolutionRule: ResolutionRule
  ResolutionOutcome: ResolutionOutcome
  ActorInput: ActorInput
  MatterInput: MatterInput
  IdentifierInput: IdentifierInput
  CustomerInput: CustomerInput
  SourceInput: SourceInput
  PeriodInput: PeriodInput
  String: ResolverTypeWrapper<Scalars['String']['output']>
}

/** Mapping between all available schema types and the resolvers parents */
export type ResolversParentTypes = {
  Query: Record<PropertyKey, never>
  ID: Scalars['ID']['output']
  Boolean: Scalars['Boolean']['output']
  Mutation: Record<PropertyKey, never>
  Subscription: Record<PropertyKey, never>
  Customer: CustomerReferenceModel
  Int: Scalars['Int']['output']
  Conversation: ConversationModel
  Turn: ShownTurnModel
  TurnChanged: Omit<TurnChanged, 'turn'> & { turn?: Maybe<ResolversParentTypes['Turn']> }
  Assignment: AssignmentModel
  Assignee: AssigneeModel
  ConversationConnection: Omit<ConversationConnection, 'edges' | 'nodes'> & {
    edges: Array<ResolversParentTypes['ConversationEdge']>
    nodes: Array<ResolversParentTypes['Conversation']>
  }
  ConversationEdge: Omit<ConversationEdge, 'node'> & { node: ResolversParentTypes['Conversation'] }
  Message: InteractionModel
  OutOfTurn: OutOfTurnModel
  Note: InteractionModel
  MessageRevision: MessageRevisionModel
  InteractionAsOf: PastInteractionModel
  MessageRevisionConnection: Omit<MessageRevisionConnection, 'edges' | 'nodes'> & {
    edges: Array<ResolversParentTypes['MessageRevisionEdge']>
    nodes: Array<ResolversParentTypes['MessageRevision']>
  }
  MessageRevisionEdge: Omit<MessageRevisionEdge, 'node'> & { node: ResolversParentTypes['MessageRevision'] }
  Reaction: ReactionModel
  Handoff: InteractionModel
  StatusChange: InteractionModel
  EmailDetails: EmailDetailsModel
  EmailRecipient: EmailRecipient
  Referral: Referral
  Translation: Translation
  Call: Call
  Attachment: AttachmentModel
  Float: Scalars['Float']['output']
  ConversationFilter: ConversationFilter
  AttachmentInput: AttachmentInput
  MessageReferenceInput: MessageReferenceInput
  EmailDetailsInput: EmailDetailsInput
  ReferralInput: ReferralInput
  TranslationInput: TranslationInput
  CallInput: CallInput
  AssigneeInput: AssigneeInput
  AssignmentInput: AssignmentInput
  RecordConversationInput: RecordConversationInput
  RecordMessageInput: RecordMessageInput
  TakeTurnInput: TakeTurnInput
  RenewTurnInput: RenewTurnInput
  ReleaseTurnInput: ReleaseTurnInput
  TakeTurnPayload: Omit<TakeTurnPayload, 'turn' | 'heldBy' | 'userErrors'> & {
    turn?: Maybe<ResolversParentTypes['Turn']>
    heldBy?: Maybe<ResolversParentTypes['Actor']>
    userErrors: Array<ResolversParentTypes['UserError']>
  }
  RenewTurnPayload: Omit<RenewTurnPayload, 'turn' | 'heldBy' | 'userErrors'> & {
    turn?: Maybe<ResolversParentTypes['Turn']>
    heldBy?: Maybe<ResolversParentTypes['Actor']>
    userErrors: Array<ResolversParentTypes['UserError']>
  }
  ReleaseTurnPayload: Omit<ReleaseTurnPayload, 'turn' | 'heldBy' | 'userErrors'> & {
    turn?: Maybe<ResolversParentTypes['Turn']>
    heldBy?: Maybe<ResolversParentTypes['Actor']>
    userErrors: Array<ResolversParentTypes['UserError']>
  }
  RecordConversationPayload: Omit<RecordConversationPayload, 'conversation' | 'resolution' | 'userErrors'> & {
    conversation?: Maybe<ResolversParentTypes['Conversation']>
    resolution?: Maybe<ResolversParentTypes['CustomerResolution']>
    userErrors: Array<ResolversParentTypes['UserError']>
  }
  RecordMessagePayload: Omit<RecordMessagePayload, 'message' | 'resolution' | 'userErrors'> & {
    message?: Maybe<ResolversParentTypes['Message']>
    resolution?: Maybe<ResolversParentTypes['CustomerResolution']>
    userErrors: Array<ResolversParentTypes['UserError']>
  }
  EditMessageInput: EditMessageInput
  EditMessagePayload: Omit<EditMessagePayload, 'message' | 'userErrors'> & {
    message?: Maybe<ResolversParentTypes['Message']>
    userErrors: Array<ResolversParentTypes['UserError']>
  }
  DeleteMessageInput: DeleteMessageInput
  ReactToMessageInput: ReactToMessageInput
  ReactToMessagePayload: Omit<ReactToMessagePayload, 'message' | 'userErrors'> & {
    message?: Maybe<ResolversParentTypes['Message']>
    userErrors: Array<ResolversParentTypes['UserError']>
  }
  DeleteMessagePayload: Omit<DeleteMessagePayload, 'message' | 'userErrors'> & {
    message?: Maybe<ResolversParentTypes['Message']>
    userErrors: Array<ResolversParentTypes['UserError']>
  }
  RecordNoteInput: RecordNoteInput
  RecordNotePayload: Omit<RecordNotePayload, 'note' | 'resolution' | 'userErrors'> & {
    note?: Maybe<ResolversParentTypes['Note']>
    resolution?: Maybe<ResolversParentTypes['CustomerResolution']>
    userErrors: Array<ResolversParentTypes['UserError']>
  }
  HandOffConversationInput: HandOffConversationInput
  HandOffConversationPayload: Omit<HandOffConversationPayload, 'handoff' | 'conversation' | 'userErrors'> & {
    handoff?: Maybe<ResolversParentTypes['Handoff']>
    conversation?: Maybe<ResolversParentTypes['Conversation']>
    userErrors: Array<ResolversParentTypes['UserError']>
  }
  ChangeConversationStatusInput: ChangeConversationStatusInput
  ChangeConversationStatusPayload: Omit<
    ChangeConversationStatusPayload,
    'statusChange' | 'conversation' | 'userErrors'
  > & {
    statusChange?: Maybe<ResolversParentTypes['StatusChange']>
    conversation?: Maybe<ResolversParentTypes['Conversation']>
    userErrors: Array<ResolversParentTypes['UserError']>
  }
  DateTime: Scalars['DateTime']['output']
  JSON: Scalars['JSON']['output']
  Decimal: Scalars['Decimal']['output']
  Currency: Scalars['Currency']['output']
  SafeInt: Scalars['SafeInt']['output']
  Node: ResolversInterfaceTypes<ResolversParentTypes>['Node']
  PageInfo: PageInfo
  Actor: ActorModel
  Matter: Matter
  Source: Source
  UserError: UserErrorModel
  CustomerResolution: CustomerResolutionModel
  SetAsideIdentifier: SetAsideIdentifier
  ResolutionStep: ResolutionStep
  ActorInput: ActorInput
  MatterInput: MatterInput
  IdentifierInput: IdentifierInput
  CustomerInput: CustomerInput
  SourceInput: SourceInput
  PeriodInput: PeriodInput
  String: Scalars['String']['output']
}

export type MaskedDirectiveArgs = {
  as?: Scalars['String']['input']
}

export type MaskedDirectiveResolver<
  Result,
  Parent,
  ContextType = ConversationsContext,
  Args = MaskedDirectiveArgs,
> = DirectiveResolverFn<Result, Parent, ContextType, Args>

export type QueryResolvers<
  ContextType = ConversationsContext,
  ParentType extends ResolversParentTypes['Query'] = ResolversParentTypes['Query'],
> = {
  conversation?: Resolver<
    Maybe<ResolversTypes['Conversation']>,
    ParentType,
    ContextType,
    RequireFields<QueryConversationArgs, 'id'>
  >
  conversationByProtocol?: Resolver<
    Maybe<ResolversTypes['Conversation']>,
    ParentType,
    ContextType,
    RequireFields<QueryConversationByProtocolArgs, 'protocol'>
  >
  mayReply?: Resolver<
    Maybe<ResolversTypes['Boolean']>,
    ParentType,
    ContextType,
    RequireFields<QueryMayReplyArgs, 'conversationId' | 'token'>
  >
}

export type MutationResolvers<
  ContextType = ConversationsContext,
  ParentType extends ResolversParentTypes['Mutation'] = ResolversParentTypes['Mutation'],
> = {
  recordConversation?: Resolver<
    Maybe<ResolversTypes['RecordConversationPayload']>,
    ParentType,
    ContextType,
    RequireFields<MutationRecordConversationArgs, 'input'>
  >
  recordMessage?: Resolver<
    Maybe<ResolversTypes['RecordMessagePayload']>,
    ParentType,
    ContextType,
    RequireFields<MutationRecordMessageArgs, 'input'>
  >
  editMessage?: Resolver<
    Maybe<ResolversTypes['EditMessagePayload']>,
    ParentType,
    ContextType,
    RequireFields<MutationEditMessageArgs, 'input'>
  >
  deleteMessage?: Resolver<
    Maybe<ResolversTypes['DeleteMessagePayload']>,
    ParentType,
    ContextType,
    RequireFields<MutationDeleteMessageArgs, 'input'>
  >
  reactToMessage?: Resolver<
    Maybe<ResolversTypes['ReactToMessagePayload']>,
    ParentType,
    ContextType,
    RequireFields<MutationReactToMessageArgs, 'input'>
  >
  recordNote?: Resolver<
    Maybe<ResolversTypes['RecordNotePayload']>,
    ParentType,
    ContextType,
    RequireFields<MutationRecordNoteArgs, 'input'>
  >
  handOffConversation?: Resolver<
    Maybe<ResolversTypes['HandOffConversationPayload']>,
    ParentType,
    ContextType,
    RequireFields<MutationHandOffConversationArgs, 'input'>
  >
  changeConversationStatus?: Resolver<
    Maybe<ResolversTypes['ChangeConversationStatusPayload']>,
    ParentType,
    ContextType,
    RequireFields<MutationChangeConversationStatusArgs, 'input'>
  >
  takeTurn?: Resolver<
    Maybe<ResolversTypes['TakeTurnPayload']>,
    ParentType,
    ContextType,
    RequireFields<MutationTakeTurnArgs, 'input'>
  >
  renewTurn?: Resolver<
    Maybe<ResolversTypes['RenewTurnPayload']>,
    ParentType,
    ContextType,
    RequireFields<MutationRenewTurnArgs, 'input'>
  >
  releaseTurn?: Resolver<
    Maybe<ResolversTypes['ReleaseTurnPayload']>,
    ParentType,
    ContextType,
    RequireFields<MutationReleaseTurnArgs, 'input'>
  >
}

export type SubscriptionResolvers<
  ContextType = ConversationsContext,
  ParentType extends ResolversParentTypes['Subscription'] = ResolversParentTypes['Subscription'],
> = {
  turnChanged?: SubscriptionResolver<
    ResolversTypes['TurnChanged'],
    'turnChanged',
    ParentType,
    ContextType,
    Partial<SubscriptionTurnChangedArgs>
  >
}

export type CustomerResolvers<
  ContextType = ConversationsContext,
  ParentType extends ResolversParentTypes['Customer'] = ResolversParentTypes['Customer'],
  FederationReferenceType extends FederationReferenceTypes['Customer'] = FederationReferenceTypes['Customer'],
> = {
  __resolveReference?: ReferenceResolver<
    Maybe<ResolversTypes['Customer']> | FederationReferenceType,
    FederationReferenceType,
    ContextType
  >
  profileId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>
  conversations?: Resolver<
    Maybe<ResolversTypes['ConversationConnection']>,
    ParentType,
    ContextType,
    RequireFields<CustomerConversationsArgs, 'first'>
  >
  turn?: Resolver<Maybe<ResolversTypes['Turn']>, ParentType, ContextType>
}

export type ConversationResolvers<
  ContextType = ConversationsContext,
  ParentType extends ResolversParentTypes['Conversation'] = ResolversParentTypes['Conversation'],
  FederationReferenceType extends FederationReferenceTypes['Conversation'] =
    FederationReferenceTypes['Conversation'],
> = {
  __resolveReference?: ReferenceResolver<
    Maybe<ResolversTypes['Conversation']> | FederationReferenceType,
    FederationReferenceType,
    ContextType
  >
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>
  customer?: Resolver<Maybe<ResolversTypes['Customer']>, ParentType, ContextType>
  channel?: Resolver<Maybe<ResolversTypes['Channel']>, ParentType, ContextType>
  inbox?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>
  status?: Resolver<Maybe<ResolversTypes['ConversationStatus']>, ParentType, ContextType>
  assignment?: Resolver<Maybe<ResolversTypes['Assignment']>, ParentType, ContextType>
  labels?: Resolver<Maybe<Array<ResolversTypes['String']>>, ParentType, ContextType>
  priority?: Resolver<Maybe<ResolversTypes['ConversationPriority']>, ParentType, ContextType>
  snoozedUntil?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>
  customAttributes?: Resolver<Maybe<ResolversTypes['JSON']>, ParentType, ContextType>
  createdAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>
  lastActivityAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>
  source?: Resolver<Maybe<ResolversTypes['Source']>, ParentType, ContextType>
  protocol?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>
  matter?: Resolver<Maybe<ResolversTypes['Matter']>, ParentType, ContextType>
  erasedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>
  turn?: Resolver<Maybe<ResolversTypes['Turn']>, ParentType, ContextType>
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>
}

export type TurnResolvers<
  ContextType = ConversationsContext,
  ParentType extends ResolversParentTypes['Turn'] = ResolversParentTypes['Turn'],
> = {
  turnId?: Resolver<ResolversTypes['String'], ParentType, ContextType>
  token?: Resolver<ResolversTypes['SafeInt'], ParentType, ContextType>
  heldBy?: Resolver<Maybe<ResolversTypes['Actor']>, ParentType, ContextType>
  since?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>
  until?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>
}

export type TurnChangedResolvers<
  ContextType = ConversationsContext,
  ParentType extends ResolversParentTypes['TurnChanged'] = ResolversParentTypes['TurnChanged'],
> = {
  change?: Resolver<ResolversTypes['TurnChange'], ParentType, ContextType>
  turn?: Resolver<Maybe<ResolversTypes['Turn']>, ParentType, ContextType>
}

export type AssignmentResolvers<
  ContextType = ConversationsContext,
  ParentType extends ResolversParentTypes['Assignment'] = ResolversParentTypes['Assignment'],
> = {
  team?: Resolver<Maybe<ResolversTypes['Assignee']>, ParentType, ContextType>
  person?: Resolver<Maybe<ResolversTypes['Assignee']>, ParentType, ContextType>
  bot?: Resolver<Maybe<ResolversTypes['Assignee']>, ParentType, ContextType>
}

export type AssigneeResolvers<
  ContextType = ConversationsContext,
  ParentType extends ResolversParentTypes['Assignee'] = ResolversParentTypes['Assignee'],
> = {
  externalId?: Resolver<ResolversTypes['String'], ParentType, ContextType>
  name?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>
}

export type ConversationConnectionResolvers<
  ContextType = ConversationsContext,
  ParentType extends ResolversParentTypes['ConversationConnection'] =
    ResolversParentTypes['ConversationConnection'],
> = {
  edges?: Resolver<Array<ResolversTypes['ConversationEdge']>, ParentType, ContextType>
  nodes?: Resolver<Array<ResolversTypes['Conversation']>, ParentType, ContextType>
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>
}

export type ConversationEdgeResolvers<
  ContextType = ConversationsContext,
  ParentType extends ResolversParentTypes['ConversationEdge'] = ResolversParentTypes['ConversationEdge'],
> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>
  node?: Resolver<ResolversTypes['Conversation'], ParentType, ContextType>
}

export type MessageResolvers<
  ContextType = ConversationsContext,
  ParentType extends ResolversParentTypes['Message'] = ResolversParentTypes['Message'],
  FederationReferenceType extends FederationReferenceTypes['Message'] = FederationReferenceTypes['Message'],
> = {
  __resolveReference?: ReferenceResolver<
    Maybe<ResolversTypes['Message']> | FederationReferenceType,
    FederationReferenceType,
    ContextType
  >
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>
  text?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>
  textTruncated?: Resolver<Maybe<ResolversTypes['Boolean']>, ParentType, ContextType>
  attachments?: Resolver<Maybe<Array<ResolversTypes['Attachment']>>, ParentType, ContextType>
  deliveryStatus?: Resolver<Maybe<ResolversTypes['DeliveryStatus']>, ParentType, ContextType>
  failureReason?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>
  inReplyTo?: Resolver<Maybe<ResolversTypes['Message']>, ParentType, ContextType>
  email?: Resolver<Maybe<ResolversTypes['EmailDetails']>, ParentType, ContextType>
  emailRecipients?: Resolver<Maybe<Array<ResolversTypes['EmailRecipient']>>, ParentType, ContextType>
  call?: Resolver<Maybe<ResolversTypes['Call']>, ParentType, ContextType>
  referral?: Resolver<Maybe<ResolversTypes['Referral']>, ParentType, ContextType>
  translations?: Resolver<Maybe<Array<ResolversTypes['Translation']>>, ParentType, ContextType>
  unsupported?: Resolver<Maybe<ResolversTypes['Boolean']>, ParentType, ContextType>
  outOfTurn?: Resolver<Maybe<ResolversTypes['OutOfTurn']>, ParentType, ContextType>
  deleted?: Resolver<Maybe<ResolversTypes['Boolean']>, ParentType, ContextType>
  editedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>
  revisions?: Resolver<
    Maybe<ResolversTypes['MessageRevisionConnection']>,
    ParentType,
    ContextType,
    RequireFields<MessageRevisionsArgs, 'first'>
  >
  reactions?: Resolver<Maybe<Array<ResolversTypes['Reaction']>>, ParentType, ContextType>
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>
}

export type OutOfTurnResolvers<
  ContextType = ConversationsContext,
  ParentType extends ResolversParentTypes['OutOfTurn'] = ResolversParentTypes['OutOfTurn'],
> = {
  heldBy?: Resolver<ResolversTypes['Actor'], ParentType, ContextType>
  token?: Resolver<ResolversTypes['SafeInt'], ParentType, ContextType>
  since?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>
}

export type NoteResolvers<
  ContextType = ConversationsContext,
  ParentType extends ResolversParentTypes['Note'] = ResolversParentTypes['Note'],
  FederationReferenceType extends FederationReferenceTypes['Note'] = FederationReferenceTypes['Note'],
> = {
  __resolveReference?: ReferenceResolver<
    Maybe<ResolversTypes['Note']> | FederationReferenceType,
    FederationReferenceType,
    ContextType
  >
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>
  text?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>
  textTruncated?: Resolver<Maybe<ResolversTypes['Boolean']>, ParentType, ContextType>
  attachments?: Resolver<Maybe<Array<ResolversTypes['Attachment']>>, ParentType, ContextType>
  deleted?: Resolver<Maybe<ResolversTypes['Boolean']>, ParentType, ContextType>
  editedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>
  revisions?: Resolver<
    Maybe<ResolversTypes['MessageRevisionConnection']>,
    ParentType,
    ContextType,
    RequireFields<NoteRevisionsArgs, 'first'>
  >
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>
}

export type MessageRevisionResolvers<
  ContextType = ConversationsContext,
  ParentType extends ResolversParentTypes['MessageRevision'] = ResolversParentTypes['MessageRevision'],
> = {
  number?: Resolver<ResolversTypes['Int'], ParentType, ContextType>
  text?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>
  attachments?: Resolver<Array<ResolversTypes['Attachment']>, ParentType, ContextType>
  deleted?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>
  editedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>
  editedBy?: Resolver<Maybe<ResolversTypes['Actor']>, ParentType, ContextType>
  recordedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>
}

export type InteractionAsOfResolvers<
  ContextType = ConversationsContext,
  ParentType extends ResolversParentTypes['InteractionAsOf'] = ResolversParentTypes['InteractionAsOf'],
  FederationReferenceType extends FederationReferenceTypes['InteractionAsOf'] =
    FederationReferenceTypes['InteractionAsOf'],
> = {
  __resolveReference?: ReferenceResolver<
    Maybe<ResolversTypes['InteractionAsOf']> | FederationReferenceType,
    FederationReferenceType,
    ContextType
  >
  interactionId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>
  time?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>
  content?: Resolver<Maybe<ResolversTypes['MessageRevision']>, ParentType, ContextType>
}

export type MessageRevisionConnectionResolvers<
  ContextType = ConversationsContext,
  ParentType extends ResolversParentTypes['MessageRevisionConnection'] =
    ResolversParentTypes['MessageRevisionConnection'],
> = {
  edges?: Resolver<Array<ResolversTypes['MessageRevisionEdge']>, ParentType, ContextType>
  nodes?: Resolver<Array<ResolversTypes['MessageRevision']>, ParentType, ContextType>
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>
}

export type MessageRevisionEdgeResolvers<
  ContextType = ConversationsContext,
  ParentType extends ResolversParentTypes['MessageRevisionEdge'] =
    ResolversParentTypes['MessageRevisionEdge'],
> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>
  node?: Resolver<ResolversTypes['MessageRevision'], ParentType, ContextType>
}

export type ReactionResolvers<
  ContextType = ConversationsContext,
  ParentType extends ResolversParentTypes['Reaction'] = ResolversParentTypes['Reaction'],
> = {
  emoji?: Resolver<ResolversTypes['String'], ParentType, ContextType>
  actor?: Resolver<ResolversTypes['Actor'], ParentType, ContextType>
  reactedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>
}

export type HandoffResolvers<
  ContextType = ConversationsContext,
  ParentType extends ResolversParentTypes['Handoff'] = ResolversParentTypes['Handoff'],
  FederationReferenceType extends FederationReferenceTypes['Handoff'] = FederationReferenceTypes['Handoff'],
> = {
  __resolveReference?: ReferenceResolver<
    Maybe<ResolversTypes['Handoff']> | FederationReferenceType,
    FederationReferenceType,
    ContextType
  >
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>
  from?: Resolver<Maybe<ResolversTypes['Assignment']>, ParentType, ContextType>
  to?: Resolver<Maybe<ResolversTypes['Assignment']>, ParentType, ContextType>
  changed?: Resolver<Maybe<Array<ResolversTypes['AssignmentPart']>>, ParentType, ContextType>
  reason?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>
}

export type StatusChangeResolvers<
  ContextType = ConversationsContext,
  ParentType extends ResolversParentTypes['StatusChange'] = ResolversParentTypes['StatusChange'],
  FederationReferenceType extends FederationReferenceTypes['StatusChange'] =
    FederationReferenceTypes['StatusChange'],
> = {
  __resolveReference?: ReferenceResolver<
    Maybe<ResolversTypes['StatusChange']> | FederationReferenceType,
    FederationReferenceType,
    ContextType
  >
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>
  from?: Resolver<Maybe<ResolversTypes['ConversationStatus']>, ParentType, ContextType>
  to?: Resolver<Maybe<ResolversTypes['ConversationStatus']>, ParentType, ContextType>
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>
}

export type EmailDetailsResolvers<
  ContextType = ConversationsContext,
  ParentType extends ResolversParentTypes['EmailDetails'] = ResolversParentTypes['EmailDetails'],
> = {
  subject?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>
  from?: Resolver<Array<ResolversTypes['String']>, ParentType, ContextType>
  to?: Resolver<Array<ResolversTypes['String']>, ParentType, ContextType>
  cc?: Resolver<Array<ResolversTypes['String']>, ParentType, ContextType>
  bcc?: Resolver<Array<ResolversTypes['String']>, ParentType, ContextType>
  quotedText?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>
}

export type EmailRecipientResolvers<
  ContextType = ConversationsContext,
  ParentType extends ResolversParentTypes['EmailRecipient'] = ResolversParentTypes['EmailRecipient'],
> = {
  kind?: Resolver<ResolversTypes['EmailRecipientKind'], ParentType, ContextType>
  address?: Resolver<ResolversTypes['String'], ParentType, ContextType>
  name?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>
}

export type ReferralResolvers<
  ContextType = ConversationsContext,
  ParentType extends ResolversParentTypes['Referral'] = ResolversParentTypes['Referral'],
> = {
  sourceType?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>
  sourceUrl?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>
  externalId?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>
  headline?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>
  body?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>
  mediaUrl?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>
  ref?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>
  clickId?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>
}

export type TranslationResolvers<
  ContextType = ConversationsContext,
  ParentType extends ResolversParentTypes['Translation'] = ResolversParentTypes['Translation'],
> = {
  language?: Resolver<ResolversTypes['String'], ParentType, ContextType>
  text?: Resolver<ResolversTypes['String'], ParentType, ContextType>
}

export type CallResolvers<
  ContextType = ConversationsContext,
  ParentType extends ResolversParentTypes['Call'] = ResolversParentTypes['Call'],
> = {
  status?: Resolver<Maybe<ResolversTypes['CallStatus']>, ParentType, ContextType>
  durationSeconds?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>
}

export type AttachmentResolvers<
  ContextType = ConversationsContext,
  ParentType extends ResolversParentTypes['Attachment'] = ResolversParentTypes['Attachment'],
> = {
  type?: Resolver<ResolversTypes['String'], ParentType, ContextType>
  url?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>
  mimeType?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>
  sizeBytes?: Resolver<Maybe<ResolversTypes['SafeInt']>, ParentType, ContextType>
  transcript?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>
  title?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>
  latitude?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>
  longitude?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>
  phones?: Resolver<Array<ResolversTypes['String']>, ParentType, ContextType>
}

export type TakeTurnPayloadResolvers<
  ContextType = ConversationsContext,
  ParentType extends ResolversParentTypes['TakeTurnPayload'] = ResolversParentTypes['TakeTurnPayload'],
> = {
  turn?: Resolver<Maybe<ResolversTypes['Turn']>, ParentType, ContextType>
  heldBy?: Resolver<Maybe<ResolversTypes['Actor']>, ParentType, ContextType>
  retryAfterMs?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>
  userErrors?: Resolver<Array<ResolversTypes['UserError']>, ParentType, ContextType>
}

export type RenewTurnPayloadResolvers<
  ContextType = ConversationsContext,
  ParentType extends ResolversParentTypes['RenewTurnPayload'] = ResolversParentTypes['RenewTurnPayload'],
> = {
  turn?: Resolver<Maybe<ResolversTypes['Turn']>, ParentType, ContextType>
  heldBy?: Resolver<Maybe<ResolversTypes['Actor']>, ParentType, ContextType>
  retryAfterMs?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>
  userErrors?: Resolver<Array<ResolversTypes['UserError']>, ParentType, ContextType>
}

export type ReleaseTurnPayloadResolvers<
  ContextType = ConversationsContext,
  ParentType extends ResolversParentTypes['ReleaseTurnPayload'] = ResolversParentTypes['ReleaseTurnPayload'],
> = {
  turn?: Resolver<Maybe<ResolversTypes['Turn']>, ParentType, ContextType>
  heldBy?: Resolver<Maybe<ResolversTypes['Actor']>, ParentType, ContextType>
  retryAfterMs?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>
  userErrors?: Resolver<Array<ResolversTypes['UserError']>, ParentType, ContextType>
}

export type RecordConversationPayloadResolvers<
  ContextType = ConversationsContext,
  ParentType extends ResolversParentTypes['RecordConversationPayload'] =
    ResolversParentTypes['RecordConversationPayload'],
> = {
  conversation?: Resolver<Maybe<ResolversTypes['Conversation']>, ParentType, ContextType>
  resolution?: Resolver<Maybe<ResolversTypes['CustomerResolution']>, ParentType, ContextType>
  userErrors?: Resolver<Array<ResolversTypes['UserError']>, ParentType, ContextType>
}

export type RecordMessagePayloadResolvers<
  ContextType = ConversationsContext,
  ParentType extends ResolversParentTypes['RecordMessagePayload'] =
    ResolversParentTypes['RecordMessagePayload'],
> = {
  message?: Resolver<Maybe<ResolversTypes['Message']>, ParentType, ContextType>
  resolution?: Resolver<Maybe<ResolversTypes['CustomerResolution']>, ParentType, ContextType>
  userErrors?: Resolver<Array<ResolversTypes['UserError']>, ParentType, ContextType>
}

export type EditMessagePayloadResolvers<
  ContextType = ConversationsContext,
  ParentType extends ResolversParentTypes['EditMessagePayload'] = ResolversParentTypes['EditMessagePayload'],
> = {
  message?: Resolver<Maybe<ResolversTypes['Message']>, ParentType, ContextType>
  userErrors?: Resolver<Array<ResolversTypes['UserError']>, ParentType, ContextType>
}

export type ReactToMessagePayloadResolvers<
  ContextType = ConversationsContext,
  ParentType extends ResolversParentTypes['ReactToMessagePayload'] =
    ResolversParentTypes['ReactToMessagePayload'],
> = {
  message?: Resolver<Maybe<ResolversTypes['Message']>, ParentType, ContextType>
  userErrors?: Resolver<Array<ResolversTypes['UserError']>, ParentType, ContextType>
}

export type DeleteMessagePayloadResolvers<
  ContextType = ConversationsContext,
  ParentType extends ResolversParentTypes['DeleteMessagePayload'] =
    ResolversParentTypes['DeleteMessagePayload'],
> = {
  message?: Resolver<Maybe<ResolversTypes['Message']>, ParentType, ContextType>
  userErrors?: Resolver<Array<ResolversTypes['UserError']>, ParentType, ContextType>
}

export type RecordNotePayloadResolvers<
  ContextType = ConversationsContext,
  ParentType extends ResolversParentTypes['RecordNotePayload'] = ResolversParentTypes['RecordNotePayload'],
> = {
  note?: Resolver<Maybe<ResolversTypes['Note']>, ParentType, ContextType>
  resolution?: Resolver<Maybe<ResolversTypes['CustomerResolution']>, ParentType, ContextType>
  userErrors?: Resolver<Array<ResolversTypes['UserError']>, ParentType, ContextType>
}

export type HandOffConversationPayloadResolvers<
  ContextType = ConversationsContext,
  ParentType extends ResolversParentTypes['HandOffConversationPayload'] =
    ResolversParentTypes['HandOffConversationPayload'],
> = {
  handoff?: Resolver<Maybe<ResolversTypes['Handoff']>, ParentType, ContextType>
  conversation?: Resolver<Maybe<ResolversTypes['Conversation']>, ParentType, ContextType>
  userErrors?: Resolver<Array<ResolversTypes['UserError']>, ParentType, ContextType>
}

export type ChangeConversationStatusPayloadResolvers<
  ContextType = ConversationsContext,
  ParentType extends ResolversParentTypes['ChangeConversationStatusPayload'] =
    ResolversParentTypes['ChangeConversationStatusPayload'],
> = {
  statusChange?: Resolver<Maybe<ResolversTypes['StatusChange']>, ParentType, ContextType>
  conversation?: Resolver<Maybe<ResolversTypes['Conversation']>, ParentType, ContextType>
  userErrors?: Resolver<Array<ResolversTypes['UserError']>, ParentType, ContextType>
}

export interface DateTimeScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['DateTime'], any> {
  name: 'DateTime'
}

export interface JsonScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['JSON'], any> {
  name: 'JSON'
}

export interface DecimalScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['Decimal'], any> {
  name: 'Decimal'
}

export interface CurrencyScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['Currency'], any> {
  name: 'Currency'
}

export interface SafeIntScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['SafeInt'], any> {
  name: 'SafeInt'
}

export type NodeResolvers<
  ContextType = ConversationsContext,
  ParentType extends ResolversParentTypes['Node'] = ResolversParentTypes['Node'],
> = {
  __resolveType: TypeResolveFn<
    'Conversation' | 'Message' | 'Note' | 'Handoff' | 'StatusChange',
    ParentType,
    ContextType
  >
}

export type PageInfoResolvers<
  ContextType = ConversationsContext,
  ParentType extends ResolversParentTypes['PageInfo'] = ResolversParentTypes['PageInfo'],
> = {
  hasNextPage?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>
  hasPreviousPage?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>
  startCursor?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>
  endCursor?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>
}

export type ActorResolvers<
  ContextType = ConversationsContext,
  ParentType extends ResolversParentTypes['Actor'] = ResolversParentTypes['Actor'],
> = {
  kind?: Resolver<ResolversTypes['ActorKind'], ParentType, ContextType>
  externalId?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>
  name?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>
  model?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>
  version?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>
  briefId?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>
}

export type MatterResolvers<
  ContextType = ConversationsContext,
  ParentType extends ResolversParentTypes['Matter'] = ResolversParentTypes['Matter'],
> = {
  kind?: Resolver<ResolversTypes['MatterKind'], ParentType, ContextType>
  externalId?: Resolver<ResolversTypes['String'], ParentType, ContextType>
}

export type SourceResolvers<
  ContextType = ConversationsContext,
  ParentType extends ResolversParentTypes['Source'] = ResolversParentTypes['Source'],
> = {
  system?: Resolver<ResolversTypes['String'], ParentType, ContextType>
  externalId?: Resolver<ResolversTypes['String'], ParentType, ContextType>
  version?: Resolver<Maybe<ResolversTypes['SafeInt']>, ParentType, ContextType>
}

export type UserErrorResolvers<
  ContextType = ConversationsContext,
  ParentType extends ResolversParentTypes['UserError'] = ResolversParentTypes['UserError'],
> = {
  code?: Resolver<ResolversTypes['UserErrorCode'], ParentType, ContextType>
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>
  field?: Resolver<Maybe<Array<ResolversTypes['String']>>, ParentType, ContextType>
}

export type CustomerResolutionResolvers<
  ContextType = ConversationsContext,
  ParentType extends ResolversParentTypes['CustomerResolution'] = ResolversParentTypes['CustomerResolution'],
> = {
  customer?: Resolver<Maybe<ResolversTypes['Customer']>, ParentType, ContextType>
  created?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>
  setAsideIdentifiers?: Resolver<Array<ResolversTypes['SetAsideIdentifier']>, ParentType, ContextType>
  steps?: Resolver<Array<ResolversTypes['ResolutionStep']>, ParentType, ContextType>
}

export type SetAsideIdentifierResolvers<
  ContextType = ConversationsContext,
  ParentType extends ResolversParentTypes['SetAsideIdentifier'] = ResolversParentTypes['SetAsideIdentifier'],
> = {
  type?: Resolver<ResolversTypes['IdentifierType'], ParentType, ContextType>
  value?: Resolver<ResolversTypes['String'], ParentType, ContextType>
  rule?: Resolver<ResolversTypes['ResolutionRule'], ParentType, ContextType>
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>
}

export type ResolutionStepResolvers<
  ContextType = ConversationsContext,
  ParentType extends ResolversParentTypes['ResolutionStep'] = ResolversParentTypes['ResolutionStep'],
> = {
  rule?: Resolver<ResolversTypes['ResolutionRule'], ParentType, ContextType>
  outcome?: Resolver<ResolversTypes['ResolutionOutcome'], ParentType, ContextType>
  values?: Resolver<Array<ResolversTypes['String']>, ParentType, ContextType>
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>
}

export type Resolvers<ContextType = ConversationsContext> = {
  Query?: QueryResolvers<ContextType>
  Mutation?: MutationResolvers<ContextType>
  Subscription?: SubscriptionResolvers<ContextType>
  Customer?: CustomerResolvers<ContextType>
  Conversation?: ConversationResolvers<ContextType>
  Turn?: TurnResolvers<ContextType>
  TurnChanged?: TurnChangedResolvers<ContextType>
  Assignment?: AssignmentResolvers<ContextType>
  Assignee?: AssigneeResolvers<ContextType>
  ConversationConnection?: ConversationConnectionResolvers<ContextType>
  ConversationEdge?: ConversationEdgeResolvers<ContextType>
  Message?: MessageResolvers<ContextType>
  OutOfTurn?: OutOfTurnResolvers<ContextType>
  Note?: NoteResolvers<ContextType>
  MessageRevision?: MessageRevisionResolvers<ContextType>
  InteractionAsOf?: InteractionAsOfResolvers<ContextType>
  MessageRevisionConnection?: MessageRevisionConnectionResolvers<ContextType>
  MessageRevisionEdge?: MessageRevisionEdgeResolvers<ContextType>
  Reaction?: ReactionResolvers<ContextType>
  Handoff?: HandoffResolvers<ContextType>
  StatusChange?: StatusChangeResolvers<ContextType>
  EmailDetails?: EmailDetailsResolvers<ContextType>
  EmailRecipient?: EmailRecipientResolvers<ContextType>
  Referral?: ReferralResolvers<ContextType>
  Translation?: TranslationResolvers<ContextType>
  Call?: CallResolvers<ContextType>
  Attachment?: AttachmentResolvers<ContextType>
  TakeTurnPayload?: TakeTurnPayloadResolvers<ContextType>
  RenewTurnPayload?: RenewTurnPayloadResolvers<ContextType>
  ReleaseTurnPayload?: ReleaseTurnPayloadResolvers<ContextType>
  RecordConversationPayload?: RecordConversationPayloadResolvers<ContextType>
  RecordMessagePayload?: RecordMessagePayloadResolvers<ContextType>
  EditMessagePayload?: EditMessagePayloadResolvers<ContextType>
  ReactToMessagePayload?: ReactToMessagePayloadResolvers<ContextType>
  DeleteMessagePayload?: DeleteMessagePayloadResolvers<ContextType>
  RecordNotePayload?: RecordNotePayloadResolvers<ContextType>
  HandOffConversationPayload?: HandOffConversationPayloadResolvers<ContextType>
  ChangeConversationStatusPayload?: ChangeConversationStatusPayloadResolvers<ContextType>
  DateTime?: GraphQLScalarType
  JSON?: GraphQLScalarType
  Decimal?: GraphQLScalarType
  Currency?: GraphQLScalarType
  SafeInt?: GraphQLScalarType
  Node?: NodeResolvers<ContextType>
  PageInfo?: PageInfoResolvers<ContextType>
  Actor?: ActorResolvers<ContextType>
  Matter?: MatterResolvers<ContextType>
  Source?: SourceResolvers<ContextType>
  UserError?: UserErrorResolvers<ContextType>
  CustomerResolution?: CustomerResolutionResolvers<ContextType>
  SetAsideIdentifier?: SetAsideIdentifierResolvers<ContextType>
  ResolutionStep?: ResolutionStepResolvers<ContextType>
}

export type DirectiveResolvers<ContextType = ConversationsContext> = {
  masked?: MaskedDirectiveResolver<any, any, ContextType>
}
