// Generated from schema/identity.graphql and schema/shared.graphql by "npm run schema". Do not edit.
import type { GraphQLResolveInfo, GraphQLScalarType, GraphQLScalarTypeConfig } from 'graphql'
import type { IdentityContext } from './context.ts'
export type Maybe<T> = T | null
export type InputMaybe<T> = T | null
export type RequireFields<T, K extends keyof T> = Omit<T, K> & { [P in K]-?: NonNullable<T[P]> }
/** All built-in and custom scalars, mapped to their actual values */
export type Scalars = {
  ID: { input: string; output: string }
  String: { input: string; output: string }
  Boolean: { input: boolean; output: boolean }
  Int: { input: number; output: number }
  Float: { input: number; output: number }
  /** A point in time, ISO 8601 in UTC with milliseconds, e.g. `2026-06-01T12:05:10.000Z`. Input may carry any offset. */
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
   * The customer with this id, or the customer into whom the profile with this id was merged; null when there is none.
   * A malformed id is a BAD_USER_INPUT error.
   */
  customer: Maybe<Customer>
  /** The customer this identifier belongs to; null when nobody is known by it, the value cannot be one or is shared. */
  customerByIdentifier: Maybe<Customer>
  /** Customers, newest first. The page stays stable while customers are written. */
  customers: CustomerConnection
  /**
   * What `mergeCustomers` would bring together, and what would stand in its way. Nothing is changed, and the answer is
   * not a promise: either customer may change until he is merged.
   */
  mergePreview: MergePreview
}

export type QueryCustomerArgs = {
  id: Scalars['ID']['input']
}

export type QueryCustomerByIdentifierArgs = {
  identifier: IdentifierInput
}

export type QueryCustomersArgs = {
  filter?: InputMaybe<CustomerFilter>
  first?: InputMaybe<Scalars['Int']['input']>
  after?: InputMaybe<Scalars['String']['input']>
}

export type QueryMergePreviewArgs = {
  customerId: Scalars['ID']['input']
  otherCustomerId: Scalars['ID']['input']
}

export type Mutation = {
  /**
   * Find, create or extend a customer by his identifiers. Identifiers that belong to different customers merge them,
   * unless a rule would be broken: then the weakest of those that bring it about is set aside, and the answer says so.
   * With several callers at once one customer comes out.
   */
  identifyCustomer: Maybe<IdentifyCustomerPayload>
  /** Declare two customers to be the same person. Nothing is rewritten; both ids answer for ever. */
  mergeCustomers: Maybe<MergeCustomersPayload>
  /**
   * Separate a profile from the customer it was merged into. Its id answers for its own history again. Identifiers that
   * are given together merge them again; `separateProfiles` prevents it.
   *
   * Both get what they would have, had they never been one: also the identifiers that were set aside meanwhile only
   * because of what the other holds, in the order they were claimed; `explain` names them. What another customer got
   * meanwhile stays his, even one who was created because it was set aside, and nobody is merged: give the identifiers
   * together again for that. An identification that was refused as a whole left nothing to give back.
   */
  unmergeCustomer: Maybe<UnmergeCustomerPayload>
  /**
   * Decide that two profiles are the same person. Their customers are merged where they are not one yet, and cannot be
   * separated while the decision stands. It outranks every rule.
   */
  linkProfiles: Maybe<LinkProfilesPayload>
  /**
   * Decide that two profiles are different persons. Where they are one customer, `otherProfileId` leaves it, with the
   * profiles it is linked to, and both get what they would have as `unmergeCustomer` says. Nothing merges them while the
   * decision stands. It outranks every rule.
   */
  separateProfiles: Maybe<SeparateProfilesPayload>
  /** Take back what was decided of two profiles. They stay as they are, and the rules hold again. */
  removeProfileLink: Maybe<RemoveProfileLinkPayload>
  /**
   * Say that an identifier belongs to several customers, such as the telephone of a shop, or that it does not any more.
   * A shared identifier identifies nobody alone and merges nobody, and is shown on each who holds it. Who is one customer
   * by it already stays so until he is separated.
   */
  markIdentifierShared: Maybe<MarkIdentifierSharedPayload>
  /** Put tags on a customer. Tags he has already stay. */
  tagCustomer: Maybe<TagCustomerPayload>
  /**
   * Take tags off a customer, whichever of his profiles they were put on. Tags he does not have are nothing to take off.
   * After an unmerge each profile has the tags again that it would have had by itself.
   */
  untagCustomer: Maybe<UntagCustomerPayload>
  /**
   * Say what is known of a customer. The newest value of an attribute is in force, in whatever order they arrive; the
   * others are kept. Saying a value twice with the same `setAt` is saying it once.
   */
  setCustomerAttributes: Maybe<SetCustomerAttributesPayload>
  /**
   * Record that a customer has consented to something, or no longer does, with the evidence. The newest decision is in
   * force, in whatever order they arrive; all are kept. Saying a decision twice with the same `decidedAt` is saying it
   * once.
   */
  recordConsent: Maybe<RecordConsentPayload>
}

export type MutationIdentifyCustomerArgs = {
  input: IdentifyCustomerInput
}

export type MutationMergeCustomersArgs = {
  input: MergeCustomersInput
}

export type MutationUnmergeCustomerArgs = {
  input: UnmergeCustomerInput
}

export type MutationLinkProfilesArgs = {
  input: LinkProfilesInput
}

export type MutationSeparateProfilesArgs = {
  input: SeparateProfilesInput
}

export type MutationRemoveProfileLinkArgs = {
  input: RemoveProfileLinkInput
}

export type MutationMarkIdentifierSharedArgs = {
  input: MarkIdentifierSharedInput
}

export type MutationTagCustomerArgs = {
  input: TagCustomerInput
}

export type MutationUntagCustomerArgs = {
  input: UntagCustomerInput
}

export type MutationSetCustomerAttributesArgs = {
  input: SetCustomerAttributesInput
}

export type MutationRecordConsentArgs = {
  input: RecordConsentInput
}

/** A person the business serves: one profile, or several that were merged. */
export type Customer = {
  /** Opaque id, `cus_…`. After a merge every earlier id keeps answering. */
  id: Scalars['ID']['output']
  /** Id of any of his profiles; how other subgraphs refer to him. */
  profileId: Scalars['ID']['output']
  /** Ids of all his profiles, oldest first. */
  profileIds: Maybe<Array<Scalars['ID']['output']>>
  /** His name; null when nobody gave one. */
  name: Maybe<Scalars['String']['output']>
  /** All identifiers of all his profiles, by type and value; at most 1,000. */
  identifiers: Array<Identifier>
  /** His tags in alphabetical order; at most 100. */
  tags: Array<Scalars['String']['output']>
  /** What is known of him, by name; at most 1,000. Of several profiles the newest value is in force. */
  attributes: Array<Attribute>
  /** What he has consented to and what not, by purpose and channel; at most 1,000. */
  consents: Array<Consent>
  /** The profiles he consists of, oldest first; at most 1,000. */
  profiles: Array<Profile>
  /** When he was first known. */
  createdAt: Scalars['DateTime']['output']
}

/** One record of a person. A customer is one or several merged profiles. */
export type Profile = {
  /** Opaque id, `cus_…`: the customer id it had, or has, by itself. */
  id: Scalars['ID']['output']
  /** Its own name; null when nobody gave one. */
  name: Maybe<Scalars['String']['output']>
  /** Its own identifiers, by type and value; at most 1,000. */
  identifiers: Array<Identifier>
  /** What people decided of it and another profile, oldest first; at most 100. */
  links: Array<ProfileLink>
  /** Its own tags in alphabetical order; at most 100. */
  tags: Array<Scalars['String']['output']>
  /** What is known of it alone, by name; at most 100. */
  attributes: Array<Attribute>
  /** What was decided about it alone, by purpose and channel; at most 100. */
  consents: Array<Consent>
  /** When it was created. */
  createdAt: Scalars['DateTime']['output']
}

/** Something a customer is known by. */
export type Identifier = {
  /** What the value is. */
  type: IdentifierType
  /** The normalised value, e.g. `+5511987654321`. */
  value: Scalars['String']['output']
  /** Whether possession was proved (a WhatsApp sender) or merely claimed (a form field). */
  verified: Scalars['Boolean']['output']
  /** Whether it belongs to several customers, and so identifies nobody alone and merges nobody. */
  shared: Scalars['Boolean']['output']
  /**
   * Whether more customers than the rules expect claimed it, and nobody marked it as shared yet: somebody should look
   * whether it is, and call `markIdentifierShared`.
   */
  sharedSuggested: Scalars['Boolean']['output']
}

/** What a person decided of two profiles. */
export type ProfileLink = {
  /** What was decided. */
  decision: ProfileLinkDecision
  /** Id of the other profile. */
  otherProfileId: Scalars['ID']['output']
  /** Why, as it was written; null when nobody said. */
  reason: Maybe<Scalars['String']['output']>
  /** When it was decided. */
  decidedAt: Scalars['DateTime']['output']
}

/** What may be decided of two profiles. */
export type ProfileLinkDecision =
  /** They are the same person. */
  | 'MUST_LINK'
  /** They are different persons. */
  | 'MUST_NOT_LINK'

/** Something known of a customer, e.g. his city or his plan. */
export type Attribute = {
  /** What it is about, e.g. `city`. */
  name: Scalars['String']['output']
  /** What the value is. */
  type: AttributeType
  /** The value in force, as text: `São Paulo`, `12.5`, `true`, `2026-06-01` or `2026-06-01T12:05:10.000Z`. */
  value: Scalars['String']['output']
  /** Where it is known from, e.g. `erp`; null when nobody said. */
  source: Maybe<Scalars['String']['output']>
  /** Since when it is so; the newest value is the one in force. */
  setAt: Scalars['DateTime']['output']
  /** All values that are known, newest first, the one in force among them; at most 100. Each profile keeps its newest 100. */
  history: Array<AttributeValue>
}

/** A value that an attribute has or had. */
export type AttributeValue = {
  /** What the value is. */
  type: AttributeType
  /** The value as text. */
  value: Scalars['String']['output']
  /** Where it was known from; null when nobody said. */
  source: Maybe<Scalars['String']['output']>
  /** Since when it was so. */
  setAt: Scalars['DateTime']['output']
}

/** What the value of an attribute is. */
export type AttributeType =
  /** Any text. */
  | 'STRING'
  /** A decimal number, e.g. `12.5`. */
  | 'NUMBER'
  /** `true` or `false`. */
  | 'BOOLEAN'
  /** A day, `2026-06-01`, or a moment, `2026-06-01T12:05:10.000Z`. */
  | 'DATE'

/** Whether a customer has consented to something. */
export type Consent = {
  /** To what, e.g. `marketing`. */
  purpose: Scalars['String']['output']
  /** By which channel; null when the decision is about all channels. */
  channel: Maybe<Channel>
  /** What was decided last. */
  decision: ConsentDecision
  /** What proves it; null when nobody said. */
  evidence: Maybe<Scalars['String']['output']>
  /** Where it is known from, e.g. `whatsapp`; null when nobody said. */
  source: Maybe<Scalars['String']['output']>
  /** When it was decided. */
  decidedAt: Scalars['DateTime']['output']
  /** All decisions, newest first, the one in force among them; at most 100. All are kept, beyond these too. */
  history: Array<ConsentRecord>
}

/** A decision about a consent. */
export type ConsentRecord = {
  /** What was decided. */
  decision: ConsentDecision
  /** What proves it; null when nobody said. */
  evidence: Maybe<Scalars['String']['output']>
  /** Where it is known from; null when nobody said. */
  source: Maybe<Scalars['String']['output']>
  /** When it was decided. */
  decidedAt: Scalars['DateTime']['output']
}

/** What a customer decided. */
export type ConsentDecision =
  /** He consents. */
  | 'GRANTED'
  /** He does not, or no longer does. */
  | 'WITHDRAWN'

/** What would come together if two customers were merged. */
export type MergePreview = {
  /**
   * The customer named first, as he is: ask him for what else must be known, e.g. his open conversations. Null when the two
   * are not two customers.
   */
  customer: Maybe<Customer>
  /** The other, as he is; null when the two are not two customers. */
  otherCustomer: Maybe<Customer>
  /** The customer that there would be, as his canonical profile would be called; null when there are userErrors. */
  customerId: Maybe<Scalars['ID']['output']>
  /** His name would be this; null when nobody gave one, or there are userErrors. */
  name: Maybe<Scalars['String']['output']>
  /** His profiles would be these, oldest first; at most 2,000. */
  profiles: Array<Profile>
  /** His identifiers would be these, by type and value; at most 2,000. */
  identifiers: Array<Identifier>
  /** His tags would be these, in alphabetical order; at most 200. */
  tags: Array<Scalars['String']['output']>
  /** How many interactions would come together per channel, most first; at most 13. What is `INTERNAL` counts as well. */
  interactions: Array<ChannelCount>
  /** What was begun for them and is not over. */
  openCommitments: MergeCommitments
  /** Attributes and consents that both have with different values, by name; at most 100. */
  conflicts: Array<MergeConflict>
  /** Why `mergeCustomers` would not merge them; empty when it would. */
  userErrors: Array<UserError>
}

/** How many interactions took place on a channel. */
export type ChannelCount = {
  /** The channel; null for what took place on none, e.g. a merge. */
  channel: Maybe<Channel>
  /** Of the customer named first, at most 10,000 counted over all channels, the latest first. */
  ofCustomer: Scalars['Int']['output']
  /** Of the other, at most 10,000 counted over all channels, the latest first. */
  ofOtherCustomer: Scalars['Int']['output']
}

/** What was begun for two customers and is not over: actions that are `REQUESTED` or `IN_PROGRESS`, which the caller may see. */
export type MergeCommitments = {
  /** How many the customer named first has, at most 1,000 counted over both, the latest first. */
  ofCustomer: Scalars['Int']['output']
  /** How many the other has, at most 1,000 counted over both, the latest first. */
  ofOtherCustomer: Scalars['Int']['output']
  /** Those of both, the latest first; at most 100. */
  actions: Array<Action>
}

/** Something done for the customer, e.g. an appointment, a payment, a refund. */
export type Action = {
  /** Opaque id, `int_…`. */
  id: Scalars['ID']['output']
}

/** Something of which two customers have different values. */
export type MergeConflict = {
  /** What is in conflict. */
  kind: MergeConflictKind
  /** Its name: of an attribute `city`, of a consent `marketing` or `marketing on WHATSAPP`, of a name `name`. */
  name: Scalars['String']['output']
  /** The value of the customer named first. */
  value: Scalars['String']['output']
  /** The value of the other. */
  otherValue: Scalars['String']['output']
  /** The value that would be in force. */
  inForce: Scalars['String']['output']
}

/** What is in conflict between two customers. */
export type MergeConflictKind =
  /** Their names. */
  | 'NAME'
  /** An attribute. */
  | 'ATTRIBUTE'
  /** A consent. */
  | 'CONSENT'

/** A page of customers. */
export type CustomerConnection = {
  /** The page with a cursor for each item; at most 100. */
  edges: Array<CustomerEdge>
  /** The page without cursors; at most 100. */
  nodes: Array<Customer>
  /** Where the page stands. */
  pageInfo: PageInfo
}

/** One customer of a page. */
export type CustomerEdge = {
  /** Position, for `after`. */
  cursor: Scalars['String']['output']
  /** The customer. */
  node: Customer
}

/** What is known of who the customer is changed. */
export type IdentityChange = {
  id: Scalars['ID']['output']
  /** What changed; null when it cannot be read. */
  change: Maybe<IdentityChangeType>
  /** Why: what a person wrote, or the rule in words; null when nobody said. */
  reason: Maybe<Scalars['String']['output']>
  /** Ids of the profiles the change is about, the surviving customer's first; at most 1,000. */
  profiles: Maybe<Array<Scalars['ID']['output']>>
}

/** How an identity changed. */
export type IdentityChangeType =
  /** Customers were merged into one. */
  | 'MERGED'
  /** A profile was separated again. */
  | 'UNMERGED'

/** Which customers. Every given field must match. */
export type CustomerFilter = {
  /**
   * The name begins with this, whatever its case and accents; at most 255 characters. Where more than 10,000 names begin
   * so, a page looks at 2,000 customers at most, as for `lastContact`: give more of the name.
   */
  name?: InputMaybe<Scalars['String']['input']>
  /**
   * One of the customer's identifiers contains this, e.g. the last digits of a telephone; 3 to 255 characters. Where more
   * than 2,000 identifiers contain it, or there are more than 1,000,000 identifiers at all, a page looks at 2,000
   * customers at most, as for `lastContact`: give more of the identifier.
   */
  identifier?: InputMaybe<Scalars['String']['input']>
  /** He has this tag; 1 to 64 characters. */
  tag?: InputMaybe<Scalars['String']['input']>
  /**
   * The last message, from the customer or to the customer, was in this period. A page looks at 2,000 customers at most:
   * it may be short, or empty, and say `hasNextPage`; ask for the next one then.
   */
  lastContact?: InputMaybe<PeriodInput>
  /**
   * Something in his history is of this department; 1 to 255 characters. A page looks at 2,000 customers at most, as for
   * `lastContact`.
   */
  department?: InputMaybe<Scalars['String']['input']>
}

/** Who a customer is. */
export type IdentifyCustomerInput = {
  /** All identifiers known here, 1 to 20. */
  identifiers: Array<IdentifierInput>
  /** His name, kept when none is known yet; at most 255 characters. */
  name?: InputMaybe<Scalars['String']['input']>
  /** Where this knowledge comes from, e.g. `chatwoot`; at most 64 characters. */
  source?: InputMaybe<Scalars['String']['input']>
  /** What else is known of him; at most 50. Kept with the profile that the identifiers lead to, from `source`. */
  attributes?: InputMaybe<Array<AttributeInput>>
  /** Why the identifiers belong together, kept with a merge that follows from it; at most 1,000 characters. */
  reason?: InputMaybe<Scalars['String']['input']>
  /** Makes a retry by the same caller return the first answer; at most 255 characters. */
  idempotencyKey?: InputMaybe<Scalars['String']['input']>
  /** Answer as if it were done, and change nothing. */
  dryRun?: InputMaybe<Scalars['Boolean']['input']>
}

/** Two profiles of one person. */
export type LinkProfilesInput = {
  /** Any id of the one customer: the profile it names is meant. */
  profileId: Scalars['ID']['input']
  /** The other profile. */
  otherProfileId: Scalars['ID']['input']
  /** Why they are the same person; at most 1,000 characters. */
  reason?: InputMaybe<Scalars['String']['input']>
}

/** Two profiles of different persons. */
export type SeparateProfilesInput = {
  /** The profile that stays with the customer. */
  profileId: Scalars['ID']['input']
  /** The profile that leaves him where they are one customer. */
  otherProfileId: Scalars['ID']['input']
  /** Why they are not the same person; at most 1,000 characters. */
  reason?: InputMaybe<Scalars['String']['input']>
}

/** Two profiles of which something was decided. */
export type RemoveProfileLinkInput = {
  /** The one profile. */
  profileId: Scalars['ID']['input']
  /** The other profile. */
  otherProfileId: Scalars['ID']['input']
  /** Why the decision no longer stands; at most 1,000 characters. */
  reason?: InputMaybe<Scalars['String']['input']>
}

/** An identifier, and whether it belongs to several customers. */
export type MarkIdentifierSharedInput = {
  /** Which, in any usual spelling. Nobody needs to be known by it yet. */
  identifier: IdentifierInput
  /**
   * True: it belongs to several, and all who claimed it hold it. False: it belongs to one, and who held it longest keeps
   * it.
   */
  shared: Scalars['Boolean']['input']
  /** Why; at most 1,000 characters. */
  reason?: InputMaybe<Scalars['String']['input']>
}

/** Two customers to merge. */
export type MergeCustomersInput = {
  /** Any id of the one customer. */
  customerId: Scalars['ID']['input']
  /** Any id of the other. */
  otherCustomerId: Scalars['ID']['input']
  /** Why they are the same person; at most 1,000 characters. */
  reason?: InputMaybe<Scalars['String']['input']>
}

/** A profile to separate. */
export type UnmergeCustomerInput = {
  /** The profile to separate, one of `Customer.profiles`. */
  profileId: Scalars['ID']['input']
  /** Why they are not the same person; at most 1,000 characters. */
  reason?: InputMaybe<Scalars['String']['input']>
}

/** Tags to put on a customer. */
export type TagCustomerInput = {
  /** Any id of the customer; the tags are kept with the profile of this id. */
  customerId: Scalars['ID']['input']
  /** 1 to 20 tags of 1 to 64 characters. A customer has at most 100. */
  tags: Array<Scalars['String']['input']>
}

/** Tags to take off a customer. */
export type UntagCustomerInput = {
  /** Any id of the customer. */
  customerId: Scalars['ID']['input']
  /** 1 to 20 tags of 1 to 64 characters. */
  tags: Array<Scalars['String']['input']>
}

/** What is known of a customer. */
export type SetCustomerAttributesInput = {
  /** Any id of the customer; the values are kept with the profile of this id. */
  customerId: Scalars['ID']['input']
  /** 1 to 50 attributes. A profile has at most 100, a customer 1,000. */
  attributes: Array<AttributeInput>
  /** Where they are known from, e.g. `erp`; at most 64 characters. */
  source?: InputMaybe<Scalars['String']['input']>
}

/** A value of an attribute. */
export type AttributeInput = {
  /** What it is about, e.g. `city`; 1 to 64 characters, without blanks around them. */
  name: Scalars['String']['input']
  /** What the value is. */
  type?: InputMaybe<AttributeType>
  /** The value as text, in the form its type requires; at most 1,000 characters. */
  value: Scalars['String']['input']
  /** Since when it is so; now when it is not given, and at most five minutes ahead. */
  setAt?: InputMaybe<Scalars['DateTime']['input']>
}

/** A decision about a consent. */
export type RecordConsentInput = {
  /** Any id of the customer; the decision is kept with the profile of this id. */
  customerId: Scalars['ID']['input']
  /** To what, e.g. `marketing`; 1 to 64 characters, kept in lower case. A profile has at most 100 purposes and channels. */
  purpose: Scalars['String']['input']
  /** By which channel; all channels when it is not given. */
  channel?: InputMaybe<Channel>
  /** What was decided. */
  decision: ConsentDecision
  /** What proves it, e.g. the id of the message in which he said so; at most 1,000 characters. */
  evidence?: InputMaybe<Scalars['String']['input']>
  /** Where it is known from, e.g. `whatsapp`; at most 64 characters. */
  source?: InputMaybe<Scalars['String']['input']>
  /** When it was decided; now when it is not given, and at most five minutes ahead. */
  decidedAt?: InputMaybe<Scalars['DateTime']['input']>
}

/** What `identifyCustomer` answers. */
export type IdentifyCustomerPayload = {
  /** The customer; null when there are userErrors, and on a dry run that would have created him. */
  customer: Maybe<Customer>
  /** The profile these identifiers lead to, to whose log goes what is recorded with them; null when `customer` is. */
  profile: Maybe<Profile>
  /** Whether he was created, or on a dry run would have been. */
  created: Scalars['Boolean']['output']
  /** The identifiers that took no part, so that no rule is broken, in the order they were set aside; at most 20. */
  setAsideIdentifiers: Array<SetAsideIdentifier>
  /** How the answer was found, in order; at most 100 steps. */
  resolution: Array<ResolutionStep>
  /** What the caller can put right; empty when it was done. */
  userErrors: Array<UserError>
}

/** What `linkProfiles` answers. */
export type LinkProfilesPayload = {
  /** The customer that both are; null when there are userErrors. */
  customer: Maybe<Customer>
  /** What the caller can put right; empty when it was done. */
  userErrors: Array<UserError>
}

/** What `separateProfiles` answers. */
export type SeparateProfilesPayload = {
  /** The customer of `profileId`; null when there are userErrors. */
  customer: Maybe<Customer>
  /** The customer of `otherProfileId`; null when there are userErrors. */
  separatedCustomer: Maybe<Customer>
  /** What became of identifiers that were set aside while they were one, in order; at most 100 steps. */
  explain: Array<ResolutionStep>
  /** What the caller can put right; empty when it was done. */
  userErrors: Array<UserError>
}

/** What `removeProfileLink` answers. */
export type RemoveProfileLinkPayload = {
  /** What had been decided; null when there are userErrors. */
  decision: Maybe<ProfileLinkDecision>
  /** What the caller can put right; empty when it was done. */
  userErrors: Array<UserError>
}

/** What `markIdentifierShared` answers. */
export type MarkIdentifierSharedPayload = {
  /** The customers who hold it now, oldest first; at most 100 of them, none when there are userErrors. */
  customers: Array<Customer>
  /** What the caller can put right; empty when it was done. */
  userErrors: Array<UserError>
}

/** What `mergeCustomers` answers. */
export type MergeCustomersPayload = {
  /** The merged customer; null when there are userErrors. */
  customer: Maybe<Customer>
  /** What the caller can put right; empty when it was done. */
  userErrors: Array<UserError>
}

/** What `unmergeCustomer` answers. */
export type UnmergeCustomerPayload = {
  /** The customer without the profile; null when there are userErrors. */
  customer: Maybe<Customer>
  /** The customer that the profile is now; null when there are userErrors. */
  separatedCustomer: Maybe<Customer>
  /** What became of identifiers that were set aside while they were one, in order; at most 100 steps. */
  explain: Array<ResolutionStep>
  /** What the caller can put right; empty when it was done. */
  userErrors: Array<UserError>
}

/** What `tagCustomer` answers. */
export type TagCustomerPayload = {
  /** The customer; null when there are userErrors. */
  customer: Maybe<Customer>
  /** What the caller can put right; empty when it was done. */
  userErrors: Array<UserError>
}

/** What `untagCustomer` answers. */
export type UntagCustomerPayload = {
  /** The customer; null when there are userErrors. */
  customer: Maybe<Customer>
  /** What the caller can put right; empty when it was done. */
  userErrors: Array<UserError>
}

/** What `setCustomerAttributes` answers. */
export type SetCustomerAttributesPayload = {
  /** The customer; null when there are userErrors. */
  customer: Maybe<Customer>
  /** What the caller can put right; empty when it was done. */
  userErrors: Array<UserError>
}

/** What `recordConsent` answers. */
export type RecordConsentPayload = {
  /** The customer; null when there are userErrors. */
  customer: Maybe<Customer>
  /** What the caller can put right; empty when it was done. */
  userErrors: Array<UserError>
}

/** An object that has an id of its own, unique over all types, and that `node` finds by it. */
export type Node = {
  /** Opaque id; its prefix says which type it is of, e.g. `cus_…`. */
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

/** What an identifier is. */
export type IdentifierType =
  /** A telephone number, kept as E.164, e.g. `+5511987654321`. Without a country code it is read as Brazilian. */
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
  /** A WhatsApp id (wa_id) or business-scoped user id. */
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
  /** A person decided that these profiles are not the same customer. */
  | 'MUST_NOT_LINK'
  /** A person decided that these profiles are the same customer. */
  | 'MUST_LINK'

/** What the identifiers of an input did to the customer. */
export type CustomerResolution = {
  /** The customer of the identifiers; null when identity cannot answer. */
  customer: Maybe<Customer>
  /** Whether the customer was created. */
  created: Scalars['Boolean']['output']
  /** The identifiers that took no part, so that no rule is broken, in the order they were set aside; at most 20. */
  setAsideIdentifiers: Array<SetAsideIdentifier>
  /** How the customer was found, created or merged, in order; at most 100 steps. */
  steps: Array<ResolutionStep>
}

/** An identifier that took no part in an identification. */
export type SetAsideIdentifier = {
  /** What the value is. */
  type: IdentifierType
  /** The normalised value; masked but for its end when the caller may not see personal data. */
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
  /** What came of it. */
  outcome: ResolutionOutcome
  /** The normalised values it is about, at most 20; masked but for their end when the caller may not see personal data. */
  values: Array<Scalars['String']['output']>
  /** The step in words, without values. */
  message: Scalars['String']['output']
}

/** The rules of a resolution, strongest first. */
export type ResolutionRule =
  /** A person decided that two profiles are different persons. */
  | 'MUST_NOT_LINK'
  /** A value of several customers identifies nobody alone and merges nobody. */
  | 'SHARED_VALUE'
  /** Merely claimed values of this type do not merge. */
  | 'CLAIMED_VALUE'
  /** A customer may hold only so many identifiers of a type. */
  | 'LIMIT'
  /** An identifier belongs to whoever had it first. */
  | 'KNOWN_IDENTIFIER'
  /** The strongest known identifier decides to which profile everything goes. */
  | 'PRIORITY'
  /** Identifiers that are given together belong to one person. */
  | 'SHARED_IDENTIFIER'
  /** The first name that is heard is kept. */
  | 'FIRST_NAME'

/** What came of a step of a resolution. */
export type ResolutionOutcome =
  /** Somebody is known by the identifier. */
  | 'KNOWN'
  /** Nobody is known by the identifier yet. */
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
   * Identifiers are set aside, and kept for the profile, which gets them when the merge that made one customer of it and
   * others is undone.
   */
  | 'RESERVED'
  /** Identifiers that were claimed are proved. */
  | 'VERIFIED'
  /** The profile gets its name. */
  | 'NAMED'

/** The person, AI agent or system that acted. */
export type ActorInput = {
  /** What kind of actor. */
  kind: ActorKind
  /** The actor's id in the system that the actor belongs to; at most 255 characters. */
  externalId?: InputMaybe<Scalars['String']['input']>
  /** The actor's name; at most 255 characters. */
  name?: InputMaybe<Scalars['String']['input']>
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
  /** The customer's name; kept when the customer has none yet, ignored with an `id`. At most 255 characters. */
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
  IdentityChange: IdentityChange
}

/** Mapping of federation reference types */
export type FederationReferenceTypes = {
  Customer: { __typename: 'Customer' } & (
    | GraphQLRecursivePick<FederationTypes['Customer'], { id: true }>
    | GraphQLRecursivePick<FederationTypes['Customer'], { profileId: true }>
  )
  IdentityChange: { __typename: 'IdentityChange' } & GraphQLRecursivePick<
    FederationTypes['IdentityChange'],
    { id: true }
  >
}

/** Mapping of interface types */
export type ResolversInterfaceTypes<_RefType extends Record<string, unknown>> = {
  Node: never
}

/** Mapping between all available schema types and the resolvers types */
export type ResolversTypes = {
  Query: ResolverTypeWrapper<Record<PropertyKey, never>>
  ID: ResolverTypeWrapper<Scalars['ID']['output']>
  Int: ResolverTypeWrapper<Scalars['Int']['output']>
  String: ResolverTypeWrapper<Scalars['String']['output']>
  Mutation: ResolverTypeWrapper<Record<PropertyKey, never>>
  Customer: ResolverTypeWrapper<Customer>
  Profile: ResolverTypeWrapper<Profile>
  Identifier: ResolverTypeWrapper<Identifier>
  Boolean: ResolverTypeWrapper<Scalars['Boolean']['output']>
  ProfileLink: ResolverTypeWrapper<ProfileLink>
  ProfileLinkDecision: ProfileLinkDecision
  Attribute: ResolverTypeWrapper<Attribute>
  AttributeValue: ResolverTypeWrapper<AttributeValue>
  AttributeType: AttributeType
  Consent: ResolverTypeWrapper<Consent>
  ConsentRecord: ResolverTypeWrapper<ConsentRecord>
  ConsentDecision: ConsentDecision
  MergePreview: ResolverTypeWrapper<MergePreview>
  ChannelCount: ResolverTypeWrapper<ChannelCount>
  MergeCommitments: ResolverTypeWrapper<MergeCommitments>
  Action: ResolverTypeWrapper<Action>
  MergeConflict: ResolverTypeWrapper<MergeConflict>
  MergeConflictKind: MergeConflictKind
  CustomerConnection: ResolverTypeWrapper<CustomerConnection>
  CustomerEdge: ResolverTypeWrapper<CustomerEdge>
  IdentityChange: ResolverTypeWrapper<IdentityChange>
  IdentityChangeType: IdentityChangeType
  CustomerFilter: CustomerFilter
  IdentifyCustomerInput: IdentifyCustomerInput
  LinkProfilesInput: LinkProfilesInput
  SeparateProfilesInput: SeparateProfilesInput
  RemoveProfileLinkInput: RemoveProfileLinkInput
  MarkIdentifierSharedInput: MarkIdentifierSharedInput
  MergeCustomersInput: MergeCustomersInput
  UnmergeCustomerInput: UnmergeCustomerInput
  TagCustomerInput: TagCustomerInput
  UntagCustomerInput: UntagCustomerInput
  SetCustomerAttributesInput: SetCustomerAttributesInput
  AttributeInput: AttributeInput
  RecordConsentInput: RecordConsentInput
  IdentifyCustomerPayload: ResolverTypeWrapper<IdentifyCustomerPayload>
  LinkProfilesPayload: ResolverTypeWrapper<LinkProfilesPayload>
  SeparateProfilesPayload: ResolverTypeWrapper<SeparateProfilesPayload>
  RemoveProfileLinkPayload: ResolverTypeWrapper<RemoveProfileLinkPayload>
  MarkIdentifierSharedPayload: ResolverTypeWrapper<MarkIdentifierSharedPayload>
  MergeCustomersPayload: ResolverTypeWrapper<MergeCustomersPayload>
  UnmergeCustomerPayload: ResolverTypeWrapper<UnmergeCustomerPayload>
  TagCustomerPayload: ResolverTypeWrapper<TagCustomerPayload>
  UntagCustomerPayload: ResolverTypeWrapper<UntagCustomerPayload>
  SetCustomerAttributesPayload: ResolverTypeWrapper<SetCustomerAttributesPayload>
  RecordConsentPayload: ResolverTypeWrapper<RecordConsentPayload>
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
  IdentifierType: IdentifierType
  PageInfo: ResolverTypeWrapper<PageInfo>
  Actor: ResolverTypeWrapper<Actor>
  Source: ResolverTypeWrapper<Source>
  UserError: ResolverTypeWrapper<UserError>
  UserErrorCode: UserErrorCode
  CustomerResolution: ResolverTypeWrapper<CustomerResolution>
  SetAsideIdentifier: ResolverTypeWrapper<SetAsideIdentifier>
  ResolutionStep: ResolverTypeWrapper<ResolutionStep>
  ResolutionRule: ResolutionRule
  ResolutionOutcome: ResolutionOutcome
  ActorInput: ActorInput
  IdentifierInput: IdentifierInput
  CustomerInput: CustomerInput
  SourceInput: SourceInput
  PeriodInput: PeriodInput
}

/** Mapping between all available schema types and the resolvers parents */
export type ResolversParentTypes = {
  Query: Record<PropertyKey, never>
  ID: Scalars['ID']['output']
  Int: Scalars['Int']['output']
  String: Scalars['String']['output']
  Mutation: Record<PropertyKey, never>
  Customer: Customer | FederationReferenceTypes['Customer']
  Profile: Profile
  Identifier: Identifier
  Boolean: Scalars['Boolean']['output']
  ProfileLink: ProfileLink
  Attribute: Attribute
  AttributeValue: AttributeValue
  Consent: Consent
  ConsentRecord: ConsentRecord
  MergePreview: MergePreview
  ChannelCount: ChannelCount
  MergeCommitments: MergeCommitments
  Action: Action
  MergeConflict: MergeConflict
  CustomerConnection: CustomerConnection
  CustomerEdge: CustomerEdge
  IdentityChange: IdentityChange | FederationReferenceTypes['IdentityChange']
  CustomerFilter: CustomerFilter
  IdentifyCustomerInput: IdentifyCustomerInput
  LinkProfilesInput: LinkProfilesInput
  SeparateProfilesInput: SeparateProfilesInput
  RemoveProfileLinkInput: RemoveProfileLinkInput
  MarkIdentifierSharedInput: MarkIdentifierSharedInput
  MergeCustomersInput: MergeCustomersInput
  UnmergeCustomerInput: UnmergeCustomerInput
  TagCustomerInput: TagCustomerInput
  UntagCustomerInput: UntagCustomerInput
  SetCustomerAttributesInput: SetCustomerAttributesInput
  AttributeInput: AttributeInput
  RecordConsentInput: RecordConsentInput
  IdentifyCustomerPayload: IdentifyCustomerPayload
  LinkProfilesPayload: LinkProfilesPayload
  SeparateProfilesPayload: SeparateProfilesPayload
  RemoveProfileLinkPayload: RemoveProfileLinkPayload
  MarkIdentifierSharedPayload: MarkIdentifierSharedPayload
  MergeCustomersPayload: MergeCustomersPayload
  UnmergeCustomerPayload: UnmergeCustomerPayload
  TagCustomerPayload: TagCustomerPayload
  UntagCustomerPayload: UntagCustomerPayload
  SetCustomerAttributesPayload: SetCustomerAttributesPayload
  RecordConsentPayload: RecordConsentPayload
  DateTime: Scalars['DateTime']['output']
  JSON: Scalars['JSON']['output']
  Decimal: Scalars['Decimal']['output']
  Currency: Scalars['Currency']['output']
  SafeInt: Scalars['SafeInt']['output']
  Node: ResolversInterfaceTypes<ResolversParentTypes>['Node']
  PageInfo: PageInfo
  Actor: Actor
  Source: Source
  UserError: UserError
  CustomerResolution: CustomerResolution
  SetAsideIdentifier: SetAsideIdentifier
  ResolutionStep: ResolutionStep
  ActorInput: ActorInput
  IdentifierInput: IdentifierInput
  CustomerInput: CustomerInput
  SourceInput: SourceInput
  PeriodInput: PeriodInput
}

export type QueryResolvers<
  ContextType = IdentityContext,
  ParentType extends ResolversParentTypes['Query'] = ResolversParentTypes['Query'],
> = {
  customer?: Resolver<
    Maybe<ResolversTypes['Customer']>,
    ParentType,
    ContextType,
    RequireFields<QueryCustomerArgs, 'id'>
  >
  customerByIdentifier?: Resolver<
    Maybe<ResolversTypes['Customer']>,
    ParentType,
    ContextType,
    RequireFields<QueryCustomerByIdentifierArgs, 'identifier'>
  >
  customers?: Resolver<
    ResolversTypes['CustomerConnection'],
    ParentType,
    ContextType,
    Partial<QueryCustomersArgs>
  >
  mergePreview?: Resolver<
    ResolversTypes['MergePreview'],
    ParentType,
    ContextType,
    RequireFields<QueryMergePreviewArgs, 'customerId' | 'otherCustomerId'>
  >
}

export type MutationResolvers<
  ContextType = IdentityContext,
  ParentType extends ResolversParentTypes['Mutation'] = ResolversParentTypes['Mutation'],
> = {
  identifyCustomer?: Resolver<
    Maybe<ResolversTypes['IdentifyCustomerPayload']>,
    ParentType,
    ContextType,
    RequireFields<MutationIdentifyCustomerArgs, 'input'>
  >
  mergeCustomers?: Resolver<
    Maybe<ResolversTypes['MergeCustomersPayload']>,
    ParentType,
    ContextType,
    RequireFields<MutationMergeCustomersArgs, 'input'>
  >
  unmergeCustomer?: Resolver<
    Maybe<ResolversTypes['UnmergeCustomerPayload']>,
    ParentType,
    ContextType,
    RequireFields<MutationUnmergeCustomerArgs, 'input'>
  >
  linkProfiles?: Resolver<
    Maybe<ResolversTypes['LinkProfilesPayload']>,
    ParentType,
    ContextType,
    RequireFields<MutationLinkProfilesArgs, 'input'>
  >
  separateProfiles?: Resolver<
    Maybe<ResolversTypes['SeparateProfilesPayload']>,
    ParentType,
    ContextType,
    RequireFields<MutationSeparateProfilesArgs, 'input'>
  >
  removeProfileLink?: Resolver<
    Maybe<ResolversTypes['RemoveProfileLinkPayload']>,
    ParentType,
    ContextType,
    RequireFields<MutationRemoveProfileLinkArgs, 'input'>
  >
  markIdentifierShared?: Resolver<
    Maybe<ResolversTypes['MarkIdentifierSharedPayload']>,
    ParentType,
    ContextType,
    RequireFields<MutationMarkIdentifierSharedArgs, 'input'>
  >
  tagCustomer?: Resolver<
    Maybe<ResolversTypes['TagCustomerPayload']>,
    ParentType,
    ContextType,
    RequireFields<MutationTagCustomerArgs, 'input'>
  >
  untagCustomer?: Resolver<
    Maybe<ResolversTypes['UntagCustomerPayload']>,
    ParentType,
    ContextType,
    RequireFields<MutationUntagCustomerArgs, 'input'>
  >
  setCustomerAttributes?: Resolver<
    Maybe<ResolversTypes['SetCustomerAttributesPayload']>,
    ParentType,
    ContextType,
    RequireFields<MutationSetCustomerAttributesArgs, 'input'>
  >
  recordConsent?: Resolver<
    Maybe<ResolversTypes['RecordConsentPayload']>,
    ParentType,
    ContextType,
    RequireFields<MutationRecordConsentArgs, 'input'>
  >
}

export type CustomerResolvers<
  ContextType = IdentityContext,
  ParentType extends ResolversParentTypes['Customer'] = ResolversParentTypes['Customer'],
  FederationReferenceType extends FederationReferenceTypes['Customer'] = FederationReferenceTypes['Customer'],
> = {
  __resolveReference?: ReferenceResolver<
    Maybe<ResolversTypes['Customer']> | FederationReferenceType,
    FederationReferenceType,
    ContextType
  >
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>
  profileId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>
  profileIds?: Resolver<Maybe<Array<ResolversTypes['ID']>>, ParentType, ContextType>
  name?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>
  identifiers?: Resolver<Array<ResolversTypes['Identifier']>, ParentType, ContextType>
  tags?: Resolver<Array<ResolversTypes['String']>, ParentType, ContextType>
  attributes?: Resolver<Array<ResolversTypes['Attribute']>, ParentType, ContextType>
  consents?: Resolver<Array<ResolversTypes['Consent']>, ParentType, ContextType>
  profiles?: Resolver<Array<ResolversTypes['Profile']>, ParentType, ContextType>
  createdAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>
}

export type ProfileResolvers<
  ContextType = IdentityContext,
  ParentType extends ResolversParentTypes['Profile'] = ResolversParentTypes['Profile'],
> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>
  name?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>
  identifiers?: Resolver<Array<ResolversTypes['Identifier']>, ParentType, ContextType>
  links?: Resolver<Array<ResolversTypes['ProfileLink']>, ParentType, ContextType>
  tags?: Resolver<Array<ResolversTypes['String']>, ParentType, ContextType>
  attributes?: Resolver<Array<ResolversTypes['Attribute']>, ParentType, ContextType>
  consents?: Resolver<Array<ResolversTypes['Consent']>, ParentType, ContextType>
  createdAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>
}

export type IdentifierResolvers<
  ContextType = IdentityContext,
  ParentType extends ResolversParentTypes['Identifier'] = ResolversParentTypes['Identifier'],
> = {
  type?: Resolver<ResolversTypes['IdentifierType'], ParentType, ContextType>
  value?: Resolver<ResolversTypes['String'], ParentType, ContextType>
  verified?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>
  shared?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>
  sharedSuggested?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>
}

export type ProfileLinkResolvers<
  ContextType = IdentityContext,
  ParentType extends ResolversParentTypes['ProfileLink'] = ResolversParentTypes['ProfileLink'],
> = {
  decision?: Resolver<ResolversTypes['ProfileLinkDecision'], ParentType, ContextType>
  otherProfileId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>
  reason?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>
  decidedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>
}

export type AttributeResolvers<
  ContextType = IdentityContext,
  ParentType extends ResolversParentTypes['Attribute'] = ResolversParentTypes['Attribute'],
> = {
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>
  type?: Resolver<ResolversTypes['AttributeType'], ParentType, ContextType>
  value?: Resolver<ResolversTypes['String'], ParentType, ContextType>
  source?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>
  setAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>
  history?: Resolver<Array<ResolversTypes['AttributeValue']>, ParentType, ContextType>
}

export type AttributeValueResolvers<
  ContextType = IdentityContext,
  ParentType extends ResolversParentTypes['AttributeValue'] = ResolversParentTypes['AttributeValue'],
> = {
  type?: Resolver<ResolversTypes['AttributeType'], ParentType, ContextType>
  value?: Resolver<ResolversTypes['String'], ParentType, ContextType>
  source?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>
  setAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>
}

export type ConsentResolvers<
  ContextType = IdentityContext,
  ParentType extends ResolversParentTypes['Consent'] = ResolversParentTypes['Consent'],
> = {
  purpose?: Resolver<ResolversTypes['String'], ParentType, ContextType>
  channel?: Resolver<Maybe<ResolversTypes['Channel']>, ParentType, ContextType>
  decision?: Resolver<ResolversTypes['ConsentDecision'], ParentType, ContextType>
  evidence?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>
  source?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>
  decidedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>
  history?: Resolver<Array<ResolversTypes['ConsentRecord']>, ParentType, ContextType>
}

export type ConsentRecordResolvers<
  ContextType = IdentityContext,
  ParentType extends ResolversParentTypes['ConsentRecord'] = ResolversParentTypes['ConsentRecord'],
> = {
  decision?: Resolver<ResolversTypes['ConsentDecision'], ParentType, ContextType>
  evidence?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>
  source?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>
  decidedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>
}

export type MergePreviewResolvers<
  ContextType = IdentityContext,
  ParentType extends ResolversParentTypes['MergePreview'] = ResolversParentTypes['MergePreview'],
> = {
  customer?: Resolver<Maybe<ResolversTypes['Customer']>, ParentType, ContextType>
  otherCustomer?: Resolver<Maybe<ResolversTypes['Customer']>, ParentType, ContextType>
  customerId?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>
  name?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>
  profiles?: Resolver<Array<ResolversTypes['Profile']>, ParentType, ContextType>
  identifiers?: Resolver<Array<ResolversTypes['Identifier']>, ParentType, ContextType>
  tags?: Resolver<Array<ResolversTypes['String']>, ParentType, ContextType>
  interactions?: Resolver<Array<ResolversTypes['ChannelCount']>, ParentType, ContextType>
  openCommitments?: Resolver<ResolversTypes['MergeCommitments'], ParentType, ContextType>
  conflicts?: Resolver<Array<ResolversTypes['MergeConflict']>, ParentType, ContextType>
  userErrors?: Resolver<Array<ResolversTypes['UserError']>, ParentType, ContextType>
}

export type ChannelCountResolvers<
  ContextType = IdentityContext,
  ParentType extends ResolversParentTypes['ChannelCount'] = ResolversParentTypes['ChannelCount'],
> = {
  channel?: Resolver<Maybe<ResolversTypes['Channel']>, ParentType, ContextType>
  ofCustomer?: Resolver<ResolversTypes['Int'], ParentType, ContextType>
  ofOtherCustomer?: Resolver<ResolversTypes['Int'], ParentType, ContextType>
}

export type MergeCommitmentsResolvers<
  ContextType = IdentityContext,
  ParentType extends ResolversParentTypes['MergeCommitments'] = ResolversParentTypes['MergeCommitments'],
> = {
  ofCustomer?: Resolver<ResolversTypes['Int'], ParentType, ContextType>
  ofOtherCustomer?: Resolver<ResolversTypes['Int'], ParentType, ContextType>
  actions?: Resolver<Array<ResolversTypes['Action']>, ParentType, ContextType>
}

export type ActionResolvers<
  ContextType = IdentityContext,
  ParentType extends ResolversParentTypes['Action'] = ResolversParentTypes['Action'],
> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>
}

export type MergeConflictResolvers<
  ContextType = IdentityContext,
  ParentType extends ResolversParentTypes['MergeConflict'] = ResolversParentTypes['MergeConflict'],
> = {
  kind?: Resolver<ResolversTypes['MergeConflictKind'], ParentType, ContextType>
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>
  value?: Resolver<ResolversTypes['String'], ParentType, ContextType>
  otherValue?: Resolver<ResolversTypes['String'], ParentType, ContextType>
  inForce?: Resolver<ResolversTypes['String'], ParentType, ContextType>
}

export type CustomerConnectionResolvers<
  ContextType = IdentityContext,
  ParentType extends ResolversParentTypes['CustomerConnection'] = ResolversParentTypes['CustomerConnection'],
> = {
  edges?: Resolver<Array<ResolversTypes['CustomerEdge']>, ParentType, ContextType>
  nodes?: Resolver<Array<ResolversTypes['Customer']>, ParentType, ContextType>
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>
}

export type CustomerEdgeResolvers<
  ContextType = IdentityContext,
  ParentType extends ResolversParentTypes['CustomerEdge'] = ResolversParentTypes['CustomerEdge'],
> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>
  node?: Resolver<ResolversTypes['Customer'], ParentType, ContextType>
}

export type IdentityChangeResolvers<
  ContextType = IdentityContext,
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
  change?: Resolver<Maybe<ResolversTypes['IdentityChangeType']>, ParentType, ContextType>
  reason?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>
  profiles?: Resolver<Maybe<Array<ResolversTypes['ID']>>, ParentType, ContextType>
}

export type IdentifyCustomerPayloadResolvers<
  ContextType = IdentityContext,
  ParentType extends ResolversParentTypes['IdentifyCustomerPayload'] =
    ResolversParentTypes['IdentifyCustomerPayload'],
> = {
  customer?: Resolver<Maybe<ResolversTypes['Customer']>, ParentType, ContextType>
  profile?: Resolver<Maybe<ResolversTypes['Profile']>, ParentType, ContextType>
  created?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>
  setAsideIdentifiers?: Resolver<Array<ResolversTypes['SetAsideIdentifier']>, ParentType, ContextType>
  resolution?: Resolver<Array<ResolversTypes['ResolutionStep']>, ParentType, ContextType>
  userErrors?: Resolver<Array<ResolversTypes['UserError']>, ParentType, ContextType>
}

export type LinkProfilesPayloadResolvers<
  ContextType = IdentityContext,
  ParentType extends ResolversParentTypes['LinkProfilesPayload'] =
    ResolversParentTypes['LinkProfilesPayload'],
> = {
  customer?: Resolver<Maybe<ResolversTypes['Customer']>, ParentType, ContextType>
  userErrors?: Resolver<Array<ResolversTypes['UserError']>, ParentType, ContextType>
}

export type SeparateProfilesPayloadResolvers<
  ContextType = IdentityContext,
  ParentType extends ResolversParentTypes['SeparateProfilesPayload'] =
    ResolversParentTypes['SeparateProfilesPayload'],
> = {
  customer?: Resolver<Maybe<ResolversTypes['Customer']>, ParentType, ContextType>
  separatedCustomer?: Resolver<Maybe<ResolversTypes['Customer']>, ParentType, ContextType>
  explain?: Resolver<Array<ResolversTypes['ResolutionStep']>, ParentType, ContextType>
  userErrors?: Resolver<Array<ResolversTypes['UserError']>, ParentType, ContextType>
}

export type RemoveProfileLinkPayloadResolvers<
  ContextType = IdentityContext,
  ParentType extends ResolversParentTypes['RemoveProfileLinkPayload'] =
    ResolversParentTypes['RemoveProfileLinkPayload'],
> = {
  decision?: Resolver<Maybe<ResolversTypes['ProfileLinkDecision']>, ParentType, ContextType>
  userErrors?: Resolver<Array<ResolversTypes['UserError']>, ParentType, ContextType>
}

export type MarkIdentifierSharedPayloadResolvers<
  ContextType = IdentityContext,
  ParentType extends ResolversParentTypes['MarkIdentifierSharedPayload'] =
    ResolversParentTypes['MarkIdentifierSharedPayload'],
> = {
  customers?: Resolver<Array<ResolversTypes['Customer']>, ParentType, ContextType>
  userErrors?: Resolver<Array<ResolversTypes['UserError']>, ParentType, ContextType>
}

export type MergeCustomersPayloadResolvers<
  ContextType = IdentityContext,
  ParentType extends ResolversParentTypes['MergeCustomersPayload'] =
    ResolversParentTypes['MergeCustomersPayload'],
> = {
  customer?: Resolver<Maybe<ResolversTypes['Customer']>, ParentType, ContextType>
  userErrors?: Resolver<Array<ResolversTypes['UserError']>, ParentType, ContextType>
}

export type UnmergeCustomerPayloadResolvers<
  ContextType = IdentityContext,
  ParentType extends ResolversParentTypes['UnmergeCustomerPayload'] =
    ResolversParentTypes['UnmergeCustomerPayload'],
> = {
  customer?: Resolver<Maybe<ResolversTypes['Customer']>, ParentType, ContextType>
  separatedCustomer?: Resolver<Maybe<ResolversTypes['Customer']>, ParentType, ContextType>
  explain?: Resolver<Array<ResolversTypes['ResolutionStep']>, ParentType, ContextType>
  userErrors?: Resolver<Array<ResolversTypes['UserError']>, ParentType, ContextType>
}

export type TagCustomerPayloadResolvers<
  ContextType = IdentityContext,
  ParentType extends ResolversParentTypes['TagCustomerPayload'] = ResolversParentTypes['TagCustomerPayload'],
> = {
  customer?: Resolver<Maybe<ResolversTypes['Customer']>, ParentType, ContextType>
  userErrors?: Resolver<Array<ResolversTypes['UserError']>, ParentType, ContextType>
}

export type UntagCustomerPayloadResolvers<
  ContextType = IdentityContext,
  ParentType extends ResolversParentTypes['UntagCustomerPayload'] =
    ResolversParentTypes['UntagCustomerPayload'],
> = {
  customer?: Resolver<Maybe<ResolversTypes['Customer']>, ParentType, ContextType>
  userErrors?: Resolver<Array<ResolversTypes['UserError']>, ParentType, ContextType>
}

export type SetCustomerAttributesPayloadResolvers<
  ContextType = IdentityContext,
  ParentType extends ResolversParentTypes['SetCustomerAttributesPayload'] =
    ResolversParentTypes['SetCustomerAttributesPayload'],
> = {
  customer?: Resolver<Maybe<ResolversTypes['Customer']>, ParentType, ContextType>
  userErrors?: Resolver<Array<ResolversTypes['UserError']>, ParentType, ContextType>
}

export type RecordConsentPayloadResolvers<
  ContextType = IdentityContext,
  ParentType extends ResolversParentTypes['RecordConsentPayload'] =
    ResolversParentTypes['RecordConsentPayload'],
> = {
  customer?: Resolver<Maybe<ResolversTypes['Customer']>, ParentType, ContextType>
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
  ContextType = IdentityContext,
  ParentType extends ResolversParentTypes['Node'] = ResolversParentTypes['Node'],
> = {
  __resolveType: TypeResolveFn<null, ParentType, ContextType>
}

export type PageInfoResolvers<
  ContextType = IdentityContext,
  ParentType extends ResolversParentTypes['PageInfo'] = ResolversParentTypes['PageInfo'],
> = {
  hasNextPage?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>
  hasPreviousPage?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>
  startCursor?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>
  endCursor?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>
}

export type ActorResolvers<
  ContextType = IdentityContext,
  ParentType extends ResolversParentTypes['Actor'] = ResolversParentTypes['Actor'],
> = {
  kind?: Resolver<ResolversTypes['ActorKind'], ParentType, ContextType>
  externalId?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>
  name?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>
}

export type SourceResolvers<
  ContextType = IdentityContext,
  ParentType extends ResolversParentTypes['Source'] = ResolversParentTypes['Source'],
> = {
  system?: Resolver<ResolversTypes['String'], ParentType, ContextType>
  externalId?: Resolver<ResolversTypes['String'], ParentType, ContextType>
  version?: Resolver<Maybe<ResolversTypes['SafeInt']>, ParentType, ContextType>
}

export type UserErrorResolvers<
  ContextType = IdentityContext,
  ParentType extends ResolversParentTypes['UserError'] = ResolversParentTypes['UserError'],
> = {
  code?: Resolver<ResolversTypes['UserErrorCode'], ParentType, ContextType>
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>
  field?: Resolver<Maybe<Array<ResolversTypes['String']>>, ParentType, ContextType>
}

export type CustomerResolutionResolvers<
  ContextType = IdentityContext,
  ParentType extends ResolversParentTypes['CustomerResolution'] = ResolversParentTypes['CustomerResolution'],
> = {
  customer?: Resolver<Maybe<ResolversTypes['Customer']>, ParentType, ContextType>
  created?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>
  setAsideIdentifiers?: Resolver<Array<ResolversTypes['SetAsideIdentifier']>, ParentType, ContextType>
  steps?: Resolver<Array<ResolversTypes['ResolutionStep']>, ParentType, ContextType>
}

export type SetAsideIdentifierResolvers<
  ContextType = IdentityContext,
  ParentType extends ResolversParentTypes['SetAsideIdentifier'] = ResolversParentTypes['SetAsideIdentifier'],
> = {
  type?: Resolver<ResolversTypes['IdentifierType'], ParentType, ContextType>
  value?: Resolver<ResolversTypes['String'], ParentType, ContextType>
  rule?: Resolver<ResolversTypes['ResolutionRule'], ParentType, ContextType>
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>
}

export type ResolutionStepResolvers<
  ContextType = IdentityContext,
  ParentType extends ResolversParentTypes['ResolutionStep'] = ResolversParentTypes['ResolutionStep'],
> = {
  rule?: Resolver<ResolversTypes['ResolutionRule'], ParentType, ContextType>
  outcome?: Resolver<ResolversTypes['ResolutionOutcome'], ParentType, ContextType>
  values?: Resolver<Array<ResolversTypes['String']>, ParentType, ContextType>
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>
}

export type Resolvers<ContextType = IdentityContext> = {
  Query?: QueryResolvers<ContextType>
  Mutation?: MutationResolvers<ContextType>
  Customer?: CustomerResolvers<ContextType>
  Profile?: ProfileResolvers<ContextType>
  Identifier?: IdentifierResolvers<ContextType>
  ProfileLink?: ProfileLinkResolvers<ContextType>
  Attribute?: AttributeResolvers<ContextType>
  AttributeValue?: AttributeValueResolvers<ContextType>
  Consent?: ConsentResolvers<ContextType>
  ConsentRecord?: ConsentRecordResolvers<ContextType>
  MergePreview?: MergePreviewResolvers<ContextType>
  ChannelCount?: ChannelCountResolvers<ContextType>
  MergeCommitments?: MergeCommitmentsResolvers<ContextType>
  Action?: ActionResolvers<ContextType>
  MergeConflict?: MergeConflictResolvers<ContextType>
  CustomerConnection?: CustomerConnectionResolvers<ContextType>
  CustomerEdge?: CustomerEdgeResolvers<ContextType>
  IdentityChange?: IdentityChangeResolvers<ContextType>
  IdentifyCustomerPayload?: IdentifyCustomerPayloadResolvers<ContextType>
  LinkProfilesPayload?: LinkProfilesPayloadResolvers<ContextType>
  SeparateProfilesPayload?: SeparateProfilesPayloadResolvers<ContextType>
  RemoveProfileLinkPayload?: RemoveProfileLinkPayloadResolvers<ContextType>
  MarkIdentifierSharedPayload?: MarkIdentifierSharedPayloadResolvers<ContextType>
  MergeCustomersPayload?: MergeCustomersPayloadResolvers<ContextType>
  UnmergeCustomerPayload?: UnmergeCustomerPayloadResolvers<ContextType>
  TagCustomerPayload?: TagCustomerPayloadResolvers<ContextType>
  UntagCustomerPayload?: UntagCustomerPayloadResolvers<ContextType>
  SetCustomerAttributesPayload?: SetCustomerAttributesPayloadResolvers<ContextType>
  RecordConsentPayload?: RecordConsentPayloadResolvers<ContextType>
  DateTime?: GraphQLScalarType
  JSON?: GraphQLScalarType
  Decimal?: GraphQLScalarType
  Currency?: GraphQLScalarType
  SafeInt?: GraphQLScalarType
  Node?: NodeResolvers<ContextType>
  PageInfo?: PageInfoResolvers<ContextType>
  Actor?: ActorResolvers<ContextType>
  Source?: SourceResolvers<ContextType>
  UserError?: UserErrorResolvers<ContextType>
  CustomerResolution?: CustomerResolutionResolvers<ContextType>
  SetAsideIdentifier?: SetAsideIdentifierResolvers<ContextType>
  ResolutionStep?: ResolutionStepResolvers<ContextType>
}
