// Generated from schema/feedback.graphql and schema/shared.graphql by "npm run schema". Do not edit.
import type { GraphQLResolveInfo, GraphQLScalarType, GraphQLScalarTypeConfig } from 'graphql'
import type { Actor as ActorModel, Interaction as InteractionModel } from '../../interactions/interaction.ts'
import type { CustomerReference as CustomerReferenceModel } from '../../platform/paging/newestFirstPage.ts'
import type { CustomerResolution as CustomerResolutionModel } from '../../interactions/recording/identityClient.ts'
import type { UserError as UserErrorModel } from '../../interactions/recording/userError.ts'
import type { FeedbackContext } from './context.ts'
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

export type Mutation = {
  /**
   * Record a rating. A second rating by the same caller with the same source, or with the same metric in the same
   * conversation, amends the first one, which keeps its place in the history. userErrors: INVALID_VALUE, REQUIRED,
   * TOO_LONG, NOT_FOUND, CONFLICT, IDEMPOTENCY_CONFLICT, BLOCKED_VALUE, SHARED_VALUE.
   */
  recordFeedback: Maybe<RecordFeedbackPayload>
}

export type MutationRecordFeedbackArgs = {
  input: RecordFeedbackInput
}

export type Customer = {
  profileId: Scalars['ID']['output']
  profileIds: Maybe<Array<Scalars['ID']['output']>>
  /** The ratings that the customer gave, latest first. Null, with an error, only when they cannot be read. */
  feedback: Maybe<FeedbackConnection>
}

export type CustomerFeedbackArgs = {
  first?: InputMaybe<Scalars['Int']['input']>
  after?: InputMaybe<Scalars['String']['input']>
  filter?: InputMaybe<FeedbackFilter>
}

/** A rating given by the customer. */
export type Feedback = Node & {
  /** Opaque id, `int_…`. */
  id: Scalars['ID']['output']
  /** What was measured; null when it cannot be read. */
  metric: Maybe<FeedbackMetric>
  /** The rating on the metric's scale; null when it cannot be read. */
  rating: Maybe<Scalars['Int']['output']>
  /** What the customer wrote; null when there is no text. */
  comment: Maybe<Scalars['String']['output']>
  /** Who was rated; null when the rating is about no particular actor. */
  agent: Maybe<Actor>
}

/** What a rating measures, and its scale. */
export type FeedbackMetric =
  /** Customer satisfaction, 1 to 5. */
  | 'CSAT'
  /** Net promoter score, 0 to 10. */
  | 'NPS'
  /** Customer effort score, 1 to 7. */
  | 'CES'
  /** Thumbs: 0 down, 1 up. */
  | 'THUMBS'

/** A page of ratings. */
export type FeedbackConnection = {
  /** The page with a cursor for each item; at most 100. */
  edges: Array<FeedbackEdge>
  /** The page without cursors; at most 100. */
  nodes: Array<Feedback>
  /** Where the page stands. */
  pageInfo: PageInfo
}

/** One rating of a page. */
export type FeedbackEdge = {
  /** Position, for `after`. */
  cursor: Scalars['String']['output']
  /** The rating. */
  node: Feedback
}

/** Which ratings. Every given field must match. */
export type FeedbackFilter = {
  /** Only these metrics. */
  metrics?: InputMaybe<Array<FeedbackMetric>>
}

/** A rating. */
export type RecordFeedbackInput = {
  /** The customer who rated. */
  customer: CustomerInput
  /** What is measured. */
  metric: FeedbackMetric
  /** The rating on the metric's scale. */
  rating: Scalars['Int']['input']
  /** What the customer wrote; at most 10,000 characters. */
  comment?: InputMaybe<Scalars['String']['input']>
  /** Who was rated. */
  agent?: InputMaybe<ActorInput>
  /** The department rated; at most 255 characters. */
  department?: InputMaybe<Scalars['String']['input']>
  /**
   * The conversation it is about, `cnv_…`. One of another customer is a CONFLICT; one that does not exist is kept as it
   * is given.
   */
  conversationId?: InputMaybe<Scalars['ID']['input']>
  /** Where the rating was given. */
  channel?: InputMaybe<Channel>
  /** When the rating was first given; default now. At most a day in the future. */
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

/** What `recordFeedback` answers. */
export type RecordFeedbackPayload = {
  /** The rating; null when there are userErrors. */
  feedback: Maybe<Feedback>
  /**
   * What the identifiers of `customer` did to the customer: whether they created or merged any. A retry shows what the
   * retry did. Null when `customer` gave an id, and when there are userErrors.
   */
  resolution: Maybe<CustomerResolution>
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
  Feedback: Feedback
}

/** Mapping of federation reference types */
export type FederationReferenceTypes = {
  Customer: { __typename: 'Customer' } & GraphQLRecursivePick<
    FederationTypes['Customer'],
    { profileId: true }
  > &
    (Record<PropertyKey, never> | GraphQLRecursivePick<FederationTypes['Customer'], { profileIds: true }>)
  Feedback: { __typename: 'Feedback' } & GraphQLRecursivePick<FederationTypes['Feedback'], { id: true }>
}

/** Mapping of interface types */
export type ResolversInterfaceTypes<_RefType extends Record<string, unknown>> = {
  Node: InteractionModel
}

/** Mapping between all available schema types and the resolvers types */
export type ResolversTypes = {
  Mutation: ResolverTypeWrapper<Record<PropertyKey, never>>
  Customer: ResolverTypeWrapper<CustomerReferenceModel>
  ID: ResolverTypeWrapper<Scalars['ID']['output']>
  Int: ResolverTypeWrapper<Scalars['Int']['output']>
  Feedback: ResolverTypeWrapper<InteractionModel>
  FeedbackMetric: FeedbackMetric
  FeedbackConnection: ResolverTypeWrapper<
    Omit<FeedbackConnection, 'edges' | 'nodes'> & {
      edges: Array<ResolversTypes['FeedbackEdge']>
      nodes: Array<ResolversTypes['Feedback']>
    }
  >
  FeedbackEdge: ResolverTypeWrapper<Omit<FeedbackEdge, 'node'> & { node: ResolversTypes['Feedback'] }>
  FeedbackFilter: FeedbackFilter
  RecordFeedbackInput: RecordFeedbackInput
  Boolean: ResolverTypeWrapper<Scalars['Boolean']['output']>
  RecordFeedbackPayload: ResolverTypeWrapper<
    Omit<RecordFeedbackPayload, 'feedback' | 'resolution' | 'userErrors'> & {
      feedback?: Maybe<ResolversTypes['Feedback']>
      resolution?: Maybe<ResolversTypes['CustomerResolution']>
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
  Mutation: Record<PropertyKey, never>
  Customer: CustomerReferenceModel
  ID: Scalars['ID']['output']
  Int: Scalars['Int']['output']
  Feedback: InteractionModel
  FeedbackConnection: Omit<FeedbackConnection, 'edges' | 'nodes'> & {
    edges: Array<ResolversParentTypes['FeedbackEdge']>
    nodes: Array<ResolversParentTypes['Feedback']>
  }
  FeedbackEdge: Omit<FeedbackEdge, 'node'> & { node: ResolversParentTypes['Feedback'] }
  FeedbackFilter: FeedbackFilter
  RecordFeedbackInput: RecordFeedbackInput
  Boolean: Scalars['Boolean']['output']
  RecordFeedbackPayload: Omit<RecordFeedbackPayload, 'feedback' | 'resolution' | 'userErrors'> & {
    feedback?: Maybe<ResolversParentTypes['Feedback']>
    resolution?: Maybe<ResolversParentTypes['CustomerResolution']>
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
  ContextType = FeedbackContext,
  Args = MaskedDirectiveArgs,
> = DirectiveResolverFn<Result, Parent, ContextType, Args>

export type MutationResolvers<
  ContextType = FeedbackContext,
  ParentType extends ResolversParentTypes['Mutation'] = ResolversParentTypes['Mutation'],
> = {
  recordFeedback?: Resolver<
    Maybe<ResolversTypes['RecordFeedbackPayload']>,
    ParentType,
    ContextType,
    RequireFields<MutationRecordFeedbackArgs, 'input'>
  >
}

export type CustomerResolvers<
  ContextType = FeedbackContext,
  ParentType extends ResolversParentTypes['Customer'] = ResolversParentTypes['Customer'],
  FederationReferenceType extends FederationReferenceTypes['Customer'] = FederationReferenceTypes['Customer'],
> = {
  __resolveReference?: ReferenceResolver<
    Maybe<ResolversTypes['Customer']> | FederationReferenceType,
    FederationReferenceType,
    ContextType
  >
  profileId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>
  feedback?: Resolver<
    Maybe<ResolversTypes['FeedbackConnection']>,
    ParentType,
    ContextType,
    RequireFields<CustomerFeedbackArgs, 'first'>
  >
}

export type FeedbackResolvers<
  ContextType = FeedbackContext,
  ParentType extends ResolversParentTypes['Feedback'] = ResolversParentTypes['Feedback'],
  FederationReferenceType extends FederationReferenceTypes['Feedback'] = FederationReferenceTypes['Feedback'],
> = {
  __resolveReference?: ReferenceResolver<
    Maybe<ResolversTypes['Feedback']> | FederationReferenceType,
    FederationReferenceType,
    ContextType
  >
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>
  metric?: Resolver<Maybe<ResolversTypes['FeedbackMetric']>, ParentType, ContextType>
  rating?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>
  comment?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>
  agent?: Resolver<Maybe<ResolversTypes['Actor']>, ParentType, ContextType>
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>
}

export type FeedbackConnectionResolvers<
  ContextType = FeedbackContext,
  ParentType extends ResolversParentTypes['FeedbackConnection'] = ResolversParentTypes['FeedbackConnection'],
> = {
  edges?: Resolver<Array<ResolversTypes['FeedbackEdge']>, ParentType, ContextType>
  nodes?: Resolver<Array<ResolversTypes['Feedback']>, ParentType, ContextType>
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>
}

export type FeedbackEdgeResolvers<
  ContextType = FeedbackContext,
  ParentType extends ResolversParentTypes['FeedbackEdge'] = ResolversParentTypes['FeedbackEdge'],
> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>
  node?: Resolver<ResolversTypes['Feedback'], ParentType, ContextType>
}

export type RecordFeedbackPayloadResolvers<
  ContextType = FeedbackContext,
  ParentType extends ResolversParentTypes['RecordFeedbackPayload'] =
    ResolversParentTypes['RecordFeedbackPayload'],
> = {
  feedback?: Resolver<Maybe<ResolversTypes['Feedback']>, ParentType, ContextType>
  resolution?: Resolver<Maybe<ResolversTypes['CustomerResolution']>, ParentType, ContextType>
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
  ContextType = FeedbackContext,
  ParentType extends ResolversParentTypes['Node'] = ResolversParentTypes['Node'],
> = {
  __resolveType: TypeResolveFn<'Feedback', ParentType, ContextType>
}

export type PageInfoResolvers<
  ContextType = FeedbackContext,
  ParentType extends ResolversParentTypes['PageInfo'] = ResolversParentTypes['PageInfo'],
> = {
  hasNextPage?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>
  hasPreviousPage?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>
  startCursor?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>
  endCursor?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>
}

export type ActorResolvers<
  ContextType = FeedbackContext,
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
  ContextType = FeedbackContext,
  ParentType extends ResolversParentTypes['Matter'] = ResolversParentTypes['Matter'],
> = {
  kind?: Resolver<ResolversTypes['MatterKind'], ParentType, ContextType>
  externalId?: Resolver<ResolversTypes['String'], ParentType, ContextType>
}

export type SourceResolvers<
  ContextType = FeedbackContext,
  ParentType extends ResolversParentTypes['Source'] = ResolversParentTypes['Source'],
> = {
  system?: Resolver<ResolversTypes['String'], ParentType, ContextType>
  externalId?: Resolver<ResolversTypes['String'], ParentType, ContextType>
  version?: Resolver<Maybe<ResolversTypes['SafeInt']>, ParentType, ContextType>
}

export type UserErrorResolvers<
  ContextType = FeedbackContext,
  ParentType extends ResolversParentTypes['UserError'] = ResolversParentTypes['UserError'],
> = {
  code?: Resolver<ResolversTypes['UserErrorCode'], ParentType, ContextType>
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>
  field?: Resolver<Maybe<Array<ResolversTypes['String']>>, ParentType, ContextType>
}

export type CustomerResolutionResolvers<
  ContextType = FeedbackContext,
  ParentType extends ResolversParentTypes['CustomerResolution'] = ResolversParentTypes['CustomerResolution'],
> = {
  customer?: Resolver<Maybe<ResolversTypes['Customer']>, ParentType, ContextType>
  created?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>
  setAsideIdentifiers?: Resolver<Array<ResolversTypes['SetAsideIdentifier']>, ParentType, ContextType>
  steps?: Resolver<Array<ResolversTypes['ResolutionStep']>, ParentType, ContextType>
}

export type SetAsideIdentifierResolvers<
  ContextType = FeedbackContext,
  ParentType extends ResolversParentTypes['SetAsideIdentifier'] = ResolversParentTypes['SetAsideIdentifier'],
> = {
  type?: Resolver<ResolversTypes['IdentifierType'], ParentType, ContextType>
  value?: Resolver<ResolversTypes['String'], ParentType, ContextType>
  rule?: Resolver<ResolversTypes['ResolutionRule'], ParentType, ContextType>
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>
}

export type ResolutionStepResolvers<
  ContextType = FeedbackContext,
  ParentType extends ResolversParentTypes['ResolutionStep'] = ResolversParentTypes['ResolutionStep'],
> = {
  rule?: Resolver<ResolversTypes['ResolutionRule'], ParentType, ContextType>
  outcome?: Resolver<ResolversTypes['ResolutionOutcome'], ParentType, ContextType>
  values?: Resolver<Array<ResolversTypes['String']>, ParentType, ContextType>
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>
}

export type Resolvers<ContextType = FeedbackContext> = {
  Mutation?: MutationResolvers<ContextType>
  Customer?: CustomerResolvers<ContextType>
  Feedback?: FeedbackResolvers<ContextType>
  FeedbackConnection?: FeedbackConnectionResolvers<ContextType>
  FeedbackEdge?: FeedbackEdgeResolvers<ContextType>
  RecordFeedbackPayload?: RecordFeedbackPayloadResolvers<ContextType>
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

export type DirectiveResolvers<ContextType = FeedbackContext> = {
  masked?: MaskedDirectiveResolver<any, any, ContextType>
}
