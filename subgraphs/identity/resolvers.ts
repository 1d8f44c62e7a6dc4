import type { GraphQLResolveInfo } from 'graphql'
import { callerError } from '../../platform/errors/errors.ts'
import { selectsField } from '../../platform/graph/selectsField.ts'
import { isId } from '../../platform/lang/ids.ts'
import { loadReadable } from '../../interactions/read/loadReadable.ts'
import { factsTogether } from './attributes/fact.ts'
import { attributeView, consentView } from './attributes/factView.ts'
import { apiKeyMutations, apiKeyQueries } from './apiKeys/apiKeyResolvers.ts'
import type { IdentityContext } from './context.ts'
import type { Customer, Profile, ShownCustomer } from './customer/customer.ts'
import { type Detail, noDetail } from './customer/customerDetail.ts'
import { readCustomerPage } from './customer/customerPage.ts'
import { shownProfileId } from './customer/profileId.ts'
import type { DecisionOfProfile } from './decision/profileDecision.ts'
import { explanationOf, setAsideOf } from './identification/explanation.ts'
import type { ResolutionStep } from './identification/resolutionStep.ts'
import { byTypeAndValue, type Identifier, oncePerKey } from './identifier/identifier.ts'
import { shownValue } from './identifier/shownValue.ts'
import { isSuspectedShared } from './identifier/suspectedShared.ts'
import { identityChangeView } from './merge/identityChangeView.ts'
import type { MutationAnswer } from './mutation/mutationAnswer.ts'
import { readNode } from './node/readNode.ts'
import { normalizeIdentifier } from './normalization/normalizeIdentifier.ts'
import { privacyMutations, privacyTypes } from './privacy/privacyResolvers.ts'
import type { Resolvers } from './schemaTypes.ts'
import { tagsInForce } from './tags/tagging.ts'

function detailOf(info: GraphQLResolveInfo): Detail {
  return { withProfiles: selectsField(info, 'profiles'), withIdentifiers: selectsField(info, 'identifiers') }
}

async function identifiersOf(profile: Profile, { customerLoader }: IdentityContext): Promise<Identifier[]> {
  return profile.identifiers ?? customerLoader.loadIdentifiers(profile.id)
}

/** The profiles of a customer, loaded if the customer was read without them. */
async function profilesOf(
  { id, profiles }: ShownCustomer,
  { customerLoader }: IdentityContext,
): Promise<Profile[]> {
  if (profiles) return profiles
  const withProfiles = await customerLoader.load(id, { ...noDetail, withProfiles: true })
  return withProfiles?.profiles ?? []
}

async function attributesOf(profileIds: string[], { customerLoader }: IdentityContext) {
  return factsTogether(await customerLoader.loadFacts(profileIds)).flatMap(attributeView)
}

async function consentsOf(profileIds: string[], { customerLoader }: IdentityContext) {
  return factsTogether(await customerLoader.loadFacts(profileIds)).flatMap(consentView)
}

/** What the business keeps about a customer for itself: the customer gets none of it. */
function ofBusiness<Items extends unknown[] | Promise<unknown[]>>(
  { access }: IdentityContext,
  load: () => Items,
): Items | [] {
  return access.isCustomer ? [] : load()
}

/** The decisions about a profile and others that the caller may see. */
async function visibleDecisions(
  profileId: string,
  { access, visibleCustomers, profileDecisions }: IdentityContext,
): Promise<DecisionOfProfile[]> {
  const decisions = await profileDecisions.load(profileId)
  if (access.seesAll) return decisions
  const others = await Promise.all(
    decisions.map(({ otherProfileId }) => visibleCustomers.loadProfile(otherProfileId)),
  )
  return decisions.filter((_, index) => others[index] !== null)
}

/** Run a mutation. What the request has loaded before is dropped, and the answer's customers are kept. */
async function writing<Answer>(
  { customerLoader }: IdentityContext,
  work: Promise<Answer>,
  customersOf: (answer: Answer) => Customer[],
): Promise<Answer> {
  try {
    const answer = await work
    customerLoader.clear()
    customerLoader.prime(customersOf(answer))
    return answer
  } catch (error) {
    customerLoader.clear()
    throw error
  }
}

const changing = (context: IdentityContext, work: Promise<MutationAnswer>) =>
  writing(context, work, ({ customers }) => customers)

const customerField = { customer: ({ customers: [customer] }: MutationAnswer) => customer ?? null }

const separatedFields = {
  ...customerField,
  separatedCustomer: ({ customers: [, separated] }: MutationAnswer) => separated ?? null,
}

const correctionField = {
  correction: ({ undoToken }: MutationAnswer, _: unknown, { identifierCorrections }: IdentityContext) =>
    undoToken ? identifierCorrections.find(undoToken) : null,
}

/** The steps of an answer, with the values that the caller may see. */
const resolutionField = {
  resolution: ({ steps }: { steps: ResolutionStep[] }, _: unknown, { principal }: IdentityContext) =>
    explanationOf(steps, principal),
}

export const resolvers: Resolvers = {
  Query: {
    node: (_, { id }, context) => readNode(id, context),
    customer(_, { id }, { visibleCustomers }, info) {
      if (!isId('cus', id))
        throw callerError('BAD_USER_INPUT', `id: expected cus_…, got ${JSON.stringify(id.slice(0, 80))}`)
      return visibleCustomers.load(id, detailOf(info))
    },
    async customerByIdentifier(_, { identifier: { type, value } }, { visibleCustomers, rules }, info) {
      const normalized = normalizeIdentifier({ type, value }, ['identifier', 'value'], rules)
      if (normalized.fault?.code === 'BLOCKED_VALUE') return null
      if (normalized.fault)
        throw callerError('BAD_USER_INPUT', `identifier.value: ${normalized.fault.message}`)
      return visibleCustomers.findByIdentifier({ type, value: normalized.value }, detailOf(info))
    },
    async customers(_, asked, context, info) {
      const page = await readCustomerPage(context.customerSearch, asked, detailOf(info), context)
      context.customerLoader.prime(page.nodes)
      return page
    },
    mergePreview: (_, asked, { readMergePreview, principal, access }) =>
      readMergePreview(asked, principal, access),
    // Its counts are of all departments.
    erasure: (_, { protocol }, { erasures, principal: { rows } }) =>
      rows.customers.which === 'ALL' && rows.departments === null ? erasures.find(protocol) : null,
    ...apiKeyQueries,
  },

  Mutation: {
    identifyCustomer: (_, { input }, context) =>
      writing(context, context.identifyCustomer(input, context.principal), ({ customer }) =>
        // The customer of a dry run is not the stored one.
        customer && !input.dryRun ? [customer] : [],
      ),
    mergeCustomers: (_, { input }, context) =>
      changing(context, context.mergeCustomers(input, context.principal)),
    unmergeCustomer: (_, { input }, context) =>
      changing(context, context.unmergeCustomer(input, context.principal)),
    decideProfilesSame: (_, { input }, context) =>
      changing(context, context.decideProfilesSame(input, context.principal)),
    decideProfilesDifferent: (_, { input }, context) =>
      changing(context, context.decideProfilesDifferent(input, context.principal)),
    withdrawProfileDecision: (_, { input }, context) =>
      changing(context, context.withdrawProfileDecision(input, context.principal)),
    markIdentifierShared: (_, { input }, context) =>
      // The customers of a dry run are not the stored ones.
      input.dryRun
        ? context.markIdentifierShared(input, { shared: true }, context.principal)
        : changing(context, context.markIdentifierShared(input, { shared: true }, context.principal)),
    unmarkIdentifierShared: (_, { input }, context) =>
      changing(context, context.markIdentifierShared(input, { shared: false }, context.principal)),
    removeIdentifier: (_, { input }, context) =>
      changing(context, context.removeIdentifier(input, context.principal)),
    moveIdentifier: (_, { input }, context) =>
      changing(context, context.moveIdentifier(input, context.principal)),
    undoIdentifierCorrection: (_, { input }, context) =>
      changing(context, context.undoIdentifierCorrection(input, context.principal)),
    renameCustomer: (_, { input }, context) =>
      changing(context, context.renameCustomer(input, context.principal)),
    tagCustomer: (_, { input }, context) =>
      changing(context, context.tagCustomer(input, 'tagCustomer', context.principal)),
    untagCustomer: (_, { input }, context) =>
      changing(context, context.tagCustomer(input, 'untagCustomer', context.principal)),
    setCustomerAttributes: (_, { input }, context) =>
      changing(context, context.setCustomerAttributes(input, context.principal)),
    recordConsent: (_, { input }, context) =>
      changing(context, context.recordConsent(input, context.principal)),
    ...privacyMutations,
    ...apiKeyMutations,
  },

  Customer: {
    __resolveReference: (reference, { visibleCustomers }, info) =>
      visibleCustomers.load('profileId' in reference ? reference.profileId : reference.id, detailOf(info)),
    profileId: ({ id }) => id,
    async identifiers(customer, _, context) {
      if (customer.identifiers) return customer.identifiers
      const profiles = await profilesOf(customer, context)
      const held = await Promise.all(profiles.map((profile) => identifiersOf(profile, context)))
      return oncePerKey(held.flat().sort(byTypeAndValue))
    },
    tags: ({ tags }, _, context) => ofBusiness(context, () => tags),
    attributes: ({ profileIds }, _, context) => ofBusiness(context, () => attributesOf(profileIds, context)),
    consents: ({ profileIds }, _, context) => consentsOf(profileIds, context),
    profiles: (customer, _, context) => profilesOf(customer, context),
    erasedAt: ({ erasedAt }) => erasedAt ?? null,
  },

  Profile: {
    id: ({ id }) => shownProfileId(id),
    tags: ({ tags }, _, context) => ofBusiness(context, () => tagsInForce([tags])),
    attributes: ({ id }, _, context) => ofBusiness(context, () => attributesOf([id], context)),
    consents: ({ id }, _, context) => consentsOf([id], context),
    identifiers: (profile, _, context) => identifiersOf(profile, context),
    nameCorrections: ({ id }, _, context) => ofBusiness(context, () => context.nameCorrections.load(id)),
    decisions: ({ id }, _, context) => ofBusiness(context, () => visibleDecisions(id, context)),
    withdrawnIdentifiers: ({ id }, _, context) =>
      ofBusiness(context, () => context.withdrawnIdentifiers.load(id)),
  },

  WithdrawnIdentifier: {
    by: ({ kind }) => kind,
    value: ({ value }, _, { principal }) => shownValue(value, principal),
  },

  Identifier: {
    value: ({ value }, _, { principal }) => shownValue(value, principal),
    shared: ({ shared }, _, { access }) => shared && !access.isCustomer,
    suspectedShared: (identifier, _, { rules, access }) =>
      !access.isCustomer && isSuspectedShared(identifier, rules),
  },

  NameCorrection: { correctedAt: ({ at }) => at },

  ProfileDecision: {
    async otherProfile({ otherProfileId }, _, { customerLoader }) {
      const profile = await customerLoader.loadProfile(otherProfileId)
      if (!profile) throw new Error(`expected a profile with the id ${otherProfileId}, which has a decision`)
      return profile
    },
    decidedAt: ({ at }) => at,
  },

  IdentityChange: {
    async __resolveReference({ id }, context) {
      const interaction = await loadReadable(context, 'IDENTITY', id)
      const { access, visibleCustomers } = context
      if (!access.seesAll && !(await visibleCustomers.load(interaction?.profileId ?? id, noDetail)))
        return null
      return identityChangeView(interaction)
    },
    async profiles({ profileIds }, _, { visibleCustomers }) {
      if (!profileIds) return null
      const profiles = await Promise.all(profileIds.map((id) => visibleCustomers.loadProfile(id)))
      return profiles.filter((profile) => profile !== null)
    },
  },

  IdentifyCustomerPayload: {
    ...resolutionField,
    setAsideIdentifiers: ({ steps }, _, { principal }) => setAsideOf(steps, principal),
  },
  MergeCustomersPayload: customerField,
  UnmergeCustomerPayload: { ...separatedFields, ...resolutionField },
  DecideProfilesSamePayload: customerField,
  DecideProfilesDifferentPayload: { ...separatedFields, ...resolutionField },
  MarkIdentifierSharedPayload: resolutionField,
  UnmarkIdentifierSharedPayload: customerField,
  RemoveIdentifierPayload: { ...customerField, ...resolutionField, ...correctionField },
  MoveIdentifierPayload: { ...customerField, ...resolutionField, ...correctionField },
  UndoIdentifierCorrectionPayload: { ...customerField, ...correctionField },
  RenameCustomerPayload: customerField,
  TagCustomerPayload: customerField,
  UntagCustomerPayload: customerField,
  SetCustomerAttributesPayload: customerField,
  RecordConsentPayload: customerField,

  ...privacyTypes,

  Node: { __resolveType: ({ __typename }) => __typename },

  // The names of stored values.
  ProfileDecisionKind: { SAME: 'MUST_LINK', DIFFERENT: 'MUST_NOT_LINK' },
  ResolutionRule: {
    DECIDED_DIFFERENT: 'MUST_NOT_LINK',
    WITHDRAWN_CLAIM: 'WITHDRAWN_CLAIM',
    SHARED_VALUE: 'SHARED_VALUE',
    CONTRADICTION: 'CONTRADICTION',
    SUSPECTED_SHARED: 'SUSPECTED_SHARED',
    CLAIMED_VALUE: 'CLAIMED_VALUE',
    LIMIT: 'LIMIT',
    KNOWN_IDENTIFIER: 'KNOWN_IDENTIFIER',
    PRIORITY: 'PRIORITY',
    GIVEN_TOGETHER: 'SHARED_IDENTIFIER',
    SAME_NUMBER: 'SAME_NUMBER',
    PROFILE_PER_RECORD: 'PROFILE_PER_RECORD',
    FIRST_NAME: 'FIRST_NAME',
  },
}
