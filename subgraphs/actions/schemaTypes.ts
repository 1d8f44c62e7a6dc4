// Generated from schema/actions.graphql and schema/shared.graphql by "npm run schema". Do not edit.
import type { GraphQLResolveInfo, GraphQLScalarType, GraphQLScalarTypeConfig } from 'graphql'
import type { Actor as ActorModel, Interaction as InteractionModel } from '../../interactions/interaction.ts'
import type { CustomerReference as CustomerReferenceModel } from '../../platform/paging/newestFirstPage.ts'
import type { CustomerResolution as CustomerResolutionModel } from '../../interactions/recording/identityClient.ts'
import type { UserError as UserErrorModel } from '../../interactions/recording/userError.ts'
import type { ActionsContext } from './context.ts'
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
  /**
   * What `recordCommitment` would do with this input, without recording anything. Identifiers of no customer create none; the
   * idempotency key and the source have no meaning here. userErrors of the answer are those of `recordCommitment`. Null only
   * with an error.
   */
  checkCommitment: Maybe<CommitmentCheck>
}

export type QueryCheckCommitmentArgs = {
  input: RecordCommitmentInput
}

export type Mutation = {
  /**
   * Record something done for the customer, e.g. an appointment made, a payment received, a refund granted. userErrors:
   * INVALID_VALUE, REQUIRED, TOO_LONG, NOT_FOUND, CONFLICT, IDEMPOTENCY_CONFLICT, BLOCKED_VALUE, SHARED_VALUE.
   */
  recordAction: Maybe<RecordActionPayload>
  /**
   * Change the status or the details of an action. userErrors: INVALID_VALUE, REQUIRED, TOO_LONG, NOT_FOUND, CONFLICT,
   * IDEMPOTENCY_CONFLICT.
   */
  updateAction: Maybe<UpdateActionPayload>
  /**
   * Record what was promised to the customer, e.g. a price, a refund, a date. Of all who promise on one matter one wins: an
   * open commitment of the same kind that says the same is given back, one that contradicts is named in `contradictions`, and
   * nothing is recorded, unless `supersedes` names it. A promise beyond the limits of the business is not recorded without the
   * approval of a person. userErrors: INVALID_VALUE, REQUIRED, TOO_LONG, NOT_FOUND, CONFLICT, IDEMPOTENCY_CONFLICT,
   * BLOCKED_VALUE, SHARED_VALUE.
   */
  recordCommitment: Maybe<RecordCommitmentPayload>
  /**
   * Say what became of a commitment: KEPT, BROKEN or WITHDRAWN. OPEN ones become any of them, BROKEN ones KEPT, KEPT ones
   * BROKEN; any other change is a CONFLICT. userErrors: INVALID_VALUE, REQUIRED, TOO_LONG, NOT_FOUND, CONFLICT,
   * IDEMPOTENCY_CONFLICT.
   */
  updateCommitment: Maybe<UpdateCommitmentPayload>
}

export type MutationRecordActionArgs = {
  input: RecordActionInput
}

export type MutationUpdateActionArgs = {
  input: UpdateActionInput
}

export type MutationRecordCommitmentArgs = {
  input: RecordCommitmentInput
}

export type MutationUpdateCommitmentArgs = {
  input: UpdateCommitmentInput
}

export type Customer = {
  profileId: Scalars['ID']['output']
  profileIds: Maybe<Array<Scalars['ID']['output']>>
  /** What was done for the customer, latest first. Null, with an error, only when it cannot be read. */
  actions: Maybe<ActionConnection>
  /** What was promised to the customer, latest first. Null, with an error, only when it cannot be read. */
  commitments: Maybe<CommitmentConnection>
  /**
   * Open commitments of the customer that contradict each other, among the latest 200 open ones that you may see; at most 20.
   * There are some when a merge brought two promises together, or when their authors could not see each other's. Null, with an
   * error, only when they cannot be read.
   */
  commitmentContradictions: Maybe<Array<CommitmentContradiction>>
}

export type CustomerActionsArgs = {
  first?: InputMaybe<Scalars['Int']['input']>
  after?: InputMaybe<Scalars['String']['input']>
  filter?: InputMaybe<ActionFilter>
}

export type CustomerCommitmentsArgs = {
  first?: InputMaybe<Scalars['Int']['input']>
  after?: InputMaybe<Scalars['String']['input']>
  filter?: InputMaybe<CommitmentFilter>
}

/** Something done for the customer, e.g. an appointment, a payment, a refund. */
export type Action = Node & {
  /** Opaque id, `int_…`. */
  id: Scalars['ID']['output']
  /** What kind of action; null when it cannot be read. */
  type: Maybe<ActionType>
  /** Its name: that of the type in lower case, or the business's own for OTHER; null when it cannot be read. */
  name: Maybe<Scalars['String']['output']>
  /** Where it stands; null when it cannot be read. */
  status: Maybe<ActionStatus>
  /** The money it moves or names; null when there is none. */
  amount: Maybe<Money>
  /** Its id in the system that carried it out, e.g. an order number; null when there is none. */
  externalReference: Maybe<Scalars['String']['output']>
  /** Further data of the executing system; null when there is none. */
  details: Maybe<Scalars['JSON']['output']>
}

/** What kind of action. */
export type ActionType =
  /** A time agreed with the customer. */
  | 'APPOINTMENT'
  /** Money received from the customer. */
  | 'PAYMENT'
  /** Money given back. */
  | 'REFUND'
  /** Something ordered. */
  | 'ORDER'
  /** A price offered. */
  | 'QUOTE'
  /** A transfer of money, goods or a contract. */
  | 'TRANSFER'
  /** Any other kind, named by `name`. */
  | 'OTHER'

/** Where an action stands. */
export type ActionStatus =
  /** Requested, not begun. */
  | 'REQUESTED'
  /** Under way. */
  | 'IN_PROGRESS'
  /** Done. */
  | 'COMPLETED'
  /** Tried without success. */
  | 'FAILED'
  /** Cancelled before it was done. */
  | 'CANCELLED'

/** An amount of money. */
export type Money = {
  /** How much. */
  amount: Scalars['Decimal']['output']
  /** In which currency. */
  currency: Scalars['Currency']['output']
}

/** A page of actions. */
export type ActionConnection = {
  /** The page with a cursor for each item; at most 100. */
  edges: Array<ActionEdge>
  /** The page without cursors; at most 100. */
  nodes: Array<Action>
  /** Where the page stands. */
  pageInfo: PageInfo
}

/** One action of a page. */
export type ActionEdge = {
  /** Position, for `after`. */
  cursor: Scalars['String']['output']
  /** The action. */
  node: Action
}

/** Which actions. Every given field must match. */
export type ActionFilter = {
  /** Only these types. */
  types?: InputMaybe<Array<ActionType>>
  /** Only these statuses. */
  statuses?: InputMaybe<Array<ActionStatus>>
  /** Only those about this matter. */
  matter?: InputMaybe<MatterInput>
}

/** An amount of money. */
export type MoneyInput = {
  /** How much. */
  amount: Scalars['Decimal']['input']
  /** In which currency. */
  currency: Scalars['Currency']['input']
}

/** Something done. */
export type RecordActionInput = {
  /** The customer that it was done for. */
  customer: CustomerInput
  /** What kind of action. */
  type: ActionType
  /** The business's own name for it, in snake_case, at most 64 characters. Required for OTHER, refused for the rest. */
  name?: InputMaybe<Scalars['String']['input']>
  /** Where it stands; default COMPLETED. A later version that leaves it out keeps it. */
  status?: InputMaybe<ActionStatus>
  /** The money it moves or names. */
  amount?: InputMaybe<MoneyInput>
  /** Its id in the system that carried it out; at most 255 characters. */
  externalReference?: InputMaybe<Scalars['String']['input']>
  /** Further data of that system; at most 64 KB. */
  details?: InputMaybe<Scalars['JSON']['input']>
  /** One line for lists; at most 200 characters. By default it is made from the other fields. */
  summary?: InputMaybe<Scalars['String']['input']>
  /** Who did it. */
  actor: ActorInput
  /** Where it took place; null when on no channel. */
  channel?: InputMaybe<Channel>
  /**
   * The conversation it belongs to, `cnv_…`. One of another customer is a CONFLICT; one that does not exist is kept as it
   * is given.
   */
  conversationId?: InputMaybe<Scalars['ID']['input']>
  /** The department responsible; at most 255 characters. */
  department?: InputMaybe<Scalars['String']['input']>
  /** The matter it is about. A later version that leaves it out keeps it, null takes it away. */
  matter?: InputMaybe<MatterInput>
  /** Whether the customer may see it. Later versions do not change it. */
  visibility?: Visibility
  /** When it was done; default now. At most a day in the future. */
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

/** What `recordAction` answers. */
export type RecordActionPayload = {
  /** The action; null when there are userErrors. */
  action: Maybe<Action>
  /**
   * What the identifiers of `customer` did to the customer: whether they created or merged any. A retry shows what the
   * retry did. Null when `customer` gave an id, and when there are userErrors.
   */
  resolution: Maybe<CustomerResolution>
  /** What the caller can put right; empty when it was done. */
  userErrors: Array<UserError>
}

/** Which action to change. What is left out stays as it is. */
export type UpdateActionInput = {
  /** The action, `int_…`. */
  actionId: Scalars['ID']['input']
  /** Where it stands now; null leaves it as it is. */
  status?: InputMaybe<ActionStatus>
  /** The money it moves or names now; null takes it away. */
  amount?: InputMaybe<MoneyInput>
  /** Its id in the system that carried it out; at most 255 characters. Null takes it away. */
  externalReference?: InputMaybe<Scalars['String']['input']>
  /** Further data of that system, which replaces the earlier data; at most 64 KB. Null takes it away. */
  details?: InputMaybe<Scalars['JSON']['input']>
  /** The matter it is about; null takes it away. */
  matter?: InputMaybe<MatterInput>
  /** The revision that the action is expected to have. Another revision is a CONFLICT. */
  expectedRevision?: InputMaybe<Scalars['Int']['input']>
  /**
   * Makes a retry by the same caller return the first answer: the change is made once, and the retry is answered with the
   * action as it is now. At most 255 characters; another content is an IDEMPOTENCY_CONFLICT. A key counts for one action,
   * which remembers its last 20 keys.
   */
  idempotencyKey?: InputMaybe<Scalars['String']['input']>
}

/** What `updateAction` answers. */
export type UpdateActionPayload = {
  /** The action; null when there are userErrors. */
  action: Maybe<Action>
  /** What the caller can put right; empty when it was done. */
  userErrors: Array<UserError>
}

/** Something promised to the customer, e.g. a price, a refund, a date. */
export type Commitment = Node & {
  /** Opaque id, `int_…`. */
  id: Scalars['ID']['output']
  /** What was promised; null when it cannot be read. */
  commitmentKind: Maybe<CommitmentKind>
  /** Whether the promise stands; null when it cannot be read. */
  state: Maybe<CommitmentState>
  /** The terms of the promise; null when its content was erased, and when they cannot be read. */
  terms: Maybe<CommitmentTerms>
  /** Until when it is to be kept, or until when an offer holds; null when there is no such time. */
  dueAt: Maybe<Scalars['DateTime']['output']>
  /** When the state changed last; null while it is OPEN. */
  stateChangedAt: Maybe<Scalars['DateTime']['output']>
  /** Who changed the state last; Elo itself, SYSTEM, for one that was not kept in time. Null while it is OPEN. */
  stateChangedBy: Maybe<Actor>
  /** Why the state changed last; null when no reason was given. */
  stateReason: Maybe<Scalars['String']['output']>
  /** The commitments that this one replaced, as far as you may see them; at most 20. */
  supersedes: Maybe<Array<Commitment>>
  /** The commitment that replaced this one; null when none did, and when you may not see it. */
  supersededBy: Maybe<Commitment>
  /** The person who approved it; null when no approval was given. */
  approvedBy: Maybe<Actor>
}

/** What is promised. On one matter a customer has one open commitment of each kind but OTHER. */
export type CommitmentKind =
  /** A price: `amount`. */
  | 'PRICE'
  /** A discount: `percent` or `amount`. */
  | 'DISCOUNT'
  /** Money to be given back: `amount`. */
  | 'REFUND'
  /** A time at which something is delivered or done: `date`. */
  | 'DATE'
  /** A time at which the customer is called or written to: `date`. */
  | 'CALL_BACK'
  /** Something given in place of another thing: `text`, perhaps `date`. */
  | 'REPLACEMENT'
  /** Any other promise: `text`. Two of them never contradict each other. */
  | 'OTHER'

/** Whether a promise stands. */
export type CommitmentState =
  /** It stands, and is to be kept. */
  | 'OPEN'
  /** It was kept. */
  | 'KEPT'
  /** It was not kept. An open one becomes BROKEN within a minute after `dueAt`. */
  | 'BROKEN'
  /** It was taken back. */
  | 'WITHDRAWN'
  /** Another commitment replaced it. */
  | 'SUPERSEDED'

/** The terms of a promise. */
export type CommitmentTerms = {
  /** The price, discount or refund; null when it is none of these, and for a discount in percent. */
  amount: Maybe<Money>
  /** The discount in percent, above 0 to 100; null for others. */
  percent: Maybe<Scalars['Decimal']['output']>
  /** The promised time; null when there is none. */
  date: Maybe<Scalars['DateTime']['output']>
  /** The promise in words, or an addition to it; null when there is none. */
  text: Maybe<Scalars['String']['output']>
}

/** A part of a promise. */
export type CommitmentTerm =
  /** The amount of money. */
  | 'AMOUNT'
  /** The percentage. */
  | 'PERCENT'
  /** The promised time. */
  | 'DATE'
  /** The words. */
  | 'TEXT'
  /** Until when it is to be kept. */
  | 'DUE_AT'

/** What becomes of a promise that is to be recorded. */
export type CommitmentOutcome =
  /** It is recorded. */
  | 'OK'
  /** An open commitment promises the same. It is given back, and nothing else is recorded. */
  | 'SAME_AS'
  /** An open commitment contradicts it. Nothing is recorded. */
  | 'CONTRADICTS'
  /** It is over a limit of the business, and needs the approval of a person. Nothing is recorded. */
  | 'OVER_LIMIT'

/** Two promises on one matter that cannot both be kept. */
export type CommitmentContradiction = {
  /** The promise that stands; of two that stand the earlier one. */
  open: CommitmentSide
  /** The other promise: the one that was to be recorded, or the later one of two that stand. */
  other: CommitmentSide
  /** In what they differ; at most 5. */
  differs: Array<CommitmentTerm>
  /** The contradiction in words. */
  message: Scalars['String']['output']
}

/** One side of a contradiction. */
export type CommitmentSide = {
  /** The commitment; null for a promise that is not recorded. */
  commitment: Maybe<Commitment>
  /** Who promised. */
  actor: Actor
  /** When it was promised. */
  promisedAt: Scalars['DateTime']['output']
  /** What was promised. */
  terms: CommitmentTerms
  /** Until when; null when there is no such time. */
  dueAt: Maybe<Scalars['DateTime']['output']>
}

/** A limit of the business that a promise is beyond. */
export type CommitmentLimit = {
  /** What is limited. */
  measure: CommitmentMeasure
  /** The most that may be promised without an approval: percent, an amount of money, or days. */
  largest: Scalars['Decimal']['output']
  /** What was to be promised, in the same unit. */
  given: Scalars['Decimal']['output']
  /** The currency of an amount; null for percent and days. */
  currency: Maybe<Scalars['Currency']['output']>
  /** The kind of actor for which the limit was looked up. */
  actorKind: ActorKind
  /** The department for which it was looked up; null for none. */
  department: Maybe<Scalars['String']['output']>
}

/** What a limit of the business is about. */
export type CommitmentMeasure =
  /** A discount in percent. */
  | 'DISCOUNT_PERCENT'
  /** A discount in money. */
  | 'DISCOUNT_AMOUNT'
  /** A refund. */
  | 'REFUND_AMOUNT'
  /** Days from now to `dueAt`, begun days count. */
  | 'DELAY_DAYS'

/** A page of commitments. */
export type CommitmentConnection = {
  /** The page with a cursor for each item; at most 100. */
  edges: Array<CommitmentEdge>
  /** The page without cursors; at most 100. */
  nodes: Array<Commitment>
  /** Where the page stands. */
  pageInfo: PageInfo
}

/** One commitment of a page. */
export type CommitmentEdge = {
  /** Position, for `after`. */
  cursor: Scalars['String']['output']
  /** The commitment. */
  node: Commitment
}

/** Which commitments. Every given field must match. */
export type CommitmentFilter = {
  /** Only in these states. */
  states?: InputMaybe<Array<CommitmentState>>
  /** Only of these kinds. */
  kinds?: InputMaybe<Array<CommitmentKind>>
}

/** The terms of a promise. Which of them a kind needs and takes, CommitmentKind says; `text` may be added to any. */
export type CommitmentTermsInput = {
  /** The price, 0 or more, or the discount or refund, above 0. */
  amount?: InputMaybe<MoneyInput>
  /** The discount in percent, above 0 to 100. */
  percent?: InputMaybe<Scalars['Decimal']['input']>
  /** The promised time, in the future. */
  date?: InputMaybe<Scalars['DateTime']['input']>
  /** The promise in words, or an addition to it; at most 1,000 characters. */
  text?: InputMaybe<Scalars['String']['input']>
}

/** A promise. */
export type RecordCommitmentInput = {
  /** The customer who got the promise. */
  customer: CustomerInput
  /**
   * The matter on which it was promised. Without it the matter is the conversation, and without a conversation the customer:
   * such promises contradict only others without a matter.
   */
  matter?: InputMaybe<MatterInput>
  /** What is promised. */
  kind: CommitmentKind
  /** The terms of the promise. */
  terms: CommitmentTermsInput
  /**
   * Until when it is to be kept, or an offer holds, in the future; by default `date` of the terms. When the time has passed,
   * an open commitment becomes BROKEN.
   */
  dueAt?: InputMaybe<Scalars['DateTime']['input']>
  /** Who promised: a person, an AI agent or a program of the business. CUSTOMER is refused. */
  actor: ActorInput
  /** Where it was promised; null when on no channel. */
  channel?: InputMaybe<Channel>
  /**
   * The conversation in which it was promised, `cnv_…`. One of another customer is a CONFLICT; one that does not exist is kept
   * as it is given.
   */
  conversationId?: InputMaybe<Scalars['ID']['input']>
  /** The department responsible; at most 255 characters. It decides about the limits too. */
  department?: InputMaybe<Scalars['String']['input']>
  /** Whether the customer may see it. Later versions do not change it. */
  visibility?: Visibility
  /** When it was promised; default now. At most a day in the future. */
  occurredAt?: InputMaybe<Scalars['DateTime']['input']>
  /** Whether `occurredAt` is not the time that the source gave, because that one cannot be true. */
  occurredAtCorrected?: Scalars['Boolean']['input']
  /**
   * The open commitments that this one replaces, at most 20: all that contradict it. They become SUPERSEDED as it is recorded.
   * Each must be open, and of the same customer, matter and kind.
   */
  supersedes?: InputMaybe<Array<Scalars['ID']['input']>>
  /**
   * The person who approves a promise beyond a limit: HUMAN, with an `externalId`, and not the actor. Only a person may give
   * it: from a bot, a program or another company it is an INVALID_VALUE.
   */
  approvedBy?: InputMaybe<ActorInput>
  /**
   * Makes a retry by the same caller return the first answer; at most 255 characters. Another content is an
   * IDEMPOTENCY_CONFLICT. A key counts only when something was recorded with it.
   */
  idempotencyKey?: InputMaybe<Scalars['String']['input']>
  /**
   * The foreign record. See SourceInput for repeats. A later version changes who promised and where, but not what was
   * promised: for that record a new commitment that supersedes this one.
   */
  source?: InputMaybe<SourceInput>
}

/** What `recordCommitment` answers. */
export type RecordCommitmentPayload = {
  /** The new commitment, or with SAME_AS the open one that promises the same; null when nothing was recorded. */
  commitment: Maybe<Commitment>
  /** What became of it; null when there are userErrors. */
  outcome: Maybe<CommitmentOutcome>
  /** The open commitments that you may see and that contradict it; at most 20. */
  contradictions: Array<CommitmentContradiction>
  /** The limit that it is beyond, also when a person approved it; null when it is within all of them. */
  limit: Maybe<CommitmentLimit>
  /** Whether it needs the approval of a person, which it does not have. */
  needsApproval: Scalars['Boolean']['output']
  /**
   * What the identifiers of `customer` did to the customer: whether they created or merged any. Null when `customer` gave an
   * id, when nothing was recorded, and when there are userErrors.
   */
  resolution: Maybe<CustomerResolution>
  /** What the caller can put right; empty when it was looked at, whatever `outcome` says. */
  userErrors: Array<UserError>
}

/** What `checkCommitment` answers. */
export type CommitmentCheck = {
  /** What `recordCommitment` would make of it; null when there are userErrors. */
  outcome: Maybe<CommitmentOutcome>
  /** The open commitment that promises the same; null when there is none. */
  sameAs: Maybe<Commitment>
  /** The open commitments that you may see and that contradict it; at most 20. */
  contradictions: Array<CommitmentContradiction>
  /** The limit that it is beyond, also when a person approved it; null when it is within all of them. */
  limit: Maybe<CommitmentLimit>
  /** Whether it needs the approval of a person, which it does not have. */
  needsApproval: Scalars['Boolean']['output']
  /** What the caller can put right. */
  userErrors: Array<UserError>
}

/** What became of a commitment. */
export type UpdateCommitmentInput = {
  /** The commitment, `int_…`. */
  commitmentId: Scalars['ID']['input']
  /** KEPT, BROKEN or WITHDRAWN. OPEN and SUPERSEDED are refused: only `recordCommitment` makes them. */
  state: CommitmentState
  /** Why; at most 1,000 characters. Null for no reason. */
  reason?: InputMaybe<Scalars['String']['input']>
  /** Who says so. */
  actor: ActorInput
  /** The revision that the commitment is expected to have. Another revision is a CONFLICT. */
  expectedRevision?: InputMaybe<Scalars['Int']['input']>
  /**
   * Makes a retry by the same caller return the first answer: the change is made once, and the retry is answered with the
   * commitment as it is now. At most 255 characters; another content is an IDEMPOTENCY_CONFLICT. A key counts for one
   * commitment, which remembers its last 20 keys.
   */
  idempotencyKey?: InputMaybe<Scalars['String']['input']>
}

/** What `updateCommitment` answers. */
export type UpdateCommitmentPayload = {
  /** The commitment; null when there are userErrors. */
  commitment: Maybe<Commitment>
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
  Action: Action
  Commitment: Commitment
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
    )
  Action: { __typename: 'Action' } & GraphQLRecursivePick<FederationTypes['Action'], { id: true }>
  Commitment: { __typename: 'Commitment' } & GraphQLRecursivePick<FederationTypes['Commitment'], { id: true }>
}

/** Mapping of interface types */
export type ResolversInterfaceTypes<_RefType extends Record<string, unknown>> = {
  Node: InteractionModel | InteractionModel
}

/** Mapping between all available schema types and the resolvers types */
export type ResolversTypes = {
  Query: ResolverTypeWrapper<Record<PropertyKey, never>>
  Mutation: ResolverTypeWrapper<Record<PropertyKey, never>>
  Customer: ResolverTypeWrapper<CustomerReferenceModel>
  ID: ResolverTypeWrapper<Scalars['ID']['output']>
  Int: ResolverTypeWrapper<Scalars['Int']['output']>
  Action: ResolverTypeWrapper<InteractionModel>
  ActionType: ActionType
  ActionStatus: ActionStatus
  Money: ResolverTypeWrapper<Money>
  ActionConnection: ResolverTypeWrapper<
    Omit<ActionConnection, 'edges' | 'nodes'> & {
      edges: Array<ResolversTypes['ActionEdge']>
      nodes: Array<ResolversTypes['Action']>
    }
  >
  ActionEdge: ResolverTypeWrapper<Omit<ActionEdge, 'node'> & { node: ResolversTypes['Action'] }>
  ActionFilter: ActionFilter
  MoneyInput: MoneyInput
  RecordActionInput: RecordActionInput
  Boolean: ResolverTypeWrapper<Scalars['Boolean']['output']>
  RecordActionPayload: ResolverTypeWrapper<
    Omit<RecordActionPayload, 'action' | 'resolution' | 'userErrors'> & {
      action?: Maybe<ResolversTypes['Action']>
      resolution?: Maybe<ResolversTypes['CustomerResolution']>
      userErrors: Array<ResolversTypes['UserError']>
    }
  >
  UpdateActionInput: UpdateActionInput
  UpdateActionPayload: ResolverTypeWrapper<
    Omit<UpdateActionPayload, 'action' | 'userErrors'> & {
      action?: Maybe<ResolversTypes['Action']>
      userErrors: Array<ResolversTypes['UserError']>
    }
  >
  Commitment: ResolverTypeWrapper<InteractionModel>
  CommitmentKind: CommitmentKind
  CommitmentState: CommitmentState
  CommitmentTerms: ResolverTypeWrapper<CommitmentTerms>
  CommitmentTerm: CommitmentTerm
  CommitmentOutcome: CommitmentOutcome
  CommitmentContradiction: ResolverTypeWrapper<
    Omit<CommitmentContradiction, 'open' | 'other'> & {
      open: ResolversTypes['CommitmentSide']
      other: ResolversTypes['CommitmentSide']
    }
  >
  CommitmentSide: ResolverTypeWrapper<
    Omit<CommitmentSide, 'commitment' | 'actor'> & {
      commitment?: Maybe<ResolversTypes['Commitment']>
      actor: ResolversTypes['Actor']
    }
  >
  CommitmentLimit: ResolverTypeWrapper<CommitmentLimit>
  CommitmentMeasure: CommitmentMeasure
  CommitmentConnection: ResolverTypeWrapper<
    Omit<CommitmentConnection, 'edges' | 'nodes'> & {
      edges: Array<ResolversTypes['CommitmentEdge']>
      nodes: Array<ResolversTypes['Commitment']>
    }
  >
  CommitmentEdge: ResolverTypeWrapper<Omit<CommitmentEdge, 'node'> & { node: ResolversTypes['Commitment'] }>
  CommitmentFilter: CommitmentFilter
  CommitmentTermsInput: CommitmentTermsInput
  RecordCommitmentInput: RecordCommitmentInput
  RecordCommitmentPayload: ResolverTypeWrapper<
    Omit<RecordCommitmentPayload, 'commitment' | 'contradictions' | 'resolution' | 'userErrors'> & {
      commitment?: Maybe<ResolversTypes['Commitment']>
      contradictions: Array<ResolversTypes['CommitmentContradiction']>
      resolution?: Maybe<ResolversTypes['CustomerResolution']>
      userErrors: Array<ResolversTypes['UserError']>
    }
  >
  CommitmentCheck: ResolverTypeWrapper<
    Omit<CommitmentCheck, 'sameAs' | 'contradictions' | 'userErrors'> & {
      sameAs?: Maybe<ResolversTypes['Commitment']>
      contradictions: Array<ResolversTypes['CommitmentContradiction']>
      userErrors: Array<ResolversTypes['UserError']>
    }
  >
  UpdateCommitmentInput: UpdateCommitmentInput
  UpdateCommitmentPayload: ResolverTypeWrapper<
    Omit<UpdateCommitmentPayload, 'commitment' | 'userErrors'> & {
      commitment?: Maybe<ResolversTypes['Commitment']>
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
  Mutation: Record<PropertyKey, never>
  Customer: CustomerReferenceModel
  ID: Scalars['ID']['output']
  Int: Scalars['Int']['output']
  Action: InteractionModel
  Money: Money
  ActionConnection: Omit<ActionConnection, 'edges' | 'nodes'> & {
    edges: Array<ResolversParentTypes['ActionEdge']>
    nodes: Array<ResolversParentTypes['Action']>
  }
  ActionEdge: Omit<ActionEdge, 'node'> & { node: ResolversParentTypes['Action'] }
  ActionFilter: ActionFilter
  MoneyInput: MoneyInput
  RecordActionInput: RecordActionInput
  Boolean: Scalars['Boolean']['output']
  RecordActionPayload: Omit<RecordActionPayload, 'action' | 'resolution' | 'userErrors'> & {
    action?: Maybe<ResolversParentTypes['Action']>
    resolution?: Maybe<ResolversParentTypes['CustomerResolution']>
    userErrors: Array<ResolversParentTypes['UserError']>
  }
  UpdateActionInput: UpdateActionInput
  UpdateActionPayload: Omit<UpdateActionPayload, 'action' | 'userErrors'> & {
    action?: Maybe<ResolversParentTypes['Action']>
    userErrors: Array<ResolversParentTypes['UserError']>
  }
  Commitment: InteractionModel
  CommitmentTerms: CommitmentTerms
  CommitmentContradiction: Omit<CommitmentContradiction, 'open' | 'other'> & {
    open: ResolversParentTypes['CommitmentSide']
    other: ResolversParentTypes['CommitmentSide']
  }
  CommitmentSide: Omit<CommitmentSide, 'commitment' | 'actor'> & {
    commitment?: Maybe<ResolversParentTypes['Commitment']>
    actor: ResolversParentTypes['Actor']
  }
  CommitmentLimit: CommitmentLimit
  CommitmentConnection: Omit<CommitmentConnection, 'edges' | 'nodes'> & {
    edges: Array<ResolversParentTypes['CommitmentEdge']>
    nodes: Array<ResolversParentTypes['Commitment']>
  }
  CommitmentEdge: Omit<CommitmentEdge, 'node'> & { node: ResolversParentTypes['Commitment'] }
  CommitmentFilter: CommitmentFilter
  CommitmentTermsInput: CommitmentTermsInput
  RecordCommitmentInput: RecordCommitmentInput
  RecordCommitmentPayload: Omit<
    RecordCommitmentPayload,
    'commitment' | 'contradictions' | 'resolution' | 'userErrors'
  > & {
    commitment?: Maybe<ResolversParentTypes['Commitment']>
    contradictions: Array<ResolversParentTypes['CommitmentContradiction']>
    resolution?: Maybe<ResolversParentTypes['CustomerResolution']>
    userErrors: Array<ResolversParentTypes['UserError']>
  }
  CommitmentCheck: Omit<CommitmentCheck, 'sameAs' | 'contradictions' | 'userErrors'> & {
    sameAs?: Maybe<ResolversParentTypes['Commitment']>
    contradictions: Array<ResolversParentTypes['CommitmentContradiction']>
    userErrors: Array<ResolversParentTypes['UserError']>
  }
  UpdateCommitmentInput: UpdateCommitmentInput
  UpdateCommitmentPayload: Omit<UpdateCommitmentPayload, 'commitment' | 'userErrors'> & {
    commitment?: Maybe<ResolversParentTypes['Commitment']>
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
  ContextType = ActionsContext,
  Args = MaskedDirectiveArgs,
> = DirectiveResolverFn<Result, Parent, ContextType, Args>

export type QueryResolvers<
  ContextType = ActionsContext,
  ParentType extends ResolversParentTypes['Query'] = ResolversParentTypes['Query'],
> = {
  checkCommitment?: Resolver<
    Maybe<ResolversTypes['CommitmentCheck']>,
    ParentType,
    ContextType,
    RequireFields<QueryCheckCommitmentArgs, 'input'>
  >
}

export type MutationResolvers<
  ContextType = ActionsContext,
  ParentType extends ResolversParentTypes['Mutation'] = ResolversParentTypes['Mutation'],
> = {
  recordAction?: Resolver<
    Maybe<ResolversTypes['RecordActionPayload']>,
    ParentType,
    ContextType,
    RequireFields<MutationRecordActionArgs, 'input'>
  >
  updateAction?: Resolver<
    Maybe<ResolversTypes['UpdateActionPayload']>,
    ParentType,
    ContextType,
    RequireFields<MutationUpdateActionArgs, 'input'>
  >
  recordCommitment?: Resolver<
    Maybe<ResolversTypes['RecordCommitmentPayload']>,
    ParentType,
    ContextType,
    RequireFields<MutationRecordCommitmentArgs, 'input'>
  >
  updateCommitment?: Resolver<
    Maybe<ResolversTypes['UpdateCommitmentPayload']>,
    ParentType,
    ContextType,
    RequireFields<MutationUpdateCommitmentArgs, 'input'>
  >
}

export type CustomerResolvers<
  ContextType = ActionsContext,
  ParentType extends ResolversParentTypes['Customer'] = ResolversParentTypes['Customer'],
  FederationReferenceType extends FederationReferenceTypes['Customer'] = FederationReferenceTypes['Customer'],
> = {
  __resolveReference?: ReferenceResolver<
    Maybe<ResolversTypes['Customer']> | FederationReferenceType,
    FederationReferenceType,
    ContextType
  >
  profileId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>
  actions?: Resolver<
    Maybe<ResolversTypes['ActionConnection']>,
    ParentType,
    ContextType,
    RequireFields<CustomerActionsArgs, 'first'>
  >
  commitments?: Resolver<
    Maybe<ResolversTypes['CommitmentConnection']>,
    ParentType,
    ContextType,
    RequireFields<CustomerCommitmentsArgs, 'first'>
  >
  commitmentContradictions?: Resolver<
    Maybe<Array<ResolversTypes['CommitmentContradiction']>>,
    ParentType,
    ContextType
  >
}

export type ActionResolvers<
  ContextType = ActionsContext,
  ParentType extends ResolversParentTypes['Action'] = ResolversParentTypes['Action'],
  FederationReferenceType extends FederationReferenceTypes['Action'] = FederationReferenceTypes['Action'],
> = {
  __resolveReference?: ReferenceResolver<
    Maybe<ResolversTypes['Action']> | FederationReferenceType,
    FederationReferenceType,
    ContextType
  >
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>
  type?: Resolver<Maybe<ResolversTypes['ActionType']>, ParentType, ContextType>
  name?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>
  status?: Resolver<Maybe<ResolversTypes['ActionStatus']>, ParentType, ContextType>
  amount?: Resolver<Maybe<ResolversTypes['Money']>, ParentType, ContextType>
  externalReference?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>
  details?: Resolver<Maybe<ResolversTypes['JSON']>, ParentType, ContextType>
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>
}

export type MoneyResolvers<
  ContextType = ActionsContext,
  ParentType extends ResolversParentTypes['Money'] = ResolversParentTypes['Money'],
> = {
  amount?: Resolver<ResolversTypes['Decimal'], ParentType, ContextType>
  currency?: Resolver<ResolversTypes['Currency'], ParentType, ContextType>
}

export type ActionConnectionResolvers<
  ContextType = ActionsContext,
  ParentType extends ResolversParentTypes['ActionConnection'] = ResolversParentTypes['ActionConnection'],
> = {
  edges?: Resolver<Array<ResolversTypes['ActionEdge']>, ParentType, ContextType>
  nodes?: Resolver<Array<ResolversTypes['Action']>, ParentType, ContextType>
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>
}

export type ActionEdgeResolvers<
  ContextType = ActionsContext,
  ParentType extends ResolversParentTypes['ActionEdge'] = ResolversParentTypes['ActionEdge'],
> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>
  node?: Resolver<ResolversTypes['Action'], ParentType, ContextType>
}

export type RecordActionPayloadResolvers<
  ContextType = ActionsContext,
  ParentType extends ResolversParentTypes['RecordActionPayload'] =
    ResolversParentTypes['RecordActionPayload'],
> = {
  action?: Resolver<Maybe<ResolversTypes['Action']>, ParentType, ContextType>
  resolution?: Resolver<Maybe<ResolversTypes['CustomerResolution']>, ParentType, ContextType>
  userErrors?: Resolver<Array<ResolversTypes['UserError']>, ParentType, ContextType>
}

export type UpdateActionPayloadResolvers<
  ContextType = ActionsContext,
  ParentType extends ResolversParentTypes['UpdateActionPayload'] =
    ResolversParentTypes['UpdateActionPayload'],
> = {
  action?: Resolver<Maybe<ResolversTypes['Action']>, ParentType, ContextType>
  userErrors?: Resolver<Array<ResolversTypes['UserError']>, ParentType, ContextType>
}

export type CommitmentResolvers<
  ContextType = ActionsContext,
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
  commitmentKind?: Resolver<Maybe<ResolversTypes['CommitmentKind']>, ParentType, ContextType>
  state?: Resolver<Maybe<ResolversTypes['CommitmentState']>, ParentType, ContextType>
  terms?: Resolver<Maybe<ResolversTypes['CommitmentTerms']>, ParentType, ContextType>
  dueAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>
  stateChangedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>
  stateChangedBy?: Resolver<Maybe<ResolversTypes['Actor']>, ParentType, ContextType>
  stateReason?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>
  supersedes?: Resolver<Maybe<Array<ResolversTypes['Commitment']>>, ParentType, ContextType>
  supersededBy?: Resolver<Maybe<ResolversTypes['Commitment']>, ParentType, ContextType>
  approvedBy?: Resolver<Maybe<ResolversTypes['Actor']>, ParentType, ContextType>
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>
}

export type CommitmentTermsResolvers<
  ContextType = ActionsContext,
  ParentType extends ResolversParentTypes['CommitmentTerms'] = ResolversParentTypes['CommitmentTerms'],
> = {
  amount?: Resolver<Maybe<ResolversTypes['Money']>, ParentType, ContextType>
  percent?: Resolver<Maybe<ResolversTypes['Decimal']>, ParentType, ContextType>
  date?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>
  text?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>
}

export type CommitmentContradictionResolvers<
  ContextType = ActionsContext,
  ParentType extends ResolversParentTypes['CommitmentContradiction'] =
    ResolversParentTypes['CommitmentContradiction'],
> = {
  open?: Resolver<ResolversTypes['CommitmentSide'], ParentType, ContextType>
  other?: Resolver<ResolversTypes['CommitmentSide'], ParentType, ContextType>
  differs?: Resolver<Array<ResolversTypes['CommitmentTerm']>, ParentType, ContextType>
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>
}

export type CommitmentSideResolvers<
  ContextType = ActionsContext,
  ParentType extends ResolversParentTypes['CommitmentSide'] = ResolversParentTypes['CommitmentSide'],
> = {
  commitment?: Resolver<Maybe<ResolversTypes['Commitment']>, ParentType, ContextType>
  actor?: Resolver<ResolversTypes['Actor'], ParentType, ContextType>
  promisedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>
  terms?: Resolver<ResolversTypes['CommitmentTerms'], ParentType, ContextType>
  dueAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>
}

export type CommitmentLimitResolvers<
  ContextType = ActionsContext,
  ParentType extends ResolversParentTypes['CommitmentLimit'] = ResolversParentTypes['CommitmentLimit'],
> = {
  measure?: Resolver<ResolversTypes['CommitmentMeasure'], ParentType, ContextType>
  largest?: Resolver<ResolversTypes['Decimal'], ParentType, ContextType>
  given?: Resolver<ResolversTypes['Decimal'], ParentType, ContextType>
  currency?: Resolver<Maybe<ResolversTypes['Currency']>, ParentType, ContextType>
  actorKind?: Resolver<ResolversTypes['ActorKind'], ParentType, ContextType>
  department?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>
}

export type CommitmentConnectionResolvers<
  ContextType = ActionsContext,
  ParentType extends ResolversParentTypes['CommitmentConnection'] =
    ResolversParentTypes['CommitmentConnection'],
> = {
  edges?: Resolver<Array<ResolversTypes['CommitmentEdge']>, ParentType, ContextType>
  nodes?: Resolver<Array<ResolversTypes['Commitment']>, ParentType, ContextType>
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>
}

export type CommitmentEdgeResolvers<
  ContextType = ActionsContext,
  ParentType extends ResolversParentTypes['CommitmentEdge'] = ResolversParentTypes['CommitmentEdge'],
> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>
  node?: Resolver<ResolversTypes['Commitment'], ParentType, ContextType>
}

export type RecordCommitmentPayloadResolvers<
  ContextType = ActionsContext,
  ParentType extends ResolversParentTypes['RecordCommitmentPayload'] =
    ResolversParentTypes['RecordCommitmentPayload'],
> = {
  commitment?: Resolver<Maybe<ResolversTypes['Commitment']>, ParentType, ContextType>
  outcome?: Resolver<Maybe<ResolversTypes['CommitmentOutcome']>, ParentType, ContextType>
  contradictions?: Resolver<Array<ResolversTypes['CommitmentContradiction']>, ParentType, ContextType>
  limit?: Resolver<Maybe<ResolversTypes['CommitmentLimit']>, ParentType, ContextType>
  needsApproval?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>
  resolution?: Resolver<Maybe<ResolversTypes['CustomerResolution']>, ParentType, ContextType>
  userErrors?: Resolver<Array<ResolversTypes['UserError']>, ParentType, ContextType>
}

export type CommitmentCheckResolvers<
  ContextType = ActionsContext,
  ParentType extends ResolversParentTypes['CommitmentCheck'] = ResolversParentTypes['CommitmentCheck'],
> = {
  outcome?: Resolver<Maybe<ResolversTypes['CommitmentOutcome']>, ParentType, ContextType>
  sameAs?: Resolver<Maybe<ResolversTypes['Commitment']>, ParentType, ContextType>
  contradictions?: Resolver<Array<ResolversTypes['CommitmentContradiction']>, ParentType, ContextType>
  limit?: Resolver<Maybe<ResolversTypes['CommitmentLimit']>, ParentType, ContextType>
  needsApproval?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>
  userErrors?: Resolver<Array<ResolversTypes['UserError']>, ParentType, ContextType>
}

export type UpdateCommitmentPayloadResolvers<
  ContextType = ActionsContext,
  ParentType extends ResolversParentTypes['UpdateCommitmentPayload'] =
    ResolversParentTypes['UpdateCommitmentPayload'],
> = {
  commitment?: Resolver<Maybe<ResolversTypes['Commitment']>, ParentType, ContextType>
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
  ContextType = ActionsContext,
  ParentType extends ResolversParentTypes['Node'] = ResolversParentTypes['Node'],
> = {
  __resolveType: TypeResolveFn<'Action' | 'Commitment', ParentType, ContextType>
}

export type PageInfoResolvers<
  ContextType = ActionsContext,
  ParentType extends ResolversParentTypes['PageInfo'] = ResolversParentTypes['PageInfo'],
> = {
  hasNextPage?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>
  hasPreviousPage?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>
  startCursor?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>
  endCursor?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>
}

export type ActorResolvers<
  ContextType = ActionsContext,
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
  ContextType = ActionsContext,
  ParentType extends ResolversParentTypes['Matter'] = ResolversParentTypes['Matter'],
> = {
  kind?: Resolver<ResolversTypes['MatterKind'], ParentType, ContextType>
  externalId?: Resolver<ResolversTypes['String'], ParentType, ContextType>
}

export type SourceResolvers<
  ContextType = ActionsContext,
  ParentType extends ResolversParentTypes['Source'] = ResolversParentTypes['Source'],
> = {
  system?: Resolver<ResolversTypes['String'], ParentType, ContextType>
  externalId?: Resolver<ResolversTypes['String'], ParentType, ContextType>
  version?: Resolver<Maybe<ResolversTypes['SafeInt']>, ParentType, ContextType>
}

export type UserErrorResolvers<
  ContextType = ActionsContext,
  ParentType extends ResolversParentTypes['UserError'] = ResolversParentTypes['UserError'],
> = {
  code?: Resolver<ResolversTypes['UserErrorCode'], ParentType, ContextType>
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>
  field?: Resolver<Maybe<Array<ResolversTypes['String']>>, ParentType, ContextType>
}

export type CustomerResolutionResolvers<
  ContextType = ActionsContext,
  ParentType extends ResolversParentTypes['CustomerResolution'] = ResolversParentTypes['CustomerResolution'],
> = {
  customer?: Resolver<Maybe<ResolversTypes['Customer']>, ParentType, ContextType>
  created?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>
  setAsideIdentifiers?: Resolver<Array<ResolversTypes['SetAsideIdentifier']>, ParentType, ContextType>
  steps?: Resolver<Array<ResolversTypes['ResolutionStep']>, ParentType, ContextType>
}

export type SetAsideIdentifierResolvers<
  ContextType = ActionsContext,
  ParentType extends ResolversParentTypes['SetAsideIdentifier'] = ResolversParentTypes['SetAsideIdentifier'],
> = {
  type?: Resolver<ResolversTypes['IdentifierType'], ParentType, ContextType>
  value?: Resolver<ResolversTypes['String'], ParentType, ContextType>
  rule?: Resolver<ResolversTypes['ResolutionRule'], ParentType, ContextType>
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>
}

export type ResolutionStepResolvers<
  ContextType = ActionsContext,
  ParentType extends ResolversParentTypes['ResolutionStep'] = ResolversParentTypes['ResolutionStep'],
> = {
  rule?: Resolver<ResolversTypes['ResolutionRule'], ParentType, ContextType>
  outcome?: Resolver<ResolversTypes['ResolutionOutcome'], ParentType, ContextType>
  values?: Resolver<Array<ResolversTypes['String']>, ParentType, ContextType>
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>
}

export type Resolvers<ContextType = ActionsContext> = {
  Query?: QueryResolvers<ContextType>
  Mutation?: MutationResolvers<ContextType>
  Customer?: CustomerResolvers<ContextType>
  Action?: ActionResolvers<ContextType>
  Money?: MoneyResolvers<ContextType>
  ActionConnection?: ActionConnectionResolvers<ContextType>
  ActionEdge?: ActionEdgeResolvers<ContextType>
  RecordActionPayload?: RecordActionPayloadResolvers<ContextType>
  UpdateActionPayload?: UpdateActionPayloadResolvers<ContextType>
  Commitment?: CommitmentResolvers<ContextType>
  CommitmentTerms?: CommitmentTermsResolvers<ContextType>
  CommitmentContradiction?: CommitmentContradictionResolvers<ContextType>
  CommitmentSide?: CommitmentSideResolvers<ContextType>
  CommitmentLimit?: CommitmentLimitResolvers<ContextType>
  CommitmentConnection?: CommitmentConnectionResolvers<ContextType>
  CommitmentEdge?: CommitmentEdgeResolvers<ContextType>
  RecordCommitmentPayload?: RecordCommitmentPayloadResolvers<ContextType>
  CommitmentCheck?: CommitmentCheckResolvers<ContextType>
  UpdateCommitmentPayload?: UpdateCommitmentPayloadResolvers<ContextType>
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

export type DirectiveResolvers<ContextType = ActionsContext> = {
  masked?: MaskedDirectiveResolver<any, any, ContextType>
}
