// Generated from schema/identity.graphql and schema/shared.graphql by "npm run schema". Do not edit.
import type { StoredDecision as ProfileDecisionKind } from './decision/profileDecision.ts'
import type { ResolutionRule } from './identification/resolutionStep.ts'
import type { GraphQLResolveInfo, GraphQLScalarType, GraphQLScalarTypeConfig } from 'graphql'
import type { ActionReference as ActionReferenceModel } from './merge/mergePreviewStore.ts'
import type { StoredKey as StoredKeyModel } from './apiKeys/apiKey.ts'
import type {
  AttributeView as AttributeViewModel,
  ConsentView as ConsentViewModel,
} from './attributes/factView.ts'
import type { CreatedKey as CreatedKeyModel, RevokedKey as RevokedKeyModel } from './apiKeys/apiKeyChanges.ts'
import type { ShownCustomer as ShownCustomerModel, Profile as ProfileModel } from './customer/customer.ts'
import type { MutationAnswer as MutationAnswerModel } from './mutation/mutationAnswer.ts'
import type {
  ErasureAnswer as ErasureAnswerModel,
  ErasurePreview as ErasurePreviewModel,
} from './privacy/eraseCustomer.ts'
import type { Erasure as ErasureModel } from '../../privacy/erasure/erasure.ts'
import type { ShownCertificate as ShownCertificateModel } from './privacy/privacyResolvers.ts'
import type { HoldAnswer as HoldAnswerModel } from './privacy/holdCustomer.ts'
import type { Identifier as IdentifierModel } from './identifier/identifier.ts'
import type { IdentifyAnswer as IdentifyAnswerModel } from './identification/identifyAnswer.ts'
import type { IdentityChangeView as IdentityChangeViewModel } from './merge/identityChangeView.ts'
import type { LegalHold as LegalHoldModel } from '../../privacy/hold/holdStore.ts'
import type { MergePreview as MergePreviewModel } from './merge/mergePreview.ts'
import type { ShownCorrection as ShownCorrectionModel } from './names/nameCorrection.ts'
import type { NodeObject as NodeObjectModel } from './node/readNode.ts'
import type { DecisionOfProfile as DecisionOfProfileModel } from './decision/profileDecision.ts'
import type { ShownStep as ShownStepModel } from './identification/explanation.ts'
import type { WithdrawnIdentifier as WithdrawnIdentifierModel } from './correction/withdrawnIdentifierStore.ts'
import type { IdentityContext } from './context.ts'
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
  /**
   * The object with this id: a customer (`cus_…`), a profile (`pro_…`), a conversation (`cnv_…`), an interaction
   * (`int_…`) or a brief (`brf_…`). Null when there is none, and when the caller may not see it. A malformed id is a BAD_USER_INPUT error.
   */
  node: Maybe<Node>
  /**
   * The customer with this id. After a merge every earlier id leads to the merged customer. Null when there is none, and
   * when the caller may not see them. A malformed id is a BAD_USER_INPUT error.
   */
  customer: Maybe<Customer>
  /**
   * The customer who has this identifier. A telephone also finds the customer who has only the wa_id of the same number,
   * and a wa_id the one who has only its telephone. Null when no customer that the caller may see has it, and when it is
   * shared or on the block list. A malformed value is a BAD_USER_INPUT error.
   */
  customerByIdentifier: Maybe<Customer>
  /**
   * The customers that the caller may see, newest first. The page stays stable while customers are written. Null when
   * identity cannot answer.
   */
  customers: Maybe<CustomerConnection>
  /**
   * What `mergeCustomers` would combine, and what would prevent it. Nothing is changed. The answer is not a promise: either
   * customer may change before the merge. Null when identity cannot answer.
   */
  mergePreview: Maybe<MergePreview>
  /** An erasure of a customer, with its certificate once it is done. Null when no erasure has this protocol. */
  erasure: Maybe<Erasure>
  /**
   * The API keys that `createApiKey` made, newest first, with those that have expired or are revoked. Keys in the folder of
   * a gateway are not among them. A caller who does not see all customers and departments gets a FORBIDDEN error. Null only
   * with an error.
   */
  apiKeys: Maybe<ApiKeyConnection>
  /**
   * The stored API keys with these hashes, at most 100, without those that are not known. Only a gateway asks this, to check
   * the key of a caller; anybody else gets a FORBIDDEN error. Null only with an error.
   */
  storedApiKeys: Maybe<Array<StoredApiKey>>
}

export type QueryNodeArgs = {
  id: Scalars['ID']['input']
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

export type QueryErasureArgs = {
  protocol: Scalars['String']['input']
}

export type QueryApiKeysArgs = {
  first?: InputMaybe<Scalars['Int']['input']>
  after?: InputMaybe<Scalars['String']['input']>
}

export type QueryStoredApiKeysArgs = {
  hashes: Array<Scalars['String']['input']>
}

export type Mutation = {
  /**
   * Find, create or extend a customer by their identifiers. Identifiers that belong to different customers merge them,
   * unless a rule would be broken: then the weakest identifier that breaks it is set aside, and the answer names it. A record
   * that is not known yet (a Chatwoot contact, an internal id, a channel account, a CPF or CNPJ) gets a profile of its own,
   * merged with the profiles that have its other identifiers, so that it can be separated again. Several callers at once get
   * one customer. A caller who does not see all customers gets a FORBIDDEN error.
   *
   * User errors: INVALID_VALUE, REQUIRED, TOO_LONG, BLOCKED_VALUE, SHARED_VALUE, CONFLICT, IDEMPOTENCY_CONFLICT.
   */
  identifyCustomer: Maybe<IdentifyCustomerPayload>
  /**
   * Declare two customers to be the same person. Nothing is rewritten, and both ids lead to the merged customer from then on.
   *
   * User errors: INVALID_VALUE, REQUIRED, TOO_LONG, NOT_FOUND, SAME_CUSTOMER, DECIDED_DIFFERENT, CONFLICT,
   * IDEMPOTENCY_CONFLICT.
   */
  mergeCustomers: Maybe<MergeCustomersPayload>
  /**
   * Separate a profile from the customer it was merged into. The profile becomes a customer with its own history again.
   * Identifiers that are given together merge the two again; `decideProfilesDifferent` prevents that.
   *
   * Both customers get what they would have without the merge. That includes identifiers that were set aside only because of
   * what the other profiles hold, in the order in which they were claimed; `resolution` names them. What another customer got
   * in the meantime stays with that customer, and no customers are merged: to merge them, give the identifiers together
   * again. An identification that was refused as a whole leaves nothing to give back.
   *
   * User errors: INVALID_VALUE, REQUIRED, TOO_LONG, NOT_FOUND, NOT_MERGED, DECIDED_SAME, IDEMPOTENCY_CONFLICT.
   */
  unmergeCustomer: Maybe<UnmergeCustomerPayload>
  /**
   * Decide that two profiles are the same person. Their customers are merged if they are two, and cannot be separated while
   * the decision stands. The decision outranks every rule.
   *
   * User errors: INVALID_VALUE, REQUIRED, TOO_LONG, NOT_FOUND, SAME_CUSTOMER, DECIDED_DIFFERENT, CONFLICT,
   * IDEMPOTENCY_CONFLICT.
   */
  decideProfilesSame: Maybe<DecideProfilesSamePayload>
  /**
   * Decide that two profiles are different persons. If they are one customer, `otherProfileId` leaves it together with the
   * profiles that were decided to be the same person, and both customers get what they would have, as with
   * `unmergeCustomer`. Nothing merges the two while the decision stands. The decision outranks every rule.
   *
   * User errors: INVALID_VALUE, REQUIRED, TOO_LONG, NOT_FOUND, SAME_CUSTOMER, DECIDED_SAME, CONFLICT, IDEMPOTENCY_CONFLICT.
   */
  decideProfilesDifferent: Maybe<DecideProfilesDifferentPayload>
  /**
   * Withdraw what was decided about two profiles. They stay merged or separate as they are, and the rules hold again.
   *
   * User errors: INVALID_VALUE, REQUIRED, TOO_LONG, NOT_FOUND, SAME_CUSTOMER, IDEMPOTENCY_CONFLICT.
   */
  withdrawProfileDecision: Maybe<WithdrawProfileDecisionPayload>
  /**
   * Mark an identifier as one that belongs to several customers, such as the telephone of a shop. A shared identifier
   * identifies no customer alone and merges no customers; each profile that claimed it holds it. Profiles that are one
   * customer only because of it become customers of their own again, each with its own history; what a person merged stays
   * merged. What was set aside only because of these profiles is judged again. Marking a shared identifier again changes
   * nothing.
   *
   * User errors: INVALID_VALUE, REQUIRED, TOO_LONG, BLOCKED_VALUE, IDEMPOTENCY_CONFLICT.
   */
  markIdentifierShared: Maybe<MarkIdentifierSharedPayload>
  /**
   * Remove the mark of a shared identifier, or the suspicion that it is shared: it belongs to one customer. The profile that
   * held it longest keeps it. Doing it again changes nothing.
   *
   * User errors: INVALID_VALUE, REQUIRED, TOO_LONG, BLOCKED_VALUE, IDEMPOTENCY_CONFLICT.
   */
  unmarkIdentifierShared: Maybe<UnmarkIdentifierSharedPayload>
  /**
   * Remove an identifier from a customer, because it is not theirs. All their profiles give it up, and do not get it again
   * from their sources while the correction stands. Profiles that are one customer only because of it become customers of
   * their own. `undoIdentifierCorrection` undoes it.
   *
   * User errors: INVALID_VALUE, REQUIRED, TOO_LONG, BLOCKED_VALUE, SHARED_VALUE, NOT_FOUND, CONFLICT, IDEMPOTENCY_CONFLICT.
   */
  removeIdentifier: Maybe<RemoveIdentifierPayload>
  /**
   * Move an identifier from the customer who has it to another one, because it is theirs. It is removed as with
   * `removeIdentifier`, and the profile of the other customer that the input leads to gets it. The two are not merged.
   * `undoIdentifierCorrection` undoes it.
   *
   * User errors: INVALID_VALUE, REQUIRED, TOO_LONG, BLOCKED_VALUE, SHARED_VALUE, SAME_CUSTOMER, NOT_FOUND, CONFLICT,
   * IDEMPOTENCY_CONFLICT.
   */
  moveIdentifier: Maybe<MoveIdentifierPayload>
  /**
   * Undo a correction: the profiles have the identifier again, and profiles that it separated are one customer again. Undoing
   * it again changes nothing. A CONFLICT when another profile got the identifier in the meantime.
   *
   * User errors: REQUIRED, TOO_LONG, NOT_FOUND, CONFLICT, DECIDED_DIFFERENT, IDEMPOTENCY_CONFLICT.
   */
  undoIdentifierCorrection: Maybe<UndoIdentifierCorrectionPayload>
  /**
   * Correct the name of a customer, or withdraw the correction. A correction takes precedence over every name that sources
   * give, before and after it, until it is withdrawn. Of the corrections of merged customers the newest is in force. After an
   * unmerge each profile has the name that it would have by itself. Giving the name that is in force as the correction
   * already changes nothing.
   *
   * User errors: INVALID_VALUE, REQUIRED, TOO_LONG, BLOCKED_VALUE, SHARED_VALUE, NOT_FOUND, CONFLICT, IDEMPOTENCY_CONFLICT.
   */
  renameCustomer: Maybe<RenameCustomerPayload>
  /**
   * Add tags to a customer. Tags that the customer has already stay.
   *
   * User errors: INVALID_VALUE, REQUIRED, TOO_LONG, BLOCKED_VALUE, SHARED_VALUE, NOT_FOUND, CONFLICT, IDEMPOTENCY_CONFLICT.
   */
  tagCustomer: Maybe<TagCustomerPayload>
  /**
   * Remove tags from a customer, whichever of their profiles has them. Tags that the customer does not have are ignored.
   * After an unmerge each profile has the tags that it would have by itself.
   *
   * User errors: INVALID_VALUE, REQUIRED, TOO_LONG, BLOCKED_VALUE, SHARED_VALUE, NOT_FOUND, CONFLICT, IDEMPOTENCY_CONFLICT.
   */
  untagCustomer: Maybe<UntagCustomerPayload>
  /**
   * Set attributes of a customer. The newest value of an attribute is in force, in whatever order the values arrive; the
   * others are kept. Setting a value twice with the same `setAt` has no further effect.
   *
   * User errors: INVALID_VALUE, REQUIRED, TOO_LONG, BLOCKED_VALUE, SHARED_VALUE, NOT_FOUND, CONFLICT, IDEMPOTENCY_CONFLICT.
   */
  setCustomerAttributes: Maybe<SetCustomerAttributesPayload>
  /**
   * Record that a customer gave or withdrew consent, with the evidence. The newest decision is in force, in whatever order
   * the decisions arrive; all are kept. Recording a decision twice with the same `decidedAt` has no further effect.
   *
   * User errors: INVALID_VALUE, REQUIRED, TOO_LONG, BLOCKED_VALUE, SHARED_VALUE, NOT_FOUND, CONFLICT, IDEMPOTENCY_CONFLICT.
   */
  recordConsent: Maybe<RecordConsentPayload>
  /**
   * Erase a customer for ever, in two steps. Without `confirmation` nothing is changed: `preview` says what would be erased,
   * which legal holds forbid it, and gives the confirmation. With it the erasure begins: from the answer on nobody finds the
   * customer by an identifier and nothing is added to their history, and the contents are erased within seconds; `erasure`
   * shows the progress and the certificate. Positions, times, kinds, channels, departments, states and ratings stay. A
   * confirmation counts for 15 minutes and for the profiles that the customer had: after a merge or a separation it is a
   * CONFLICT. What was written since the preview is erased too.
   *
   * User errors: INVALID_VALUE, REQUIRED, TOO_LONG, NOT_FOUND, CONFLICT, LEGAL_HOLD.
   */
  eraseCustomer: Maybe<EraseCustomerPayload>
  /**
   * Say where everything about a customer can be read: a path of the gateway, for a GET with the same credentials. The audit
   * trail keeps an export of the customer for this call, and one more whenever the path is read.
   *
   * User errors: INVALID_VALUE, REQUIRED, TOO_LONG, NOT_FOUND.
   */
  exportCustomer: Maybe<ExportCustomerPayload>
  /**
   * Forbid the erasure of a customer, e.g. while there is a lawsuit. The hold stands until its end or its release, also when
   * the customer is merged. A customer can have several.
   *
   * User errors: INVALID_VALUE, REQUIRED, TOO_LONG, NOT_FOUND.
   */
  holdCustomer: Maybe<HoldCustomerPayload>
  /**
   * Release a legal hold. Releasing it again changes nothing.
   *
   * User errors: REQUIRED, TOO_LONG, NOT_FOUND.
   */
  releaseCustomerHold: Maybe<ReleaseCustomerHoldPayload>
  /**
   * Make an API key for a client. The answer is the only place where the key is shown: keep it, or revoke it and make another
   * one. Every call makes a new key. It is accepted within a second. A role with a scope that the caller does not have is a
   * FORBIDDEN error, and so is a caller who does not see all customers and departments.
   *
   * User errors: INVALID_VALUE, REQUIRED, TOO_LONG.
   */
  createApiKey: Maybe<CreateApiKeyPayload>
  /**
   * Revoke an API key that `createApiKey` made. It is refused within five seconds, and its open WebSockets and streams are
   * closed within 40. Revoking it again changes nothing. A caller who does not see all customers and departments gets a
   * FORBIDDEN error.
   *
   * User errors: INVALID_VALUE, NOT_FOUND.
   */
  revokeApiKey: Maybe<RevokeApiKeyPayload>
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

export type MutationDecideProfilesSameArgs = {
  input: DecideProfilesSameInput
}

export type MutationDecideProfilesDifferentArgs = {
  input: DecideProfilesDifferentInput
}

export type MutationWithdrawProfileDecisionArgs = {
  input: WithdrawProfileDecisionInput
}

export type MutationMarkIdentifierSharedArgs = {
  input: MarkIdentifierSharedInput
}

export type MutationUnmarkIdentifierSharedArgs = {
  input: UnmarkIdentifierSharedInput
}

export type MutationRemoveIdentifierArgs = {
  input: RemoveIdentifierInput
}

export type MutationMoveIdentifierArgs = {
  input: MoveIdentifierInput
}

export type MutationUndoIdentifierCorrectionArgs = {
  input: UndoIdentifierCorrectionInput
}

export type MutationRenameCustomerArgs = {
  input: RenameCustomerInput
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

export type MutationEraseCustomerArgs = {
  input: EraseCustomerInput
}

export type MutationExportCustomerArgs = {
  input: ExportCustomerInput
}

export type MutationHoldCustomerArgs = {
  input: HoldCustomerInput
}

export type MutationReleaseCustomerHoldArgs = {
  input: ReleaseCustomerHoldInput
}

export type MutationCreateApiKeyArgs = {
  input: CreateApiKeyInput
}

export type MutationRevokeApiKeyArgs = {
  input: RevokeApiKeyInput
}

/** What the holder of an API key may do. The policy of the gateway says which scopes and customers a role has. */
export type ApiKeyRole =
  /** Everything, unless the policy says otherwise. */
  | 'ADMIN'
  /** Leads a team. */
  | 'SUPERVISOR'
  /** Serves customers. */
  | 'AGENT'
  /** An AI agent that serves customers. */
  | 'BOT'
  /** Another company. */
  | 'PARTNER'
  /** A workflow. */
  | 'AUTOMATION'
  /** Another system of the business. */
  | 'INTEGRATION'

/** An API key. The key itself is shown once, by `createApiKey`, and only its hash is stored. */
export type ApiKey = {
  /** Opaque id, `key_…`, for `revokeApiKey`. It is no secret. */
  keyId: Scalars['String']['output']
  /** The client. Keys of the same name and role are the same client. */
  name: Scalars['String']['output']
  /** What the client may do. */
  role: ApiKeyRole
  /** The departments that the client sees, at most 20; null when it sees those that its role sees. */
  departments: Maybe<Array<Scalars['String']['output']>>
  /** The id by which conversations are assigned to the client; null when it has none. */
  actor: Maybe<Scalars['String']['output']>
  /** When the key was made. */
  createdAt: Scalars['DateTime']['output']
  /** From when on the key is refused. */
  expiresAt: Scalars['DateTime']['output']
  /** When the key was revoked; null when it was not. */
  revokedAt: Maybe<Scalars['DateTime']['output']>
}

/** A page of API keys, newest first. */
export type ApiKeyConnection = {
  /** The keys of the page with a cursor for each; at most 100. */
  edges: Array<ApiKeyEdge>
  /** The same keys without cursors; at most 100. */
  nodes: Array<ApiKey>
  /** Whether there is more before and after this page. */
  pageInfo: PageInfo
}

/** One API key of a page. */
export type ApiKeyEdge = {
  /** Position of the key in the list, for `after`. It never expires. */
  cursor: Scalars['String']['output']
  /** The key. */
  node: ApiKey
}

/** An API key as a gateway checks it. */
export type StoredApiKey = {
  /** The SHA-256 hash of the key. */
  hash: Scalars['String']['output']
  /** The client. */
  name: Scalars['String']['output']
  /** What the client may do. */
  role: ApiKeyRole
  /** The departments that the client sees, at most 20; null when it sees those that its role sees. */
  departments: Maybe<Array<Scalars['String']['output']>>
  /** The id by which conversations are assigned to the client; null when it has none. */
  actor: Maybe<Scalars['String']['output']>
  /** From when on the key is refused. */
  expiresAt: Scalars['DateTime']['output']
  /** When the key was revoked; null when it was not. */
  revokedAt: Maybe<Scalars['DateTime']['output']>
}

/** An API key to make. */
export type CreateApiKeyInput = {
  /**
   * The client: 1 to 60 letters from A to Z in either case, digits and `.`, `_`, `-`, `@`. A second key of the same name and
   * role is the same client, so a client can change its key.
   */
  name: Scalars['String']['input']
  /** What the client may do. */
  role: ApiKeyRole
  /** The departments that the client sees, 1 to 20 of 1 to 100 characters; null when it sees those that its role sees. */
  departments?: InputMaybe<Array<Scalars['String']['input']>>
  /**
   * The id by which conversations are assigned to the client, 1 to 255 characters. A role that sees only assigned customers
   * needs it.
   */
  actor?: InputMaybe<Scalars['String']['input']>
  /** When the key expires: in the future, and at most 3,650 days from now. */
  expiresAt: Scalars['DateTime']['input']
}

/** Result of `createApiKey`. */
export type CreateApiKeyPayload = {
  /** The key, `elo_…`, for the header `authorization: Bearer …`. It is shown only here; null when there are userErrors. */
  key: Maybe<Scalars['String']['output']>
  /** What is stored of the key; null when there are userErrors. */
  apiKey: Maybe<ApiKey>
  /** What the caller can correct; empty when the mutation was carried out. */
  userErrors: Array<UserError>
}

/** An API key to revoke. */
export type RevokeApiKeyInput = {
  /** The key's `keyId`, `key_…`. */
  keyId: Scalars['String']['input']
}

/** Result of `revokeApiKey`. */
export type RevokeApiKeyPayload = {
  /** The key; null when there are userErrors. */
  apiKey: Maybe<ApiKey>
  /** What the caller can correct; empty when the mutation was carried out. */
  userErrors: Array<UserError>
}

/** A person the business serves: one profile, or several that were merged. */
export type Customer = Node & {
  /** Opaque id, `cus_…`. After a merge every earlier id leads to the merged customer. */
  id: Scalars['ID']['output']
  /** Id of any profile of the customer; other subgraphs refer to the customer by it. */
  profileId: Scalars['ID']['output']
  /** Ids of all profiles of the customer, oldest first. */
  profileIds: Maybe<Array<Scalars['ID']['output']>>
  /**
   * The customer's name: the one that a person corrected last (`renameCustomer`), or else the newest one from the most
   * trusted source: a system of the business before a channel. Null when none was given.
   */
  name: Maybe<Scalars['String']['output']>
  /** All identifiers of all profiles, by type and value; at most 1,000. */
  identifiers: Array<Identifier>
  /** The customer's tags in alphabetical order; at most 100. Empty for a caller who is the customer. */
  tags: Array<Scalars['String']['output']>
  /**
   * The customer's attributes by name; at most 1,000. Among several profiles the newest value is in force. Empty for a caller
   * who is the customer.
   */
  attributes: Array<Attribute>
  /** What the customer consented to and what not, by purpose and channel; at most 1,000. */
  consents: Array<Consent>
  /** The profiles that make up the customer, oldest first; at most 1,000. */
  profiles: Array<Profile>
  /** When the customer's oldest profile was created. */
  createdAt: Scalars['DateTime']['output']
  /** When the customer was erased; null when they were not. An erased customer has no name, identifiers and attributes. */
  erasedAt: Maybe<Scalars['DateTime']['output']>
}

/** One record of a person. A customer is one or several merged profiles. */
export type Profile = Node & {
  /** Opaque id, `pro_…`. It stays the same through merges. */
  id: Scalars['ID']['output']
  /** The name that its sources give, without corrections by people; null when none was given. */
  name: Maybe<Scalars['String']['output']>
  /**
   * How people corrected its name, newest first; at most 100. Elo keeps older ones too. Empty for a caller who is the
   * customer.
   */
  nameCorrections: Array<NameCorrection>
  /** Its own identifiers, by type and value; at most 1,000. */
  identifiers: Array<Identifier>
  /** Identifiers that it had and gave up, the latest first; at most 100. Empty for a caller who is the customer. */
  withdrawnIdentifiers: Array<WithdrawnIdentifier>
  /**
   * What people decided about it and another profile that the caller may see, oldest first; at most 100. Empty for a caller
   * who is the customer.
   */
  decisions: Array<ProfileDecision>
  /** Its own tags in alphabetical order; at most 100. Empty for a caller who is the customer. */
  tags: Array<Scalars['String']['output']>
  /** Its own attributes, by name; at most 100. Empty for a caller who is the customer. */
  attributes: Array<Attribute>
  /** Its own consents, by purpose and channel; at most 100. */
  consents: Array<Consent>
  /** When it was created. */
  createdAt: Scalars['DateTime']['output']
}

/** A value that identifies a customer. */
export type Identifier = {
  /** What the value is. */
  type: IdentifierType
  /**
   * The normalised value, e.g. `+5511987654321`. Callers without the scope `pii:read` see its end only, and of a CPF or CNPJ
   * the middle: `***.444.777-**`.
   */
  value: Scalars['String']['output']
  /** Whether possession was proved (a WhatsApp sender) or merely claimed (a form field). */
  verified: Scalars['Boolean']['output']
  /**
   * Whether it belongs to several customers, so that it identifies no customer alone and merges no customers. False for a
   * caller who is the customer.
   */
  shared: Scalars['Boolean']['output']
  /**
   * Whether records that contradict each other claimed it (another CPF, another proved channel account, clearly another
   * name), or more profiles than the rules expect, and it was not marked as shared. It merges no further customers. A person
   * should check it, and call `markIdentifierShared` if it is shared. False for a caller who is the customer.
   */
  suspectedShared: Scalars['Boolean']['output']
}

/** An identifier that a profile had and gave up. */
export type WithdrawnIdentifier = {
  /** What the value is. */
  type: IdentifierType
  /** The normalised value, masked as `Identifier.value` is. */
  value: Scalars['String']['output']
  /** The system or person that gave it; null when it was not named. */
  source: Maybe<Scalars['String']['output']>
  /** Since when the profile had it; null when another profile had it, and this one claimed it too. */
  claimedAt: Maybe<Scalars['DateTime']['output']>
  /** When it was given up. */
  withdrawnAt: Scalars['DateTime']['output']
  /** How it was given up. */
  by: WithdrawalKind
  /** Why; null when no reason was given. */
  reason: Maybe<Scalars['String']['output']>
}

/** How a profile gave up an identifier. */
export type WithdrawalKind =
  /** Its source stated another value, or that the record no longer has it. */
  | 'SOURCE'
  /** A person removed it. The profile does not get it again from its source. */
  | 'REMOVED'
  /** A person moved it to another profile. The profile does not get it again from its source. */
  | 'MOVED'

/** A correction of an identifier by a person. */
export type IdentifierCorrection = {
  /** Opaque, for `undoIdentifierCorrection`. */
  undoToken: Scalars['String']['output']
  /** REMOVED or MOVED. */
  kind: WithdrawalKind
  /** Why; null when no reason was given. */
  reason: Maybe<Scalars['String']['output']>
  /** When it was made. */
  correctedAt: Scalars['DateTime']['output']
  /** When it was undone; null while it stands. */
  undoneAt: Maybe<Scalars['DateTime']['output']>
}

/** A correction of a name by a person, or its withdrawal. */
export type NameCorrection = {
  /** The corrected name; null when the correction before it was withdrawn. */
  name: Maybe<Scalars['String']['output']>
  /** The reason that the person gave; null when none was given. */
  reason: Maybe<Scalars['String']['output']>
  /** When the name was corrected. */
  correctedAt: Scalars['DateTime']['output']
  /** When the profile got the next correction or withdrawal; null for the newest. */
  supersededAt: Maybe<Scalars['DateTime']['output']>
}

/** What a person decided about two profiles. */
export type ProfileDecision = {
  /** What was decided. */
  decision: ProfileDecisionKind
  /** The other profile. */
  otherProfile: Profile
  /** The reason that the person gave; null when none was given. */
  reason: Maybe<Scalars['String']['output']>
  /** When it was decided. */
  decidedAt: Scalars['DateTime']['output']
}

export type { ProfileDecisionKind }

/** A named value that describes a customer, e.g. their city or their plan. */
export type Attribute = {
  /** The name of the attribute, e.g. `city`. */
  name: Scalars['String']['output']
  /** What the value is. */
  type: AttributeType
  /** The value in force, as text: `São Paulo`, `12.5`, `true`, `2026-06-01` or `2026-06-01T12:05:10.000Z`. */
  value: Scalars['String']['output']
  /** The system or person that gave the value, e.g. `erp`; null when it was not named. */
  source: Maybe<Scalars['String']['output']>
  /** Since when the value holds; the newest value is the one in force. */
  setAt: Scalars['DateTime']['output']
  /** All values, newest first, including the one in force; at most 100. Each profile keeps its newest 100. */
  history: Array<AttributeValue>
}

/** A value that an attribute has or had. */
export type AttributeValue = {
  /** What the value is. */
  type: AttributeType
  /** The value as text. */
  value: Scalars['String']['output']
  /** The system or person that gave the value; null when it was not named. */
  source: Maybe<Scalars['String']['output']>
  /** Since when the value held. */
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
  /** The purpose, e.g. `marketing`. */
  purpose: Scalars['String']['output']
  /** The channel; null when the decision is about all channels. */
  channel: Maybe<Channel>
  /** The newest decision. */
  decision: ConsentDecision
  /** What proves it; null when no evidence was given. */
  evidence: Maybe<Scalars['String']['output']>
  /** The system or person that recorded it, e.g. `whatsapp`; null when it was not named. */
  source: Maybe<Scalars['String']['output']>
  /** When the customer decided. */
  decidedAt: Scalars['DateTime']['output']
  /** The newest decisions, newest first, including the one in force; at most 100. Elo keeps older ones too. */
  history: Array<ConsentRecord>
}

/** A decision about a consent. */
export type ConsentRecord = {
  /** What the customer decided. */
  decision: ConsentDecision
  /** What proves it; null when no evidence was given. */
  evidence: Maybe<Scalars['String']['output']>
  /** The system or person that recorded it; null when it was not named. */
  source: Maybe<Scalars['String']['output']>
  /** When the customer decided. */
  decidedAt: Scalars['DateTime']['output']
}

/** What a customer decided. */
export type ConsentDecision =
  /** The customer consents. */
  | 'GRANTED'
  /** The customer does not consent, or no longer does. */
  | 'WITHDRAWN'

/** What a merge of two customers would combine. */
export type MergePreview = {
  /**
   * The first customer as it is now; select more of its fields to see, e.g., open conversations. Null when the two ids are
   * not of two customers.
   */
  customer: Maybe<Customer>
  /** The other customer as it is now; null when the two ids are not of two customers. */
  otherCustomer: Maybe<Customer>
  /** The customer whose id the merged customer would have, as it is now; null when there are userErrors. */
  survivingCustomer: Maybe<Customer>
  /** The name of the merged customer; null when neither has a name, or when there are userErrors. */
  name: Maybe<Scalars['String']['output']>
  /** The profiles of the merged customer, oldest first; at most 2,000. */
  profiles: Array<Profile>
  /** The identifiers of the merged customer, by type and value; at most 2,000. */
  identifiers: Array<Identifier>
  /** The tags of the merged customer, in alphabetical order; at most 200. */
  tags: Array<Scalars['String']['output']>
  /**
   * How many interactions would be combined per channel, most first; at most 13. Those that the caller may not read do not
   * count.
   */
  interactions: Array<ChannelCount>
  /** The open actions of both customers. */
  openActions: OpenActions
  /** Attributes and consents that both have with different values, by name; at most 100. */
  conflicts: Array<MergeConflict>
  /** Why `mergeCustomers` would refuse the merge; empty when it would carry it out. */
  userErrors: Array<UserError>
}

/** How many interactions took place on a channel. */
export type ChannelCount = {
  /** The channel; null for interactions without one, e.g. a merge. */
  channel: Maybe<Channel>
  /** Those of the first customer. The latest 10,000 interactions of the customer are counted. */
  ofCustomer: Scalars['Int']['output']
  /** Those of the other customer. The latest 10,000 interactions of the customer are counted. */
  ofOtherCustomer: Scalars['Int']['output']
}

/** Actions of two customers that are `REQUESTED` or `IN_PROGRESS`, as far as the caller may see them. */
export type OpenActions = {
  /** How many the first customer has. The latest 1,000 of both customers are counted. */
  ofCustomer: Scalars['Int']['output']
  /** How many the other customer has. The latest 1,000 of both customers are counted. */
  ofOtherCustomer: Scalars['Int']['output']
  /** Those of both customers, the latest first; at most 100. */
  actions: Array<Action>
}

export type Action = Node & {
  id: Scalars['ID']['output']
}

export type Commitment = Node & {
  id: Scalars['ID']['output']
}

export type Message = Node & {
  id: Scalars['ID']['output']
}

export type Note = Node & {
  id: Scalars['ID']['output']
}

export type Feedback = Node & {
  id: Scalars['ID']['output']
}

export type Handoff = Node & {
  id: Scalars['ID']['output']
}

export type StatusChange = Node & {
  id: Scalars['ID']['output']
}

export type Conversation = Node & {
  id: Scalars['ID']['output']
}

export type Brief = Node & {
  id: Scalars['ID']['output']
}

/** A value that two customers have differently. */
export type MergeConflict = {
  /** What is in conflict. */
  kind: MergeConflictKind
  /** Its name: of an attribute `city`, of a consent `marketing` or `marketing on WHATSAPP`, of a name `name`. */
  name: Scalars['String']['output']
  /** The value of the first customer. */
  value: Scalars['String']['output']
  /** The value of the other customer. */
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
  /** Position of the page in the list. */
  pageInfo: PageInfo
}

/** One customer of a page. */
export type CustomerEdge = {
  /** Position, for `after`. */
  cursor: Scalars['String']['output']
  /** The customer. */
  node: Customer
}

/** A change of which profiles are one customer. */
export type IdentityChange = Node & {
  id: Scalars['ID']['output']
  /** What changed; null when it cannot be read. */
  change: Maybe<IdentityChangeType>
  /** What a person wrote, or the rule in words; null when no reason was given. */
  reason: Maybe<Scalars['String']['output']>
  /**
   * The profiles that the change is about and the caller may see, those of the surviving customer first; at most 1,000. Null
   * when it cannot be read.
   */
  profiles: Maybe<Array<Profile>>
}

/** How an identity changed. */
export type IdentityChangeType =
  /** Customers were merged into one. */
  | 'MERGED'
  /** A profile was separated again. */
  | 'UNMERGED'
  /** The customer was erased. Whoever has a copy of the history must erase it too. */
  | 'ERASED'

/** What an erasure would erase now. */
export type ErasurePreview = {
  /** The customer. */
  customer: Maybe<Customer>
  /** How much would be erased, by where it is stored; at most 100. What the intake has stored is counted by the certificate. */
  counts: Array<ErasureCount>
  /** The legal holds that forbid it, oldest first; at most 100. */
  holds: Array<LegalHold>
  /** For `EraseCustomerInput.confirmation`; null while a legal hold forbids the erasure. */
  confirmation: Maybe<Scalars['String']['output']>
  /** When the confirmation expires. */
  expiresAt: Scalars['DateTime']['output']
}

/** How much of one kind is erased. */
export type ErasureCount = {
  /** The collection of the database. */
  collection: Scalars['String']['output']
  /** The kind of the entries as it is stored, e.g. `MESSAGE`; null for all entries. */
  kind: Maybe<Scalars['String']['output']>
  /** How many. */
  count: Scalars['Int']['output']
}

/** The erasure of a customer. */
export type Erasure = {
  /** Its protocol number, e.g. `20261128-143012-34507731-2`. */
  protocol: Scalars['String']['output']
  /** Whether it is done. */
  state: ErasureState
  /** The reason that was given. */
  reason: Scalars['String']['output']
  /** When it was confirmed. From then on nobody finds the customer. */
  requestedAt: Scalars['DateTime']['output']
  /** When everything was erased; null while it runs. */
  completedAt: Maybe<Scalars['DateTime']['output']>
  /** What proves it; null while it runs. */
  certificate: Maybe<ErasureCertificate>
}

/** Whether an erasure is done. */
export type ErasureState =
  /** Contents are being erased. It continues after a failure of any process. */
  | 'RUNNING'
  /** Everything is erased. */
  | 'DONE'

/** What was erased where, when, by which caller and why. */
export type ErasureCertificate = {
  /** The certificate as canonical JSON: members in alphabetical order and no blanks. */
  content: Scalars['String']['output']
  /** SHA-256 of `content` as UTF-8, in hexadecimal. The audit trail has the same. */
  sha256: Scalars['String']['output']
  /** How much was erased, by where it was stored; at most 100. */
  counts: Array<ErasureCount>
}

/** A ground on which a customer must not be erased. */
export type LegalHold = {
  /** Opaque, for `releaseCustomerHold`. */
  reference: Scalars['String']['output']
  /** Why, e.g. the number of a lawsuit. */
  ground: Scalars['String']['output']
  /** When it ends; null when only its release ends it. */
  until: Maybe<Scalars['DateTime']['output']>
  /** When it began. */
  heldAt: Scalars['DateTime']['output']
  /** When it was released; null while it was not. */
  releasedAt: Maybe<Scalars['DateTime']['output']>
}

/** A customer to erase. */
export type EraseCustomerInput = {
  /** Any id of the customer, `cus_…`. */
  customerId: Scalars['ID']['input']
  /** The confirmation of a preview; without it the answer is a preview. */
  confirmation?: InputMaybe<Scalars['String']['input']>
  /** Why the customer is erased, without personal data; for the certificate. Required with `confirmation`; at most 1,000 characters. */
  reason?: InputMaybe<Scalars['String']['input']>
}

/** What `eraseCustomer` answers. */
export type EraseCustomerPayload = {
  /** What would be erased; null with a confirmation, and when there are userErrors. */
  preview: Maybe<ErasurePreview>
  /** The erasure that has begun; null without a confirmation, and when there are userErrors. */
  erasure: Maybe<Erasure>
  /** What the caller can put right; empty when it was done. */
  userErrors: Array<UserError>
}

/** How an export is written. */
export type ExportFormat =
  /** JSON Lines, for programs. */
  | 'JSONL'
  /** A page for people, in Portuguese and English. */
  | 'HTML'

/** A customer to export. */
export type ExportCustomerInput = {
  /** Any id of the customer, `cus_…`. */
  customerId: Scalars['ID']['input']
  /** How the export is written. */
  format?: ExportFormat
  /**
   * `access` for the customer's own request, or a purpose that the customer has consented to, at most 255 characters. The path
   * is refused without the consent.
   */
  purpose?: Scalars['String']['input']
}

/** What `exportCustomer` answers. */
export type ExportCustomerPayload = {
  /** The path of the export, without the address of the gateway; null when there are userErrors. */
  path: Maybe<Scalars['String']['output']>
  /** What the caller can put right; empty when it was done. */
  userErrors: Array<UserError>
}

/** A legal hold. */
export type HoldCustomerInput = {
  /** Any id of the customer, `cus_…`. */
  customerId: Scalars['ID']['input']
  /** Why the customer must not be erased, e.g. the number of a lawsuit; at most 1,000 characters. */
  ground: Scalars['String']['input']
  /** When the hold ends; null when only its release ends it. */
  until?: InputMaybe<Scalars['DateTime']['input']>
}

/** What `holdCustomer` answers. */
export type HoldCustomerPayload = {
  /** The hold; null when there are userErrors. */
  hold: Maybe<LegalHold>
  /** What the caller can put right; empty when it was done. */
  userErrors: Array<UserError>
}

/** A legal hold to release. */
export type ReleaseCustomerHoldInput = {
  /** `LegalHold.reference`. */
  reference: Scalars['String']['input']
  /** Why; at most 1,000 characters. */
  reason: Scalars['String']['input']
}

/** What `releaseCustomerHold` answers. */
export type ReleaseCustomerHoldPayload = {
  /** The hold; null when there are userErrors. */
  hold: Maybe<LegalHold>
  /** What the caller can put right; empty when it was done. */
  userErrors: Array<UserError>
}

/** Which customers. Every given field must match. */
export type CustomerFilter = {
  /**
   * Each word of this text begins a word of the name, in any order, ignoring case, accents and apostrophes: `silva mar`
   * finds Maria da Silva. At most 255 characters; of a longer text or name the first 32 words count. An empty text matches
   * every customer who has a name. If more than 10,000 names have such words, whichever of the four longest is looked for, a
   * page searches at most 2,000 customers, as for `lastContact`: give more of the name. For callers without the scope
   * `pii:read` it finds no names with a number, an address or an account name in them, which are masked for them.
   */
  name?: InputMaybe<Scalars['String']['input']>
  /**
   * One of the customer's identifiers contains this text, e.g. the last digits of a telephone, or is this text in any
   * spelling that `customerByIdentifier` accepts, e.g. a telephone without its ninth digit; 3 to 255 characters. If more
   * than 2,000 identifiers contain it, or there are more than 1,000,000 identifiers at all, a text that is a whole CPF, CNPJ,
   * telephone, wa_id or e-mail address of a customer finds the customers who have it; for any other text a page searches at
   * most 2,000 customers, as for `lastContact`: give more of the identifier. Callers without the scope `pii:read` get a
   * FORBIDDEN error.
   */
  identifier?: InputMaybe<Scalars['String']['input']>
  /**
   * The customer has at least one of these tags; at most 20 tags of 1 to 64 characters. An empty list matches no customer. A
   * caller who is a customer gets a FORBIDDEN error.
   */
  tags?: InputMaybe<Array<Scalars['String']['input']>>
  /**
   * The last message that the caller may read, from the customer or to the customer, was in this period. A page searches at
   * most 2,000 customers: it may be short, or empty, and still have `hasNextPage`; request the next page then.
   */
  lastContact?: InputMaybe<PeriodInput>
  /**
   * At least one interaction of the customer that the caller may read is of one of these departments; at most 20 names of 1
   * to 255 characters. An empty list matches no customer. A page searches at most 2,000 customers, as for `lastContact`. A
   * department that the caller does not see is a FORBIDDEN error.
   */
  departments?: InputMaybe<Array<Scalars['String']['input']>>
}

/** The data that identifies a customer. */
export type IdentifyCustomerInput = {
  /** All identifiers that the caller has of the customer, 1 to 20. */
  identifiers: Array<IdentifierInput>
  /**
   * The customer's name; at most 255 characters. It replaces an older name from the same or a less trusted source, and never
   * a correction (`renameCustomer`). A placeholder is no name: a telephone number, an id of a channel, an e-mail address,
   * signs only, or what systems generate, e.g. `unknown` or `Visitante 12`.
   */
  name?: InputMaybe<Scalars['String']['input']>
  /** The system or person that gives this information, e.g. `chatwoot`; at most 64 characters. */
  source?: InputMaybe<Scalars['String']['input']>
  /**
   * When the source stated this, at most five minutes ahead; now when it is not given. A statement that arrives late changes
   * nothing that a later statement about the same profile said.
   */
  observedAt?: InputMaybe<Scalars['DateTime']['input']>
  /**
   * Identifiers that the record had before and no longer has, e.g. a telephone that was moved to another contact; at most 20.
   * The profile gives them up, and leaves its customer when nothing else connects them. Those that the
   * profile does not have are ignored. Besides these, a telephone, e-mail address, CPF or CNPJ that the same `source` gave
   * before is withdrawn when the source gives another one for the same record (a Chatwoot contact, an internal id or a channel
   * account).
   */
  withdrawnIdentifiers?: InputMaybe<Array<IdentifierInput>>
  /** Attributes of the customer; at most 50. They are kept with the profile that the identifiers lead to, from `source`. */
  attributes?: InputMaybe<Array<AttributeInput>>
  /** Why the identifiers belong together, kept with a merge that follows from it; at most 1,000 characters. */
  reason?: InputMaybe<Scalars['String']['input']>
  /**
   * Makes a retry by the same caller return the first answer; at most 255 characters. Another content with the same key is
   * an IDEMPOTENCY_CONFLICT. One key may be used once with each mutation.
   */
  idempotencyKey?: InputMaybe<Scalars['String']['input']>
  /** Return the answer as if it were done, and change nothing. */
  dryRun?: Scalars['Boolean']['input']
}

/** Two profiles of one person. */
export type DecideProfilesSameInput = {
  /** The one profile: `pro_…`, or the `cus_…` id that was given out for it. */
  profileId: Scalars['ID']['input']
  /** The other profile: `pro_…`, or the `cus_…` id that was given out for it. */
  otherProfileId: Scalars['ID']['input']
  /** Why they are the same person; at most 1,000 characters. */
  reason?: InputMaybe<Scalars['String']['input']>
  /**
   * Makes a retry by the same caller return the first answer; at most 255 characters. Another content with the same key is
   * an IDEMPOTENCY_CONFLICT. One key may be used once with each mutation.
   */
  idempotencyKey?: InputMaybe<Scalars['String']['input']>
}

/** Two profiles of different persons. */
export type DecideProfilesDifferentInput = {
  /** The profile that stays with the customer: `pro_…`, or the `cus_…` id that was given out for it. */
  profileId: Scalars['ID']['input']
  /** The profile that leaves the customer if they are one: `pro_…`, or the `cus_…` id that was given out for it. */
  otherProfileId: Scalars['ID']['input']
  /** Why they are different persons; at most 1,000 characters. */
  reason?: InputMaybe<Scalars['String']['input']>
  /**
   * Makes a retry by the same caller return the first answer; at most 255 characters. Another content with the same key is
   * an IDEMPOTENCY_CONFLICT. One key may be used once with each mutation.
   */
  idempotencyKey?: InputMaybe<Scalars['String']['input']>
}

/** Two profiles about which something was decided. */
export type WithdrawProfileDecisionInput = {
  /** The one profile: `pro_…`, or the `cus_…` id that was given out for it. */
  profileId: Scalars['ID']['input']
  /** The other profile: `pro_…`, or the `cus_…` id that was given out for it. */
  otherProfileId: Scalars['ID']['input']
  /** Why the decision no longer stands; at most 1,000 characters. */
  reason?: InputMaybe<Scalars['String']['input']>
  /**
   * Makes a retry by the same caller return the first answer; at most 255 characters. Another content with the same key is
   * an IDEMPOTENCY_CONFLICT. One key may be used once with each mutation.
   */
  idempotencyKey?: InputMaybe<Scalars['String']['input']>
}

/** An identifier that belongs to several customers. */
export type MarkIdentifierSharedInput = {
  /** The identifier in any usual spelling. No customer needs to have it yet. `verified` has no meaning here. */
  identifier: IdentifierInput
  /** Return the customers as they would be, and change nothing. */
  dryRun?: Scalars['Boolean']['input']
  /** Why it is shared; at most 1,000 characters. */
  reason?: InputMaybe<Scalars['String']['input']>
  /**
   * Makes a retry by the same caller return the first answer; at most 255 characters. Another content with the same key is
   * an IDEMPOTENCY_CONFLICT. One key may be used once with each mutation.
   */
  idempotencyKey?: InputMaybe<Scalars['String']['input']>
}

/** An identifier that belongs to one customer. */
export type UnmarkIdentifierSharedInput = {
  /** The identifier in any usual spelling. `verified` has no meaning here. */
  identifier: IdentifierInput
  /** Why it is not shared; at most 1,000 characters. */
  reason?: InputMaybe<Scalars['String']['input']>
  /**
   * Makes a retry by the same caller return the first answer; at most 255 characters. Another content with the same key is
   * an IDEMPOTENCY_CONFLICT. One key may be used once with each mutation.
   */
  idempotencyKey?: InputMaybe<Scalars['String']['input']>
}

/** An identifier to remove from a customer. */
export type RemoveIdentifierInput = {
  /** The customer. No customer is created or merged, and `name` has no meaning here. */
  customer: CustomerInput
  /** The identifier in any usual spelling. `verified` has no meaning here. */
  identifier: IdentifierInput
  /** Why it is not theirs; at most 1,000 characters. */
  reason?: InputMaybe<Scalars['String']['input']>
  /**
   * Makes a retry by the same caller return the first answer; at most 255 characters. Another content with the same key is
   * an IDEMPOTENCY_CONFLICT. One key may be used once with each mutation.
   */
  idempotencyKey?: InputMaybe<Scalars['String']['input']>
}

/** An identifier to move to a customer. */
export type MoveIdentifierInput = {
  /**
   * The customer who shall have it. With an id it goes to the profile of this id, with identifiers to the profile that holds
   * the strongest of them. No customer is created or merged, and `name` has no meaning here.
   */
  customer: CustomerInput
  /** The identifier in any usual spelling. `verified` has no meaning here. */
  identifier: IdentifierInput
  /** Why it is theirs; at most 1,000 characters. */
  reason?: InputMaybe<Scalars['String']['input']>
  /**
   * Makes a retry by the same caller return the first answer; at most 255 characters. Another content with the same key is
   * an IDEMPOTENCY_CONFLICT. One key may be used once with each mutation.
   */
  idempotencyKey?: InputMaybe<Scalars['String']['input']>
}

/** A correction to undo. */
export type UndoIdentifierCorrectionInput = {
  /** The `undoToken` of the correction. */
  undoToken: Scalars['String']['input']
  /** Why it was wrong; at most 1,000 characters. */
  reason?: InputMaybe<Scalars['String']['input']>
  /**
   * Makes a retry by the same caller return the first answer; at most 255 characters. Another content with the same key is
   * an IDEMPOTENCY_CONFLICT. One key may be used once with each mutation.
   */
  idempotencyKey?: InputMaybe<Scalars['String']['input']>
}

/** Two customers to merge. */
export type MergeCustomersInput = {
  /** Any id of the first customer. */
  customerId: Scalars['ID']['input']
  /** Any id of the other customer. */
  otherCustomerId: Scalars['ID']['input']
  /** Why they are the same person; at most 1,000 characters. */
  reason?: InputMaybe<Scalars['String']['input']>
  /**
   * Makes a retry by the same caller return the first answer; at most 255 characters. Another content with the same key is
   * an IDEMPOTENCY_CONFLICT. One key may be used once with each mutation.
   */
  idempotencyKey?: InputMaybe<Scalars['String']['input']>
}

/** A profile to separate. */
export type UnmergeCustomerInput = {
  /** The profile to separate, one of `Customer.profiles`: `pro_…`, or the `cus_…` id that was given out for it. */
  profileId: Scalars['ID']['input']
  /** Why it is another person; at most 1,000 characters. */
  reason?: InputMaybe<Scalars['String']['input']>
  /**
   * Makes a retry by the same caller return the first answer; at most 255 characters. Another content with the same key is
   * an IDEMPOTENCY_CONFLICT. One key may be used once with each mutation.
   */
  idempotencyKey?: InputMaybe<Scalars['String']['input']>
}

/** The right name of a customer. */
export type RenameCustomerInput = {
  /**
   * The customer. With an id the correction is kept with the profile of this id, with identifiers with the profile that
   * holds the strongest of them. No customer is created or merged, and `name` has no meaning here.
   */
  customer: CustomerInput
  /**
   * The right name, any text that is not blank; at most 255 characters. Null, or not given, withdraws the correction: the
   * names that sources give are in force again.
   */
  name?: InputMaybe<Scalars['String']['input']>
  /** Why the name is right, or why the correction is withdrawn; at most 1,000 characters. */
  reason?: InputMaybe<Scalars['String']['input']>
  /**
   * Makes a retry by the same caller return the first answer; at most 255 characters. Another content with the same key is
   * an IDEMPOTENCY_CONFLICT. One key may be used once with each mutation.
   */
  idempotencyKey?: InputMaybe<Scalars['String']['input']>
}

/** Tags to add to a customer. */
export type TagCustomerInput = {
  /**
   * The customer. With an id the tags are kept with the profile of this id, with identifiers with the profile that holds
   * the strongest of them. No customer is created or merged, and `name` has no meaning here.
   */
  customer: CustomerInput
  /** 1 to 20 tags of 1 to 64 characters. A customer has at most 100. */
  tags: Array<Scalars['String']['input']>
  /**
   * Makes a retry by the same caller return the first answer; at most 255 characters. Another content with the same key is
   * an IDEMPOTENCY_CONFLICT. One key may be used once with each mutation.
   */
  idempotencyKey?: InputMaybe<Scalars['String']['input']>
}

/** Tags to remove from a customer. */
export type UntagCustomerInput = {
  /** The customer. No customer is created or merged, and `name` has no meaning here. */
  customer: CustomerInput
  /** 1 to 20 tags of 1 to 64 characters. */
  tags: Array<Scalars['String']['input']>
  /**
   * Makes a retry by the same caller return the first answer; at most 255 characters. Another content with the same key is
   * an IDEMPOTENCY_CONFLICT. One key may be used once with each mutation.
   */
  idempotencyKey?: InputMaybe<Scalars['String']['input']>
}

/** Attributes to set. */
export type SetCustomerAttributesInput = {
  /**
   * The customer. With an id the values are kept with the profile of this id, with identifiers with the profile that holds
   * the strongest of them. No customer is created or merged, and `name` has no meaning here.
   */
  customer: CustomerInput
  /** 1 to 50 attributes. A profile has at most 100, a customer 1,000. */
  attributes: Array<AttributeInput>
  /** The system or person that gives the values, e.g. `erp`; at most 64 characters. */
  source?: InputMaybe<Scalars['String']['input']>
  /**
   * Makes a retry by the same caller return the first answer; at most 255 characters. Another content with the same key is
   * an IDEMPOTENCY_CONFLICT. One key may be used once with each mutation.
   */
  idempotencyKey?: InputMaybe<Scalars['String']['input']>
}

/** A value of an attribute. */
export type AttributeInput = {
  /** The name of the attribute, e.g. `city`; 1 to 64 characters, without blanks around it. */
  name: Scalars['String']['input']
  /** What the value is. */
  type?: AttributeType
  /** The value as text, in the form its type requires; at most 1,000 characters. */
  value: Scalars['String']['input']
  /** Since when the value holds, at most a day ahead; now when it is not given. */
  setAt?: InputMaybe<Scalars['DateTime']['input']>
}

/** A decision about a consent. */
export type RecordConsentInput = {
  /**
   * The customer. With an id the decision is kept with the profile of this id, with identifiers with the profile that holds
   * the strongest of them. No customer is created or merged, and `name` has no meaning here.
   */
  customer: CustomerInput
  /** The purpose, e.g. `marketing`; 1 to 64 characters, kept in lower case. A profile has at most 100 purposes and channels. */
  purpose: Scalars['String']['input']
  /** The channel; all channels when it is not given. */
  channel?: InputMaybe<Channel>
  /** What the customer decided. */
  decision: ConsentDecision
  /** What proves it, e.g. the id of the message in which the customer agreed; at most 1,000 characters. */
  evidence?: InputMaybe<Scalars['String']['input']>
  /** The system or person that records it, e.g. `whatsapp`; at most 64 characters. */
  source?: InputMaybe<Scalars['String']['input']>
  /** When the customer decided, at most a day ahead; now when it is not given. */
  decidedAt?: InputMaybe<Scalars['DateTime']['input']>
  /**
   * Makes a retry by the same caller return the first answer; at most 255 characters. Another content with the same key is
   * an IDEMPOTENCY_CONFLICT. One key may be used once with each mutation.
   */
  idempotencyKey?: InputMaybe<Scalars['String']['input']>
}

/** Result of `identifyCustomer`. */
export type IdentifyCustomerPayload = {
  /** The customer; null when there are userErrors, and on a dry run that would have created the customer. */
  customer: Maybe<Customer>
  /** The profile that the identifiers lead to; what is recorded with them goes to its log. Null when `customer` is. */
  profile: Maybe<Profile>
  /** Whether the customer was created, or would have been on a dry run. */
  created: Scalars['Boolean']['output']
  /** The identifiers that took no part, so that no rule is broken, in the order they were set aside; at most 20. */
  setAsideIdentifiers: Array<SetAsideIdentifier>
  /** How the answer was found, in order; at most 100 steps. */
  resolution: Array<ResolutionStep>
  /** What the caller can correct; empty when the mutation was carried out. */
  userErrors: Array<UserError>
}

/** Result of `decideProfilesSame`. */
export type DecideProfilesSamePayload = {
  /** The customer that both profiles are; null when there are userErrors. */
  customer: Maybe<Customer>
  /** What the caller can correct; empty when the mutation was carried out. */
  userErrors: Array<UserError>
}

/** Result of `decideProfilesDifferent`. */
export type DecideProfilesDifferentPayload = {
  /** The customer of `profileId`; null when there are userErrors. */
  customer: Maybe<Customer>
  /** The customer of `otherProfileId`; null when there are userErrors. */
  separatedCustomer: Maybe<Customer>
  /** What happened to identifiers that were set aside while the two were one customer, in order; at most 100 steps. */
  resolution: Array<ResolutionStep>
  /** What the caller can correct; empty when the mutation was carried out. */
  userErrors: Array<UserError>
}

/** Result of `withdrawProfileDecision`. */
export type WithdrawProfileDecisionPayload = {
  /** The decision that no longer stands; null when there are userErrors. */
  decision: Maybe<ProfileDecisionKind>
  /** What the caller can correct; empty when the mutation was carried out. */
  userErrors: Array<UserError>
}

/** Result of `markIdentifierShared`. */
export type MarkIdentifierSharedPayload = {
  /**
   * The customers who hold it now, oldest first; at most 100 of them, and none when there are userErrors. On a dry run those
   * who would hold it, with the profiles that they would have.
   */
  customers: Array<Customer>
  /** Which profiles became customers of their own, and which were merged anew, in order; at most 100 steps. */
  resolution: Array<ResolutionStep>
  /** What the caller can correct; empty when the mutation was carried out. */
  userErrors: Array<UserError>
}

/** Result of `unmarkIdentifierShared`. */
export type UnmarkIdentifierSharedPayload = {
  /** The customer who holds it now; null when no customer holds it, and when there are userErrors. */
  customer: Maybe<Customer>
  /** What the caller can correct; empty when the mutation was carried out. */
  userErrors: Array<UserError>
}

/** Result of `removeIdentifier`. */
export type RemoveIdentifierPayload = {
  /** The customer; null when there are userErrors. */
  customer: Maybe<Customer>
  /** The correction, which can be undone; null when there are userErrors. */
  correction: Maybe<IdentifierCorrection>
  /** Which profiles became customers of their own, in order; at most 100 steps. */
  resolution: Array<ResolutionStep>
  /** What the caller can correct; empty when the mutation was carried out. */
  userErrors: Array<UserError>
}

/** Result of `moveIdentifier`. */
export type MoveIdentifierPayload = {
  /** The customer who has it now; null when there are userErrors. */
  customer: Maybe<Customer>
  /** The correction, which can be undone; null when there are userErrors. */
  correction: Maybe<IdentifierCorrection>
  /** Which profiles became customers of their own, in order; at most 100 steps. */
  resolution: Array<ResolutionStep>
  /** What the caller can correct; empty when the mutation was carried out. */
  userErrors: Array<UserError>
}

/** Result of `undoIdentifierCorrection`. */
export type UndoIdentifierCorrectionPayload = {
  /** The customer who has the identifier again; null when there are userErrors. */
  customer: Maybe<Customer>
  /** The correction; null when there are userErrors. */
  correction: Maybe<IdentifierCorrection>
  /** What the caller can correct; empty when the mutation was carried out. */
  userErrors: Array<UserError>
}

/** Result of `mergeCustomers`. */
export type MergeCustomersPayload = {
  /** The merged customer; null when there are userErrors. */
  customer: Maybe<Customer>
  /** What the caller can correct; empty when the mutation was carried out. */
  userErrors: Array<UserError>
}

/** Result of `unmergeCustomer`. */
export type UnmergeCustomerPayload = {
  /** The customer without the profile; null when there are userErrors. */
  customer: Maybe<Customer>
  /** The customer that the profile is now; null when there are userErrors. */
  separatedCustomer: Maybe<Customer>
  /** What happened to identifiers that were set aside while the two were one customer, in order; at most 100 steps. */
  resolution: Array<ResolutionStep>
  /** What the caller can correct; empty when the mutation was carried out. */
  userErrors: Array<UserError>
}

/** Result of `renameCustomer`. */
export type RenameCustomerPayload = {
  /** The customer; null when there are userErrors. */
  customer: Maybe<Customer>
  /** What the caller can correct; empty when the mutation was carried out. */
  userErrors: Array<UserError>
}

/** Result of `tagCustomer`. */
export type TagCustomerPayload = {
  /** The customer; null when there are userErrors. */
  customer: Maybe<Customer>
  /** What the caller can correct; empty when the mutation was carried out. */
  userErrors: Array<UserError>
}

/** Result of `untagCustomer`. */
export type UntagCustomerPayload = {
  /** The customer; null when there are userErrors. */
  customer: Maybe<Customer>
  /** What the caller can correct; empty when the mutation was carried out. */
  userErrors: Array<UserError>
}

/** Result of `setCustomerAttributes`. */
export type SetCustomerAttributesPayload = {
  /** The customer; null when there are userErrors. */
  customer: Maybe<Customer>
  /** What the caller can correct; empty when the mutation was carried out. */
  userErrors: Array<UserError>
}

/** Result of `recordConsent`. */
export type RecordConsentPayload = {
  /** The customer; null when there are userErrors. */
  customer: Maybe<Customer>
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

export type { ResolutionRule }

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

/** Mapping between all available schema types and the resolvers types */
export type ResolversTypes = {
  Query: ResolverTypeWrapper<Record<PropertyKey, never>>
  ID: ResolverTypeWrapper<Scalars['ID']['output']>
  Int: ResolverTypeWrapper<Scalars['Int']['output']>
  Mutation: ResolverTypeWrapper<Record<PropertyKey, never>>
  ApiKeyRole: ApiKeyRole
  ApiKey: ResolverTypeWrapper<StoredKeyModel>
  ApiKeyConnection: ResolverTypeWrapper<
    Omit<ApiKeyConnection, 'edges' | 'nodes'> & {
      edges: Array<ResolversTypes['ApiKeyEdge']>
      nodes: Array<ResolversTypes['ApiKey']>
    }
  >
  ApiKeyEdge: ResolverTypeWrapper<Omit<ApiKeyEdge, 'node'> & { node: ResolversTypes['ApiKey'] }>
  StoredApiKey: ResolverTypeWrapper<StoredApiKey>
  CreateApiKeyInput: CreateApiKeyInput
  CreateApiKeyPayload: ResolverTypeWrapper<CreatedKeyModel>
  RevokeApiKeyInput: RevokeApiKeyInput
  RevokeApiKeyPayload: ResolverTypeWrapper<RevokedKeyModel>
  Customer: ResolverTypeWrapper<ShownCustomerModel>
  Profile: ResolverTypeWrapper<ProfileModel>
  Identifier: ResolverTypeWrapper<IdentifierModel>
  Boolean: ResolverTypeWrapper<Scalars['Boolean']['output']>
  WithdrawnIdentifier: ResolverTypeWrapper<WithdrawnIdentifierModel>
  WithdrawalKind: WithdrawalKind
  IdentifierCorrection: ResolverTypeWrapper<IdentifierCorrection>
  NameCorrection: ResolverTypeWrapper<ShownCorrectionModel>
  ProfileDecision: ResolverTypeWrapper<DecisionOfProfileModel>
  ProfileDecisionKind: ProfileDecisionKind
  Attribute: ResolverTypeWrapper<AttributeViewModel>
  AttributeValue: ResolverTypeWrapper<AttributeValue>
  AttributeType: AttributeType
  Consent: ResolverTypeWrapper<ConsentViewModel>
  ConsentRecord: ResolverTypeWrapper<ConsentRecord>
  ConsentDecision: ConsentDecision
  MergePreview: ResolverTypeWrapper<MergePreviewModel>
  ChannelCount: ResolverTypeWrapper<ChannelCount>
  OpenActions: ResolverTypeWrapper<
    Omit<OpenActions, 'actions'> & { actions: Array<ResolversTypes['Action']> }
  >
  Action: ResolverTypeWrapper<ActionReferenceModel>
  Commitment: ResolverTypeWrapper<Commitment>
  Message: ResolverTypeWrapper<Message>
  Note: ResolverTypeWrapper<Note>
  Feedback: ResolverTypeWrapper<Feedback>
  Handoff: ResolverTypeWrapper<Handoff>
  StatusChange: ResolverTypeWrapper<StatusChange>
  Conversation: ResolverTypeWrapper<Conversation>
  Brief: ResolverTypeWrapper<Brief>
  MergeConflict: ResolverTypeWrapper<MergeConflict>
  MergeConflictKind: MergeConflictKind
  CustomerConnection: ResolverTypeWrapper<
    Omit<CustomerConnection, 'edges' | 'nodes'> & {
      edges: Array<ResolversTypes['CustomerEdge']>
      nodes: Array<ResolversTypes['Customer']>
    }
  >
  CustomerEdge: ResolverTypeWrapper<Omit<CustomerEdge, 'node'> & { node: ResolversTypes['Customer'] }>
  IdentityChange: ResolverTypeWrapper<IdentityChangeViewModel>
  IdentityChangeType: IdentityChangeType
  ErasurePreview: ResolverTypeWrapper<ErasurePreviewModel>
  ErasureCount: ResolverTypeWrapper<ErasureCount>
  Erasure: ResolverTypeWrapper<ErasureModel>
  ErasureState: ErasureState
  ErasureCertificate: ResolverTypeWrapper<ShownCertificateModel>
  LegalHold: ResolverTypeWrapper<LegalHoldModel>
  EraseCustomerInput: EraseCustomerInput
  EraseCustomerPayload: ResolverTypeWrapper<ErasureAnswerModel>
  ExportFormat: ExportFormat
  ExportCustomerInput: ExportCustomerInput
  ExportCustomerPayload: ResolverTypeWrapper<ExportCustomerPayload>
  HoldCustomerInput: HoldCustomerInput
  HoldCustomerPayload: ResolverTypeWrapper<HoldAnswerModel>
  ReleaseCustomerHoldInput: ReleaseCustomerHoldInput
  ReleaseCustomerHoldPayload: ResolverTypeWrapper<HoldAnswerModel>
  CustomerFilter: CustomerFilter
  IdentifyCustomerInput: IdentifyCustomerInput
  DecideProfilesSameInput: DecideProfilesSameInput
  DecideProfilesDifferentInput: DecideProfilesDifferentInput
  WithdrawProfileDecisionInput: WithdrawProfileDecisionInput
  MarkIdentifierSharedInput: MarkIdentifierSharedInput
  UnmarkIdentifierSharedInput: UnmarkIdentifierSharedInput
  RemoveIdentifierInput: RemoveIdentifierInput
  MoveIdentifierInput: MoveIdentifierInput
  UndoIdentifierCorrectionInput: UndoIdentifierCorrectionInput
  MergeCustomersInput: MergeCustomersInput
  UnmergeCustomerInput: UnmergeCustomerInput
  RenameCustomerInput: RenameCustomerInput
  TagCustomerInput: TagCustomerInput
  UntagCustomerInput: UntagCustomerInput
  SetCustomerAttributesInput: SetCustomerAttributesInput
  AttributeInput: AttributeInput
  RecordConsentInput: RecordConsentInput
  IdentifyCustomerPayload: ResolverTypeWrapper<IdentifyAnswerModel>
  DecideProfilesSamePayload: ResolverTypeWrapper<MutationAnswerModel>
  DecideProfilesDifferentPayload: ResolverTypeWrapper<MutationAnswerModel>
  WithdrawProfileDecisionPayload: ResolverTypeWrapper<MutationAnswerModel>
  MarkIdentifierSharedPayload: ResolverTypeWrapper<MutationAnswerModel>
  UnmarkIdentifierSharedPayload: ResolverTypeWrapper<MutationAnswerModel>
  RemoveIdentifierPayload: ResolverTypeWrapper<MutationAnswerModel>
  MoveIdentifierPayload: ResolverTypeWrapper<MutationAnswerModel>
  UndoIdentifierCorrectionPayload: ResolverTypeWrapper<MutationAnswerModel>
  MergeCustomersPayload: ResolverTypeWrapper<MutationAnswerModel>
  UnmergeCustomerPayload: ResolverTypeWrapper<MutationAnswerModel>
  RenameCustomerPayload: ResolverTypeWrapper<MutationAnswerModel>
  TagCustomerPayload: ResolverTypeWrapper<MutationAnswerModel>
  UntagCustomerPayload: ResolverTypeWrapper<MutationAnswerModel>
  SetCustomerAttributesPayload: ResolverTypeWrapper<MutationAnswerModel>
  RecordConsentPayload: ResolverTypeWrapper<MutationAnswerModel>
  DateTime: ResolverTypeWrapper<Scalars['DateTime']['output']>
  JSON: ResolverTypeWrapper<Scalars['JSON']['output']>
  Decimal: ResolverTypeWrapper<Scalars['Decimal']['output']>
  Currency: ResolverTypeWrapper<Scalars['Currency']['output']>
  SafeInt: ResolverTypeWrapper<Scalars['SafeInt']['output']>
  Node: ResolverTypeWrapper<NodeObjectModel>
  Channel: Channel
  InteractionKind: InteractionKind
  ActorKind: ActorKind
  Visibility: Visibility
  MatterKind: MatterKind
  IdentifierType: IdentifierType
  PageInfo: ResolverTypeWrapper<PageInfo>
  Actor: ResolverTypeWrapper<Actor>
  Matter: ResolverTypeWrapper<Matter>
  Source: ResolverTypeWrapper<Source>
  UserError: ResolverTypeWrapper<UserError>
  UserErrorCode: UserErrorCode
  CustomerResolution: ResolverTypeWrapper<
    Omit<CustomerResolution, 'customer' | 'steps'> & {
      customer?: Maybe<ResolversTypes['Customer']>
      steps: Array<ResolversTypes['ResolutionStep']>
    }
  >
  SetAsideIdentifier: ResolverTypeWrapper<SetAsideIdentifier>
  ResolutionStep: ResolverTypeWrapper<ShownStepModel>
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
  ApiKey: StoredKeyModel
  ApiKeyConnection: Omit<ApiKeyConnection, 'edges' | 'nodes'> & {
    edges: Array<ResolversParentTypes['ApiKeyEdge']>
    nodes: Array<ResolversParentTypes['ApiKey']>
  }
  ApiKeyEdge: Omit<ApiKeyEdge, 'node'> & { node: ResolversParentTypes['ApiKey'] }
  StoredApiKey: StoredApiKey
  CreateApiKeyInput: CreateApiKeyInput
  CreateApiKeyPayload: CreatedKeyModel
  RevokeApiKeyInput: RevokeApiKeyInput
  RevokeApiKeyPayload: RevokedKeyModel
  Customer: ShownCustomerModel
  Profile: ProfileModel
  Identifier: IdentifierModel
  Boolean: Scalars['Boolean']['output']
  WithdrawnIdentifier: WithdrawnIdentifierModel
  IdentifierCorrection: IdentifierCorrection
  NameCorrection: ShownCorrectionModel
  ProfileDecision: DecisionOfProfileModel
  Attribute: AttributeViewModel
  AttributeValue: AttributeValue
  Consent: ConsentViewModel
  ConsentRecord: ConsentRecord
  MergePreview: MergePreviewModel
  ChannelCount: ChannelCount
  OpenActions: Omit<OpenActions, 'actions'> & { actions: Array<ResolversParentTypes['Action']> }
  Action: ActionReferenceModel
  Commitment: Commitment
  Message: Message
  Note: Note
  Feedback: Feedback
  Handoff: Handoff
  StatusChange: StatusChange
  Conversation: Conversation
  Brief: Brief
  MergeConflict: MergeConflict
  CustomerConnection: Omit<CustomerConnection, 'edges' | 'nodes'> & {
    edges: Array<ResolversParentTypes['CustomerEdge']>
    nodes: Array<ResolversParentTypes['Customer']>
  }
  CustomerEdge: Omit<CustomerEdge, 'node'> & { node: ResolversParentTypes['Customer'] }
  IdentityChange: IdentityChangeViewModel
  ErasurePreview: ErasurePreviewModel
  ErasureCount: ErasureCount
  Erasure: ErasureModel
  ErasureCertificate: ShownCertificateModel
  LegalHold: LegalHoldModel
  EraseCustomerInput: EraseCustomerInput
  EraseCustomerPayload: ErasureAnswerModel
  ExportCustomerInput: ExportCustomerInput
  ExportCustomerPayload: ExportCustomerPayload
  HoldCustomerInput: HoldCustomerInput
  HoldCustomerPayload: HoldAnswerModel
  ReleaseCustomerHoldInput: ReleaseCustomerHoldInput
  ReleaseCustomerHoldPayload: HoldAnswerModel
  CustomerFilter: CustomerFilter
  IdentifyCustomerInput: IdentifyCustomerInput
  DecideProfilesSameInput: DecideProfilesSameInput
  DecideProfilesDifferentInput: DecideProfilesDifferentInput
  WithdrawProfileDecisionInput: WithdrawProfileDecisionInput
  MarkIdentifierSharedInput: MarkIdentifierSharedInput
  UnmarkIdentifierSharedInput: UnmarkIdentifierSharedInput
  RemoveIdentifierInput: RemoveIdentifierInput
  MoveIdentifierInput: MoveIdentifierInput
  UndoIdentifierCorrectionInput: UndoIdentifierCorrectionInput
  MergeCustomersInput: MergeCustomersInput
  UnmergeCustomerInput: UnmergeCustomerInput
  RenameCustomerInput: RenameCustomerInput
  TagCustomerInput: TagCustomerInput
  UntagCustomerInput: UntagCustomerInput
  SetCustomerAttributesInput: SetCustomerAttributesInput
  AttributeInput: AttributeInput
  RecordConsentInput: RecordConsentInput
  IdentifyCustomerPayload: IdentifyAnswerModel
  DecideProfilesSamePayload: MutationAnswerModel
  DecideProfilesDifferentPayload: MutationAnswerModel
  WithdrawProfileDecisionPayload: MutationAnswerModel
  MarkIdentifierSharedPayload: MutationAnswerModel
  UnmarkIdentifierSharedPayload: MutationAnswerModel
  RemoveIdentifierPayload: MutationAnswerModel
  MoveIdentifierPayload: MutationAnswerModel
  UndoIdentifierCorrectionPayload: MutationAnswerModel
  MergeCustomersPayload: MutationAnswerModel
  UnmergeCustomerPayload: MutationAnswerModel
  RenameCustomerPayload: MutationAnswerModel
  TagCustomerPayload: MutationAnswerModel
  UntagCustomerPayload: MutationAnswerModel
  SetCustomerAttributesPayload: MutationAnswerModel
  RecordConsentPayload: MutationAnswerModel
  DateTime: Scalars['DateTime']['output']
  JSON: Scalars['JSON']['output']
  Decimal: Scalars['Decimal']['output']
  Currency: Scalars['Currency']['output']
  SafeInt: Scalars['SafeInt']['output']
  Node: NodeObjectModel
  PageInfo: PageInfo
  Actor: Actor
  Matter: Matter
  Source: Source
  UserError: UserError
  CustomerResolution: Omit<CustomerResolution, 'customer' | 'steps'> & {
    customer?: Maybe<ResolversParentTypes['Customer']>
    steps: Array<ResolversParentTypes['ResolutionStep']>
  }
  SetAsideIdentifier: SetAsideIdentifier
  ResolutionStep: ShownStepModel
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
  ContextType = IdentityContext,
  Args = MaskedDirectiveArgs,
> = DirectiveResolverFn<Result, Parent, ContextType, Args>

export type QueryResolvers<
  ContextType = IdentityContext,
  ParentType extends ResolversParentTypes['Query'] = ResolversParentTypes['Query'],
> = {
  node?: Resolver<Maybe<ResolversTypes['Node']>, ParentType, ContextType, RequireFields<QueryNodeArgs, 'id'>>
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
    Maybe<ResolversTypes['CustomerConnection']>,
    ParentType,
    ContextType,
    RequireFields<QueryCustomersArgs, 'first'>
  >
  mergePreview?: Resolver<
    Maybe<ResolversTypes['MergePreview']>,
    ParentType,
    ContextType,
    RequireFields<QueryMergePreviewArgs, 'customerId' | 'otherCustomerId'>
  >
  erasure?: Resolver<
    Maybe<ResolversTypes['Erasure']>,
    ParentType,
    ContextType,
    RequireFields<QueryErasureArgs, 'protocol'>
  >
  apiKeys?: Resolver<
    Maybe<ResolversTypes['ApiKeyConnection']>,
    ParentType,
    ContextType,
    RequireFields<QueryApiKeysArgs, 'first'>
  >
  storedApiKeys?: Resolver<
    Maybe<Array<ResolversTypes['StoredApiKey']>>,
    ParentType,
    ContextType,
    RequireFields<QueryStoredApiKeysArgs, 'hashes'>
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
  decideProfilesSame?: Resolver<
    Maybe<ResolversTypes['DecideProfilesSamePayload']>,
    ParentType,
    ContextType,
    RequireFields<MutationDecideProfilesSameArgs, 'input'>
  >
  decideProfilesDifferent?: Resolver<
    Maybe<ResolversTypes['DecideProfilesDifferentPayload']>,
    ParentType,
    ContextType,
    RequireFields<MutationDecideProfilesDifferentArgs, 'input'>
  >
  withdrawProfileDecision?: Resolver<
    Maybe<ResolversTypes['WithdrawProfileDecisionPayload']>,
    ParentType,
    ContextType,
    RequireFields<MutationWithdrawProfileDecisionArgs, 'input'>
  >
  markIdentifierShared?: Resolver<
    Maybe<ResolversTypes['MarkIdentifierSharedPayload']>,
    ParentType,
    ContextType,
    RequireFields<MutationMarkIdentifierSharedArgs, 'input'>
  >
  unmarkIdentifierShared?: Resolver<
    Maybe<ResolversTypes['UnmarkIdentifierSharedPayload']>,
    ParentType,
    ContextType,
    RequireFields<MutationUnmarkIdentifierSharedArgs, 'input'>
  >
  removeIdentifier?: Resolver<
    Maybe<ResolversTypes['RemoveIdentifierPayload']>,
    ParentType,
    ContextType,
    RequireFields<MutationRemoveIdentifierArgs, 'input'>
  >
  moveIdentifier?: Resolver<
    Maybe<ResolversTypes['MoveIdentifierPayload']>,
    ParentType,
    ContextType,
    RequireFields<MutationMoveIdentifierArgs, 'input'>
  >
  undoIdentifierCorrection?: Resolver<
    Maybe<ResolversTypes['UndoIdentifierCorrectionPayload']>,
    ParentType,
    ContextType,
    RequireFields<MutationUndoIdentifierCorrectionArgs, 'input'>
  >
  renameCustomer?: Resolver<
    Maybe<ResolversTypes['RenameCustomerPayload']>,
    ParentType,
    ContextType,
    RequireFields<MutationRenameCustomerArgs, 'input'>
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
  eraseCustomer?: Resolver<
    Maybe<ResolversTypes['EraseCustomerPayload']>,
    ParentType,
    ContextType,
    RequireFields<MutationEraseCustomerArgs, 'input'>
  >
  exportCustomer?: Resolver<
    Maybe<ResolversTypes['ExportCustomerPayload']>,
    ParentType,
    ContextType,
    RequireFields<MutationExportCustomerArgs, 'input'>
  >
  holdCustomer?: Resolver<
    Maybe<ResolversTypes['HoldCustomerPayload']>,
    ParentType,
    ContextType,
    RequireFields<MutationHoldCustomerArgs, 'input'>
  >
  releaseCustomerHold?: Resolver<
    Maybe<ResolversTypes['ReleaseCustomerHoldPayload']>,
    ParentType,
    ContextType,
    RequireFields<MutationReleaseCustomerHoldArgs, 'input'>
  >
  createApiKey?: Resolver<
    Maybe<ResolversTypes['CreateApiKeyPayload']>,
    ParentType,
    ContextType,
    RequireFields<MutationCreateApiKeyArgs, 'input'>
  >
  revokeApiKey?: Resolver<
    Maybe<ResolversTypes['RevokeApiKeyPayload']>,
    ParentType,
    ContextType,
    RequireFields<MutationRevokeApiKeyArgs, 'input'>
  >
}

export type ApiKeyResolvers<
  ContextType = IdentityContext,
  ParentType extends ResolversParentTypes['ApiKey'] = ResolversParentTypes['ApiKey'],
> = {
  keyId?: Resolver<ResolversTypes['String'], ParentType, ContextType>
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>
  role?: Resolver<ResolversTypes['ApiKeyRole'], ParentType, ContextType>
  departments?: Resolver<Maybe<Array<ResolversTypes['String']>>, ParentType, ContextType>
  actor?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>
  createdAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>
  expiresAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>
  revokedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>
}

export type ApiKeyConnectionResolvers<
  ContextType = IdentityContext,
  ParentType extends ResolversParentTypes['ApiKeyConnection'] = ResolversParentTypes['ApiKeyConnection'],
> = {
  edges?: Resolver<Array<ResolversTypes['ApiKeyEdge']>, ParentType, ContextType>
  nodes?: Resolver<Array<ResolversTypes['ApiKey']>, ParentType, ContextType>
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>
}

export type ApiKeyEdgeResolvers<
  ContextType = IdentityContext,
  ParentType extends ResolversParentTypes['ApiKeyEdge'] = ResolversParentTypes['ApiKeyEdge'],
> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>
  node?: Resolver<ResolversTypes['ApiKey'], ParentType, ContextType>
}

export type StoredApiKeyResolvers<
  ContextType = IdentityContext,
  ParentType extends ResolversParentTypes['StoredApiKey'] = ResolversParentTypes['StoredApiKey'],
> = {
  hash?: Resolver<ResolversTypes['String'], ParentType, ContextType>
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>
  role?: Resolver<ResolversTypes['ApiKeyRole'], ParentType, ContextType>
  departments?: Resolver<Maybe<Array<ResolversTypes['String']>>, ParentType, ContextType>
  actor?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>
  expiresAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>
  revokedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>
}

export type CreateApiKeyPayloadResolvers<
  ContextType = IdentityContext,
  ParentType extends ResolversParentTypes['CreateApiKeyPayload'] =
    ResolversParentTypes['CreateApiKeyPayload'],
> = {
  key?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>
  apiKey?: Resolver<Maybe<ResolversTypes['ApiKey']>, ParentType, ContextType>
  userErrors?: Resolver<Array<ResolversTypes['UserError']>, ParentType, ContextType>
}

export type RevokeApiKeyPayloadResolvers<
  ContextType = IdentityContext,
  ParentType extends ResolversParentTypes['RevokeApiKeyPayload'] =
    ResolversParentTypes['RevokeApiKeyPayload'],
> = {
  apiKey?: Resolver<Maybe<ResolversTypes['ApiKey']>, ParentType, ContextType>
  userErrors?: Resolver<Array<ResolversTypes['UserError']>, ParentType, ContextType>
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
  erasedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>
}

export type ProfileResolvers<
  ContextType = IdentityContext,
  ParentType extends ResolversParentTypes['Profile'] = ResolversParentTypes['Profile'],
> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>
  name?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>
  nameCorrections?: Resolver<Array<ResolversTypes['NameCorrection']>, ParentType, ContextType>
  identifiers?: Resolver<Array<ResolversTypes['Identifier']>, ParentType, ContextType>
  withdrawnIdentifiers?: Resolver<Array<ResolversTypes['WithdrawnIdentifier']>, ParentType, ContextType>
  decisions?: Resolver<Array<ResolversTypes['ProfileDecision']>, ParentType, ContextType>
  tags?: Resolver<Array<ResolversTypes['String']>, ParentType, ContextType>
  attributes?: Resolver<Array<ResolversTypes['Attribute']>, ParentType, ContextType>
  consents?: Resolver<Array<ResolversTypes['Consent']>, ParentType, ContextType>
  createdAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>
}

export type IdentifierResolvers<
  ContextType = IdentityContext,
  ParentType extends ResolversParentTypes['Identifier'] = ResolversParentTypes['Identifier'],
> = {
  type?: Resolver<ResolversTypes['IdentifierType'], ParentType, ContextType>
  value?: Resolver<ResolversTypes['String'], ParentType, ContextType>
  verified?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>
  shared?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>
  suspectedShared?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>
}

export type WithdrawnIdentifierResolvers<
  ContextType = IdentityContext,
  ParentType extends ResolversParentTypes['WithdrawnIdentifier'] =
    ResolversParentTypes['WithdrawnIdentifier'],
> = {
  type?: Resolver<ResolversTypes['IdentifierType'], ParentType, ContextType>
  value?: Resolver<ResolversTypes['String'], ParentType, ContextType>
  source?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>
  claimedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>
  withdrawnAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>
  by?: Resolver<ResolversTypes['WithdrawalKind'], ParentType, ContextType>
  reason?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>
}

export type IdentifierCorrectionResolvers<
  ContextType = IdentityContext,
  ParentType extends ResolversParentTypes['IdentifierCorrection'] =
    ResolversParentTypes['IdentifierCorrection'],
> = {
  undoToken?: Resolver<ResolversTypes['String'], ParentType, ContextType>
  kind?: Resolver<ResolversTypes['WithdrawalKind'], ParentType, ContextType>
  reason?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>
  correctedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>
  undoneAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>
}

export type NameCorrectionResolvers<
  ContextType = IdentityContext,
  ParentType extends ResolversParentTypes['NameCorrection'] = ResolversParentTypes['NameCorrection'],
> = {
  name?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>
  reason?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>
  correctedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>
  supersededAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>
}

export type ProfileDecisionResolvers<
  ContextType = IdentityContext,
  ParentType extends ResolversParentTypes['ProfileDecision'] = ResolversParentTypes['ProfileDecision'],
> = {
  decision?: Resolver<ResolversTypes['ProfileDecisionKind'], ParentType, ContextType>
  otherProfile?: Resolver<ResolversTypes['Profile'], ParentType, ContextType>
  reason?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>
  decidedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>
}

export type ProfileDecisionKindResolvers = EnumResolverSignature<
  { SAME?: any; DIFFERENT?: any },
  ResolversTypes['ProfileDecisionKind']
>

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
  survivingCustomer?: Resolver<Maybe<ResolversTypes['Customer']>, ParentType, ContextType>
  name?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>
  profiles?: Resolver<Array<ResolversTypes['Profile']>, ParentType, ContextType>
  identifiers?: Resolver<Array<ResolversTypes['Identifier']>, ParentType, ContextType>
  tags?: Resolver<Array<ResolversTypes['String']>, ParentType, ContextType>
  interactions?: Resolver<Array<ResolversTypes['ChannelCount']>, ParentType, ContextType>
  openActions?: Resolver<ResolversTypes['OpenActions'], ParentType, ContextType>
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

export type OpenActionsResolvers<
  ContextType = IdentityContext,
  ParentType extends ResolversParentTypes['OpenActions'] = ResolversParentTypes['OpenActions'],
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
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>
}

export type CommitmentResolvers<
  ContextType = IdentityContext,
  ParentType extends ResolversParentTypes['Commitment'] = ResolversParentTypes['Commitment'],
> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>
}

export type MessageResolvers<
  ContextType = IdentityContext,
  ParentType extends ResolversParentTypes['Message'] = ResolversParentTypes['Message'],
> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>
}

export type NoteResolvers<
  ContextType = IdentityContext,
  ParentType extends ResolversParentTypes['Note'] = ResolversParentTypes['Note'],
> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>
}

export type FeedbackResolvers<
  ContextType = IdentityContext,
  ParentType extends ResolversParentTypes['Feedback'] = ResolversParentTypes['Feedback'],
> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>
}

export type HandoffResolvers<
  ContextType = IdentityContext,
  ParentType extends ResolversParentTypes['Handoff'] = ResolversParentTypes['Handoff'],
> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>
}

export type StatusChangeResolvers<
  ContextType = IdentityContext,
  ParentType extends ResolversParentTypes['StatusChange'] = ResolversParentTypes['StatusChange'],
> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>
}

export type ConversationResolvers<
  ContextType = IdentityContext,
  ParentType extends ResolversParentTypes['Conversation'] = ResolversParentTypes['Conversation'],
> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>
}

export type BriefResolvers<
  ContextType = IdentityContext,
  ParentType extends ResolversParentTypes['Brief'] = ResolversParentTypes['Brief'],
> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>
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
  profiles?: Resolver<Maybe<Array<ResolversTypes['Profile']>>, ParentType, ContextType>
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>
}

export type ErasurePreviewResolvers<
  ContextType = IdentityContext,
  ParentType extends ResolversParentTypes['ErasurePreview'] = ResolversParentTypes['ErasurePreview'],
> = {
  customer?: Resolver<Maybe<ResolversTypes['Customer']>, ParentType, ContextType>
  counts?: Resolver<Array<ResolversTypes['ErasureCount']>, ParentType, ContextType>
  holds?: Resolver<Array<ResolversTypes['LegalHold']>, ParentType, ContextType>
  confirmation?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>
  expiresAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>
}

export type ErasureCountResolvers<
  ContextType = IdentityContext,
  ParentType extends ResolversParentTypes['ErasureCount'] = ResolversParentTypes['ErasureCount'],
> = {
  collection?: Resolver<ResolversTypes['String'], ParentType, ContextType>
  kind?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>
  count?: Resolver<ResolversTypes['Int'], ParentType, ContextType>
}

export type ErasureResolvers<
  ContextType = IdentityContext,
  ParentType extends ResolversParentTypes['Erasure'] = ResolversParentTypes['Erasure'],
> = {
  protocol?: Resolver<ResolversTypes['String'], ParentType, ContextType>
  state?: Resolver<ResolversTypes['ErasureState'], ParentType, ContextType>
  reason?: Resolver<ResolversTypes['String'], ParentType, ContextType>
  requestedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>
  completedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>
  certificate?: Resolver<Maybe<ResolversTypes['ErasureCertificate']>, ParentType, ContextType>
}

export type ErasureCertificateResolvers<
  ContextType = IdentityContext,
  ParentType extends ResolversParentTypes['ErasureCertificate'] = ResolversParentTypes['ErasureCertificate'],
> = {
  content?: Resolver<ResolversTypes['String'], ParentType, ContextType>
  sha256?: Resolver<ResolversTypes['String'], ParentType, ContextType>
  counts?: Resolver<Array<ResolversTypes['ErasureCount']>, ParentType, ContextType>
}

export type LegalHoldResolvers<
  ContextType = IdentityContext,
  ParentType extends ResolversParentTypes['LegalHold'] = ResolversParentTypes['LegalHold'],
> = {
  reference?: Resolver<ResolversTypes['String'], ParentType, ContextType>
  ground?: Resolver<ResolversTypes['String'], ParentType, ContextType>
  until?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>
  heldAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>
  releasedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>
}

export type EraseCustomerPayloadResolvers<
  ContextType = IdentityContext,
  ParentType extends ResolversParentTypes['EraseCustomerPayload'] =
    ResolversParentTypes['EraseCustomerPayload'],
> = {
  preview?: Resolver<Maybe<ResolversTypes['ErasurePreview']>, ParentType, ContextType>
  erasure?: Resolver<Maybe<ResolversTypes['Erasure']>, ParentType, ContextType>
  userErrors?: Resolver<Array<ResolversTypes['UserError']>, ParentType, ContextType>
}

export type ExportCustomerPayloadResolvers<
  ContextType = IdentityContext,
  ParentType extends ResolversParentTypes['ExportCustomerPayload'] =
    ResolversParentTypes['ExportCustomerPayload'],
> = {
  path?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>
  userErrors?: Resolver<Array<ResolversTypes['UserError']>, ParentType, ContextType>
}

export type HoldCustomerPayloadResolvers<
  ContextType = IdentityContext,
  ParentType extends ResolversParentTypes['HoldCustomerPayload'] =
    ResolversParentTypes['HoldCustomerPayload'],
> = {
  hold?: Resolver<Maybe<ResolversTypes['LegalHold']>, ParentType, ContextType>
  userErrors?: Resolver<Array<ResolversTypes['UserError']>, ParentType, ContextType>
}

export type ReleaseCustomerHoldPayloadResolvers<
  ContextType = IdentityContext,
  ParentType extends ResolversParentTypes['ReleaseCustomerHoldPayload'] =
    ResolversParentTypes['ReleaseCustomerHoldPayload'],
> = {
  hold?: Resolver<Maybe<ResolversTypes['LegalHold']>, ParentType, ContextType>
  userErrors?: Resolver<Array<ResolversTypes['UserError']>, ParentType, ContextType>
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

export type DecideProfilesSamePayloadResolvers<
  ContextType = IdentityContext,
  ParentType extends ResolversParentTypes['DecideProfilesSamePayload'] =
    ResolversParentTypes['DecideProfilesSamePayload'],
> = {
  customer?: Resolver<Maybe<ResolversTypes['Customer']>, ParentType, ContextType>
  userErrors?: Resolver<Array<ResolversTypes['UserError']>, ParentType, ContextType>
}

export type DecideProfilesDifferentPayloadResolvers<
  ContextType = IdentityContext,
  ParentType extends ResolversParentTypes['DecideProfilesDifferentPayload'] =
    ResolversParentTypes['DecideProfilesDifferentPayload'],
> = {
  customer?: Resolver<Maybe<ResolversTypes['Customer']>, ParentType, ContextType>
  separatedCustomer?: Resolver<Maybe<ResolversTypes['Customer']>, ParentType, ContextType>
  resolution?: Resolver<Array<ResolversTypes['ResolutionStep']>, ParentType, ContextType>
  userErrors?: Resolver<Array<ResolversTypes['UserError']>, ParentType, ContextType>
}

export type WithdrawProfileDecisionPayloadResolvers<
  ContextType = IdentityContext,
  ParentType extends ResolversParentTypes['WithdrawProfileDecisionPayload'] =
    ResolversParentTypes['WithdrawProfileDecisionPayload'],
> = {
  decision?: Resolver<Maybe<ResolversTypes['ProfileDecisionKind']>, ParentType, ContextType>
  userErrors?: Resolver<Array<ResolversTypes['UserError']>, ParentType, ContextType>
}

export type MarkIdentifierSharedPayloadResolvers<
  ContextType = IdentityContext,
  ParentType extends ResolversParentTypes['MarkIdentifierSharedPayload'] =
    ResolversParentTypes['MarkIdentifierSharedPayload'],
> = {
  customers?: Resolver<Array<ResolversTypes['Customer']>, ParentType, ContextType>
  resolution?: Resolver<Array<ResolversTypes['ResolutionStep']>, ParentType, ContextType>
  userErrors?: Resolver<Array<ResolversTypes['UserError']>, ParentType, ContextType>
}

export type UnmarkIdentifierSharedPayloadResolvers<
  ContextType = IdentityContext,
  ParentType extends ResolversParentTypes['UnmarkIdentifierSharedPayload'] =
    ResolversParentTypes['UnmarkIdentifierSharedPayload'],
> = {
  customer?: Resolver<Maybe<ResolversTypes['Customer']>, ParentType, ContextType>
  userErrors?: Resolver<Array<ResolversTypes['UserError']>, ParentType, ContextType>
}

export type RemoveIdentifierPayloadResolvers<
  ContextType = IdentityContext,
  ParentType extends ResolversParentTypes['RemoveIdentifierPayload'] =
    ResolversParentTypes['RemoveIdentifierPayload'],
> = {
  customer?: Resolver<Maybe<ResolversTypes['Customer']>, ParentType, ContextType>
  correction?: Resolver<Maybe<ResolversTypes['IdentifierCorrection']>, ParentType, ContextType>
  resolution?: Resolver<Array<ResolversTypes['ResolutionStep']>, ParentType, ContextType>
  userErrors?: Resolver<Array<ResolversTypes['UserError']>, ParentType, ContextType>
}

export type MoveIdentifierPayloadResolvers<
  ContextType = IdentityContext,
  ParentType extends ResolversParentTypes['MoveIdentifierPayload'] =
    ResolversParentTypes['MoveIdentifierPayload'],
> = {
  customer?: Resolver<Maybe<ResolversTypes['Customer']>, ParentType, ContextType>
  correction?: Resolver<Maybe<ResolversTypes['IdentifierCorrection']>, ParentType, ContextType>
  resolution?: Resolver<Array<ResolversTypes['ResolutionStep']>, ParentType, ContextType>
  userErrors?: Resolver<Array<ResolversTypes['UserError']>, ParentType, ContextType>
}

export type UndoIdentifierCorrectionPayloadResolvers<
  ContextType = IdentityContext,
  ParentType extends ResolversParentTypes['UndoIdentifierCorrectionPayload'] =
    ResolversParentTypes['UndoIdentifierCorrectionPayload'],
> = {
  customer?: Resolver<Maybe<ResolversTypes['Customer']>, ParentType, ContextType>
  correction?: Resolver<Maybe<ResolversTypes['IdentifierCorrection']>, ParentType, ContextType>
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
  resolution?: Resolver<Array<ResolversTypes['ResolutionStep']>, ParentType, ContextType>
  userErrors?: Resolver<Array<ResolversTypes['UserError']>, ParentType, ContextType>
}

export type RenameCustomerPayloadResolvers<
  ContextType = IdentityContext,
  ParentType extends ResolversParentTypes['RenameCustomerPayload'] =
    ResolversParentTypes['RenameCustomerPayload'],
> = {
  customer?: Resolver<Maybe<ResolversTypes['Customer']>, ParentType, ContextType>
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
  __resolveType: TypeResolveFn<
    | 'Customer'
    | 'Profile'
    | 'Action'
    | 'Commitment'
    | 'Message'
    | 'Note'
    | 'Feedback'
    | 'Handoff'
    | 'StatusChange'
    | 'Conversation'
    | 'Brief'
    | 'IdentityChange',
    ParentType,
    ContextType
  >
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
  model?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>
  version?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>
  briefId?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>
}

export type MatterResolvers<
  ContextType = IdentityContext,
  ParentType extends ResolversParentTypes['Matter'] = ResolversParentTypes['Matter'],
> = {
  kind?: Resolver<ResolversTypes['MatterKind'], ParentType, ContextType>
  externalId?: Resolver<ResolversTypes['String'], ParentType, ContextType>
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

export type ResolutionRuleResolvers = EnumResolverSignature<
  {
    DECIDED_DIFFERENT?: any
    WITHDRAWN_CLAIM?: any
    SHARED_VALUE?: any
    CONTRADICTION?: any
    SUSPECTED_SHARED?: any
    CLAIMED_VALUE?: any
    LIMIT?: any
    KNOWN_IDENTIFIER?: any
    PRIORITY?: any
    GIVEN_TOGETHER?: any
    SAME_NUMBER?: any
    PROFILE_PER_RECORD?: any
    FIRST_NAME?: any
  },
  ResolversTypes['ResolutionRule']
>

export type Resolvers<ContextType = IdentityContext> = {
  Query?: QueryResolvers<ContextType>
  Mutation?: MutationResolvers<ContextType>
  ApiKey?: ApiKeyResolvers<ContextType>
  ApiKeyConnection?: ApiKeyConnectionResolvers<ContextType>
  ApiKeyEdge?: ApiKeyEdgeResolvers<ContextType>
  StoredApiKey?: StoredApiKeyResolvers<ContextType>
  CreateApiKeyPayload?: CreateApiKeyPayloadResolvers<ContextType>
  RevokeApiKeyPayload?: RevokeApiKeyPayloadResolvers<ContextType>
  Customer?: CustomerResolvers<ContextType>
  Profile?: ProfileResolvers<ContextType>
  Identifier?: IdentifierResolvers<ContextType>
  WithdrawnIdentifier?: WithdrawnIdentifierResolvers<ContextType>
  IdentifierCorrection?: IdentifierCorrectionResolvers<ContextType>
  NameCorrection?: NameCorrectionResolvers<ContextType>
  ProfileDecision?: ProfileDecisionResolvers<ContextType>
  ProfileDecisionKind?: ProfileDecisionKindResolvers
  Attribute?: AttributeResolvers<ContextType>
  AttributeValue?: AttributeValueResolvers<ContextType>
  Consent?: ConsentResolvers<ContextType>
  ConsentRecord?: ConsentRecordResolvers<ContextType>
  MergePreview?: MergePreviewResolvers<ContextType>
  ChannelCount?: ChannelCountResolvers<ContextType>
  OpenActions?: OpenActionsResolvers<ContextType>
  Action?: ActionResolvers<ContextType>
  Commitment?: CommitmentResolvers<ContextType>
  Message?: MessageResolvers<ContextType>
  Note?: NoteResolvers<ContextType>
  Feedback?: FeedbackResolvers<ContextType>
  Handoff?: HandoffResolvers<ContextType>
  StatusChange?: StatusChangeResolvers<ContextType>
  Conversation?: ConversationResolvers<ContextType>
  Brief?: BriefResolvers<ContextType>
  MergeConflict?: MergeConflictResolvers<ContextType>
  CustomerConnection?: CustomerConnectionResolvers<ContextType>
  CustomerEdge?: CustomerEdgeResolvers<ContextType>
  IdentityChange?: IdentityChangeResolvers<ContextType>
  ErasurePreview?: ErasurePreviewResolvers<ContextType>
  ErasureCount?: ErasureCountResolvers<ContextType>
  Erasure?: ErasureResolvers<ContextType>
  ErasureCertificate?: ErasureCertificateResolvers<ContextType>
  LegalHold?: LegalHoldResolvers<ContextType>
  EraseCustomerPayload?: EraseCustomerPayloadResolvers<ContextType>
  ExportCustomerPayload?: ExportCustomerPayloadResolvers<ContextType>
  HoldCustomerPayload?: HoldCustomerPayloadResolvers<ContextType>
  ReleaseCustomerHoldPayload?: ReleaseCustomerHoldPayloadResolvers<ContextType>
  IdentifyCustomerPayload?: IdentifyCustomerPayloadResolvers<ContextType>
  DecideProfilesSamePayload?: DecideProfilesSamePayloadResolvers<ContextType>
  DecideProfilesDifferentPayload?: DecideProfilesDifferentPayloadResolvers<ContextType>
  WithdrawProfileDecisionPayload?: WithdrawProfileDecisionPayloadResolvers<ContextType>
  MarkIdentifierSharedPayload?: MarkIdentifierSharedPayloadResolvers<ContextType>
  UnmarkIdentifierSharedPayload?: UnmarkIdentifierSharedPayloadResolvers<ContextType>
  RemoveIdentifierPayload?: RemoveIdentifierPayloadResolvers<ContextType>
  MoveIdentifierPayload?: MoveIdentifierPayloadResolvers<ContextType>
  UndoIdentifierCorrectionPayload?: UndoIdentifierCorrectionPayloadResolvers<ContextType>
  MergeCustomersPayload?: MergeCustomersPayloadResolvers<ContextType>
  UnmergeCustomerPayload?: UnmergeCustomerPayloadResolvers<ContextType>
  RenameCustomerPayload?: RenameCustomerPayloadResolvers<ContextType>
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
  Matter?: MatterResolvers<ContextType>
  Source?: SourceResolvers<ContextType>
  UserError?: UserErrorResolvers<ContextType>
  CustomerResolution?: CustomerResolutionResolvers<ContextType>
  SetAsideIdentifier?: SetAsideIdentifierResolvers<ContextType>
  ResolutionStep?: ResolutionStepResolvers<ContextType>
  ResolutionRule?: ResolutionRuleResolvers
}

export type DirectiveResolvers<ContextType = IdentityContext> = {
  masked?: MaskedDirectiveResolver<any, any, ContextType>
}
