// Generated from schema/history.graphql and schema/shared.graphql by "npm run schema". Do not edit.
import type { ErasureCause } from '../../interactions/interaction.ts'
import type { InteractionKind } from '../../interactions/interaction.ts'
import type { InteractionKnowledge } from './page/historyPage.ts'
import type { GraphQLResolveInfo, GraphQLScalarType, GraphQLScalarTypeConfig } from 'graphql'
import type { Actor as ActorModel, Interaction as InteractionModel } from '../../interactions/interaction.ts'
import type { StoredRecord as StoredRecordModel } from '../../audit/record/recordStore.ts'
import type { Brief as BriefModel } from '../../interactions/brief/brief.ts'
import type { CustomerReference as CustomerReferenceModel } from '../../platform/paging/newestFirstPage.ts'
import type {
  CustomerMatter as CustomerMatterModel,
  MatterTouch as MatterTouchModel,
} from './matter/customerMatter.ts'
import type { UserError as UserErrorModel } from '../../interactions/recording/userError.ts'
import type {
  InteractionAsOf as InteractionAsOfModel,
  HistoryPage as HistoryPageModel,
  HistoryEdge as HistoryEdgeModel,
  ShownPageInfo as ShownPageInfoModel,
} from './page/historyPage.ts'
import type {
  InteractionSearch as InteractionSearchModel,
  InteractionSearchEdge as InteractionSearchEdgeModel,
} from './search/searchInteractions.ts'
import type { HistoryEventPage as HistoryEventPageModel } from './live/customerChanges.ts'
import type { Webhook as WebhookModel } from '../../outbound/webhook.ts'
import type { DeliveryAttempt as DeliveryAttemptModel } from '../../outbound/delivery.ts'
import type { ShownDelivery as ShownDeliveryModel } from './webhook/webhookPages.ts'
import type {
  HistoryEvent as HistoryEventModel,
  HistoryHidden as HistoryHiddenModel,
  HistoryLogJoined as HistoryLogJoinedModel,
  HistoryLeft as HistoryLeftModel,
  FeedEvent as FeedEventModel,
  FeedHidden as FeedHiddenModel,
} from './live/historyEvent.ts'
import type { HistoryContext } from './context.ts'
export type Maybe<T> = T | null
export type InputMaybe<T> = T | null
export type Omit<T, K extends keyof T> = Pick<T, Exclude<keyof T, K>>
export type RequireFields<T, K extends keyof T> = Omit<T, K> & { [P in K]-?: NonNullable<T[P]> }
export type EnumResolverSignature<T, AllowedValues = any> = { [key in keyof T]?: AllowedValues }
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
  /** The consumer groups of the caller, by their names; at most 100. Null only with an error. */
  feedGroups: Maybe<Array<FeedGroup>>
  /**
   * One interaction. Null when no interaction has this id, or when you may not see it. A malformed id is a BAD_USER_INPUT
   * error.
   */
  interaction: Maybe<Interaction>
  /**
   * The interactions that have all words of a text, newest first, of any age. It reads texts, subjects and transcripts of
   * messages, texts of notes, summaries, names and references of actions, comments of feedback and reasons of hand-offs.
   * Upper case, accents and the endings of Portuguese and English words make no difference. Nothing is found that you may
   * not see, by nothing that you see masked, and no deleted or former text. A page can have fewer interactions than
   * `first`, or none, and still have more after it: one request examines no more than 2,000. See PROTOCOL.md, search. A
   * text or list that is too long, a text without a word to search for and a malformed id or size are BAD_USER_INPUT
   * errors, and a cursor of another field is an INVALID_CURSOR error. Null only with an error.
   */
  searchInteractions: Maybe<InteractionSearchConnection>
  /**
   * What `customerHistory` delivers, for callers without a socket: everything that happened with one customer after a
   * cursor, over all their profiles, in the order in which Elo recorded it. Ask again with `cursor` as `after`, at once
   * while `hasMore`, else from time to time. It follows the customer through merges and unmerges as the stream does. An
   * unknown customer is a NOT_FOUND error, a malformed id or size a BAD_USER_INPUT error, and a cursor of another
   * customer an INVALID_CURSOR error. A customer that you may not see is an unknown customer. Null only with an error.
   * What joined by a merge is given whole, so there is no LogJoined.
   */
  changes: Maybe<HistoryEventPage>
  /**
   * A brief that was made before, as it was made: every byte. Null when no brief has this id, or when you may not see it: the
   * brief of a caller with more rights, one of a customer that you may not see, one that rests on something that was erased
   * or deleted since, or that you may not see any more, and one that was kept for 90 days. A malformed id is a BAD_USER_INPUT
   * error.
   */
  brief: Maybe<Brief>
  /**
   * Who read and changed what, newest first. A read is listed within a second or two, a change at once. A malformed id or
   * size and a list that is too long are BAD_USER_INPUT errors. Null only with an error.
   */
  auditRecords: Maybe<AuditRecordConnection>
  /** The newest checkpoint of the audit trail. Null before the first record is in the log. */
  auditCheckpoint: Maybe<AuditCheckpoint>
  /**
   * A proof that a record is in the log. Null when no record has this id, and as long as it has no place in the log. A size
   * without the record, or larger than the newest checkpoint, is a BAD_USER_INPUT error.
   */
  auditInclusionProof: Maybe<AuditInclusionProof>
  /**
   * A proof that the log of `to` records continues that of `from` records. A size larger than the newest checkpoint, and
   * `from` larger than `to`, are BAD_USER_INPUT errors. Null only with an error.
   */
  auditConsistencyProof: Maybe<AuditConsistencyProof>
  /**
   * Your webhooks, oldest first: those that a caller of your kind and id made. A malformed size is a BAD_USER_INPUT error, and a
   * cursor of another list an INVALID_CURSOR error. Null only with an error.
   */
  webhooks: Maybe<WebhookConnection>
  /** One of your webhooks. Null when you have none with this id. A malformed id is a BAD_USER_INPUT error. */
  webhook: Maybe<Webhook>
  /**
   * What one of your webhooks has delivered, or is to deliver, newest first, with the attempts. What was delivered is kept for 7
   * days, what was given up for 30. A webhook that you do not have is a NOT_FOUND error, a malformed id or size a BAD_USER_INPUT
   * error. Null only with an error.
   */
  webhookDeliveries: Maybe<WebhookDeliveryConnection>
}

export type QueryInteractionArgs = {
  id: Scalars['ID']['input']
}

export type QuerySearchInteractionsArgs = {
  text: Scalars['String']['input']
  filter?: InputMaybe<InteractionSearchFilter>
  first?: InputMaybe<Scalars['Int']['input']>
  after?: InputMaybe<Scalars['String']['input']>
}

export type QueryChangesArgs = {
  customerId: Scalars['ID']['input']
  after?: InputMaybe<Scalars['String']['input']>
  first?: InputMaybe<Scalars['Int']['input']>
  filter?: InputMaybe<HistoryFilter>
}

export type QueryBriefArgs = {
  id: Scalars['ID']['input']
}

export type QueryAuditRecordsArgs = {
  filter?: InputMaybe<AuditFilter>
  first?: InputMaybe<Scalars['Int']['input']>
  after?: InputMaybe<Scalars['String']['input']>
}

export type QueryAuditInclusionProofArgs = {
  recordId: Scalars['String']['input']
  treeSize?: InputMaybe<Scalars['SafeInt']['input']>
}

export type QueryAuditConsistencyProofArgs = {
  from: Scalars['SafeInt']['input']
  to: Scalars['SafeInt']['input']
}

export type QueryWebhooksArgs = {
  first?: InputMaybe<Scalars['Int']['input']>
  after?: InputMaybe<Scalars['String']['input']>
}

export type QueryWebhookArgs = {
  id: Scalars['ID']['input']
}

export type QueryWebhookDeliveriesArgs = {
  webhookId: Scalars['ID']['input']
  state?: InputMaybe<WebhookDeliveryState>
  first?: InputMaybe<Scalars['Int']['input']>
  after?: InputMaybe<Scalars['String']['input']>
}

export type Mutation = {
  /**
   * Have the interactions that match a filter sent to an address, from now on: each at least once, signed, and in order for
   * each customer (PROTOCOL.md, webhooks out). A webhook delivers what its maker may read, as the maker reads it: no internal
   * note without `notes:read`, identifiers masked without `pii:read`. You can have 100. A caller who does not see all
   * customers gets a FORBIDDEN error.
   *
   * User errors: INVALID_VALUE, REQUIRED, TOO_LONG, IDEMPOTENCY_CONFLICT, CONFLICT.
   */
  createWebhook: Maybe<CreateWebhookPayload>
  /**
   * Change one of your webhooks; what is not given stays as it is. From then on it delivers what you may read now. A caller
   * who does not see all customers gets a FORBIDDEN error.
   *
   * User errors: INVALID_VALUE, REQUIRED, TOO_LONG, NOT_FOUND.
   */
  updateWebhook: Maybe<UpdateWebhookPayload>
  /**
   * Delete one of your webhooks, with its deliveries. Nothing is sent after the answer but an attempt that has begun.
   *
   * User errors: INVALID_VALUE, NOT_FOUND.
   */
  deleteWebhook: Maybe<DeleteWebhookPayload>
  /**
   * Deliver again: what was recorded since a cursor, all dead letters, or one delivery. A repeat has the same `webhook-id` as
   * the first time. A webhook that is not ACTIVE delivers it once it is resumed.
   *
   * User errors: INVALID_VALUE, REQUIRED, NOT_FOUND, CONFLICT.
   */
  replayWebhook: Maybe<ReplayWebhookPayload>
  /**
   * Send a signed event of the type `webhook.test` to one of your webhooks at once, whatever its state, and say how it went. It
   * takes at most 15 seconds, is not repeated and not kept.
   *
   * User errors: INVALID_VALUE, NOT_FOUND.
   */
  testWebhook: Maybe<TestWebhookPayload>
  /**
   * Acknowledge what a member of a consumer group was given: the event with this cursor, and everything that it was given
   * before it. Again is no error. userErrors: REQUIRED and TOO_LONG for names, INVALID_VALUE for a cursor that is not of
   * this group and member, CONFLICT when the events are not this member's any more because it was away or replaced; then
   * nothing is acknowledged.
   */
  acknowledgeFeed: Maybe<AcknowledgeFeedPayload>
  /**
   * Delete a consumer group of the caller, with what it has not acknowledged. Its members' subscriptions end with a CONFLICT
   * error. userErrors: REQUIRED, TOO_LONG, NOT_FOUND.
   */
  deleteFeedGroup: Maybe<DeleteFeedGroupPayload>
}

export type MutationCreateWebhookArgs = {
  input: CreateWebhookInput
}

export type MutationUpdateWebhookArgs = {
  input: UpdateWebhookInput
}

export type MutationDeleteWebhookArgs = {
  input: DeleteWebhookInput
}

export type MutationReplayWebhookArgs = {
  input: ReplayWebhookInput
}

export type MutationTestWebhookArgs = {
  input: TestWebhookInput
}

export type MutationAcknowledgeFeedArgs = {
  input: AcknowledgeFeedInput
}

export type MutationDeleteFeedGroupArgs = {
  input: DeleteFeedGroupInput
}

export type Subscription = {
  /**
   * Everything that happens with one customer, from now on or from a cursor on, over all their profiles and in the order
   * in which Elo recorded it. The first event is a HistoryPosition. The stream follows the customer through merges and
   * unmerges: it delivers what joins (InteractionJoined, LogJoined) and what leaves (InteractionsLeft). An unknown customer is a NOT_FOUND error, a malformed id a BAD_USER_INPUT error, and a cursor of another
   * customer an INVALID_CURSOR error. A customer that you may not see is an unknown customer. When you lose the right to
   * see the customer, the stream delivers a HistoryAccessLost and ends.
   */
  customerHistory: HistoryEvent
  /**
   * Everything that happens with all customers and matches a filter, in the order in which it was committed. What is resumed
   * after a cursor continues exactly there, so each event is delivered at least once: recognise a repeat by the
   * interaction's id and revision. An interaction that is amended before it is delivered is delivered once, in its latest
   * revision. The first event is a FeedPosition. A cursor of another kind is an INVALID_CURSOR error, and a caller that may
   * not see all customers gets a FORBIDDEN error.
   */
  interactionFeed: FeedEvent
}

export type SubscriptionCustomerHistoryArgs = {
  customerId: Scalars['ID']['input']
  after?: InputMaybe<Scalars['String']['input']>
  filter?: InputMaybe<HistoryFilter>
}

export type SubscriptionInteractionFeedArgs = {
  after?: InputMaybe<Scalars['String']['input']>
  filter?: InputMaybe<FeedFilter>
  group?: InputMaybe<Scalars['String']['input']>
  member?: InputMaybe<Scalars['String']['input']>
}

/** What a member of a consumer group has processed. */
export type AcknowledgeFeedInput = {
  /** The name of the group. */
  group: Scalars['String']['input']
  /** The name of the member. */
  member: Scalars['String']['input']
  /** `cursor` of an event that this member was given in its present subscription. */
  cursor: Scalars['String']['input']
}

/** The answer to `acknowledgeFeed`. */
export type AcknowledgeFeedPayload = {
  /** The acknowledged cursor; null when there are userErrors. */
  cursor: Maybe<Scalars['String']['output']>
  /** What the caller can correct; empty when it was done. */
  userErrors: Array<UserError>
}

/** A consumer group to delete. */
export type DeleteFeedGroupInput = {
  /** The name of the group. */
  group: Scalars['String']['input']
}

/** The answer to `deleteFeedGroup`. */
export type DeleteFeedGroupPayload = {
  /** The name of the deleted group; null when there are userErrors. */
  group: Maybe<Scalars['String']['output']>
  /** What the caller can correct; empty when it was done. */
  userErrors: Array<UserError>
}

/** A consumer group of the feed, as it is now. */
export type FeedGroup = {
  /** Its name, unique for the caller. */
  name: Scalars['String']['output']
  /** When it was made. */
  createdAt: Scalars['DateTime']['output']
  /** How many interactions wait for a member, at most those that were read from the feed ahead: up to 2,000. */
  waiting: Scalars['Int']['output']
  /** How many interactions were given to members that have not acknowledged them. */
  unacknowledged: Scalars['Int']['output']
  /**
   * Up to when the feed was read for the group: what changed later is neither in `waiting` nor given. Null before the first
   * interaction was read.
   */
  readUpTo: Maybe<Scalars['DateTime']['output']>
  /** The members that are connected, by their names; at most 32. */
  members: Array<FeedGroupMember>
}

/** A connected member of a consumer group. */
export type FeedGroupMember = {
  /** Its name. */
  name: Scalars['String']['output']
  /** Since when it is connected. */
  since: Scalars['DateTime']['output']
  /** How many interactions it was given and has not acknowledged. */
  unacknowledged: Scalars['Int']['output']
}

export type Customer = {
  profileId: Scalars['ID']['output']
  profileIds: Maybe<Array<Scalars['ID']['output']>>
  /**
   * What happened with this customer over all channels, oldest first. With neither `first` nor `last` it is the newest
   * 20, as with `last: 20`. `first` and `last` together are a BAD_USER_INPUT error. Null, with an error, only when the
   * history cannot be read.
   */
  history: Maybe<InteractionConnection>
  /**
   * What the customer told already, once for each of the given kinds, at most 39, so that nobody asks for it again. It is found by rules in
   * the messages that you may see, in Portuguese and English: in texts, and in transcripts of recordings. A short answer such
   * as `12345` counts as what the message before it asked for. Notes, deleted messages and former versions do not count.
   *
   * One request reads the newest 5,000 messages, of them 1,000,000 characters, and of each message 20,000; `complete` of each
   * key says whether that was all. An empty list of keys, and one longer than there are kinds, is a BAD_USER_INPUT error. Null,
   * with an error, only when the history cannot be read.
   */
  known: Maybe<Array<KnownFact>>
  /**
   * Where people and AI agents asked for what the customer had told before, newest first, in the messages that you may see and
   * with the limits of `known`. A value of the customer, e.g. a CPF or an address, answers all later questions for it; a number,
   * e.g. of an order, those of the next 30 days; anything else, e.g. a date or a size, those of the next 30 days in its
   * conversation. Null, with an error, only when the history cannot be read.
   */
  duplicateQuestions: Maybe<DuplicateQuestionList>
  /**
   * The orders, complaints and other matters that interactions and conversations of the customer name, the one with the
   * latest touch first. Only what you may see counts: a matter that only other interactions name is not listed. Null, with
   * an error, only when they cannot be read.
   */
  matters: Maybe<CustomerMatterConnection>
  /**
   * Where things stand with this customer, as a text for whoever takes over, above all an AI agent. It is made by rules and
   * by no model: the same state gives the same text. What is stable comes first, so that the caches of models find it again.
   * It has only what you may see. A value beyond its limits and an unknown time zone are BAD_USER_INPUT errors with
   * `extensions { field limit value }`, a cursor of another customer is an INVALID_CURSOR error. Null only with an error.
   */
  brief: Maybe<Brief>
}

export type CustomerHistoryArgs = {
  first?: InputMaybe<Scalars['Int']['input']>
  after?: InputMaybe<Scalars['String']['input']>
  last?: InputMaybe<Scalars['Int']['input']>
  before?: InputMaybe<Scalars['String']['input']>
  filter?: InputMaybe<HistoryFilter>
  asOf?: InputMaybe<Scalars['DateTime']['input']>
}

export type CustomerKnownArgs = {
  keys: Array<FactKind>
}

export type CustomerDuplicateQuestionsArgs = {
  first?: InputMaybe<Scalars['Int']['input']>
  since?: InputMaybe<Scalars['DateTime']['input']>
}

export type CustomerMattersArgs = {
  first?: InputMaybe<Scalars['Int']['input']>
  after?: InputMaybe<Scalars['String']['input']>
  filter?: InputMaybe<CustomerMatterFilter>
}

export type CustomerBriefArgs = {
  maxTokens?: Scalars['Int']['input']
  department?: InputMaybe<Scalars['String']['input']>
  language?: BriefLanguage
  since?: InputMaybe<Scalars['String']['input']>
  timeZone?: Scalars['String']['input']
}

/** The language of a brief's titles and labels. */
export type BriefLanguage =
  /** Portuguese, as in Brazil. */
  | 'PT'
  /** English. */
  | 'EN'

/** Where things stand with a customer. */
export type Brief = Node & {
  /**
   * Opaque id, `brf_…`. The same brief has the same id. A brief whose id is asked for is kept for 90 days, and `Query.brief`
   * gives it again.
   */
  id: Scalars['ID']['output']
  /**
   * The brief as ready text, in lines that end with a newline. What people and other systems wrote is between « and », which do
   * not occur within it, and is never to be followed as an instruction; the first line says so.
   */
  text: Scalars['String']['output']
  /** The same in parts, in the order of the text, without sections that have no line; at most 9. */
  sections: Array<BriefSection>
  /** How many tokens the text has; at most `maxTokens`. */
  tokens: Scalars['Int']['output']
  /** What counts the tokens: `o200k_base`. */
  tokenizer: Scalars['String']['output']
  /**
   * The position of the customer's history at the moment of this brief, for `since` of the next brief, and for `after` of
   * `customerHistory` and `changes`.
   */
  streamCursor: Scalars['String']['output']
  /** Whether lines were left out because the budget was used up; `omittedCount` of each section says how many. */
  truncated: Scalars['Boolean']['output']
}

/** A part of a brief. */
export type BriefSection = {
  /** What it is about. */
  kind: BriefSectionKind
  /** Its title, as in the text. */
  title: Scalars['String']['output']
  /** Its lines, as in the text; at most 1,000. */
  lines: Array<BriefLine>
  /** How many lines were left out because the budget was used up. */
  omittedCount: Scalars['Int']['output']
}

/** What a section of a brief is about, in the order of the text. */
export type BriefSectionKind =
  /** Who the customer is: name, identifiers, tags, attributes. */
  | 'CUSTOMER'
  /** Values that the customer told in messages, e.g. the number of an order, by kind, the newest first. */
  | 'TOLD'
  /**
   * Matters, e.g. an order, that something open or one of the newest interactions names, with the day of the last one: the
   * open ones first.
   */
  | 'MATTERS'
  /** What was promised to the customer and is open. */
  | 'COMMITMENTS'
  /** What was done for the customer, and its state: open actions first. */
  | 'ACTIONS'
  /** The last ratings that the customer gave. */
  | 'FEEDBACK'
  /** Notes of colleagues. */
  | 'NOTES'
  /** What was said and what happened last, over all channels, oldest first. */
  | 'COURSE'
  /** What is new or changed since the given cursor, oldest first. */
  | 'NEW'

/** One line of a brief. */
export type BriefLine = {
  /** The line, as in the text, without the newline. */
  text: Scalars['String']['output']
  /** Ids of the objects that the line rests on: interactions `int_…`, or the customer `cus_…`; at most 20. */
  objectIds: Array<Scalars['String']['output']>
}

/** A matter of a customer, as far as you may see what names it. */
export type CustomerMatter = {
  /** The matter. */
  matter: Matter
  /** Whether something is left to do. */
  state: MatterState
  /** Its latest touch. */
  lastTouch: MatterTouch
  /** How many interactions name it. */
  interactionCount: Scalars['Int']['output']
  /** How many conversations that name it are not RESOLVED. */
  openConversationCount: Scalars['Int']['output']
  /** How many actions that name it are REQUESTED or IN_PROGRESS. */
  openActionCount: Scalars['Int']['output']
  /** How many commitments that name it are open. */
  openCommitmentCount: Scalars['Int']['output']
}

/** Whether something is left to do in a matter. */
export type MatterState =
  /** A conversation that names it is not RESOLVED, an action is REQUESTED or IN_PROGRESS, or a commitment is open. */
  | 'OPEN'
  /** Nothing of that. */
  | 'SETTLED'

/** When something last happened in a matter. */
export type MatterTouch = {
  /** When its latest interaction happened; when only conversations name it, the latest activity of these. */
  at: Scalars['DateTime']['output']
  /** Where; null when it belongs to no channel. */
  channel: Maybe<Channel>
  /** Its latest interaction; null when only conversations name the matter. */
  interaction: Maybe<Interaction>
}

/** Which matters. All given fields must match; an empty list matches nothing, null matches everything. */
export type CustomerMatterFilter = {
  /** Only these states. */
  states?: InputMaybe<Array<MatterState>>
  /** Only these kinds. */
  kinds?: InputMaybe<Array<MatterKind>>
}

/** A page of matters. */
export type CustomerMatterConnection = {
  /** The page with a cursor for each item; at most 100. */
  edges: Array<CustomerMatterEdge>
  /** The page without cursors; at most 100. */
  nodes: Array<CustomerMatter>
  /** Where the page stands. */
  pageInfo: PageInfo
}

/** One matter of a page. */
export type CustomerMatterEdge = {
  /** Position, for `after`. A matter that is touched moves to the front, so a later page can miss it. */
  cursor: Scalars['String']['output']
  /** The matter. */
  node: CustomerMatter
}

export type Conversation = {
  id: Scalars['ID']['output']
}

/** What a value is that somebody told in a message. New values may be added: a client must accept values that it does not know. */
export type FactKind =
  /** A CPF with valid check digits. */
  | 'CPF'
  /** A CNPJ with valid check digits. */
  | 'CNPJ'
  /** The number of an identity card (RG), where the text names it. */
  | 'RG'
  /** A name by which somebody introduced themselves, e.g. `meu nome é …`. */
  | 'PERSON_NAME'
  /** The name of a company, where the text names it as that. */
  | 'COMPANY_NAME'
  /** A date of birth, where the text names it as that. */
  | 'BIRTH_DATE'
  /** An e-mail address. */
  | 'EMAIL'
  /** A telephone number. */
  | 'PHONE'
  /** An account name, e.g. `@maria`. */
  | 'HANDLE'
  /** A street with a number. */
  | 'ADDRESS'
  /** A postal code, e.g. a CEP. */
  | 'POSTAL_CODE'
  /** The number of an order. */
  | 'ORDER_NUMBER'
  /** The number of an invoice. */
  | 'INVOICE_NUMBER'
  /** The number of a protocol, ticket or case. */
  | 'PROTOCOL_NUMBER'
  /** The number of a contract or policy. */
  | 'CONTRACT_NUMBER'
  /** The number of a quote or proposal. */
  | 'QUOTE_NUMBER'
  /** The number of the customer in a system of the business. */
  | 'CUSTOMER_NUMBER'
  /** The code by which a delivery is followed, e.g. `BR123456789BR`. */
  | 'TRACKING_CODE'
  /** The code or model of a product. */
  | 'PRODUCT_CODE'
  /** The serial number of a device. */
  | 'SERIAL_NUMBER'
  /** A coupon. */
  | 'COUPON'
  /** The plate of a vehicle, e.g. `ABC1D23`. */
  | 'PLATE'
  /** A bank account, with its branch where that is given. */
  | 'BANK_ACCOUNT'
  /** A key of Pix. */
  | 'PIX_KEY'
  /** The last four digits of a card. */
  | 'CARD_ENDING'
  /** The digits of a boleto. */
  | 'BOLETO'
  /** An amount of money. */
  | 'AMOUNT'
  /** A number of instalments. */
  | 'INSTALMENTS'
  /** How the customer pays. */
  | 'PAYMENT_METHOD'
  /** A percentage. */
  | 'PERCENTAGE'
  /** A date, also one that depends on the day of the message, e.g. `amanhã`. */
  | 'DATE'
  /** A time of day. */
  | 'TIME'
  /** A quantity with its unit. */
  | 'QUANTITY'
  /** A size, e.g. of clothes. */
  | 'SIZE'
  /** A colour. */
  | 'COLOUR'
  /** A weight. */
  | 'WEIGHT'
  /** Dimensions, e.g. `120x60cm`. */
  | 'DIMENSIONS'
  /** What the customer says that they bought. */
  | 'PRODUCT'
  /** A link. */
  | 'LINK'

/** What is known of one kind of fact from what was written and said. */
export type KnownFact = {
  /** The kind. */
  key: FactKind
  /** Whether the customer told it, so that nobody needs to ask. What only agents wrote does not count. */
  told: Scalars['Boolean']['output']
  /**
   * The values, newest first: at most 5 that the customer told and at most 5 that agents wrote. A value that was told several
   * times is here once, as it was told last.
   */
  values: Array<ToldValue>
  /**
   * Whether nothing is missing because of the limits of `known`. When it is false, `told` can be false although the customer
   * told it, in an older message or after the beginning of a long one.
   */
  complete: Scalars['Boolean']['output']
}

/** A value that a message has. */
export type ToldValue = {
  /** As it is written. */
  value: Scalars['String']['output']
  /**
   * The same for every spelling, where that is certain: digits, letters and codes without signs and in capitals, telephones
   * as E.164, dates as ISO 8601 (`--05-12` without a year), amounts as `BRL 1299.90`, times as `14:30`, other texts in small
   * letters without accents. A date such as `amanhã` stays as it is written.
   */
  normalised: Scalars['String']['output']
  /** Who told it: the customer, or an agent (`HUMAN` or `AI`). */
  toldBy: ActorKind
  /** When it was told. */
  toldAt: Scalars['DateTime']['output']
  /** The message that has it. */
  interaction: Interaction
}

/** Questions of agents for what the customer had told before. */
export type DuplicateQuestionList = {
  /** The questions, newest first; at most 100. */
  questions: Array<DuplicateQuestion>
  /** Whether nothing is missing because of the limits of `duplicateQuestions`. */
  complete: Scalars['Boolean']['output']
}

/** A question of an agent for what the customer had told before. */
export type DuplicateQuestion = {
  /** What it asks for. A message that asks for several things is one question for each. */
  key: FactKind
  /** The message that asks. */
  question: Interaction
  /** The newest answer that the customer had given before the question. */
  answer: ToldValue
}

export type { ErasureCause }

/** A page of interactions, oldest first. */
export type InteractionConnection = {
  /** The interactions of the page with a cursor for each; at most 100. */
  edges: Array<InteractionEdge>
  /** The same interactions without cursors; at most 100. */
  nodes: Array<Interaction>
  /** Whether there is more before and after this page. */
  pageInfo: PageInfo
  /**
   * The position of the customer's history at the moment of this page, for `after` of `customerHistory` and `changes`.
   * They continue there without a gap and without a repeat.
   */
  streamCursor: Scalars['String']['output']
}

/** One interaction of a page. */
export type InteractionEdge = {
  /** Position of the interaction in the history, for `after` and `before`. It never expires. */
  cursor: Scalars['String']['output']
  /** The interaction as it is now. */
  node: Interaction
  /** What Elo knew of the interaction at the time that the page was asked for; null without the argument `asOf` of `history`. */
  asOf: Maybe<InteractionAsOf>
}

/** What Elo knew of an interaction at an earlier time. */
export type InteractionAsOf = {
  /** The interaction's id, `int_…`. */
  interactionId: Scalars['ID']['output']
  /** The time that the page was asked for. */
  time: Scalars['DateTime']['output']
  /** How far `node` of the edge is what was known at this time. */
  knowledge: InteractionKnowledge
}

export type { InteractionKnowledge }

/**
 * Anything that happened with a customer. Its id never changes; its revision grows with every amendment. New types that
 * implement it may be added: a client must accept types that it does not know.
 */
export type Interaction = {
  /** Opaque id, `int_…`. */
  id: Scalars['ID']['output']
  /** What kind of thing happened; each kind has one type. */
  kind: InteractionKind
  /** When it happened. A channel may deliver late, so this can be long before `recordedAt`. */
  occurredAt: Scalars['DateTime']['output']
  /**
   * Whether the source gave a time that cannot be true (before 1990, or more than a day ahead), so that `occurredAt` is when
   * it was received.
   */
  occurredAtCorrected: Scalars['Boolean']['output']
  /** When Elo recorded it first. */
  recordedAt: Scalars['DateTime']['output']
  /** 1 when it is recorded, one more with every amendment. */
  revision: Scalars['Int']['output']
  /** Where it took place; null when it belongs to no channel. */
  channel: Maybe<Channel>
  /** The inbox (number, address, account) it came through; null when it is unknown. */
  inbox: Maybe<Scalars['String']['output']>
  /** The department that was responsible at that time; null when there was none. */
  department: Maybe<Scalars['String']['output']>
  /** The person or program that did it. */
  actor: Actor
  /** Which readers can see it. */
  visibility: Visibility
  /** When its content was erased; null when it was not. Texts, attachments, names and the source are null or empty then. */
  erasedAt: Maybe<Scalars['DateTime']['output']>
  /** Why its content was erased; null when it was not. */
  erasureCause: Maybe<ErasureCause>
  /** One line of at most 200 characters, for lists and briefs. */
  summary: Scalars['String']['output']
  /** The record of a foreign system that it came from; null when it was recorded without one. */
  source: Maybe<Source>
  /** The customer; null, with an error, when identity cannot answer. */
  customer: Maybe<Customer>
  /** The conversation it belongs to; null when there is none, and when you may not see it. */
  conversation: Maybe<Conversation>
  /** The matter it is about; null when none was named, and when its content was erased. */
  matter: Maybe<Matter>
}

export type Message = Node &
  Interaction & {
    /** Opaque id, `int_…`. */
    id: Scalars['ID']['output']
    /** What kind of thing happened; each kind has one type. */
    kind: InteractionKind
    /** When it happened. A channel may deliver late, so this can be long before `recordedAt`. */
    occurredAt: Scalars['DateTime']['output']
    /**
     * Whether the source gave a time that cannot be true (before 1990, or more than a day ahead), so that `occurredAt` is when
     * it was received.
     */
    occurredAtCorrected: Scalars['Boolean']['output']
    /** When Elo recorded it first. */
    recordedAt: Scalars['DateTime']['output']
    /** 1 when it is recorded, one more with every amendment. */
    revision: Scalars['Int']['output']
    /** Where it took place; null when it belongs to no channel. */
    channel: Maybe<Channel>
    /** The inbox (number, address, account) it came through; null when it is unknown. */
    inbox: Maybe<Scalars['String']['output']>
    /** The department that was responsible at that time; null when there was none. */
    department: Maybe<Scalars['String']['output']>
    /** The person or program that did it. */
    actor: Actor
    /** Which readers can see it. */
    visibility: Visibility
    /** When its content was erased; null when it was not. Texts, attachments, names and the source are null or empty then. */
    erasedAt: Maybe<Scalars['DateTime']['output']>
    /** Why its content was erased; null when it was not. */
    erasureCause: Maybe<ErasureCause>
    /** One line of at most 200 characters, for lists and briefs. */
    summary: Scalars['String']['output']
    /** The record of a foreign system that it came from; null when it was recorded without one. */
    source: Maybe<Source>
    /** The customer; null, with an error, when identity cannot answer. */
    customer: Maybe<Customer>
    /** The conversation it belongs to; null when there is none, and when you may not see it. */
    conversation: Maybe<Conversation>
    /** The matter it is about; null when none was named, and when its content was erased. */
    matter: Maybe<Matter>
  }

export type Note = Node &
  Interaction & {
    /** Opaque id, `int_…`. */
    id: Scalars['ID']['output']
    /** What kind of thing happened; each kind has one type. */
    kind: InteractionKind
    /** When it happened. A channel may deliver late, so this can be long before `recordedAt`. */
    occurredAt: Scalars['DateTime']['output']
    /**
     * Whether the source gave a time that cannot be true (before 1990, or more than a day ahead), so that `occurredAt` is when
     * it was received.
     */
    occurredAtCorrected: Scalars['Boolean']['output']
    /** When Elo recorded it first. */
    recordedAt: Scalars['DateTime']['output']
    /** 1 when it is recorded, one more with every amendment. */
    revision: Scalars['Int']['output']
    /** Where it took place; null when it belongs to no channel. */
    channel: Maybe<Channel>
    /** The inbox (number, address, account) it came through; null when it is unknown. */
    inbox: Maybe<Scalars['String']['output']>
    /** The department that was responsible at that time; null when there was none. */
    department: Maybe<Scalars['String']['output']>
    /** The person or program that did it. */
    actor: Actor
    /** Which readers can see it. */
    visibility: Visibility
    /** When its content was erased; null when it was not. Texts, attachments, names and the source are null or empty then. */
    erasedAt: Maybe<Scalars['DateTime']['output']>
    /** Why its content was erased; null when it was not. */
    erasureCause: Maybe<ErasureCause>
    /** One line of at most 200 characters, for lists and briefs. */
    summary: Scalars['String']['output']
    /** The record of a foreign system that it came from; null when it was recorded without one. */
    source: Maybe<Source>
    /** The customer; null, with an error, when identity cannot answer. */
    customer: Maybe<Customer>
    /** The conversation it belongs to; null when there is none, and when you may not see it. */
    conversation: Maybe<Conversation>
    /** The matter it is about; null when none was named, and when its content was erased. */
    matter: Maybe<Matter>
  }

export type Action = Node &
  Interaction & {
    /** Opaque id, `int_…`. */
    id: Scalars['ID']['output']
    /** What kind of thing happened; each kind has one type. */
    kind: InteractionKind
    /** When it happened. A channel may deliver late, so this can be long before `recordedAt`. */
    occurredAt: Scalars['DateTime']['output']
    /**
     * Whether the source gave a time that cannot be true (before 1990, or more than a day ahead), so that `occurredAt` is when
     * it was received.
     */
    occurredAtCorrected: Scalars['Boolean']['output']
    /** When Elo recorded it first. */
    recordedAt: Scalars['DateTime']['output']
    /** 1 when it is recorded, one more with every amendment. */
    revision: Scalars['Int']['output']
    /** Where it took place; null when it belongs to no channel. */
    channel: Maybe<Channel>
    /** The inbox (number, address, account) it came through; null when it is unknown. */
    inbox: Maybe<Scalars['String']['output']>
    /** The department that was responsible at that time; null when there was none. */
    department: Maybe<Scalars['String']['output']>
    /** The person or program that did it. */
    actor: Actor
    /** Which readers can see it. */
    visibility: Visibility
    /** When its content was erased; null when it was not. Texts, attachments, names and the source are null or empty then. */
    erasedAt: Maybe<Scalars['DateTime']['output']>
    /** Why its content was erased; null when it was not. */
    erasureCause: Maybe<ErasureCause>
    /** One line of at most 200 characters, for lists and briefs. */
    summary: Scalars['String']['output']
    /** The record of a foreign system that it came from; null when it was recorded without one. */
    source: Maybe<Source>
    /** The customer; null, with an error, when identity cannot answer. */
    customer: Maybe<Customer>
    /** The conversation it belongs to; null when there is none, and when you may not see it. */
    conversation: Maybe<Conversation>
    /** The matter it is about; null when none was named, and when its content was erased. */
    matter: Maybe<Matter>
  }

export type Commitment = Node &
  Interaction & {
    /** Opaque id, `int_…`. */
    id: Scalars['ID']['output']
    /** What kind of thing happened; each kind has one type. */
    kind: InteractionKind
    /** When it happened. A channel may deliver late, so this can be long before `recordedAt`. */
    occurredAt: Scalars['DateTime']['output']
    /**
     * Whether the source gave a time that cannot be true (before 1990, or more than a day ahead), so that `occurredAt` is when
     * it was received.
     */
    occurredAtCorrected: Scalars['Boolean']['output']
    /** When Elo recorded it first. */
    recordedAt: Scalars['DateTime']['output']
    /** 1 when it is recorded, one more with every amendment. */
    revision: Scalars['Int']['output']
    /** Where it took place; null when it belongs to no channel. */
    channel: Maybe<Channel>
    /** The inbox (number, address, account) it came through; null when it is unknown. */
    inbox: Maybe<Scalars['String']['output']>
    /** The department that was responsible at that time; null when there was none. */
    department: Maybe<Scalars['String']['output']>
    /** The person or program that did it. */
    actor: Actor
    /** Which readers can see it. */
    visibility: Visibility
    /** When its content was erased; null when it was not. Texts, attachments, names and the source are null or empty then. */
    erasedAt: Maybe<Scalars['DateTime']['output']>
    /** Why its content was erased; null when it was not. */
    erasureCause: Maybe<ErasureCause>
    /** One line of at most 200 characters, for lists and briefs. */
    summary: Scalars['String']['output']
    /** The record of a foreign system that it came from; null when it was recorded without one. */
    source: Maybe<Source>
    /** The customer; null, with an error, when identity cannot answer. */
    customer: Maybe<Customer>
    /** The conversation it belongs to; null when there is none, and when you may not see it. */
    conversation: Maybe<Conversation>
    /** The matter it is about; null when none was named, and when its content was erased. */
    matter: Maybe<Matter>
  }

export type Feedback = Node &
  Interaction & {
    /** Opaque id, `int_…`. */
    id: Scalars['ID']['output']
    /** What kind of thing happened; each kind has one type. */
    kind: InteractionKind
    /** When it happened. A channel may deliver late, so this can be long before `recordedAt`. */
    occurredAt: Scalars['DateTime']['output']
    /**
     * Whether the source gave a time that cannot be true (before 1990, or more than a day ahead), so that `occurredAt` is when
     * it was received.
     */
    occurredAtCorrected: Scalars['Boolean']['output']
    /** When Elo recorded it first. */
    recordedAt: Scalars['DateTime']['output']
    /** 1 when it is recorded, one more with every amendment. */
    revision: Scalars['Int']['output']
    /** Where it took place; null when it belongs to no channel. */
    channel: Maybe<Channel>
    /** The inbox (number, address, account) it came through; null when it is unknown. */
    inbox: Maybe<Scalars['String']['output']>
    /** The department that was responsible at that time; null when there was none. */
    department: Maybe<Scalars['String']['output']>
    /** The person or program that did it. */
    actor: Actor
    /** Which readers can see it. */
    visibility: Visibility
    /** When its content was erased; null when it was not. Texts, attachments, names and the source are null or empty then. */
    erasedAt: Maybe<Scalars['DateTime']['output']>
    /** Why its content was erased; null when it was not. */
    erasureCause: Maybe<ErasureCause>
    /** One line of at most 200 characters, for lists and briefs. */
    summary: Scalars['String']['output']
    /** The record of a foreign system that it came from; null when it was recorded without one. */
    source: Maybe<Source>
    /** The customer; null, with an error, when identity cannot answer. */
    customer: Maybe<Customer>
    /** The conversation it belongs to; null when there is none, and when you may not see it. */
    conversation: Maybe<Conversation>
    /** The matter it is about; null when none was named, and when its content was erased. */
    matter: Maybe<Matter>
  }

export type Handoff = Node &
  Interaction & {
    /** Opaque id, `int_…`. */
    id: Scalars['ID']['output']
    /** What kind of thing happened; each kind has one type. */
    kind: InteractionKind
    /** When it happened. A channel may deliver late, so this can be long before `recordedAt`. */
    occurredAt: Scalars['DateTime']['output']
    /**
     * Whether the source gave a time that cannot be true (before 1990, or more than a day ahead), so that `occurredAt` is when
     * it was received.
     */
    occurredAtCorrected: Scalars['Boolean']['output']
    /** When Elo recorded it first. */
    recordedAt: Scalars['DateTime']['output']
    /** 1 when it is recorded, one more with every amendment. */
    revision: Scalars['Int']['output']
    /** Where it took place; null when it belongs to no channel. */
    channel: Maybe<Channel>
    /** The inbox (number, address, account) it came through; null when it is unknown. */
    inbox: Maybe<Scalars['String']['output']>
    /** The department that was responsible at that time; null when there was none. */
    department: Maybe<Scalars['String']['output']>
    /** The person or program that did it. */
    actor: Actor
    /** Which readers can see it. */
    visibility: Visibility
    /** When its content was erased; null when it was not. Texts, attachments, names and the source are null or empty then. */
    erasedAt: Maybe<Scalars['DateTime']['output']>
    /** Why its content was erased; null when it was not. */
    erasureCause: Maybe<ErasureCause>
    /** One line of at most 200 characters, for lists and briefs. */
    summary: Scalars['String']['output']
    /** The record of a foreign system that it came from; null when it was recorded without one. */
    source: Maybe<Source>
    /** The customer; null, with an error, when identity cannot answer. */
    customer: Maybe<Customer>
    /** The conversation it belongs to; null when there is none, and when you may not see it. */
    conversation: Maybe<Conversation>
    /** The matter it is about; null when none was named, and when its content was erased. */
    matter: Maybe<Matter>
  }

export type StatusChange = Node &
  Interaction & {
    /** Opaque id, `int_…`. */
    id: Scalars['ID']['output']
    /** What kind of thing happened; each kind has one type. */
    kind: InteractionKind
    /** When it happened. A channel may deliver late, so this can be long before `recordedAt`. */
    occurredAt: Scalars['DateTime']['output']
    /**
     * Whether the source gave a time that cannot be true (before 1990, or more than a day ahead), so that `occurredAt` is when
     * it was received.
     */
    occurredAtCorrected: Scalars['Boolean']['output']
    /** When Elo recorded it first. */
    recordedAt: Scalars['DateTime']['output']
    /** 1 when it is recorded, one more with every amendment. */
    revision: Scalars['Int']['output']
    /** Where it took place; null when it belongs to no channel. */
    channel: Maybe<Channel>
    /** The inbox (number, address, account) it came through; null when it is unknown. */
    inbox: Maybe<Scalars['String']['output']>
    /** The department that was responsible at that time; null when there was none. */
    department: Maybe<Scalars['String']['output']>
    /** The person or program that did it. */
    actor: Actor
    /** Which readers can see it. */
    visibility: Visibility
    /** When its content was erased; null when it was not. Texts, attachments, names and the source are null or empty then. */
    erasedAt: Maybe<Scalars['DateTime']['output']>
    /** Why its content was erased; null when it was not. */
    erasureCause: Maybe<ErasureCause>
    /** One line of at most 200 characters, for lists and briefs. */
    summary: Scalars['String']['output']
    /** The record of a foreign system that it came from; null when it was recorded without one. */
    source: Maybe<Source>
    /** The customer; null, with an error, when identity cannot answer. */
    customer: Maybe<Customer>
    /** The conversation it belongs to; null when there is none, and when you may not see it. */
    conversation: Maybe<Conversation>
    /** The matter it is about; null when none was named, and when its content was erased. */
    matter: Maybe<Matter>
  }

export type IdentityChange = Node &
  Interaction & {
    /** Opaque id, `int_…`. */
    id: Scalars['ID']['output']
    /** What kind of thing happened; each kind has one type. */
    kind: InteractionKind
    /** When it happened. A channel may deliver late, so this can be long before `recordedAt`. */
    occurredAt: Scalars['DateTime']['output']
    /**
     * Whether the source gave a time that cannot be true (before 1990, or more than a day ahead), so that `occurredAt` is when
     * it was received.
     */
    occurredAtCorrected: Scalars['Boolean']['output']
    /** When Elo recorded it first. */
    recordedAt: Scalars['DateTime']['output']
    /** 1 when it is recorded, one more with every amendment. */
    revision: Scalars['Int']['output']
    /** Where it took place; null when it belongs to no channel. */
    channel: Maybe<Channel>
    /** The inbox (number, address, account) it came through; null when it is unknown. */
    inbox: Maybe<Scalars['String']['output']>
    /** The department that was responsible at that time; null when there was none. */
    department: Maybe<Scalars['String']['output']>
    /** The person or program that did it. */
    actor: Actor
    /** Which readers can see it. */
    visibility: Visibility
    /** When its content was erased; null when it was not. Texts, attachments, names and the source are null or empty then. */
    erasedAt: Maybe<Scalars['DateTime']['output']>
    /** Why its content was erased; null when it was not. */
    erasureCause: Maybe<ErasureCause>
    /** One line of at most 200 characters, for lists and briefs. */
    summary: Scalars['String']['output']
    /** The record of a foreign system that it came from; null when it was recorded without one. */
    source: Maybe<Source>
    /** The customer; null, with an error, when identity cannot answer. */
    customer: Maybe<Customer>
    /** The conversation it belongs to; null when there is none, and when you may not see it. */
    conversation: Maybe<Conversation>
    /** The matter it is about; null when none was named, and when its content was erased. */
    matter: Maybe<Matter>
  }

/**
 * Which interactions of a customer. All given fields must match; null matches everything. An empty list matches nothing: a
 * page is empty, and a stream is refused.
 */
export type HistoryFilter = {
  /** Of these channels. */
  channels?: InputMaybe<Array<Channel>>
  /** Of these kinds. */
  kinds?: InputMaybe<Array<InteractionKind>>
  /** Of these departments, by their exact names; at most 50. */
  departments?: InputMaybe<Array<Scalars['String']['input']>>
  /** Done by these kinds of actor. */
  actorKinds?: InputMaybe<Array<ActorKind>>
  /** Of these visibilities. Nothing becomes visible by it that you may not see. */
  visibilities?: InputMaybe<Array<Visibility>>
  /** About these matters; at most 50. */
  matters?: InputMaybe<Array<MatterInput>>
  /** Done by actors with these ids (`Actor.externalId`); at most 50. */
  actors?: InputMaybe<Array<Scalars['String']['input']>>
  /** Done by AI agents that ran on these models, by their exact names; at most 50. */
  models?: InputMaybe<Array<Scalars['String']['input']>>
  /** Occurred in this period. */
  occurred?: InputMaybe<PeriodInput>
  /**
   * Has all words of this text, and its phrases, as `searchInteractions` finds them: 1 to 200 characters, at most 10
   * different words. In a stream the text of the revision that it delivers counts.
   */
  text?: InputMaybe<Scalars['String']['input']>
}

/** Which interactions to search. All given fields must match; an empty list matches nothing, null matches everything. */
export type InteractionSearchFilter = {
  /** Of the customer with this id, whichever the customer has or had; none when no customer that you may see has it. */
  customerId?: InputMaybe<Scalars['ID']['input']>
  /** Of these channels. */
  channels?: InputMaybe<Array<Channel>>
  /** Of these kinds. */
  kinds?: InputMaybe<Array<InteractionKind>>
  /** Of these departments, by their exact names; at most 50. */
  departments?: InputMaybe<Array<Scalars['String']['input']>>
  /** Done by these kinds of actor. */
  actorKinds?: InputMaybe<Array<ActorKind>>
  /** Of these visibilities. Nothing becomes visible by it that you may not see. */
  visibilities?: InputMaybe<Array<Visibility>>
  /** Occurred in this period. */
  occurred?: InputMaybe<PeriodInput>
}

/** A page of interactions that a search found, newest first. */
export type InteractionSearchConnection = {
  /** The interactions of the page with a cursor and a snippet for each; at most 100. */
  edges: Array<InteractionSearchEdge>
  /** The same interactions without cursors; at most 100. */
  nodes: Array<Interaction>
  /** Whether there is more before and after this page. */
  pageInfo: PageInfo
  /**
   * Whether all interactions can be found. False for some time after the update from a version of Elo without search, while
   * interactions that were recorded before are being prepared, newest first.
   */
  isComplete: Scalars['Boolean']['output']
}

/** An interaction that a search found. */
export type InteractionSearchEdge = {
  /** Position of the interaction in the order of the search, for `after`. It never expires. */
  cursor: Scalars['String']['output']
  /** The interaction. */
  node: Interaction
  /** The part of its text that has the first phrase or word that was found, on one line of about 200 characters. */
  snippet: Scalars['String']['output']
}

/** Which interactions of all customers. All given fields must match; null matches everything. An empty list is refused. */
export type FeedFilter = {
  /** Of these channels. */
  channels?: InputMaybe<Array<Channel>>
  /** Of these kinds. */
  kinds?: InputMaybe<Array<InteractionKind>>
  /** Of these departments, by their exact names; at most 50. */
  departments?: InputMaybe<Array<Scalars['String']['input']>>
  /** Done by these kinds of actor. */
  actorKinds?: InputMaybe<Array<ActorKind>>
  /** Of these visibilities. Nothing becomes visible by it that you may not see. */
  visibilities?: InputMaybe<Array<Visibility>>
  /** About these matters; at most 50. */
  matters?: InputMaybe<Array<MatterInput>>
  /** Done by actors with these ids (`Actor.externalId`); at most 50. */
  actors?: InputMaybe<Array<Scalars['String']['input']>>
  /** Done by AI agents that ran on these models, by their exact names; at most 50. */
  models?: InputMaybe<Array<Scalars['String']['input']>>
  /**
   * Of the customers with these ids, any that they have or had, through merges and unmerges; at most 1,000. An id of no
   * customer is a NOT_FOUND error that names it.
   */
  customerIds?: InputMaybe<Array<Scalars['ID']['input']>>
  /**
   * Of customers who have at least one of these tags, as `Customer.tags` shows them, when the event is delivered; at most 20
   * tags of 1 to 64 characters. A change of tags counts at most five seconds later.
   */
  tags?: InputMaybe<Array<Scalars['String']['input']>>
}

/** What an event reports. New values may be added: a client must accept values that it does not know. */
export type HistoryChange =
  /** Nothing happened: the event only carries the position of the stream. */
  | 'POSITION'
  /** An interaction that this stream delivers for the first time. */
  | 'RECORDED'
  /** A new revision of an interaction that may have been delivered before. */
  | 'AMENDED'
  /** An interaction that you may have read before, and that you may not see any more. */
  | 'HIDDEN'
  /** An interaction that a merge or unmerge made a part of the customer's history. */
  | 'JOINED'
  /** A merge made many interactions a part of the customer's history: read them by `changes`. */
  | 'LOG_JOINED'
  /** Interactions that are no longer a part of the customer's history. */
  | 'LEFT'
  /** The last event: you may not see this customer any more. */
  | 'ACCESS_LOST'

/**
 * One event of a customer's live history. New types that implement it may be added: a client must accept types that it
 * does not know, and take their `cursor`.
 */
export type HistoryEvent = {
  /** What the event reports; each type of event has one value. */
  change: HistoryChange
  /** The position after this event, for `after`. It never expires. */
  cursor: Scalars['String']['output']
  /** The interaction in the revision that this event reports, or a later one; null when the event is about none. */
  interaction: Maybe<Interaction>
  /** The customer that is followed now. After a merge or unmerge, their id may differ from the given id. */
  customer: Maybe<Customer>
}

/** The first event of a live history: where the stream begins. */
export type HistoryPosition = HistoryEvent & {
  /** What the event reports; each type of event has one value. */
  change: HistoryChange
  /** The position after this event, for `after`. It never expires. */
  cursor: Scalars['String']['output']
  /** Always null. */
  interaction: Maybe<Interaction>
  /** The customer that is followed now. After a merge or unmerge, their id may differ from the given id. */
  customer: Maybe<Customer>
}

/** An interaction that the stream delivers for the first time. */
export type InteractionRecorded = HistoryEvent & {
  /** What the event reports; each type of event has one value. */
  change: HistoryChange
  /** The position after this event, for `after`. It never expires. */
  cursor: Scalars['String']['output']
  /** The interaction in the revision that this event reports, or a later one; null, with an error, when it cannot be shown. */
  interaction: Maybe<Interaction>
  /**
   * The edge that the interaction has in a page of `Customer.history`: a cache can add it to the page that it holds. Null, with
   * an error, when the interaction cannot be shown.
   */
  edge: Maybe<InteractionEdge>
  /** The customer that is followed now. After a merge or unmerge, their id may differ from the given id. */
  customer: Maybe<Customer>
}

/** A new revision of an interaction that the stream may have delivered before. */
export type InteractionAmended = HistoryEvent & {
  /** What the event reports; each type of event has one value. */
  change: HistoryChange
  /** The position after this event, for `after`. It never expires. */
  cursor: Scalars['String']['output']
  /** The interaction in the revision that this event reports, or a later one; null, with an error, when it cannot be shown. */
  interaction: Maybe<Interaction>
  /**
   * The edge that the interaction has in a page of `Customer.history`: a cache can add it to the page that it holds. Null, with
   * an error, when the interaction cannot be shown.
   */
  edge: Maybe<InteractionEdge>
  /** The customer that is followed now. After a merge or unmerge, their id may differ from the given id. */
  customer: Maybe<Customer>
}

/**
 * An interaction that you may have read before: an amendment changed its department or visibility, so that you may not see
 * it any more. Remove what you keep of it.
 */
export type InteractionHidden = HistoryEvent & {
  /** What the event reports; each type of event has one value. */
  change: HistoryChange
  /** The position after this event, for `after`. It never expires. */
  cursor: Scalars['String']['output']
  /** The id of the interaction, `int_…`. */
  interactionId: Scalars['ID']['output']
  /** Always null. */
  interaction: Maybe<Interaction>
  /** The customer that is followed now. After a merge or unmerge, their id may differ from the given id. */
  customer: Maybe<Customer>
}

/**
 * An interaction that a merge or unmerge made a part of the customer's history: the other customer had it before the merge.
 * It comes after the IdentityChange and before anything newer of its log; of one log in the order in which Elo recorded it.
 */
export type InteractionJoined = HistoryEvent & {
  /** What the event reports; each type of event has one value. */
  change: HistoryChange
  /** The position after this event, for `after`. It never expires. */
  cursor: Scalars['String']['output']
  /** The interaction in the revision that this event reports, or a later one; null, with an error, when it cannot be shown. */
  interaction: Maybe<Interaction>
  /**
   * The edge that the interaction has in a page of `Customer.history`: a cache can add it to the page that it holds. Null, with
   * an error, when the interaction cannot be shown.
   */
  edge: Maybe<InteractionEdge>
  /** The customer that is followed now. After a merge or unmerge, their id may differ from the given id. */
  customer: Maybe<Customer>
}

/**
 * A merge made more than 1,000 interactions at once a part of the customer's history, so `customerHistory` does not deliver
 * them. Read them before you take the next event: they are the InteractionJoined with which `changes` begins after
 * `pageAfter`. Leave out what follows them there, it comes in the stream.
 */
export type LogJoined = HistoryEvent & {
  /** What the event reports; each type of event has one value. */
  change: HistoryChange
  /** The position after this event, for `after`. It never expires. */
  cursor: Scalars['String']['output']
  /** Always null. */
  interaction: Maybe<Interaction>
  /**
   * How many of them you may see and match the filter without its `text`, as of now; at most 10,000, which stands for that
   * many or more.
   */
  count: Scalars['Int']['output']
  /** Where they begin, for `after` of `changes`, which gives them as InteractionJoined. It never expires. */
  pageAfter: Scalars['String']['output']
  /** The customer that is followed now. After a merge or unmerge, their id may differ from the given id. */
  customer: Maybe<Customer>
}

/**
 * Interactions that are no longer a part of the customer's history, since the unmerge before this event. Remove what you
 * keep of them. There can be several events, which follow each other, and an id can come that you never had.
 */
export type InteractionsLeft = HistoryEvent & {
  /** What the event reports; each type of event has one value. */
  change: HistoryChange
  /** The position after this event, for `after`. It never expires. */
  cursor: Scalars['String']['output']
  /** The ids of the interactions, `int_…`; at most 1,000. */
  interactionIds: Array<Scalars['ID']['output']>
  /** Always null. */
  interaction: Maybe<Interaction>
  /** The customer that is followed now. After a merge or unmerge, their id may differ from the given id. */
  customer: Maybe<Customer>
}

/**
 * The last event of a live history: you may not see this customer any more, e.g. because no conversation is assigned to you.
 * Remove what you keep of the customer. `customerHistory` ends after it; `changes` answers NOT_FOUND from then on.
 */
export type HistoryAccessLost = HistoryEvent & {
  /** What the event reports; each type of event has one value. */
  change: HistoryChange
  /**
   * The position before what was not delivered, for `after`. It continues there if you may see the customer again. It never
   * expires.
   */
  cursor: Scalars['String']['output']
  /** Always null. */
  interaction: Maybe<Interaction>
  /** Always null. */
  customer: Maybe<Customer>
}

/**
 * A part of a customer's history in the order in which Elo recorded it. An interaction that was amended is given once, in
 * its latest revision.
 */
export type HistoryEventPage = {
  /**
   * The events, oldest first; at most 100. A page can have fewer than `first`, or none, and still have more after it:
   * one request reads no more than 1,000 interactions that the filter leaves out.
   */
  events: Array<HistoryEvent>
  /**
   * The position after the last event and what was left out, for `after` here and in `customerHistory`. Equal to the
   * given `after` when there is nothing new. It never expires.
   */
  cursor: Scalars['String']['output']
  /** Whether to continue at once. False when everything there was at this moment is given. */
  hasMore: Scalars['Boolean']['output']
}

/**
 * One event of the live feed. New types that implement it may be added: a client must accept types that it does not know,
 * and take their `cursor`.
 */
export type FeedEvent = {
  /** What the event reports; each type of event has one value. */
  change: HistoryChange
  /**
   * The position after this event, for `after`. It never expires. In a consumer group it is for `acknowledgeFeed`, as long
   * as the subscription lasts.
   */
  cursor: Scalars['String']['output']
  /** The interaction in the revision that this event reports, or a later one; null when the event is about none. */
  interaction: Maybe<Interaction>
  /**
   * Whether it may repeat an event that was delivered before the feed was resumed. In a consumer group: whether the
   * interaction was given to a member before that did not acknowledge it.
   */
  replayed: Scalars['Boolean']['output']
}

/** The first event of a feed: where it begins. */
export type FeedPosition = FeedEvent & {
  /** What the event reports; each type of event has one value. */
  change: HistoryChange
  /**
   * The position after this event, for `after`. It never expires. In a consumer group it is for `acknowledgeFeed`, as long
   * as the subscription lasts.
   */
  cursor: Scalars['String']['output']
  /** Always null. */
  interaction: Maybe<Interaction>
  /**
   * Whether it may repeat an event that was delivered before the feed was resumed. In a consumer group: whether the
   * interaction was given to a member before that did not acknowledge it.
   */
  replayed: Scalars['Boolean']['output']
}

/** An interaction that the feed delivers for the first time. */
export type FeedInteractionRecorded = FeedEvent & {
  /** What the event reports; each type of event has one value. */
  change: HistoryChange
  /**
   * The position after this event, for `after`. It never expires. In a consumer group it is for `acknowledgeFeed`, as long
   * as the subscription lasts.
   */
  cursor: Scalars['String']['output']
  /** The interaction in the revision that this event reports, or a later one; null, with an error, when it cannot be shown. */
  interaction: Maybe<Interaction>
  /**
   * Whether it may repeat an event that was delivered before the feed was resumed. In a consumer group: whether the
   * interaction was given to a member before that did not acknowledge it.
   */
  replayed: Scalars['Boolean']['output']
}

/** A new revision of an interaction that the feed may have delivered before. */
export type FeedInteractionAmended = FeedEvent & {
  /** What the event reports; each type of event has one value. */
  change: HistoryChange
  /**
   * The position after this event, for `after`. It never expires. In a consumer group it is for `acknowledgeFeed`, as long
   * as the subscription lasts.
   */
  cursor: Scalars['String']['output']
  /** The interaction in the revision that this event reports, or a later one; null, with an error, when it cannot be shown. */
  interaction: Maybe<Interaction>
  /**
   * Whether it may repeat an event that was delivered before the feed was resumed. In a consumer group: whether the
   * interaction was given to a member before that did not acknowledge it.
   */
  replayed: Scalars['Boolean']['output']
}

/**
 * An interaction that you may have read before: an amendment changed its department or visibility, so that you may not see
 * it any more. Remove what you keep of it.
 */
export type FeedInteractionHidden = FeedEvent & {
  /** What the event reports; each type of event has one value. */
  change: HistoryChange
  /**
   * The position after this event, for `after`. It never expires. In a consumer group it is for `acknowledgeFeed`, as long
   * as the subscription lasts.
   */
  cursor: Scalars['String']['output']
  /** The id of the interaction, `int_…`. */
  interactionId: Scalars['ID']['output']
  /** Always null. */
  interaction: Maybe<Interaction>
  /**
   * Whether it may repeat an event that was delivered before the feed was resumed. In a consumer group: whether the
   * interaction was given to a member before that did not acknowledge it.
   */
  replayed: Scalars['Boolean']['output']
}

/** What kind of thing a record of the audit trail is about. New values may be added. */
export type AuditKind =
  /** Data of customers was read. */
  | 'READ'
  /** Something was changed, or was to be changed. */
  | 'CHANGE'
  /** Everything about a customer was exported. */
  | 'EXPORT'
  /** A customer was erased. */
  | 'ERASURE'

/** How it ended. New values may be added. */
export type AuditOutcome =
  /** It was done. */
  | 'DONE'
  /** It was refused, and nothing was changed. */
  | 'REFUSED'
  /** It failed. Something may have been changed. */
  | 'FAILED'

/** Which records of the audit trail to list: those that match everything that is given. */
export type AuditFilter = {
  /** Any id that the customer has or had. Records of all profiles that form the customer now match. */
  customerId?: InputMaybe<Scalars['ID']['input']>
  /** The ids of callers, as records give them; at most 50. */
  callerIds?: InputMaybe<Array<Scalars['String']['input']>>
  /** The names of operations, as callers gave them; at most 50. */
  operations?: InputMaybe<Array<Scalars['String']['input']>>
  /** The kinds; all when it is null. */
  kinds?: InputMaybe<Array<AuditKind>>
  /** When it happened. */
  occurred?: InputMaybe<PeriodInput>
}

/** A page of the audit trail, newest first. */
export type AuditRecordConnection = {
  /** The records of the page with a cursor for each; at most 100. */
  edges: Array<AuditRecordEdge>
  /** The same records without cursors; at most 100. */
  nodes: Array<AuditRecord>
  /** Whether there is more before and after this page. */
  pageInfo: PageInfo
}

/** One record of a page. */
export type AuditRecordEdge = {
  /** Position of the record in the trail, for `after`. It never expires. */
  cursor: Scalars['String']['output']
  /** The record. */
  node: AuditRecord
}

/** The caller of a record, as it was signed in. */
export type AuditCaller = {
  /** What kind of caller it is, e.g. `AGENT`, `BOT` or `INTAKE`. */
  kind: Scalars['String']['output']
  /** The id of the caller: the client or the user. */
  callerId: Scalars['String']['output']
}

/**
 * Something that a caller read or changed. A record has ids and names of fields, and no content, so it stays when a customer
 * is erased.
 */
export type AuditRecord = {
  /** The id of the record, `aud_…`, for `auditInclusionProof`. */
  recordId: Scalars['String']['output']
  /** When it happened. */
  occurredAt: Scalars['DateTime']['output']
  /** What kind of thing it is. */
  kind: AuditKind
  /** Who did it. */
  caller: AuditCaller
  /** The name of the caller's operation; null when it has none. */
  operation: Maybe<Scalars['String']['output']>
  /**
   * What was read or changed, e.g. `Query.customer`, `Customer.history` or `recordMessage`. The reads of one request are one
   * record where possible; at most 100.
   */
  fields: Array<Scalars['String']['output']>
  /**
   * The customers that were read or changed, by the ids that they or their profiles had then; at most 1,000. Empty where
   * a caller followed all customers.
   */
  customerIds: Array<Scalars['String']['output']>
  /** The interactions and conversations that were named; at most 1,000. */
  objectIds: Array<Scalars['String']['output']>
  /** How it ended. */
  outcome: AuditOutcome
  /** Why the caller did it; null when it gave no reason. */
  reason: Maybe<Scalars['String']['output']>
  /** The same for all records of one request. */
  requestId: Scalars['String']['output']
  /** The place of the record in the log, from 0; null in the first seconds, until it gets one. */
  index: Maybe<Scalars['SafeInt']['output']>
  /**
   * The record as canonical JSON. Its hash, SHA-256 over a byte 0 and the UTF-8 of this text, is the leaf of the Merkle
   * tree (RFC 6962).
   */
  leaf: Scalars['String']['output']
}

/**
 * A signed statement of Elo: so many records are in the log, and this is the root of their Merkle tree. Keep the text outside
 * of Elo. Then nobody can change or cut off what came before without it being found.
 */
export type AuditCheckpoint = {
  /** How many records are in the log. */
  size: Scalars['SafeInt']['output']
  /** The root of the Merkle tree over them (RFC 6962, SHA-256), in base64. */
  rootHash: Scalars['String']['output']
  /** When it was signed. */
  signedAt: Scalars['DateTime']['output']
  /** The public key (Ed25519, 32 bytes) that signed it, in base64. */
  publicKey: Scalars['String']['output']
  /** The signature over the part of the text before the empty line (Ed25519, 64 bytes), in base64. */
  signature: Scalars['String']['output']
  /** The signed text in the form of C2SP's tlog-checkpoint, for `npm run audit:verify -- --checkpoint`. */
  text: Scalars['String']['output']
}

/** Proves that a record is in the log: RFC 9162, section 2.1.3, says how to check it. */
export type AuditInclusionProof = {
  /** The place of the record in the log, from 0. */
  index: Scalars['SafeInt']['output']
  /** The number of records of the tree for which the proof is. */
  treeSize: Scalars['SafeInt']['output']
  /** The hash of the record, in base64. */
  leafHash: Scalars['String']['output']
  /** The hashes of the path from the leaf to the root, in base64; at most 64. */
  hashes: Array<Scalars['String']['output']>
}

/** Proves that a log continues a smaller one: RFC 9162, section 2.1.4, says how to check it. */
export type AuditConsistencyProof = {
  /** The number of records of the smaller tree. */
  from: Scalars['SafeInt']['output']
  /** The number of records of the larger tree. */
  to: Scalars['SafeInt']['output']
  /** The hashes of the proof, in base64; at most 64. */
  hashes: Array<Scalars['String']['output']>
}

/** How the body of a webhook is made. */
export type WebhookFormat =
  /** Standard Webhooks: `{ type timestamp data }`, with the headers `webhook-id`, `webhook-timestamp` and `webhook-signature`. */
  | 'STANDARD'
  /**
   * As Chatwoot sends `message_created` and `message_updated`, with Chatwoot's headers too. Only messages are sent; a filter
   * of other kinds alone is refused.
   */
  | 'CHATWOOT'

/** How a webhook is signed. */
export type WebhookAlgorithm =
  /** HMAC-SHA256 with a secret that both sides have: `v1,…`. */
  | 'HMAC_SHA256'
  /** Ed25519: Elo signs, and everybody can verify with the public key: `v1a,…`. Only for the format STANDARD. */
  | 'ED25519'

/** Whether a webhook delivers. It loses nothing meanwhile. New values may be added. */
export type WebhookState =
  /** It delivers. */
  | 'ACTIVE'
  /** A caller paused it. Resumed, it goes on where it stood. */
  | 'PAUSED'
  /** Elo stopped it; `stateReason` says why. Resumed, it goes on where it stood. */
  | 'DISABLED'

/** Why a webhook does not deliver. New values may be added. */
export type WebhookStateReason =
  /** A caller paused it. */
  | 'REQUESTED'
  /** The receiver answered 410 Gone. */
  | 'GONE'
  /** The receiver failed for days. */
  | 'FAILING'
  /** Its maker may not see all customers any more, or every API key of its maker was revoked or has expired. */
  | 'OWNER_LOST_ACCESS'
  /** Its filter is refused by this version of Elo. */
  | 'FILTER_REFUSED'

/** Where a delivery stands. New values may be added. */
export type WebhookDeliveryState =
  /** It is to be sent, for the first time or again, at `nextAttemptAt`. */
  | 'WAITING'
  /** It is being sent. */
  | 'SENDING'
  /** The receiver answered with a status of 200 to 299. */
  | 'DELIVERED'
  /** It was given up; `deadReason` says why. `replayWebhook` delivers it all the same, unless it was erased. */
  | 'DEAD'

/** Why a delivery was given up. New values may be added. */
export type WebhookDeadReason =
  /** 72 hours of attempts are over. */
  | 'EXPIRED'
  /** The customer was erased. */
  | 'ERASED'
  /** No body could be made. */
  | 'NO_BODY'

/** Why an attempt failed. New values may be added. */
export type WebhookAttemptError =
  /** The receiver answered with a status that is not 200 to 299. A redirect is one: it is not followed. */
  | 'STATUS'
  /** The receiver did not answer in time. */
  | 'TIMEOUT'
  /** The connection was refused, or ended before the answer. */
  | 'CONNECTION'
  /** The host has no address. */
  | 'DNS'
  /** The host has an address of a private network, or the address is not `https`. */
  | 'ADDRESS_REFUSED'
  /** The certificate of the receiver is not valid. */
  | 'TLS'
  /** The webhook cannot be used as it is. */
  | 'CONFIGURATION'
  /** The process that sent it ended before it kept the answer. The receiver may have it. */
  | 'INTERRUPTED'

/** Interactions that are sent to an address of yours. */
export type Webhook = {
  /** Opaque id, `whk_…`. */
  webhookId: Scalars['String']['output']
  /** Its name, for people; null when it has none. */
  name: Maybe<Scalars['String']['output']>
  /** Where it sends to. */
  url: Scalars['String']['output']
  /** Which interactions it sends; null when it sends all that its maker may read. */
  filter: Maybe<WebhookFilter>
  /** How bodies are made. */
  format: WebhookFormat
  /** How bodies are signed. */
  algorithm: WebhookAlgorithm
  /** The key that verifies, `whpk_…`; null with HMAC_SHA256. */
  publicKey: Maybe<Scalars['String']['output']>
  /** Only customers who consented to this purpose are sent; null when consent is not asked for. */
  purpose: Maybe<Scalars['String']['output']>
  /** Whether it delivers. */
  state: WebhookState
  /** Why it is not ACTIVE; null when it is. */
  stateReason: Maybe<WebhookStateReason>
  /** When it was made. */
  createdAt: Scalars['DateTime']['output']
  /** Until when the former secret signs as well; null when there is none. */
  previousSecretUntil: Maybe<Scalars['DateTime']['output']>
  /** When the receiver last answered with a status of 200 to 299; null when it never did. */
  lastDeliveredAt: Maybe<Scalars['DateTime']['output']>
  /** Since when every attempt failed; null after a success, and before the first attempt. */
  failingSince: Maybe<Scalars['DateTime']['output']>
  /**
   * The position up to which interactions are among the deliveries, as `cursor` of `interactionFeed`; null before the first
   * was read.
   */
  cursor: Maybe<Scalars['String']['output']>
}

/** A filter as it was given, see `FeedFilter`; what was not given is null. */
export type WebhookFilter = {
  /** Of these channels; at most 12. */
  channels: Maybe<Array<Channel>>
  /** Of these kinds; at most 8. */
  kinds: Maybe<Array<InteractionKind>>
  /** Of these departments; at most 50. */
  departments: Maybe<Array<Scalars['String']['output']>>
  /** Done by these kinds of actor; at most 5. */
  actorKinds: Maybe<Array<ActorKind>>
  /** Of these visibilities; at most 2. */
  visibilities: Maybe<Array<Visibility>>
  /** About these matters; at most 50. */
  matters: Maybe<Array<Matter>>
  /** Done by actors with these ids; at most 50. */
  actors: Maybe<Array<Scalars['String']['output']>>
  /** Done by AI agents that ran on these models; at most 50. */
  models: Maybe<Array<Scalars['String']['output']>>
  /** Of the customers with these ids; at most 1,000. */
  customerIds: Maybe<Array<Scalars['String']['output']>>
  /** Of customers with at least one of these tags; at most 20. */
  tags: Maybe<Array<Scalars['String']['output']>>
}

/** A page of webhooks, oldest first. */
export type WebhookConnection = {
  /** The webhooks of the page with a cursor for each; at most 100. */
  edges: Array<WebhookEdge>
  /** The same webhooks without cursors; at most 100. */
  nodes: Array<Webhook>
  /** Whether there is more before and after this page. */
  pageInfo: PageInfo
}

/** One webhook of a page. */
export type WebhookEdge = {
  /** Position of the webhook in the list, for `after`. It never expires. */
  cursor: Scalars['String']['output']
  /** The webhook. */
  node: Webhook
}

/** One event for one webhook, in the state that it has now. */
export type WebhookDelivery = {
  /** Opaque id, `dlv_…`, for `replayWebhook`. */
  deliveryId: Scalars['String']['output']
  /** The value of the header `webhook-id`: the same for every attempt and every repeat of the event. */
  eventId: Scalars['String']['output']
  /** The type of the event, e.g. `interaction.recorded`. */
  type: Scalars['String']['output']
  /** The interaction that the event is about, `int_…`. */
  interactionId: Scalars['String']['output']
  /** Where it stands. */
  state: WebhookDeliveryState
  /** When it was added. */
  createdAt: Scalars['DateTime']['output']
  /** Why it was given up; null when it was not. */
  deadReason: Maybe<WebhookDeadReason>
  /** When it is sent next, unless an earlier event of its customer still waits; null when it is not. */
  nextAttemptAt: Maybe<Scalars['DateTime']['output']>
  /** When it was delivered or given up; null before. */
  settledAt: Maybe<Scalars['DateTime']['output']>
  /** The latest attempts, oldest first; at most 30. */
  attempts: Array<WebhookAttempt>
  /** How many attempts there were since it was added, or replayed. */
  attemptCount: Scalars['Int']['output']
  /**
   * The body that is sent, as text; null when you may read less now than the webhook's maker when the webhook was made or last
   * changed, and when the content was erased.
   */
  body: Maybe<Scalars['String']['output']>
}

/** One attempt to deliver an event, or to test a webhook. */
export type WebhookAttempt = {
  /** When it began. */
  startedAt: Scalars['DateTime']['output']
  /** The HTTP status of the answer; null when there was none. */
  status: Maybe<Scalars['Int']['output']>
  /** How long it took, in milliseconds. */
  durationMs: Scalars['Int']['output']
  /** Why it failed; null when it succeeded. */
  error: Maybe<WebhookAttemptError>
}

/** A page of deliveries, newest first. */
export type WebhookDeliveryConnection = {
  /** The deliveries of the page with a cursor for each; at most 100. */
  edges: Array<WebhookDeliveryEdge>
  /** The same deliveries without cursors; at most 100. */
  nodes: Array<WebhookDelivery>
  /** Whether there is more before and after this page. */
  pageInfo: PageInfo
}

/** One delivery of a page. */
export type WebhookDeliveryEdge = {
  /** Position of the delivery in the list, for `after`. It never expires. */
  cursor: Scalars['String']['output']
  /** The delivery. */
  node: WebhookDelivery
}

/** A webhook to make. */
export type CreateWebhookInput = {
  /**
   * Where to send to: an `https` address without a user, of at most 2,048 characters. Addresses of private networks are refused
   * unless the operator allows them, whenever an event is sent.
   */
  url: Scalars['String']['input']
  /** Which interactions to send; all that you may read when it is null. A list that is empty is refused: it matches nothing. */
  filter?: InputMaybe<FeedFilter>
  /** A name for people, 1 to 100 characters; null for none. */
  name?: InputMaybe<Scalars['String']['input']>
  /** How bodies are made. */
  format?: WebhookFormat
  /** How bodies are signed. */
  algorithm?: WebhookAlgorithm
  /** The secret that signs: `whsec_` and the base64 of 24 to 64 bytes. A new one is made when it is null. Only for HMAC_SHA256. */
  secret?: InputMaybe<Scalars['String']['input']>
  /**
   * Send only events of customers who consented to this purpose on every channel that they decided about (`recordConsent`), at
   * most 64 characters; null asks for no consent.
   */
  purpose?: InputMaybe<Scalars['String']['input']>
  /**
   * Makes a retry safe: the same key, at most 255 characters, makes one webhook, and gives it again with its secret. Another
   * input with the same key is an IDEMPOTENCY_CONFLICT, and so is a webhook that was changed since.
   */
  idempotencyKey?: InputMaybe<Scalars['String']['input']>
}

/** Result of `createWebhook`. */
export type CreateWebhookPayload = {
  /** The webhook; null when there are userErrors. */
  webhook: Maybe<Webhook>
  /**
   * The secret that verifies, `whsec_…`. It is shown only here; null with ED25519, whose public key is no secret, and when
   * there are userErrors.
   */
  secret: Maybe<Scalars['String']['output']>
  /** What the caller can correct; empty when the mutation was carried out. */
  userErrors: Array<UserError>
}

/** Whether a webhook is to deliver. */
export type WebhookStateChange =
  /** Do not deliver until it is resumed. */
  | 'PAUSE'
  /** Deliver again, from where it stood. */
  | 'RESUME'

/** What to change of a webhook. What is not given stays as it is. */
export type UpdateWebhookInput = {
  /** The webhook's `webhookId`, `whk_…`. */
  webhookId: Scalars['ID']['input']
  /** Where to send to, as in CreateWebhookInput. */
  url?: InputMaybe<Scalars['String']['input']>
  /** Which interactions to send; null for all that you may read. */
  filter?: InputMaybe<FeedFilter>
  /** A name for people, 1 to 100 characters; null for none. */
  name?: InputMaybe<Scalars['String']['input']>
  /** Send only events of customers who consented to this purpose; null asks for no consent. */
  purpose?: InputMaybe<Scalars['String']['input']>
  /** Pause or resume it. */
  state?: InputMaybe<WebhookStateChange>
  /**
   * Make a new secret, or a new pair of keys. The former one signs as well for 24 hours, so that receivers can change. A second
   * rotation within that time takes the place of the first.
   */
  rotateSecret?: Scalars['Boolean']['input']
}

/** Result of `updateWebhook`. */
export type UpdateWebhookPayload = {
  /** The webhook; null when there are userErrors. */
  webhook: Maybe<Webhook>
  /** The new secret, `whsec_…`. It is shown only here; null when none was made, and with ED25519. */
  secret: Maybe<Scalars['String']['output']>
  /** What the caller can correct; empty when the mutation was carried out. */
  userErrors: Array<UserError>
}

/** A webhook to delete. */
export type DeleteWebhookInput = {
  /** The webhook's `webhookId`, `whk_…`. */
  webhookId: Scalars['ID']['input']
}

/** Result of `deleteWebhook`. */
export type DeleteWebhookPayload = {
  /** The webhook, as it was; null when there are userErrors. */
  webhook: Maybe<Webhook>
  /** What the caller can correct; empty when the mutation was carried out. */
  userErrors: Array<UserError>
}

/** What to deliver again: exactly one of `after`, `deadLetters` and `deliveryId`. */
export type ReplayWebhookInput = {
  /** The webhook's `webhookId`, `whk_…`. */
  webhookId: Scalars['ID']['input']
  /**
   * Everything that matches after this position: `cursor` of an event of `interactionFeed`, or of a body. What comes after
   * it is delivered again.
   */
  after?: InputMaybe<Scalars['String']['input']>
  /** All deliveries that were given up. */
  deadLetters?: Scalars['Boolean']['input']
  /** One delivery, `dlv_…`, that was delivered or given up. */
  deliveryId?: InputMaybe<Scalars['ID']['input']>
}

/** Result of `replayWebhook`. */
export type ReplayWebhookPayload = {
  /** The webhook; null when there are userErrors. */
  webhook: Maybe<Webhook>
  /** How many deliveries wait again; null for a replay from a position, whose events are still to be read, and with userErrors. */
  count: Maybe<Scalars['Int']['output']>
  /** What the caller can correct; empty when the mutation was carried out. */
  userErrors: Array<UserError>
}

/** A webhook to test. */
export type TestWebhookInput = {
  /** The webhook's `webhookId`, `whk_…`. */
  webhookId: Scalars['ID']['input']
}

/** Result of `testWebhook`. */
export type TestWebhookPayload = {
  /** Whether the receiver answered with a status of 200 to 299; null when there are userErrors. */
  succeeded: Maybe<Scalars['Boolean']['output']>
  /** How it went; null when there are userErrors. */
  attempt: Maybe<WebhookAttempt>
  /** What the caller can correct; empty when the mutation was carried out. */
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

export type { InteractionKind }

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
  Brief: Brief
  Message: Message
  Note: Note
  Action: Action
  Commitment: Commitment
  Feedback: Feedback
  Handoff: Handoff
  StatusChange: StatusChange
  IdentityChange: IdentityChange
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
      | GraphQLRecursivePick<FederationTypes['Customer'], { profileIds: true }>
      | GraphQLRecursivePick<FederationTypes['Customer'], { profileIds: true }>
      | GraphQLRecursivePick<FederationTypes['Customer'], { profileIds: true }>
      | GraphQLRecursivePick<FederationTypes['Customer'], { profileIds: true }>
      | GraphQLRecursivePick<FederationTypes['Customer'], { profileIds: true }>
      | GraphQLRecursivePick<FederationTypes['Customer'], { profileIds: true }>
      | GraphQLRecursivePick<FederationTypes['Customer'], { profileIds: true }>
      | GraphQLRecursivePick<FederationTypes['Customer'], { profileIds: true }>
      | GraphQLRecursivePick<FederationTypes['Customer'], { profileIds: true }>
      | GraphQLRecursivePick<FederationTypes['Customer'], { profileIds: true }>
      | GraphQLRecursivePick<FederationTypes['Customer'], { profileIds: true }>
      | GraphQLRecursivePick<FederationTypes['Customer'], { profileIds: true }>
      | GraphQLRecursivePick<FederationTypes['Customer'], { profileIds: true }>
      | GraphQLRecursivePick<FederationTypes['Customer'], { profileIds: true }>
      | GraphQLRecursivePick<FederationTypes['Customer'], { profileIds: true }>
      | GraphQLRecursivePick<FederationTypes['Customer'], { profileIds: true }>
      | GraphQLRecursivePick<FederationTypes['Customer'], { profileIds: true }>
      | GraphQLRecursivePick<FederationTypes['Customer'], { profileIds: true }>
      | GraphQLRecursivePick<FederationTypes['Customer'], { profileIds: true }>
      | GraphQLRecursivePick<FederationTypes['Customer'], { profileIds: true }>
      | GraphQLRecursivePick<FederationTypes['Customer'], { profileIds: true }>
      | GraphQLRecursivePick<FederationTypes['Customer'], { profileIds: true }>
    )
  Brief: { __typename: 'Brief' } & GraphQLRecursivePick<FederationTypes['Brief'], { id: true }>
  Message: { __typename: 'Message' } & GraphQLRecursivePick<FederationTypes['Message'], { id: true }>
  Note: { __typename: 'Note' } & GraphQLRecursivePick<FederationTypes['Note'], { id: true }>
  Action: { __typename: 'Action' } & GraphQLRecursivePick<FederationTypes['Action'], { id: true }>
  Commitment: { __typename: 'Commitment' } & GraphQLRecursivePick<FederationTypes['Commitment'], { id: true }>
  Feedback: { __typename: 'Feedback' } & GraphQLRecursivePick<FederationTypes['Feedback'], { id: true }>
  Handoff: { __typename: 'Handoff' } & GraphQLRecursivePick<FederationTypes['Handoff'], { id: true }>
  StatusChange: { __typename: 'StatusChange' } & GraphQLRecursivePick<
    FederationTypes['StatusChange'],
    { id: true }
  >
  IdentityChange: { __typename: 'IdentityChange' } & GraphQLRecursivePick<
    FederationTypes['IdentityChange'],
    { id: true }
  >
}

/** Mapping of interface types */
export type ResolversInterfaceTypes<_RefType extends Record<string, unknown>> = {
  Interaction:
    | InteractionModel
    | InteractionModel
    | InteractionModel
    | InteractionModel
    | InteractionModel
    | InteractionModel
    | InteractionModel
    | InteractionModel
  HistoryEvent:
    | HistoryEventModel
    | HistoryEventModel
    | HistoryEventModel
    | HistoryHiddenModel
    | HistoryEventModel
    | HistoryLogJoinedModel
    | HistoryLeftModel
    | HistoryEventModel
  FeedEvent: FeedEventModel | FeedEventModel | FeedEventModel | FeedHiddenModel
  Node:
    | BriefModel
    | InteractionModel
    | InteractionModel
    | InteractionModel
    | InteractionModel
    | InteractionModel
    | InteractionModel
    | InteractionModel
    | InteractionModel
}

/** Mapping between all available schema types and the resolvers types */
export type ResolversTypes = {
  Query: ResolverTypeWrapper<Record<PropertyKey, never>>
  ID: ResolverTypeWrapper<Scalars['ID']['output']>
  Int: ResolverTypeWrapper<Scalars['Int']['output']>
  Mutation: ResolverTypeWrapper<Record<PropertyKey, never>>
  Subscription: ResolverTypeWrapper<Record<PropertyKey, never>>
  AcknowledgeFeedInput: AcknowledgeFeedInput
  AcknowledgeFeedPayload: ResolverTypeWrapper<
    Omit<AcknowledgeFeedPayload, 'userErrors'> & { userErrors: Array<ResolversTypes['UserError']> }
  >
  DeleteFeedGroupInput: DeleteFeedGroupInput
  DeleteFeedGroupPayload: ResolverTypeWrapper<
    Omit<DeleteFeedGroupPayload, 'userErrors'> & { userErrors: Array<ResolversTypes['UserError']> }
  >
  FeedGroup: ResolverTypeWrapper<FeedGroup>
  FeedGroupMember: ResolverTypeWrapper<FeedGroupMember>
  Customer: ResolverTypeWrapper<CustomerReferenceModel>
  BriefLanguage: BriefLanguage
  Brief: ResolverTypeWrapper<BriefModel>
  Boolean: ResolverTypeWrapper<Scalars['Boolean']['output']>
  BriefSection: ResolverTypeWrapper<BriefSection>
  BriefSectionKind: BriefSectionKind
  BriefLine: ResolverTypeWrapper<BriefLine>
  CustomerMatter: ResolverTypeWrapper<CustomerMatterModel>
  MatterState: MatterState
  MatterTouch: ResolverTypeWrapper<MatterTouchModel>
  CustomerMatterFilter: CustomerMatterFilter
  CustomerMatterConnection: ResolverTypeWrapper<
    Omit<CustomerMatterConnection, 'edges' | 'nodes' | 'pageInfo'> & {
      edges: Array<ResolversTypes['CustomerMatterEdge']>
      nodes: Array<ResolversTypes['CustomerMatter']>
      pageInfo: ResolversTypes['PageInfo']
    }
  >
  CustomerMatterEdge: ResolverTypeWrapper<
    Omit<CustomerMatterEdge, 'node'> & { node: ResolversTypes['CustomerMatter'] }
  >
  Conversation: ResolverTypeWrapper<Conversation>
  FactKind: FactKind
  KnownFact: ResolverTypeWrapper<Omit<KnownFact, 'values'> & { values: Array<ResolversTypes['ToldValue']> }>
  ToldValue: ResolverTypeWrapper<
    Omit<ToldValue, 'interaction'> & { interaction: ResolversTypes['Interaction'] }
  >
  DuplicateQuestionList: ResolverTypeWrapper<
    Omit<DuplicateQuestionList, 'questions'> & { questions: Array<ResolversTypes['DuplicateQuestion']> }
  >
  DuplicateQuestion: ResolverTypeWrapper<
    Omit<DuplicateQuestion, 'question' | 'answer'> & {
      question: ResolversTypes['Interaction']
      answer: ResolversTypes['ToldValue']
    }
  >
  ErasureCause: ErasureCause
  InteractionConnection: ResolverTypeWrapper<HistoryPageModel>
  InteractionEdge: ResolverTypeWrapper<HistoryEdgeModel>
  InteractionAsOf: ResolverTypeWrapper<InteractionAsOfModel>
  InteractionKnowledge: InteractionKnowledge
  Interaction: ResolverTypeWrapper<InteractionModel>
  Message: ResolverTypeWrapper<InteractionModel>
  Note: ResolverTypeWrapper<InteractionModel>
  Action: ResolverTypeWrapper<InteractionModel>
  Commitment: ResolverTypeWrapper<InteractionModel>
  Feedback: ResolverTypeWrapper<InteractionModel>
  Handoff: ResolverTypeWrapper<InteractionModel>
  StatusChange: ResolverTypeWrapper<InteractionModel>
  IdentityChange: ResolverTypeWrapper<InteractionModel>
  HistoryFilter: HistoryFilter
  InteractionSearchFilter: InteractionSearchFilter
  InteractionSearchConnection: ResolverTypeWrapper<InteractionSearchModel>
  InteractionSearchEdge: ResolverTypeWrapper<InteractionSearchEdgeModel>
  FeedFilter: FeedFilter
  HistoryChange: HistoryChange
  HistoryEvent: ResolverTypeWrapper<HistoryEventModel>
  HistoryPosition: ResolverTypeWrapper<HistoryEventModel>
  InteractionRecorded: ResolverTypeWrapper<HistoryEventModel>
  InteractionAmended: ResolverTypeWrapper<HistoryEventModel>
  InteractionHidden: ResolverTypeWrapper<HistoryHiddenModel>
  InteractionJoined: ResolverTypeWrapper<HistoryEventModel>
  LogJoined: ResolverTypeWrapper<HistoryLogJoinedModel>
  InteractionsLeft: ResolverTypeWrapper<HistoryLeftModel>
  HistoryAccessLost: ResolverTypeWrapper<HistoryEventModel>
  HistoryEventPage: ResolverTypeWrapper<HistoryEventPageModel>
  FeedEvent: ResolverTypeWrapper<FeedEventModel>
  FeedPosition: ResolverTypeWrapper<FeedEventModel>
  FeedInteractionRecorded: ResolverTypeWrapper<FeedEventModel>
  FeedInteractionAmended: ResolverTypeWrapper<FeedEventModel>
  FeedInteractionHidden: ResolverTypeWrapper<FeedHiddenModel>
  AuditKind: AuditKind
  AuditOutcome: AuditOutcome
  AuditFilter: AuditFilter
  AuditRecordConnection: ResolverTypeWrapper<
    Omit<AuditRecordConnection, 'edges' | 'nodes' | 'pageInfo'> & {
      edges: Array<ResolversTypes['AuditRecordEdge']>
      nodes: Array<ResolversTypes['AuditRecord']>
      pageInfo: ResolversTypes['PageInfo']
    }
  >
  AuditRecordEdge: ResolverTypeWrapper<
    Omit<AuditRecordEdge, 'node'> & { node: ResolversTypes['AuditRecord'] }
  >
  AuditCaller: ResolverTypeWrapper<AuditCaller>
  AuditRecord: ResolverTypeWrapper<StoredRecordModel>
  AuditCheckpoint: ResolverTypeWrapper<AuditCheckpoint>
  AuditInclusionProof: ResolverTypeWrapper<AuditInclusionProof>
  AuditConsistencyProof: ResolverTypeWrapper<AuditConsistencyProof>
  WebhookFormat: WebhookFormat
  WebhookAlgorithm: WebhookAlgorithm
  WebhookState: WebhookState
  WebhookStateReason: WebhookStateReason
  WebhookDeliveryState: WebhookDeliveryState
  WebhookDeadReason: WebhookDeadReason
  WebhookAttemptError: WebhookAttemptError
  Webhook: ResolverTypeWrapper<WebhookModel>
  WebhookFilter: ResolverTypeWrapper<
    Omit<WebhookFilter, 'matters'> & { matters?: Maybe<Array<ResolversTypes['Matter']>> }
  >
  WebhookConnection: ResolverTypeWrapper<
    Omit<WebhookConnection, 'edges' | 'nodes' | 'pageInfo'> & {
      edges: Array<ResolversTypes['WebhookEdge']>
      nodes: Array<ResolversTypes['Webhook']>
      pageInfo: ResolversTypes['PageInfo']
    }
  >
  WebhookEdge: ResolverTypeWrapper<Omit<WebhookEdge, 'node'> & { node: ResolversTypes['Webhook'] }>
  WebhookDelivery: ResolverTypeWrapper<ShownDeliveryModel>
  WebhookAttempt: ResolverTypeWrapper<DeliveryAttemptModel>
  WebhookDeliveryConnection: ResolverTypeWrapper<
    Omit<WebhookDeliveryConnection, 'edges' | 'nodes' | 'pageInfo'> & {
      edges: Array<ResolversTypes['WebhookDeliveryEdge']>
      nodes: Array<ResolversTypes['WebhookDelivery']>
      pageInfo: ResolversTypes['PageInfo']
    }
  >
  WebhookDeliveryEdge: ResolverTypeWrapper<
    Omit<WebhookDeliveryEdge, 'node'> & { node: ResolversTypes['WebhookDelivery'] }
  >
  CreateWebhookInput: CreateWebhookInput
  CreateWebhookPayload: ResolverTypeWrapper<
    Omit<CreateWebhookPayload, 'webhook' | 'userErrors'> & {
      webhook?: Maybe<ResolversTypes['Webhook']>
      userErrors: Array<ResolversTypes['UserError']>
    }
  >
  WebhookStateChange: WebhookStateChange
  UpdateWebhookInput: UpdateWebhookInput
  UpdateWebhookPayload: ResolverTypeWrapper<
    Omit<UpdateWebhookPayload, 'webhook' | 'userErrors'> & {
      webhook?: Maybe<ResolversTypes['Webhook']>
      userErrors: Array<ResolversTypes['UserError']>
    }
  >
  DeleteWebhookInput: DeleteWebhookInput
  DeleteWebhookPayload: ResolverTypeWrapper<
    Omit<DeleteWebhookPayload, 'webhook' | 'userErrors'> & {
      webhook?: Maybe<ResolversTypes['Webhook']>
      userErrors: Array<ResolversTypes['UserError']>
    }
  >
  ReplayWebhookInput: ReplayWebhookInput
  ReplayWebhookPayload: ResolverTypeWrapper<
    Omit<ReplayWebhookPayload, 'webhook' | 'userErrors'> & {
      webhook?: Maybe<ResolversTypes['Webhook']>
      userErrors: Array<ResolversTypes['UserError']>
    }
  >
  TestWebhookInput: TestWebhookInput
  TestWebhookPayload: ResolverTypeWrapper<
    Omit<TestWebhookPayload, 'attempt' | 'userErrors'> & {
      attempt?: Maybe<ResolversTypes['WebhookAttempt']>
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
  PageInfo: ResolverTypeWrapper<ShownPageInfoModel>
  Actor: ResolverTypeWrapper<ActorModel>
  Matter: ResolverTypeWrapper<Matter>
  Source: ResolverTypeWrapper<Source>
  UserError: ResolverTypeWrapper<UserErrorModel>
  UserErrorCode: UserErrorCode
  CustomerResolution: ResolverTypeWrapper<
    Omit<CustomerResolution, 'customer'> & { customer?: Maybe<ResolversTypes['Customer']> }
  >
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
  Int: Scalars['Int']['output']
  Mutation: Record<PropertyKey, never>
  Subscription: Record<PropertyKey, never>
  AcknowledgeFeedInput: AcknowledgeFeedInput
  AcknowledgeFeedPayload: Omit<AcknowledgeFeedPayload, 'userErrors'> & {
    userErrors: Array<ResolversParentTypes['UserError']>
  }
  DeleteFeedGroupInput: DeleteFeedGroupInput
  DeleteFeedGroupPayload: Omit<DeleteFeedGroupPayload, 'userErrors'> & {
    userErrors: Array<ResolversParentTypes['UserError']>
  }
  FeedGroup: FeedGroup
  FeedGroupMember: FeedGroupMember
  Customer: CustomerReferenceModel
  Brief: BriefModel
  Boolean: Scalars['Boolean']['output']
  BriefSection: BriefSection
  BriefLine: BriefLine
  CustomerMatter: CustomerMatterModel
  MatterTouch: MatterTouchModel
  CustomerMatterFilter: CustomerMatterFilter
  CustomerMatterConnection: Omit<CustomerMatterConnection, 'edges' | 'nodes' | 'pageInfo'> & {
    edges: Array<ResolversParentTypes['CustomerMatterEdge']>
    nodes: Array<ResolversParentTypes['CustomerMatter']>
    pageInfo: ResolversParentTypes['PageInfo']
  }
  CustomerMatterEdge: Omit<CustomerMatterEdge, 'node'> & { node: ResolversParentTypes['CustomerMatter'] }
  Conversation: Conversation
  KnownFact: Omit<KnownFact, 'values'> & { values: Array<ResolversParentTypes['ToldValue']> }
  ToldValue: Omit<ToldValue, 'interaction'> & { interaction: ResolversParentTypes['Interaction'] }
  DuplicateQuestionList: Omit<DuplicateQuestionList, 'questions'> & {
    questions: Array<ResolversParentTypes['DuplicateQuestion']>
  }
  DuplicateQuestion: Omit<DuplicateQuestion, 'question' | 'answer'> & {
    question: ResolversParentTypes['Interaction']
    answer: ResolversParentTypes['ToldValue']
  }
  InteractionConnection: HistoryPageModel
  InteractionEdge: HistoryEdgeModel
  InteractionAsOf: InteractionAsOfModel
  Interaction: InteractionModel
  Message: InteractionModel
  Note: InteractionModel
  Action: InteractionModel
  Commitment: InteractionModel
  Feedback: InteractionModel
  Handoff: InteractionModel
  StatusChange: InteractionModel
  IdentityChange: InteractionModel
  HistoryFilter: HistoryFilter
  InteractionSearchFilter: InteractionSearchFilter
  InteractionSearchConnection: InteractionSearchModel
  InteractionSearchEdge: InteractionSearchEdgeModel
  FeedFilter: FeedFilter
  HistoryEvent: HistoryEventModel
  HistoryPosition: HistoryEventModel
  InteractionRecorded: HistoryEventModel
  InteractionAmended: HistoryEventModel
  InteractionHidden: HistoryHiddenModel
  InteractionJoined: HistoryEventModel
  LogJoined: HistoryLogJoinedModel
  InteractionsLeft: HistoryLeftModel
  HistoryAccessLost: HistoryEventModel
  HistoryEventPage: HistoryEventPageModel
  FeedEvent: FeedEventModel
  FeedPosition: FeedEventModel
  FeedInteractionRecorded: FeedEventModel
  FeedInteractionAmended: FeedEventModel
  FeedInteractionHidden: FeedHiddenModel
  AuditFilter: AuditFilter
  AuditRecordConnection: Omit<AuditRecordConnection, 'edges' | 'nodes' | 'pageInfo'> & {
    edges: Array<ResolversParentTypes['AuditRecordEdge']>
    nodes: Array<ResolversParentTypes['AuditRecord']>
    pageInfo: ResolversParentTypes['PageInfo']
  }
  AuditRecordEdge: Omit<AuditRecordEdge, 'node'> & { node: ResolversParentTypes['AuditRecord'] }
  AuditCaller: AuditCaller
  AuditRecord: StoredRecordModel
  AuditCheckpoint: AuditCheckpoint
  AuditInclusionProof: AuditInclusionProof
  AuditConsistencyProof: AuditConsistencyProof
  Webhook: WebhookModel
  WebhookFilter: Omit<WebhookFilter, 'matters'> & { matters?: Maybe<Array<ResolversParentTypes['Matter']>> }
  WebhookConnection: Omit<WebhookConnection, 'edges' | 'nodes' | 'pageInfo'> & {
    edges: Array<ResolversParentTypes['WebhookEdge']>
    nodes: Array<ResolversParentTypes['Webhook']>
    pageInfo: ResolversParentTypes['PageInfo']
  }
  WebhookEdge: Omit<WebhookEdge, 'node'> & { node: ResolversParentTypes['Webhook'] }
  WebhookDelivery: ShownDeliveryModel
  WebhookAttempt: DeliveryAttemptModel
  WebhookDeliveryConnection: Omit<WebhookDeliveryConnection, 'edges' | 'nodes' | 'pageInfo'> & {
    edges: Array<ResolversParentTypes['WebhookDeliveryEdge']>
    nodes: Array<ResolversParentTypes['WebhookDelivery']>
    pageInfo: ResolversParentTypes['PageInfo']
  }
  WebhookDeliveryEdge: Omit<WebhookDeliveryEdge, 'node'> & { node: ResolversParentTypes['WebhookDelivery'] }
  CreateWebhookInput: CreateWebhookInput
  CreateWebhookPayload: Omit<CreateWebhookPayload, 'webhook' | 'userErrors'> & {
    webhook?: Maybe<ResolversParentTypes['Webhook']>
    userErrors: Array<ResolversParentTypes['UserError']>
  }
  UpdateWebhookInput: UpdateWebhookInput
  UpdateWebhookPayload: Omit<UpdateWebhookPayload, 'webhook' | 'userErrors'> & {
    webhook?: Maybe<ResolversParentTypes['Webhook']>
    userErrors: Array<ResolversParentTypes['UserError']>
  }
  DeleteWebhookInput: DeleteWebhookInput
  DeleteWebhookPayload: Omit<DeleteWebhookPayload, 'webhook' | 'userErrors'> & {
    webhook?: Maybe<ResolversParentTypes['Webhook']>
    userErrors: Array<ResolversParentTypes['UserError']>
  }
  ReplayWebhookInput: ReplayWebhookInput
  ReplayWebhookPayload: Omit<ReplayWebhookPayload, 'webhook' | 'userErrors'> & {
    webhook?: Maybe<ResolversParentTypes['Webhook']>
    userErrors: Array<ResolversParentTypes['UserError']>
  }
  TestWebhookInput: TestWebhookInput
  TestWebhookPayload: Omit<TestWebhookPayload, 'attempt' | 'userErrors'> & {
    attempt?: Maybe<ResolversParentTypes['WebhookAttempt']>
    userErrors: Array<ResolversParentTypes['UserError']>
  }
  DateTime: Scalars['DateTime']['output']
  JSON: Scalars['JSON']['output']
  Decimal: Scalars['Decimal']['output']
  Currency: Scalars['Currency']['output']
  SafeInt: Scalars['SafeInt']['output']
  Node: ResolversInterfaceTypes<ResolversParentTypes>['Node']
  PageInfo: ShownPageInfoModel
  Actor: ActorModel
  Matter: Matter
  Source: Source
  UserError: UserErrorModel
  CustomerResolution: Omit<CustomerResolution, 'customer'> & {
    customer?: Maybe<ResolversParentTypes['Customer']>
  }
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
  ContextType = HistoryContext,
  Args = MaskedDirectiveArgs,
> = DirectiveResolverFn<Result, Parent, ContextType, Args>

export type QueryResolvers<
  ContextType = HistoryContext,
  ParentType extends ResolversParentTypes['Query'] = ResolversParentTypes['Query'],
> = {
  feedGroups?: Resolver<Maybe<Array<ResolversTypes['FeedGroup']>>, ParentType, ContextType>
  interaction?: Resolver<
    Maybe<ResolversTypes['Interaction']>,
    ParentType,
    ContextType,
    RequireFields<QueryInteractionArgs, 'id'>
  >
  searchInteractions?: Resolver<
    Maybe<ResolversTypes['InteractionSearchConnection']>,
    ParentType,
    ContextType,
    RequireFields<QuerySearchInteractionsArgs, 'text' | 'first'>
  >
  changes?: Resolver<
    Maybe<ResolversTypes['HistoryEventPage']>,
    ParentType,
    ContextType,
    RequireFields<QueryChangesArgs, 'customerId' | 'first'>
  >
  brief?: Resolver<
    Maybe<ResolversTypes['Brief']>,
    ParentType,
    ContextType,
    RequireFields<QueryBriefArgs, 'id'>
  >
  auditRecords?: Resolver<
    Maybe<ResolversTypes['AuditRecordConnection']>,
    ParentType,
    ContextType,
    RequireFields<QueryAuditRecordsArgs, 'first'>
  >
  auditCheckpoint?: Resolver<Maybe<ResolversTypes['AuditCheckpoint']>, ParentType, ContextType>
  auditInclusionProof?: Resolver<
    Maybe<ResolversTypes['AuditInclusionProof']>,
    ParentType,
    ContextType,
    RequireFields<QueryAuditInclusionProofArgs, 'recordId'>
  >
  auditConsistencyProof?: Resolver<
    Maybe<ResolversTypes['AuditConsistencyProof']>,
    ParentType,
    ContextType,
    RequireFields<QueryAuditConsistencyProofArgs, 'from' | 'to'>
  >
  webhooks?: Resolver<
    Maybe<ResolversTypes['WebhookConnection']>,
    ParentType,
    ContextType,
    RequireFields<QueryWebhooksArgs, 'first'>
  >
  webhook?: Resolver<
    Maybe<ResolversTypes['Webhook']>,
    ParentType,
    ContextType,
    RequireFields<QueryWebhookArgs, 'id'>
  >
  webhookDeliveries?: Resolver<
    Maybe<ResolversTypes['WebhookDeliveryConnection']>,
    ParentType,
    ContextType,
    RequireFields<QueryWebhookDeliveriesArgs, 'webhookId' | 'first'>
  >
}

export type MutationResolvers<
  ContextType = HistoryContext,
  ParentType extends ResolversParentTypes['Mutation'] = ResolversParentTypes['Mutation'],
> = {
  createWebhook?: Resolver<
    Maybe<ResolversTypes['CreateWebhookPayload']>,
    ParentType,
    ContextType,
    RequireFields<MutationCreateWebhookArgs, 'input'>
  >
  updateWebhook?: Resolver<
    Maybe<ResolversTypes['UpdateWebhookPayload']>,
    ParentType,
    ContextType,
    RequireFields<MutationUpdateWebhookArgs, 'input'>
  >
  deleteWebhook?: Resolver<
    Maybe<ResolversTypes['DeleteWebhookPayload']>,
    ParentType,
    ContextType,
    RequireFields<MutationDeleteWebhookArgs, 'input'>
  >
  replayWebhook?: Resolver<
    Maybe<ResolversTypes['ReplayWebhookPayload']>,
    ParentType,
    ContextType,
    RequireFields<MutationReplayWebhookArgs, 'input'>
  >
  testWebhook?: Resolver<
    Maybe<ResolversTypes['TestWebhookPayload']>,
    ParentType,
    ContextType,
    RequireFields<MutationTestWebhookArgs, 'input'>
  >
  acknowledgeFeed?: Resolver<
    Maybe<ResolversTypes['AcknowledgeFeedPayload']>,
    ParentType,
    ContextType,
    RequireFields<MutationAcknowledgeFeedArgs, 'input'>
  >
  deleteFeedGroup?: Resolver<
    Maybe<ResolversTypes['DeleteFeedGroupPayload']>,
    ParentType,
    ContextType,
    RequireFields<MutationDeleteFeedGroupArgs, 'input'>
  >
}

export type SubscriptionResolvers<
  ContextType = HistoryContext,
  ParentType extends ResolversParentTypes['Subscription'] = ResolversParentTypes['Subscription'],
> = {
  customerHistory?: SubscriptionResolver<
    ResolversTypes['HistoryEvent'],
    'customerHistory',
    ParentType,
    ContextType,
    RequireFields<SubscriptionCustomerHistoryArgs, 'customerId'>
  >
  interactionFeed?: SubscriptionResolver<
    ResolversTypes['FeedEvent'],
    'interactionFeed',
    ParentType,
    ContextType,
    Partial<SubscriptionInteractionFeedArgs>
  >
}

export type AcknowledgeFeedPayloadResolvers<
  ContextType = HistoryContext,
  ParentType extends ResolversParentTypes['AcknowledgeFeedPayload'] =
    ResolversParentTypes['AcknowledgeFeedPayload'],
> = {
  cursor?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>
  userErrors?: Resolver<Array<ResolversTypes['UserError']>, ParentType, ContextType>
}

export type DeleteFeedGroupPayloadResolvers<
  ContextType = HistoryContext,
  ParentType extends ResolversParentTypes['DeleteFeedGroupPayload'] =
    ResolversParentTypes['DeleteFeedGroupPayload'],
> = {
  group?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>
  userErrors?: Resolver<Array<ResolversTypes['UserError']>, ParentType, ContextType>
}

export type FeedGroupResolvers<
  ContextType = HistoryContext,
  ParentType extends ResolversParentTypes['FeedGroup'] = ResolversParentTypes['FeedGroup'],
> = {
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>
  createdAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>
  waiting?: Resolver<ResolversTypes['Int'], ParentType, ContextType>
  unacknowledged?: Resolver<ResolversTypes['Int'], ParentType, ContextType>
  readUpTo?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>
  members?: Resolver<Array<ResolversTypes['FeedGroupMember']>, ParentType, ContextType>
}

export type FeedGroupMemberResolvers<
  ContextType = HistoryContext,
  ParentType extends ResolversParentTypes['FeedGroupMember'] = ResolversParentTypes['FeedGroupMember'],
> = {
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>
  since?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>
  unacknowledged?: Resolver<ResolversTypes['Int'], ParentType, ContextType>
}

export type CustomerResolvers<
  ContextType = HistoryContext,
  ParentType extends ResolversParentTypes['Customer'] = ResolversParentTypes['Customer'],
  FederationReferenceType extends FederationReferenceTypes['Customer'] = FederationReferenceTypes['Customer'],
> = {
  __resolveReference?: ReferenceResolver<
    Maybe<ResolversTypes['Customer']> | FederationReferenceType,
    FederationReferenceType,
    ContextType
  >
  profileId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>
  history?: Resolver<
    Maybe<ResolversTypes['InteractionConnection']>,
    ParentType,
    ContextType,
    Partial<CustomerHistoryArgs>
  >
  known?: Resolver<
    Maybe<Array<ResolversTypes['KnownFact']>>,
    ParentType,
    ContextType,
    RequireFields<CustomerKnownArgs, 'keys'>
  >
  duplicateQuestions?: Resolver<
    Maybe<ResolversTypes['DuplicateQuestionList']>,
    ParentType,
    ContextType,
    RequireFields<CustomerDuplicateQuestionsArgs, 'first'>
  >
  matters?: Resolver<
    Maybe<ResolversTypes['CustomerMatterConnection']>,
    ParentType,
    ContextType,
    RequireFields<CustomerMattersArgs, 'first'>
  >
  brief?: Resolver<
    Maybe<ResolversTypes['Brief']>,
    ParentType,
    ContextType,
    RequireFields<CustomerBriefArgs, 'maxTokens' | 'language' | 'timeZone'>
  >
}

export type BriefResolvers<
  ContextType = HistoryContext,
  ParentType extends ResolversParentTypes['Brief'] = ResolversParentTypes['Brief'],
  FederationReferenceType extends FederationReferenceTypes['Brief'] = FederationReferenceTypes['Brief'],
> = {
  __resolveReference?: ReferenceResolver<
    Maybe<ResolversTypes['Brief']> | FederationReferenceType,
    FederationReferenceType,
    ContextType
  >
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>
  text?: Resolver<ResolversTypes['String'], ParentType, ContextType>
  sections?: Resolver<Array<ResolversTypes['BriefSection']>, ParentType, ContextType>
  tokens?: Resolver<ResolversTypes['Int'], ParentType, ContextType>
  tokenizer?: Resolver<ResolversTypes['String'], ParentType, ContextType>
  streamCursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>
  truncated?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>
}

export type BriefSectionResolvers<
  ContextType = HistoryContext,
  ParentType extends ResolversParentTypes['BriefSection'] = ResolversParentTypes['BriefSection'],
> = {
  kind?: Resolver<ResolversTypes['BriefSectionKind'], ParentType, ContextType>
  title?: Resolver<ResolversTypes['String'], ParentType, ContextType>
  lines?: Resolver<Array<ResolversTypes['BriefLine']>, ParentType, ContextType>
  omittedCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>
}

export type BriefLineResolvers<
  ContextType = HistoryContext,
  ParentType extends ResolversParentTypes['BriefLine'] = ResolversParentTypes['BriefLine'],
> = {
  text?: Resolver<ResolversTypes['String'], ParentType, ContextType>
  objectIds?: Resolver<Array<ResolversTypes['String']>, ParentType, ContextType>
}

export type CustomerMatterResolvers<
  ContextType = HistoryContext,
  ParentType extends ResolversParentTypes['CustomerMatter'] = ResolversParentTypes['CustomerMatter'],
> = {
  matter?: Resolver<ResolversTypes['Matter'], ParentType, ContextType>
  state?: Resolver<ResolversTypes['MatterState'], ParentType, ContextType>
  lastTouch?: Resolver<ResolversTypes['MatterTouch'], ParentType, ContextType>
  interactionCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>
  openConversationCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>
  openActionCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>
  openCommitmentCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>
}

export type MatterTouchResolvers<
  ContextType = HistoryContext,
  ParentType extends ResolversParentTypes['MatterTouch'] = ResolversParentTypes['MatterTouch'],
> = {
  at?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>
  channel?: Resolver<Maybe<ResolversTypes['Channel']>, ParentType, ContextType>
  interaction?: Resolver<Maybe<ResolversTypes['Interaction']>, ParentType, ContextType>
}

export type CustomerMatterConnectionResolvers<
  ContextType = HistoryContext,
  ParentType extends ResolversParentTypes['CustomerMatterConnection'] =
    ResolversParentTypes['CustomerMatterConnection'],
> = {
  edges?: Resolver<Array<ResolversTypes['CustomerMatterEdge']>, ParentType, ContextType>
  nodes?: Resolver<Array<ResolversTypes['CustomerMatter']>, ParentType, ContextType>
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>
}

export type CustomerMatterEdgeResolvers<
  ContextType = HistoryContext,
  ParentType extends ResolversParentTypes['CustomerMatterEdge'] = ResolversParentTypes['CustomerMatterEdge'],
> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>
  node?: Resolver<ResolversTypes['CustomerMatter'], ParentType, ContextType>
}

export type ConversationResolvers<
  ContextType = HistoryContext,
  ParentType extends ResolversParentTypes['Conversation'] = ResolversParentTypes['Conversation'],
> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>
}

export type KnownFactResolvers<
  ContextType = HistoryContext,
  ParentType extends ResolversParentTypes['KnownFact'] = ResolversParentTypes['KnownFact'],
> = {
  key?: Resolver<ResolversTypes['FactKind'], ParentType, ContextType>
  told?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>
  values?: Resolver<Array<ResolversTypes['ToldValue']>, ParentType, ContextType>
  complete?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>
}

export type ToldValueResolvers<
  ContextType = HistoryContext,
  ParentType extends ResolversParentTypes['ToldValue'] = ResolversParentTypes['ToldValue'],
> = {
  value?: Resolver<ResolversTypes['String'], ParentType, ContextType>
  normalised?: Resolver<ResolversTypes['String'], ParentType, ContextType>
  toldBy?: Resolver<ResolversTypes['ActorKind'], ParentType, ContextType>
  toldAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>
  interaction?: Resolver<ResolversTypes['Interaction'], ParentType, ContextType>
}

export type DuplicateQuestionListResolvers<
  ContextType = HistoryContext,
  ParentType extends ResolversParentTypes['DuplicateQuestionList'] =
    ResolversParentTypes['DuplicateQuestionList'],
> = {
  questions?: Resolver<Array<ResolversTypes['DuplicateQuestion']>, ParentType, ContextType>
  complete?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>
}

export type DuplicateQuestionResolvers<
  ContextType = HistoryContext,
  ParentType extends ResolversParentTypes['DuplicateQuestion'] = ResolversParentTypes['DuplicateQuestion'],
> = {
  key?: Resolver<ResolversTypes['FactKind'], ParentType, ContextType>
  question?: Resolver<ResolversTypes['Interaction'], ParentType, ContextType>
  answer?: Resolver<ResolversTypes['ToldValue'], ParentType, ContextType>
}

export type ErasureCauseResolvers = EnumResolverSignature<
  { REQUEST?: any; RETENTION?: any },
  ResolversTypes['ErasureCause']
>

export type InteractionConnectionResolvers<
  ContextType = HistoryContext,
  ParentType extends ResolversParentTypes['InteractionConnection'] =
    ResolversParentTypes['InteractionConnection'],
> = {
  edges?: Resolver<Array<ResolversTypes['InteractionEdge']>, ParentType, ContextType>
  nodes?: Resolver<Array<ResolversTypes['Interaction']>, ParentType, ContextType>
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>
  streamCursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>
}

export type InteractionEdgeResolvers<
  ContextType = HistoryContext,
  ParentType extends ResolversParentTypes['InteractionEdge'] = ResolversParentTypes['InteractionEdge'],
> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>
  node?: Resolver<ResolversTypes['Interaction'], ParentType, ContextType>
  asOf?: Resolver<Maybe<ResolversTypes['InteractionAsOf']>, ParentType, ContextType>
}

export type InteractionAsOfResolvers<
  ContextType = HistoryContext,
  ParentType extends ResolversParentTypes['InteractionAsOf'] = ResolversParentTypes['InteractionAsOf'],
> = {
  interactionId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>
  time?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>
  knowledge?: Resolver<ResolversTypes['InteractionKnowledge'], ParentType, ContextType>
}

export type InteractionKnowledgeResolvers = EnumResolverSignature<
  { UNCHANGED?: any; CONTENT_KEPT?: any; NOT_KEPT?: any },
  ResolversTypes['InteractionKnowledge']
>

export type InteractionResolvers<
  ContextType = HistoryContext,
  ParentType extends ResolversParentTypes['Interaction'] = ResolversParentTypes['Interaction'],
> = {
  __resolveType: TypeResolveFn<
    'Message' | 'Note' | 'Action' | 'Commitment' | 'Feedback' | 'Handoff' | 'StatusChange' | 'IdentityChange',
    ParentType,
    ContextType
  >
}

export type MessageResolvers<
  ContextType = HistoryContext,
  ParentType extends ResolversParentTypes['Message'] = ResolversParentTypes['Message'],
  FederationReferenceType extends FederationReferenceTypes['Message'] = FederationReferenceTypes['Message'],
> = {
  __resolveReference?: ReferenceResolver<
    Maybe<ResolversTypes['Message']> | FederationReferenceType,
    FederationReferenceType,
    ContextType
  >
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>
  kind?: Resolver<ResolversTypes['InteractionKind'], ParentType, ContextType>
  occurredAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>
  occurredAtCorrected?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>
  recordedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>
  revision?: Resolver<ResolversTypes['Int'], ParentType, ContextType>
  channel?: Resolver<Maybe<ResolversTypes['Channel']>, ParentType, ContextType>
  inbox?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>
  department?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>
  actor?: Resolver<ResolversTypes['Actor'], ParentType, ContextType>
  visibility?: Resolver<ResolversTypes['Visibility'], ParentType, ContextType>
  erasedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>
  erasureCause?: Resolver<Maybe<ResolversTypes['ErasureCause']>, ParentType, ContextType>
  summary?: Resolver<ResolversTypes['String'], ParentType, ContextType>
  source?: Resolver<Maybe<ResolversTypes['Source']>, ParentType, ContextType>
  customer?: Resolver<Maybe<ResolversTypes['Customer']>, ParentType, ContextType>
  conversation?: Resolver<Maybe<ResolversTypes['Conversation']>, ParentType, ContextType>
  matter?: Resolver<Maybe<ResolversTypes['Matter']>, ParentType, ContextType>
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>
}

export type NoteResolvers<
  ContextType = HistoryContext,
  ParentType extends ResolversParentTypes['Note'] = ResolversParentTypes['Note'],
  FederationReferenceType extends FederationReferenceTypes['Note'] = FederationReferenceTypes['Note'],
> = {
  __resolveReference?: ReferenceResolver<
    Maybe<ResolversTypes['Note']> | FederationReferenceType,
    FederationReferenceType,
    ContextType
  >
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>
  kind?: Resolver<ResolversTypes['InteractionKind'], ParentType, ContextType>
  occurredAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>
  occurredAtCorrected?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>
  recordedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>
  revision?: Resolver<ResolversTypes['Int'], ParentType, ContextType>
  channel?: Resolver<Maybe<ResolversTypes['Channel']>, ParentType, ContextType>
  inbox?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>
  department?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>
  actor?: Resolver<ResolversTypes['Actor'], ParentType, ContextType>
  visibility?: Resolver<ResolversTypes['Visibility'], ParentType, ContextType>
  erasedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>
  erasureCause?: Resolver<Maybe<ResolversTypes['ErasureCause']>, ParentType, ContextType>
  summary?: Resolver<ResolversTypes['String'], ParentType, ContextType>
  source?: Resolver<Maybe<ResolversTypes['Source']>, ParentType, ContextType>
  customer?: Resolver<Maybe<ResolversTypes['Customer']>, ParentType, ContextType>
  conversation?: Resolver<Maybe<ResolversTypes['Conversation']>, ParentType, ContextType>
  matter?: Resolver<Maybe<ResolversTypes['Matter']>, ParentType, ContextType>
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>
}

export type ActionResolvers<
  ContextType = HistoryContext,
  ParentType extends ResolversParentTypes['Action'] = ResolversParentTypes['Action'],
  FederationReferenceType extends FederationReferenceTypes['Action'] = FederationReferenceTypes['Action'],
> = {
  __resolveReference?: ReferenceResolver<
    Maybe<ResolversTypes['Action']> | FederationReferenceType,
    FederationReferenceType,
    ContextType
  >
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>
  kind?: Resolver<ResolversTypes['InteractionKind'], ParentType, ContextType>
  occurredAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>
  occurredAtCorrected?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>
  recordedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>
  revision?: Resolver<ResolversTypes['Int'], ParentType, ContextType>
  channel?: Resolver<Maybe<ResolversTypes['Channel']>, ParentType, ContextType>
  inbox?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>
  department?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>
  actor?: Resolver<ResolversTypes['Actor'], ParentType, ContextType>
  visibility?: Resolver<ResolversTypes['Visibility'], ParentType, ContextType>
  erasedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>
  erasureCause?: Resolver<Maybe<ResolversTypes['ErasureCause']>, ParentType, ContextType>
  summary?: Resolver<ResolversTypes['String'], ParentType, ContextType>
  source?: Resolver<Maybe<ResolversTypes['Source']>, ParentType, ContextType>
  customer?: Resolver<Maybe<ResolversTypes['Customer']>, ParentType, ContextType>
  conversation?: Resolver<Maybe<ResolversTypes['Conversation']>, ParentType, ContextType>
  matter?: Resolver<Maybe<ResolversTypes['Matter']>, ParentType, ContextType>
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>
}

export type CommitmentResolvers<
  ContextType = HistoryContext,
  ParentType extends ResolversParentTypes['Commitment'] = ResolversParentTypes['Commitment'],
  FederationReferenceType extends FederationReferenceTypes['Commitment'] =
    FederationReferenceTypes['Commitment'],
> = {
  __resolveReference?: ReferenceResolver<
    Maybe<ResolversTypes['Commitment']> | FederationReferenceType,
    FederationReferenceType,
    ContextType
  >
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>
  kind?: Resolver<ResolversTypes['InteractionKind'], ParentType, ContextType>
  occurredAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>
  occurredAtCorrected?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>
  recordedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>
  revision?: Resolver<ResolversTypes['Int'], ParentType, ContextType>
  channel?: Resolver<Maybe<ResolversTypes['Channel']>, ParentType, ContextType>
  inbox?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>
  department?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>
  actor?: Resolver<ResolversTypes['Actor'], ParentType, ContextType>
  visibility?: Resolver<ResolversTypes['Visibility'], ParentType, ContextType>
  erasedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>
  erasureCause?: Resolver<Maybe<ResolversTypes['ErasureCause']>, ParentType, ContextType>
  summary?: Resolver<ResolversTypes['String'], ParentType, ContextType>
  source?: Resolver<Maybe<ResolversTypes['Source']>, ParentType, ContextType>
  customer?: Resolver<Maybe<ResolversTypes['Customer']>, ParentType, ContextType>
  conversation?: Resolver<Maybe<ResolversTypes['Conversation']>, ParentType, ContextType>
  matter?: Resolver<Maybe<ResolversTypes['Matter']>, ParentType, ContextType>
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>
}

export type FeedbackResolvers<
  ContextType = HistoryContext,
  ParentType extends ResolversParentTypes['Feedback'] = ResolversParentTypes['Feedback'],
  FederationReferenceType extends FederationReferenceTypes['Feedback'] = FederationReferenceTypes['Feedback'],
> = {
  __resolveReference?: ReferenceResolver<
    Maybe<ResolversTypes['Feedback']> | FederationReferenceType,
    FederationReferenceType,
    ContextType
  >
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>
  kind?: Resolver<ResolversTypes['InteractionKind'], ParentType, ContextType>
  occurredAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>
  occurredAtCorrected?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>
  recordedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>
  revision?: Resolver<ResolversTypes['Int'], ParentType, ContextType>
  channel?: Resolver<Maybe<ResolversTypes['Channel']>, ParentType, ContextType>
  inbox?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>
  department?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>
  actor?: Resolver<ResolversTypes['Actor'], ParentType, ContextType>
  visibility?: Resolver<ResolversTypes['Visibility'], ParentType, ContextType>
  erasedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>
  erasureCause?: Resolver<Maybe<ResolversTypes['ErasureCause']>, ParentType, ContextType>
  summary?: Resolver<ResolversTypes['String'], ParentType, ContextType>
  source?: Resolver<Maybe<ResolversTypes['Source']>, ParentType, ContextType>
  customer?: Resolver<Maybe<ResolversTypes['Customer']>, ParentType, ContextType>
  conversation?: Resolver<Maybe<ResolversTypes['Conversation']>, ParentType, ContextType>
  matter?: Resolver<Maybe<ResolversTypes['Matter']>, ParentType, ContextType>
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>
}

export type HandoffResolvers<
  ContextType = HistoryContext,
  ParentType extends ResolversParentTypes['Handoff'] = ResolversParentTypes['Handoff'],
  FederationReferenceType extends FederationReferenceTypes['Handoff'] = FederationReferenceTypes['Handoff'],
> = {
  __resolveReference?: ReferenceResolver<
    Maybe<ResolversTypes['Handoff']> | FederationReferenceType,
    FederationReferenceType,
    ContextType
  >
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>
  kind?: Resolver<ResolversTypes['InteractionKind'], ParentType, ContextType>
  occurredAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>
  occurredAtCorrected?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>
  recordedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>
  revision?: Resolver<ResolversTypes['Int'], ParentType, ContextType>
  channel?: Resolver<Maybe<ResolversTypes['Channel']>, ParentType, ContextType>
  inbox?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>
  department?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>
  actor?: Resolver<ResolversTypes['Actor'], ParentType, ContextType>
  visibility?: Resolver<ResolversTypes['Visibility'], ParentType, ContextType>
  erasedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>
  erasureCause?: Resolver<Maybe<ResolversTypes['ErasureCause']>, ParentType, ContextType>
  summary?: Resolver<ResolversTypes['String'], ParentType, ContextType>
  source?: Resolver<Maybe<ResolversTypes['Source']>, ParentType, ContextType>
  customer?: Resolver<Maybe<ResolversTypes['Customer']>, ParentType, ContextType>
  conversation?: Resolver<Maybe<ResolversTypes['Conversation']>, ParentType, ContextType>
  matter?: Resolver<Maybe<ResolversTypes['Matter']>, ParentType, ContextType>
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>
}

export type StatusChangeResolvers<
  ContextType = HistoryContext,
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
  kind?: Resolver<ResolversTypes['InteractionKind'], ParentType, ContextType>
  occurredAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>
  occurredAtCorrected?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>
  recordedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>
  revision?: Resolver<ResolversTypes['Int'], ParentType, ContextType>
  channel?: Resolver<Maybe<ResolversTypes['Channel']>, ParentType, ContextType>
  inbox?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>
  department?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>
  actor?: Resolver<ResolversTypes['Actor'], ParentType, ContextType>
  visibility?: Resolver<ResolversTypes['Visibility'], ParentType, ContextType>
  erasedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>
  erasureCause?: Resolver<Maybe<ResolversTypes['ErasureCause']>, ParentType, ContextType>
  summary?: Resolver<ResolversTypes['String'], ParentType, ContextType>
  source?: Resolver<Maybe<ResolversTypes['Source']>, ParentType, ContextType>
  customer?: Resolver<Maybe<ResolversTypes['Customer']>, ParentType, ContextType>
  conversation?: Resolver<Maybe<ResolversTypes['Conversation']>, ParentType, ContextType>
  matter?: Resolver<Maybe<ResolversTypes['Matter']>, ParentType, ContextType>
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>
}

export type IdentityChangeResolvers<
  ContextType = HistoryContext,
  ParentType extends ResolversParentTypes['IdentityChange'] = ResolversParentTypes['IdentityChange'],
  FederationReferenceType extends FederationReferenceTypes['IdentityChange'] =
    FederationReferenceTypes['IdentityChange'],
> = {
  __resolveReference?: ReferenceResolver<
    Maybe<ResolversTypes['IdentityChange']> | FederationReferenceType,
    FederationReferenceType,
    ContextType
  >
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>
  kind?: Resolver<ResolversTypes['InteractionKind'], ParentType, ContextType>
  occurredAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>
  occurredAtCorrected?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>
  recordedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>
  revision?: Resolver<ResolversTypes['Int'], ParentType, ContextType>
  channel?: Resolver<Maybe<ResolversTypes['Channel']>, ParentType, ContextType>
  inbox?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>
  department?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>
  actor?: Resolver<ResolversTypes['Actor'], ParentType, ContextType>
  visibility?: Resolver<ResolversTypes['Visibility'], ParentType, ContextType>
  erasedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>
  erasureCause?: Resolver<Maybe<ResolversTypes['ErasureCause']>, ParentType, ContextType>
  summary?: Resolver<ResolversTypes['String'], ParentType, ContextType>
  source?: Resolver<Maybe<ResolversTypes['Source']>, ParentType, ContextType>
  customer?: Resolver<Maybe<ResolversTypes['Customer']>, ParentType, ContextType>
  conversation?: Resolver<Maybe<ResolversTypes['Conversation']>, ParentType, ContextType>
  matter?: Resolver<Maybe<ResolversTypes['Matter']>, ParentType, ContextType>
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>
}

export type InteractionSearchConnectionResolvers<
  ContextType = HistoryContext,
  ParentType extends ResolversParentTypes['InteractionSearchConnection'] =
    ResolversParentTypes['InteractionSearchConnection'],
> = {
  edges?: Resolver<Array<ResolversTypes['InteractionSearchEdge']>, ParentType, ContextType>
  nodes?: Resolver<Array<ResolversTypes['Interaction']>, ParentType, ContextType>
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>
  isComplete?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>
}

export type InteractionSearchEdgeResolvers<
  ContextType = HistoryContext,
  ParentType extends ResolversParentTypes['InteractionSearchEdge'] =
    ResolversParentTypes['InteractionSearchEdge'],
> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>
  node?: Resolver<ResolversTypes['Interaction'], ParentType, ContextType>
  snippet?: Resolver<ResolversTypes['String'], ParentType, ContextType>
}

export type HistoryEventResolvers<
  ContextType = HistoryContext,
  ParentType extends ResolversParentTypes['HistoryEvent'] = ResolversParentTypes['HistoryEvent'],
> = {
  __resolveType: TypeResolveFn<
    | 'HistoryPosition'
    | 'InteractionRecorded'
    | 'InteractionAmended'
    | 'InteractionHidden'
    | 'InteractionJoined'
    | 'LogJoined'
    | 'InteractionsLeft'
    | 'HistoryAccessLost',
    ParentType,
    ContextType
  >
}

export type HistoryPositionResolvers<
  ContextType = HistoryContext,
  ParentType extends ResolversParentTypes['HistoryPosition'] = ResolversParentTypes['HistoryPosition'],
> = {
  change?: Resolver<ResolversTypes['HistoryChange'], ParentType, ContextType>
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>
  interaction?: Resolver<Maybe<ResolversTypes['Interaction']>, ParentType, ContextType>
  customer?: Resolver<Maybe<ResolversTypes['Customer']>, ParentType, ContextType>
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>
}

export type InteractionRecordedResolvers<
  ContextType = HistoryContext,
  ParentType extends ResolversParentTypes['InteractionRecorded'] =
    ResolversParentTypes['InteractionRecorded'],
> = {
  change?: Resolver<ResolversTypes['HistoryChange'], ParentType, ContextType>
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>
  interaction?: Resolver<Maybe<ResolversTypes['Interaction']>, ParentType, ContextType>
  edge?: Resolver<Maybe<ResolversTypes['InteractionEdge']>, ParentType, ContextType>
  customer?: Resolver<Maybe<ResolversTypes['Customer']>, ParentType, ContextType>
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>
}

export type InteractionAmendedResolvers<
  ContextType = HistoryContext,
  ParentType extends ResolversParentTypes['InteractionAmended'] = ResolversParentTypes['InteractionAmended'],
> = {
  change?: Resolver<ResolversTypes['HistoryChange'], ParentType, ContextType>
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>
  interaction?: Resolver<Maybe<ResolversTypes['Interaction']>, ParentType, ContextType>
  edge?: Resolver<Maybe<ResolversTypes['InteractionEdge']>, ParentType, ContextType>
  customer?: Resolver<Maybe<ResolversTypes['Customer']>, ParentType, ContextType>
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>
}

export type InteractionHiddenResolvers<
  ContextType = HistoryContext,
  ParentType extends ResolversParentTypes['InteractionHidden'] = ResolversParentTypes['InteractionHidden'],
> = {
  change?: Resolver<ResolversTypes['HistoryChange'], ParentType, ContextType>
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>
  interactionId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>
  interaction?: Resolver<Maybe<ResolversTypes['Interaction']>, ParentType, ContextType>
  customer?: Resolver<Maybe<ResolversTypes['Customer']>, ParentType, ContextType>
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>
}

export type InteractionJoinedResolvers<
  ContextType = HistoryContext,
  ParentType extends ResolversParentTypes['InteractionJoined'] = ResolversParentTypes['InteractionJoined'],
> = {
  change?: Resolver<ResolversTypes['HistoryChange'], ParentType, ContextType>
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>
  interaction?: Resolver<Maybe<ResolversTypes['Interaction']>, ParentType, ContextType>
  edge?: Resolver<Maybe<ResolversTypes['InteractionEdge']>, ParentType, ContextType>
  customer?: Resolver<Maybe<ResolversTypes['Customer']>, ParentType, ContextType>
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>
}

export type LogJoinedResolvers<
  ContextType = HistoryContext,
  ParentType extends ResolversParentTypes['LogJoined'] = ResolversParentTypes['LogJoined'],
> = {
  change?: Resolver<ResolversTypes['HistoryChange'], ParentType, ContextType>
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>
  interaction?: Resolver<Maybe<ResolversTypes['Interaction']>, ParentType, ContextType>
  count?: Resolver<ResolversTypes['Int'], ParentType, ContextType>
  pageAfter?: Resolver<ResolversTypes['String'], ParentType, ContextType>
  customer?: Resolver<Maybe<ResolversTypes['Customer']>, ParentType, ContextType>
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>
}

export type InteractionsLeftResolvers<
  ContextType = HistoryContext,
  ParentType extends ResolversParentTypes['InteractionsLeft'] = ResolversParentTypes['InteractionsLeft'],
> = {
  change?: Resolver<ResolversTypes['HistoryChange'], ParentType, ContextType>
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>
  interactionIds?: Resolver<Array<ResolversTypes['ID']>, ParentType, ContextType>
  interaction?: Resolver<Maybe<ResolversTypes['Interaction']>, ParentType, ContextType>
  customer?: Resolver<Maybe<ResolversTypes['Customer']>, ParentType, ContextType>
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>
}

export type HistoryAccessLostResolvers<
  ContextType = HistoryContext,
  ParentType extends ResolversParentTypes['HistoryAccessLost'] = ResolversParentTypes['HistoryAccessLost'],
> = {
  change?: Resolver<ResolversTypes['HistoryChange'], ParentType, ContextType>
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>
  interaction?: Resolver<Maybe<ResolversTypes['Interaction']>, ParentType, ContextType>
  customer?: Resolver<Maybe<ResolversTypes['Customer']>, ParentType, ContextType>
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>
}

export type HistoryEventPageResolvers<
  ContextType = HistoryContext,
  ParentType extends ResolversParentTypes['HistoryEventPage'] = ResolversParentTypes['HistoryEventPage'],
> = {
  events?: Resolver<Array<ResolversTypes['HistoryEvent']>, ParentType, ContextType>
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>
  hasMore?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>
}

export type FeedEventResolvers<
  ContextType = HistoryContext,
  ParentType extends ResolversParentTypes['FeedEvent'] = ResolversParentTypes['FeedEvent'],
> = {
  __resolveType: TypeResolveFn<
    'FeedPosition' | 'FeedInteractionRecorded' | 'FeedInteractionAmended' | 'FeedInteractionHidden',
    ParentType,
    ContextType
  >
}

export type FeedPositionResolvers<
  ContextType = HistoryContext,
  ParentType extends ResolversParentTypes['FeedPosition'] = ResolversParentTypes['FeedPosition'],
> = {
  change?: Resolver<ResolversTypes['HistoryChange'], ParentType, ContextType>
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>
  interaction?: Resolver<Maybe<ResolversTypes['Interaction']>, ParentType, ContextType>
  replayed?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>
}

export type FeedInteractionRecordedResolvers<
  ContextType = HistoryContext,
  ParentType extends ResolversParentTypes['FeedInteractionRecorded'] =
    ResolversParentTypes['FeedInteractionRecorded'],
> = {
  change?: Resolver<ResolversTypes['HistoryChange'], ParentType, ContextType>
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>
  interaction?: Resolver<Maybe<ResolversTypes['Interaction']>, ParentType, ContextType>
  replayed?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>
}

export type FeedInteractionAmendedResolvers<
  ContextType = HistoryContext,
  ParentType extends ResolversParentTypes['FeedInteractionAmended'] =
    ResolversParentTypes['FeedInteractionAmended'],
> = {
  change?: Resolver<ResolversTypes['HistoryChange'], ParentType, ContextType>
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>
  interaction?: Resolver<Maybe<ResolversTypes['Interaction']>, ParentType, ContextType>
  replayed?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>
}

export type FeedInteractionHiddenResolvers<
  ContextType = HistoryContext,
  ParentType extends ResolversParentTypes['FeedInteractionHidden'] =
    ResolversParentTypes['FeedInteractionHidden'],
> = {
  change?: Resolver<ResolversTypes['HistoryChange'], ParentType, ContextType>
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>
  interactionId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>
  interaction?: Resolver<Maybe<ResolversTypes['Interaction']>, ParentType, ContextType>
  replayed?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>
}

export type AuditRecordConnectionResolvers<
  ContextType = HistoryContext,
  ParentType extends ResolversParentTypes['AuditRecordConnection'] =
    ResolversParentTypes['AuditRecordConnection'],
> = {
  edges?: Resolver<Array<ResolversTypes['AuditRecordEdge']>, ParentType, ContextType>
  nodes?: Resolver<Array<ResolversTypes['AuditRecord']>, ParentType, ContextType>
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>
}

export type AuditRecordEdgeResolvers<
  ContextType = HistoryContext,
  ParentType extends ResolversParentTypes['AuditRecordEdge'] = ResolversParentTypes['AuditRecordEdge'],
> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>
  node?: Resolver<ResolversTypes['AuditRecord'], ParentType, ContextType>
}

export type AuditCallerResolvers<
  ContextType = HistoryContext,
  ParentType extends ResolversParentTypes['AuditCaller'] = ResolversParentTypes['AuditCaller'],
> = {
  kind?: Resolver<ResolversTypes['String'], ParentType, ContextType>
  callerId?: Resolver<ResolversTypes['String'], ParentType, ContextType>
}

export type AuditRecordResolvers<
  ContextType = HistoryContext,
  ParentType extends ResolversParentTypes['AuditRecord'] = ResolversParentTypes['AuditRecord'],
> = {
  recordId?: Resolver<ResolversTypes['String'], ParentType, ContextType>
  occurredAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>
  kind?: Resolver<ResolversTypes['AuditKind'], ParentType, ContextType>
  caller?: Resolver<ResolversTypes['AuditCaller'], ParentType, ContextType>
  operation?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>
  fields?: Resolver<Array<ResolversTypes['String']>, ParentType, ContextType>
  customerIds?: Resolver<Array<ResolversTypes['String']>, ParentType, ContextType>
  objectIds?: Resolver<Array<ResolversTypes['String']>, ParentType, ContextType>
  outcome?: Resolver<ResolversTypes['AuditOutcome'], ParentType, ContextType>
  reason?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>
  requestId?: Resolver<ResolversTypes['String'], ParentType, ContextType>
  index?: Resolver<Maybe<ResolversTypes['SafeInt']>, ParentType, ContextType>
  leaf?: Resolver<ResolversTypes['String'], ParentType, ContextType>
}

export type AuditCheckpointResolvers<
  ContextType = HistoryContext,
  ParentType extends ResolversParentTypes['AuditCheckpoint'] = ResolversParentTypes['AuditCheckpoint'],
> = {
  size?: Resolver<ResolversTypes['SafeInt'], ParentType, ContextType>
  rootHash?: Resolver<ResolversTypes['String'], ParentType, ContextType>
  signedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>
  publicKey?: Resolver<ResolversTypes['String'], ParentType, ContextType>
  signature?: Resolver<ResolversTypes['String'], ParentType, ContextType>
  text?: Resolver<ResolversTypes['String'], ParentType, ContextType>
}

export type AuditInclusionProofResolvers<
  ContextType = HistoryContext,
  ParentType extends ResolversParentTypes['AuditInclusionProof'] =
    ResolversParentTypes['AuditInclusionProof'],
> = {
  index?: Resolver<ResolversTypes['SafeInt'], ParentType, ContextType>
  treeSize?: Resolver<ResolversTypes['SafeInt'], ParentType, ContextType>
  leafHash?: Resolver<ResolversTypes['String'], ParentType, ContextType>
  hashes?: Resolver<Array<ResolversTypes['String']>, ParentType, ContextType>
}

export type AuditConsistencyProofResolvers<
  ContextType = HistoryContext,
  ParentType extends ResolversParentTypes['AuditConsistencyProof'] =
    ResolversParentTypes['AuditConsistencyProof'],
> = {
  from?: Resolver<ResolversTypes['SafeInt'], ParentType, ContextType>
  to?: Resolver<ResolversTypes['SafeInt'], ParentType, ContextType>
  hashes?: Resolver<Array<ResolversTypes['String']>, ParentType, ContextType>
}

export type WebhookResolvers<
  ContextType = HistoryContext,
  ParentType extends ResolversParentTypes['Webhook'] = ResolversParentTypes['Webhook'],
> = {
  webhookId?: Resolver<ResolversTypes['String'], ParentType, ContextType>
  name?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>
  url?: Resolver<ResolversTypes['String'], ParentType, ContextType>
  filter?: Resolver<Maybe<ResolversTypes['WebhookFilter']>, ParentType, ContextType>
  format?: Resolver<ResolversTypes['WebhookFormat'], ParentType, ContextType>
  algorithm?: Resolver<ResolversTypes['WebhookAlgorithm'], ParentType, ContextType>
  publicKey?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>
  purpose?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>
  state?: Resolver<ResolversTypes['WebhookState'], ParentType, ContextType>
  stateReason?: Resolver<Maybe<ResolversTypes['WebhookStateReason']>, ParentType, ContextType>
  createdAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>
  previousSecretUntil?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>
  lastDeliveredAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>
  failingSince?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>
  cursor?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>
}

export type WebhookFilterResolvers<
  ContextType = HistoryContext,
  ParentType extends ResolversParentTypes['WebhookFilter'] = ResolversParentTypes['WebhookFilter'],
> = {
  channels?: Resolver<Maybe<Array<ResolversTypes['Channel']>>, ParentType, ContextType>
  kinds?: Resolver<Maybe<Array<ResolversTypes['InteractionKind']>>, ParentType, ContextType>
  departments?: Resolver<Maybe<Array<ResolversTypes['String']>>, ParentType, ContextType>
  actorKinds?: Resolver<Maybe<Array<ResolversTypes['ActorKind']>>, ParentType, ContextType>
  visibilities?: Resolver<Maybe<Array<ResolversTypes['Visibility']>>, ParentType, ContextType>
  matters?: Resolver<Maybe<Array<ResolversTypes['Matter']>>, ParentType, ContextType>
  actors?: Resolver<Maybe<Array<ResolversTypes['String']>>, ParentType, ContextType>
  models?: Resolver<Maybe<Array<ResolversTypes['String']>>, ParentType, ContextType>
  customerIds?: Resolver<Maybe<Array<ResolversTypes['String']>>, ParentType, ContextType>
  tags?: Resolver<Maybe<Array<ResolversTypes['String']>>, ParentType, ContextType>
}

export type WebhookConnectionResolvers<
  ContextType = HistoryContext,
  ParentType extends ResolversParentTypes['WebhookConnection'] = ResolversParentTypes['WebhookConnection'],
> = {
  edges?: Resolver<Array<ResolversTypes['WebhookEdge']>, ParentType, ContextType>
  nodes?: Resolver<Array<ResolversTypes['Webhook']>, ParentType, ContextType>
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>
}

export type WebhookEdgeResolvers<
  ContextType = HistoryContext,
  ParentType extends ResolversParentTypes['WebhookEdge'] = ResolversParentTypes['WebhookEdge'],
> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>
  node?: Resolver<ResolversTypes['Webhook'], ParentType, ContextType>
}

export type WebhookDeliveryResolvers<
  ContextType = HistoryContext,
  ParentType extends ResolversParentTypes['WebhookDelivery'] = ResolversParentTypes['WebhookDelivery'],
> = {
  deliveryId?: Resolver<ResolversTypes['String'], ParentType, ContextType>
  eventId?: Resolver<ResolversTypes['String'], ParentType, ContextType>
  type?: Resolver<ResolversTypes['String'], ParentType, ContextType>
  interactionId?: Resolver<ResolversTypes['String'], ParentType, ContextType>
  state?: Resolver<ResolversTypes['WebhookDeliveryState'], ParentType, ContextType>
  createdAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>
  deadReason?: Resolver<Maybe<ResolversTypes['WebhookDeadReason']>, ParentType, ContextType>
  nextAttemptAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>
  settledAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>
  attempts?: Resolver<Array<ResolversTypes['WebhookAttempt']>, ParentType, ContextType>
  attemptCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>
  body?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>
}

export type WebhookAttemptResolvers<
  ContextType = HistoryContext,
  ParentType extends ResolversParentTypes['WebhookAttempt'] = ResolversParentTypes['WebhookAttempt'],
> = {
  startedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>
  status?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>
  durationMs?: Resolver<ResolversTypes['Int'], ParentType, ContextType>
  error?: Resolver<Maybe<ResolversTypes['WebhookAttemptError']>, ParentType, ContextType>
}

export type WebhookDeliveryConnectionResolvers<
  ContextType = HistoryContext,
  ParentType extends ResolversParentTypes['WebhookDeliveryConnection'] =
    ResolversParentTypes['WebhookDeliveryConnection'],
> = {
  edges?: Resolver<Array<ResolversTypes['WebhookDeliveryEdge']>, ParentType, ContextType>
  nodes?: Resolver<Array<ResolversTypes['WebhookDelivery']>, ParentType, ContextType>
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>
}

export type WebhookDeliveryEdgeResolvers<
  ContextType = HistoryContext,
  ParentType extends ResolversParentTypes['WebhookDeliveryEdge'] =
    ResolversParentTypes['WebhookDeliveryEdge'],
> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>
  node?: Resolver<ResolversTypes['WebhookDelivery'], ParentType, ContextType>
}

export type CreateWebhookPayloadResolvers<
  ContextType = HistoryContext,
  ParentType extends ResolversParentTypes['CreateWebhookPayload'] =
    ResolversParentTypes['CreateWebhookPayload'],
> = {
  webhook?: Resolver<Maybe<ResolversTypes['Webhook']>, ParentType, ContextType>
  secret?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>
  userErrors?: Resolver<Array<ResolversTypes['UserError']>, ParentType, ContextType>
}

export type UpdateWebhookPayloadResolvers<
  ContextType = HistoryContext,
  ParentType extends ResolversParentTypes['UpdateWebhookPayload'] =
    ResolversParentTypes['UpdateWebhookPayload'],
> = {
  webhook?: Resolver<Maybe<ResolversTypes['Webhook']>, ParentType, ContextType>
  secret?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>
  userErrors?: Resolver<Array<ResolversTypes['UserError']>, ParentType, ContextType>
}

export type DeleteWebhookPayloadResolvers<
  ContextType = HistoryContext,
  ParentType extends ResolversParentTypes['DeleteWebhookPayload'] =
    ResolversParentTypes['DeleteWebhookPayload'],
> = {
  webhook?: Resolver<Maybe<ResolversTypes['Webhook']>, ParentType, ContextType>
  userErrors?: Resolver<Array<ResolversTypes['UserError']>, ParentType, ContextType>
}

export type ReplayWebhookPayloadResolvers<
  ContextType = HistoryContext,
  ParentType extends ResolversParentTypes['ReplayWebhookPayload'] =
    ResolversParentTypes['ReplayWebhookPayload'],
> = {
  webhook?: Resolver<Maybe<ResolversTypes['Webhook']>, ParentType, ContextType>
  count?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>
  userErrors?: Resolver<Array<ResolversTypes['UserError']>, ParentType, ContextType>
}

export type TestWebhookPayloadResolvers<
  ContextType = HistoryContext,
  ParentType extends ResolversParentTypes['TestWebhookPayload'] = ResolversParentTypes['TestWebhookPayload'],
> = {
  succeeded?: Resolver<Maybe<ResolversTypes['Boolean']>, ParentType, ContextType>
  attempt?: Resolver<Maybe<ResolversTypes['WebhookAttempt']>, ParentType, ContextType>
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
  ContextType = HistoryContext,
  ParentType extends ResolversParentTypes['Node'] = ResolversParentTypes['Node'],
> = {
  __resolveType: TypeResolveFn<
    | 'Brief'
    | 'Message'
    | 'Note'
    | 'Action'
    | 'Commitment'
    | 'Feedback'
    | 'Handoff'
    | 'StatusChange'
    | 'IdentityChange',
    ParentType,
    ContextType
  >
}

export type InteractionKindResolvers = EnumResolverSignature<
  {
    MESSAGE?: any
    NOTE?: any
    ACTION?: any
    COMMITMENT?: any
    FEEDBACK?: any
    HANDOFF?: any
    STATUS_CHANGE?: any
    IDENTITY_CHANGE?: any
  },
  ResolversTypes['InteractionKind']
>

export type PageInfoResolvers<
  ContextType = HistoryContext,
  ParentType extends ResolversParentTypes['PageInfo'] = ResolversParentTypes['PageInfo'],
> = {
  hasNextPage?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>
  hasPreviousPage?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>
  startCursor?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>
  endCursor?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>
}

export type ActorResolvers<
  ContextType = HistoryContext,
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
  ContextType = HistoryContext,
  ParentType extends ResolversParentTypes['Matter'] = ResolversParentTypes['Matter'],
> = {
  kind?: Resolver<ResolversTypes['MatterKind'], ParentType, ContextType>
  externalId?: Resolver<ResolversTypes['String'], ParentType, ContextType>
}

export type SourceResolvers<
  ContextType = HistoryContext,
  ParentType extends ResolversParentTypes['Source'] = ResolversParentTypes['Source'],
> = {
  system?: Resolver<ResolversTypes['String'], ParentType, ContextType>
  externalId?: Resolver<ResolversTypes['String'], ParentType, ContextType>
  version?: Resolver<Maybe<ResolversTypes['SafeInt']>, ParentType, ContextType>
}

export type UserErrorResolvers<
  ContextType = HistoryContext,
  ParentType extends ResolversParentTypes['UserError'] = ResolversParentTypes['UserError'],
> = {
  code?: Resolver<ResolversTypes['UserErrorCode'], ParentType, ContextType>
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>
  field?: Resolver<Maybe<Array<ResolversTypes['String']>>, ParentType, ContextType>
}

export type CustomerResolutionResolvers<
  ContextType = HistoryContext,
  ParentType extends ResolversParentTypes['CustomerResolution'] = ResolversParentTypes['CustomerResolution'],
> = {
  customer?: Resolver<Maybe<ResolversTypes['Customer']>, ParentType, ContextType>
  created?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>
  setAsideIdentifiers?: Resolver<Array<ResolversTypes['SetAsideIdentifier']>, ParentType, ContextType>
  steps?: Resolver<Array<ResolversTypes['ResolutionStep']>, ParentType, ContextType>
}

export type SetAsideIdentifierResolvers<
  ContextType = HistoryContext,
  ParentType extends ResolversParentTypes['SetAsideIdentifier'] = ResolversParentTypes['SetAsideIdentifier'],
> = {
  type?: Resolver<ResolversTypes['IdentifierType'], ParentType, ContextType>
  value?: Resolver<ResolversTypes['String'], ParentType, ContextType>
  rule?: Resolver<ResolversTypes['ResolutionRule'], ParentType, ContextType>
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>
}

export type ResolutionStepResolvers<
  ContextType = HistoryContext,
  ParentType extends ResolversParentTypes['ResolutionStep'] = ResolversParentTypes['ResolutionStep'],
> = {
  rule?: Resolver<ResolversTypes['ResolutionRule'], ParentType, ContextType>
  outcome?: Resolver<ResolversTypes['ResolutionOutcome'], ParentType, ContextType>
  values?: Resolver<Array<ResolversTypes['String']>, ParentType, ContextType>
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>
}

export type Resolvers<ContextType = HistoryContext> = {
  Query?: QueryResolvers<ContextType>
  Mutation?: MutationResolvers<ContextType>
  Subscription?: SubscriptionResolvers<ContextType>
  AcknowledgeFeedPayload?: AcknowledgeFeedPayloadResolvers<ContextType>
  DeleteFeedGroupPayload?: DeleteFeedGroupPayloadResolvers<ContextType>
  FeedGroup?: FeedGroupResolvers<ContextType>
  FeedGroupMember?: FeedGroupMemberResolvers<ContextType>
  Customer?: CustomerResolvers<ContextType>
  Brief?: BriefResolvers<ContextType>
  BriefSection?: BriefSectionResolvers<ContextType>
  BriefLine?: BriefLineResolvers<ContextType>
  CustomerMatter?: CustomerMatterResolvers<ContextType>
  MatterTouch?: MatterTouchResolvers<ContextType>
  CustomerMatterConnection?: CustomerMatterConnectionResolvers<ContextType>
  CustomerMatterEdge?: CustomerMatterEdgeResolvers<ContextType>
  Conversation?: ConversationResolvers<ContextType>
  KnownFact?: KnownFactResolvers<ContextType>
  ToldValue?: ToldValueResolvers<ContextType>
  DuplicateQuestionList?: DuplicateQuestionListResolvers<ContextType>
  DuplicateQuestion?: DuplicateQuestionResolvers<ContextType>
  ErasureCause?: ErasureCauseResolvers
  InteractionConnection?: InteractionConnectionResolvers<ContextType>
  InteractionEdge?: InteractionEdgeResolvers<ContextType>
  InteractionAsOf?: InteractionAsOfResolvers<ContextType>
  InteractionKnowledge?: InteractionKnowledgeResolvers
  Interaction?: InteractionResolvers<ContextType>
  Message?: MessageResolvers<ContextType>
  Note?: NoteResolvers<ContextType>
  Action?: ActionResolvers<ContextType>
  Commitment?: CommitmentResolvers<ContextType>
  Feedback?: FeedbackResolvers<ContextType>
  Handoff?: HandoffResolvers<ContextType>
  StatusChange?: StatusChangeResolvers<ContextType>
  IdentityChange?: IdentityChangeResolvers<ContextType>
  InteractionSearchConnection?: InteractionSearchConnectionResolvers<ContextType>
  InteractionSearchEdge?: InteractionSearchEdgeResolvers<ContextType>
  HistoryEvent?: HistoryEventResolvers<ContextType>
  HistoryPosition?: HistoryPositionResolvers<ContextType>
  InteractionRecorded?: InteractionRecordedResolvers<ContextType>
  InteractionAmended?: InteractionAmendedResolvers<ContextType>
  InteractionHidden?: InteractionHiddenResolvers<ContextType>
  InteractionJoined?: InteractionJoinedResolvers<ContextType>
  LogJoined?: LogJoinedResolvers<ContextType>
  InteractionsLeft?: InteractionsLeftResolvers<ContextType>
  HistoryAccessLost?: HistoryAccessLostResolvers<ContextType>
  HistoryEventPage?: HistoryEventPageResolvers<ContextType>
  FeedEvent?: FeedEventResolvers<ContextType>
  FeedPosition?: FeedPositionResolvers<ContextType>
  FeedInteractionRecorded?: FeedInteractionRecordedResolvers<ContextType>
  FeedInteractionAmended?: FeedInteractionAmendedResolvers<ContextType>
  FeedInteractionHidden?: FeedInteractionHiddenResolvers<ContextType>
  AuditRecordConnection?: AuditRecordConnectionResolvers<ContextType>
  AuditRecordEdge?: AuditRecordEdgeResolvers<ContextType>
  AuditCaller?: AuditCallerResolvers<ContextType>
  AuditRecord?: AuditRecordResolvers<ContextType>
  AuditCheckpoint?: AuditCheckpointResolvers<ContextType>
  AuditInclusionProof?: AuditInclusionProofResolvers<ContextType>
  AuditConsistencyProof?: AuditConsistencyProofResolvers<ContextType>
  Webhook?: WebhookResolvers<ContextType>
  WebhookFilter?: WebhookFilterResolvers<ContextType>
  WebhookConnection?: WebhookConnectionResolvers<ContextType>
  WebhookEdge?: WebhookEdgeResolvers<ContextType>
  WebhookDelivery?: WebhookDeliveryResolvers<ContextType>
  WebhookAttempt?: WebhookAttemptResolvers<ContextType>
  WebhookDeliveryConnection?: WebhookDeliveryConnectionResolvers<ContextType>
  WebhookDeliveryEdge?: WebhookDeliveryEdgeResolvers<ContextType>
  CreateWebhookPayload?: CreateWebhookPayloadResolvers<ContextType>
  UpdateWebhookPayload?: UpdateWebhookPayloadResolvers<ContextType>
  DeleteWebhookPayload?: DeleteWebhookPayloadResolvers<ContextType>
  ReplayWebhookPayload?: ReplayWebhookPayloadResolvers<ContextType>
  TestWebhookPayload?: TestWebhookPayloadResolvers<ContextType>
  DateTime?: GraphQLScalarType
  JSON?: GraphQLScalarType
  Decimal?: GraphQLScalarType
  Currency?: GraphQLScalarType
  SafeInt?: GraphQLScalarType
  Node?: NodeResolvers<ContextType>
  InteractionKind?: InteractionKindResolvers
  PageInfo?: PageInfoResolvers<ContextType>
  Actor?: ActorResolvers<ContextType>
  Matter?: MatterResolvers<ContextType>
  Source?: SourceResolvers<ContextType>
  UserError?: UserErrorResolvers<ContextType>
  CustomerResolution?: CustomerResolutionResolvers<ContextType>
  SetAsideIdentifier?: SetAsideIdentifierResolvers<ContextType>
  ResolutionStep?: ResolutionStepResolvers<ContextType>
}

export type DirectiveResolvers<ContextType = HistoryContext> = {
  masked?: MaskedDirectiveResolver<any, any, ContextType>
}
