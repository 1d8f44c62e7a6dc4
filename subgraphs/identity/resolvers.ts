import type { GraphQLResolverMap } from '@apollo/subgraph/dist/schema-helper/resolverMap.js'
import type { GraphQLResolveInfo } from 'graphql'
import { selectsField } from '../../platform/graph/selectsField.ts'
import { callerError } from '../../platform/errors/errors.ts'
import { isId } from '../../platform/lang/ids.ts'
import { loadReadable } from '../../interactions/visibility.ts'
import { attributeView, consentView } from './knowledge/factView.ts'
import { factsTogether } from './knowledge/fact.ts'
import type { IdentityContext } from './context.ts'
import type { Customer, Profile, ShownCustomer } from './customer/customer.ts'
import { type CustomersArguments, readCustomerPage } from './customer/customerPage.ts'
import type { Detail } from './customer/customerDetail.ts'
import { byTypeAndValue, type Identifier, oncePerKey } from './identifier/identifier.ts'
import { isSharedSuggested } from './identifier/sharedSuggestion.ts'
import { identityChangeView } from './merge/identityChangeView.ts'
import type { IdentifyAnswer } from './identification/identifyCustomer.ts'
import type { MarkSharedInput } from './identifier/markIdentifierShared.ts'
import type { MergeCustomersInput } from './merge/mergeCustomers.ts'
import { normalizeIdentifier } from './normalization/normalizeIdentifier.ts'
import type { ProfileLink } from './decision/profileLink.ts'
import { explanationOf, setAsideOf } from './identification/explanation.ts'
import type { ProfilePairInput } from './decision/readProfilePair.ts'
import type { IdentifierInput, IdentifyCustomerInput } from './identification/readIdentification.ts'
import type { ResolutionStep } from './identification/resolutionStep.ts'
import { tagsInForce } from './knowledge/tagging.ts'
import type { RecordConsentInput } from './knowledge/recordConsent.ts'
import type { SetCustomerAttributesInput } from './knowledge/setCustomerAttributes.ts'
import type { TagInput } from './knowledge/tagCustomer.ts'
import type { UnmergeCustomerInput } from './merge/unmergeCustomer.ts'

function detailOf(info: GraphQLResolveInfo): Detail {
  return { withProfiles: selectsField(info, 'profiles'), withIdentifiers: selectsField(info, 'identifiers') }
}

const noDetail: Detail = { withProfiles: false, withIdentifiers: false }

/** The type of a resolver map knows reference resolvers without the information they get. */
function isInfo(argument: object): argument is GraphQLResolveInfo {
  return 'fieldNodes' in argument
}

async function identifiersOf(profile: Profile, { customerLoader }: IdentityContext): Promise<Identifier[]> {
  return profile.identifiers ?? customerLoader.loadIdentifiers(profile.id)
}

/** His profiles, read again where he was looked up without them. */
async function profilesOf(customer: ShownCustomer, { customerLoader }: IdentityContext): Promise<Profile[]> {
  const { profiles } = customer
  if (profiles) return profiles
  const withProfiles = await customerLoader.load(customer.id, { withProfiles: true, withIdentifiers: false })
  return withProfiles?.profiles ?? []
}

async function attributesOf(profileIds: string[], { customerLoader }: IdentityContext) {
  return factsTogether(await customerLoader.loadFacts(profileIds)).flatMap(attributeView)
}

async function consentsOf(profileIds: string[], { customerLoader }: IdentityContext) {
  return factsTogether(await customerLoader.loadFacts(profileIds)).flatMap(consentView)
}

/** Run a mutation; what the request had read before may be out of date then, and its answer is known. */
async function writing<Answer extends { userErrors: unknown[] }>(
  { customerLoader }: IdentityContext,
  work: Promise<Answer>,
  customersOf: (answer: Answer) => (Customer | null)[],
): Promise<Answer> {
  try {
    const answer = await work
    customerLoader.clear()
    customerLoader.prime(customersOf(answer).filter((customer) => customer !== null))
    return answer
  } catch (error) {
    customerLoader.clear()
    throw error
  }
}

/** The steps of an act's answer, as far as the caller may see their values. */
function explain(
  { steps }: { steps: ResolutionStep[] },
  _arguments: unknown,
  { principal }: IdentityContext,
) {
  return explanationOf(steps, principal)
}

export const resolvers: GraphQLResolverMap<IdentityContext> = {
  Query: {
    customer(_parent: unknown, { id }: { id: string }, { customerLoader }, info) {
      if (!isId('cus', id))
        throw callerError('BAD_USER_INPUT', `id: expected cus_…, got ${JSON.stringify(id.slice(0, 80))}`)
      return customerLoader.load(id, detailOf(info))
    },
    async customerByIdentifier(
      _parent: unknown,
      { identifier: { type, value } }: { identifier: IdentifierInput },
      { customers, customerLoader, rules },
      info,
    ) {
      const normalized = normalizeIdentifier({ type, value }, ['identifier', 'value'], rules)
      if (normalized.fault) return null
      const known = await customers.lookUpByIdentifier({ type, value: normalized.value }, detailOf(info))
      if (known) customerLoader.prime([known])
      return known
    },
    async customers(
      _parent: unknown,
      arguments_: CustomersArguments,
      { customerSearch, customerLoader },
      info,
    ) {
      const page = await readCustomerPage(customerSearch, arguments_, detailOf(info))
      customerLoader.prime(page.nodes)
      return page
    },
    mergePreview: (
      _parent: unknown,
      asked: { customerId: string; otherCustomerId: string },
      { mergePreview, principal },
    ) => mergePreview(asked, principal),
  },

  Mutation: {
    identifyCustomer: (_parent: unknown, { input }: { input: IdentifyCustomerInput }, context) =>
      // A dry run's customer is not the one there is.
      writing(context, context.identifyCustomer(input, context.principal), ({ customer }) =>
        input.dryRun ? [] : [customer],
      ),
    mergeCustomers: (_parent: unknown, { input }: { input: MergeCustomersInput }, context) =>
      writing(context, context.mergeCustomers(input, context.principal), ({ customer }) => [customer]),
    unmergeCustomer: (_parent: unknown, { input }: { input: UnmergeCustomerInput }, context) =>
      writing(
        context,
        context.unmergeCustomer(input, context.principal),
        ({ customer, separatedCustomer }) => [customer, separatedCustomer],
      ),
    linkProfiles: (_parent: unknown, { input }: { input: ProfilePairInput }, context) =>
      writing(context, context.linkProfiles(input, context.principal), ({ customer }) => [customer]),
    separateProfiles: (_parent: unknown, { input }: { input: ProfilePairInput }, context) =>
      writing(
        context,
        context.separateProfiles(input, context.principal),
        ({ customer, separatedCustomer }) => [customer, separatedCustomer],
      ),
    removeProfileLink: (_parent: unknown, { input }: { input: ProfilePairInput }, context) =>
      writing(context, context.removeProfileLink(input, context.principal), () => []),
    markIdentifierShared: (_parent: unknown, { input }: { input: MarkSharedInput }, context) =>
      writing(context, context.markIdentifierShared(input, context.principal), ({ customers }) => customers),
    tagCustomer: (_parent: unknown, { input }: { input: TagInput }, context) =>
      writing(context, context.tagCustomer(input, 'TAG'), ({ customer }) => [customer]),
    untagCustomer: (_parent: unknown, { input }: { input: TagInput }, context) =>
      writing(context, context.tagCustomer(input, 'UNTAG'), ({ customer }) => [customer]),
    setCustomerAttributes: (_parent: unknown, { input }: { input: SetCustomerAttributesInput }, context) =>
      writing(context, context.setCustomerAttributes(input), ({ customer }) => [customer]),
    recordConsent: (_parent: unknown, { input }: { input: RecordConsentInput }, context) =>
      writing(context, context.recordConsent(input), ({ customer }) => [customer]),
  },

  Customer: {
    __resolveReference: (
      { id, profileId }: { id?: string; profileId?: string },
      { customerLoader }: IdentityContext,
      info: object,
    ) => customerLoader.load(profileId ?? id ?? '', isInfo(info) ? detailOf(info) : noDetail),
    profileId: ({ id }: ShownCustomer) => id,
    async identifiers(customer: ShownCustomer, _arguments: unknown, context) {
      if (customer.identifiers) return customer.identifiers
      const profiles = await profilesOf(customer, context)
      const held = await Promise.all(profiles.map((profile) => identifiersOf(profile, context)))
      return oncePerKey(held.flat().sort(byTypeAndValue))
    },
    attributes: (customer: ShownCustomer, _arguments: unknown, context) =>
      attributesOf(customer.profileIds, context),
    consents: (customer: ShownCustomer, _arguments: unknown, context) =>
      consentsOf(customer.profileIds, context),
    profiles: (customer: ShownCustomer, _arguments: unknown, context) => profilesOf(customer, context),
  },

  Profile: {
    tags: ({ tags }: Profile) => tagsInForce([tags]),
    attributes: ({ id }: Profile, _arguments: unknown, context) => attributesOf([id], context),
    consents: ({ id }: Profile, _arguments: unknown, context) => consentsOf([id], context),
    identifiers: (profile: Profile, _arguments: unknown, context) => identifiersOf(profile, context),
    links: async ({ id }: Profile, _arguments: unknown, { profileLinks }) =>
      (await profileLinks.load(id)).map((link) => ({
        ...link,
        otherProfileId: link.profileIds.find((each) => each !== id),
      })),
  },

  Identifier: {
    sharedSuggested: (identifier: Identifier, _arguments: unknown, { rules }) =>
      isSharedSuggested(identifier, rules),
  },

  ProfileLink: {
    decidedAt: ({ at }: ProfileLink) => at,
  },

  IdentifyCustomerPayload: {
    resolution: explain,
    setAsideIdentifiers: ({ steps }: IdentifyAnswer, _arguments: unknown, { principal }) => setAsideOf(steps, principal),
  },

  UnmergeCustomerPayload: { explain },

  SeparateProfilesPayload: { explain },

  IdentityChange: {
    __resolveReference: async ({ id }: { id: string }, context: IdentityContext) =>
      identityChangeView(await loadReadable(context, 'IDENTITY', id)),
  },
}
