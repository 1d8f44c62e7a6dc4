import type { ClientSession, Connection, Model, PipelineStage } from 'mongoose'
import { createBatchAcrossRequests } from '../../../platform/mongo/batchAcrossRequests.ts'
import { type Customer, customerOf, type Profile, type ShownCustomer } from './customer.ts'
import { type Detail, perDetail } from './customerDetail.ts'
import { foldText } from '../text/foldText.ts'
import {
  byTypeAndValue,
  type GivenIdentifier,
  type Identifier,
  type IdentifierKey,
  oncePerKey,
} from '../identifier/identifier.ts'
import { type IdentifierDocument, identifierModel } from '../identifier/identifierModel.ts'
import { type CustomerSummary, type ProfileDocument, profileModel } from './profileModel.ts'
import type { Tagging } from '../knowledge/tagging.ts'

/** How many customers are looked up by one command for requests that come together. */
const maxSharedLookUps = 32

type WithSession = { session?: ClientSession }

/** Whom identifiers lead to. Those that are shared lead to nobody. */
export type Found = { customers: Customer[]; matched: Identifier[]; shared: IdentifierKey[] }

/** Where customers live: profiles, their grouping, and the identifiers each holds. */
export type CustomerStore = {
  /** The customers that have these profiles, with all of their profiles, in one command. */
  findByProfileIds(ids: readonly string[], options?: WithSession): Promise<Customer[]>
  /** The customers known by these identifiers, which of them are known, and which are shared, in one command. */
  findByIdentifiers(keys: readonly IdentifierKey[], options?: WithSession): Promise<Found>
  /** The customers that have these profiles, to be shown, in one command. */
  lookUp(profileIds: readonly string[], detail: Detail): Promise<ShownCustomer[]>
  /** The customer known by an identifier, to be shown, in one command. */
  lookUpByIdentifier(key: IdentifierKey, detail: Detail): Promise<ShownCustomer | null>
  /** What these profiles hold, by type and value. */
  findIdentifiers(profileIds: readonly string[], options?: WithSession): Promise<Identifier[]>
  /** How many identifiers these profiles hold. */
  countIdentifiers(profileIds: readonly string[], session: ClientSession): Promise<number>
  /** A new profile, a customer by itself. Fails with a duplicate key when it exists. */
  addProfile(profile: Profile, session: ClientSession): Promise<void>
  /** Attach identifiers that nobody has. Fails with a duplicate key when somebody was first. */
  addIdentifiers(
    profileId: string,
    identifiers: readonly GivenIdentifier[],
    origin: { source: string | null; createdAt: Date },
    session: ClientSession,
  ): Promise<void>
  verifyIdentifiers(keys: readonly IdentifierKey[], session: ClientSession): Promise<void>
  nameProfile(profile: Profile, session: ClientSession): Promise<void>
  /** What was done with its tags; `group` its customer afterwards. */
  tagProfile(profileId: string, tags: readonly Tagging[], session: ClientSession): Promise<void>
  /** Make sure that nobody else changes the customer at the same time. */
  guard(customer: Customer, session: ClientSession): Promise<void>
  /**
   * Make these profiles one customer. It writes to the canonical profiles that there are afterwards and to every one
   * that no longer is, so that two acts about one customer at a time end in a write conflict and not in a mixture.
   */
  group(customer: Customer, session: ClientSession): Promise<void>
}

/** A customer as an aggregation gives him. */
export type StoredCustomer = {
  canonical?: ProfileDocument[]
  profiles?: ProfileDocument[]
  identifiers?: IdentifierDocument[]
  matched?: IdentifierDocument[]
}

/** An identifier with the customer that it leads to. */
type StoredHolder = StoredCustomer & IdentifierKey

/** None for the mark of a shared identifier, which nobody holds. */
function toIdentifiers({
  type,
  value,
  verified,
  profileId,
  shared,
  claimedBy,
}: IdentifierDocument): Identifier[] {
  return profileId === null ? [] : [{ type, value, verified, profileId, shared, claimedBy }]
}

function toCustomer({ profiles = [], identifiers }: StoredCustomer): Customer {
  const held = identifiers && byProfile(identifiers.flatMap(toIdentifiers).sort(byTypeAndValue))
  return customerOf(
    profiles.map(({ _id: id, name, namedAt, tags, createdAt }) => ({
      id,
      name,
      namedAt,
      tags: tags.map(({ tag, isOn, at }) => ({ tag, isOn, at })),
      createdAt,
      ...(held && { identifiers: held.get(id) ?? [] }),
    })),
  )
}

function byProfile(identifiers: readonly Identifier[]): Map<string, Identifier[]> {
  const held = new Map<string, Identifier[]>()
  for (const identifier of identifiers) {
    const ofProfile = held.get(identifier.profileId)
    if (ofProfile) ofProfile.push(identifier)
    else held.set(identifier.profileId, [identifier])
  }
  return held
}

/** A customer as he is shown, from what `detailOf` added to his canonical profile; none where that was not found. */
export function toShown(stored: StoredCustomer): ShownCustomer[] {
  if (stored.profiles?.length) return [toCustomer(stored)]
  const canonical = stored.canonical?.[0]
  if (!canonical?.customer) return []
  const { profileIds, name, tags } = canonical.customer
  const held = stored.identifiers?.flatMap(toIdentifiers)
  return [
    {
      id: canonical._id,
      profileIds,
      name,
      tags,
      createdAt: canonical.createdAt,
      ...(held && { identifiers: oncePerKey(ofOldestFirst(held, profileIds).sort(byTypeAndValue)) }),
    },
  ]
}

/** In the order of their profiles: an identifier that several hold counts as the oldest's. */
function ofOldestFirst(identifiers: readonly Identifier[], profileIds: readonly string[]): Identifier[] {
  if (profileIds.length === 1) return [...identifiers]
  const ages = new Map(profileIds.map((id, age) => [id, age] as const))
  const ageOf = ({ profileId }: Identifier) => ages.get(profileId) ?? profileIds.length
  return identifiers.toSorted((a, b) => ageOf(a) - ageOf(b))
}

function summaryOf({ profileIds, name, tags }: Customer): CustomerSummary {
  return { profileIds, name, foldedName: name && foldText(name), tags }
}

const profilesOf = (customerId: string): PipelineStage.Lookup => ({
  $lookup: { from: 'profiles', localField: customerId, foreignField: 'canonicalId', as: 'profiles' },
})

/** What is read along, for documents that have the canonical profile of a customer, alone in `canonical`. */
export function detailOf({ withProfiles, withIdentifiers }: Detail): PipelineStage.FacetPipelineStage[] {
  return [
    ...(withProfiles ? [profilesOf('canonical._id')] : []),
    ...(withIdentifiers
      ? [
          {
            $lookup: {
              from: 'identifiers',
              localField: 'canonical.customer.profileIds',
              foreignField: 'profileId',
              as: 'identifiers',
            },
          },
        ]
      : []),
  ]
}

export function createCustomerStore(connection: Connection): CustomerStore {
  const profiles = profileModel(connection)
  const identifiers = identifierModel(connection)

  /**
   * Read customers as they are at one moment: between the steps of a plain aggregation a merge could commit, and a
   * customer would be found without his profiles.
   */
  async function read<Stored extends StoredCustomer>(
    { collection }: Pick<Model<unknown>, 'collection'>,
    stages: PipelineStage[],
    session?: ClientSession,
  ): Promise<Stored[]> {
    // By the driver itself, for speed. A transaction brings its own read concern.
    const options = session ? { session } : ({ readConcern: { level: 'snapshot' } } as const)
    return collection.aggregate<Stored>(stages, options).toArray()
  }

  /** Identifiers of one profile, and the marks of shared ones. */
  function sameAs(keys: readonly IdentifierKey[]): Record<string, unknown> {
    const pairs = keys.map(({ type, value }) => ({ type, value, holder: '' }))
    const [single] = pairs
    return single && pairs.length === 1 ? single : { $or: pairs }
  }

  function haveProfiles(ids: readonly string[]): PipelineStage[] {
    return [{ $match: { _id: { $in: [...ids] } } }, { $group: { _id: '$canonicalId' } }]
  }

  async function readHolders(
    keys: readonly IdentifierKey[],
    detail: Detail,
  ): Promise<(ShownCustomer | null)[]> {
    const stages: PipelineStage[] = [
      { $match: { ...sameAs(keys), shared: false } },
      {
        $lookup: {
          from: 'profiles',
          localField: 'profileId',
          foreignField: 'customer.profileIds',
          as: 'canonical',
        },
      },
      ...detailOf(detail),
    ]
    const found = await read<StoredHolder>(identifiers, stages)
    return keys.map(({ type, value }) => {
      const holder = found.find((each) => each.type === type && each.value === value)
      return (holder && toShown(holder)[0]) ?? null
    })
  }

  const holders = perDetail((detail) =>
    createBatchAcrossRequests<IdentifierKey, ShownCustomer | null>((keys) => readHolders(keys, detail), {
      maxKeys: maxSharedLookUps,
    }),
  )

  return {
    async findByProfileIds(ids, { session } = {}) {
      const stages = [...haveProfiles(ids), profilesOf('_id')]
      const found = await read(profiles, stages, session)
      return found.map(toCustomer)
    },

    async lookUp(ids, detail) {
      const found = await read(profiles, [
        { $match: { 'customer.profileIds': { $in: [...ids] } } },
        { $project: { _id: 0, canonical: ['$$ROOT'] } },
        ...detailOf(detail),
      ])
      return found.flatMap(toShown)
    },

    lookUpByIdentifier: (key, detail) => holders(detail)(key),

    async findByIdentifiers(keys, { session } = {}) {
      const stages: PipelineStage[] = [
        { $match: sameAs(keys) },
        { $lookup: { from: 'profiles', localField: 'profileId', foreignField: '_id', as: 'holder' } },
        { $group: { _id: { $first: '$holder.canonicalId' }, matched: { $push: '$$ROOT' } } },
        { $project: { 'matched.holder': 0 } },
        profilesOf('_id'),
      ]
      const found = await read(identifiers, stages, session)
      return {
        customers: found.filter(({ profiles: own = [] }) => own.length > 0).map(toCustomer),
        matched: found.flatMap(({ matched = [] }) => matched.flatMap(toIdentifiers)),
        shared: found.flatMap(({ matched = [] }) => matched.filter(({ shared }) => shared)),
      }
    },

    async findIdentifiers(profileIds, { session } = {}) {
      const found = await identifiers
        .find({ profileId: { $in: [...profileIds] } })
        .session(session ?? null)
        .lean()
      return found.flatMap(toIdentifiers).sort(byTypeAndValue)
    },

    async countIdentifiers(profileIds, session) {
      return identifiers.countDocuments({ profileId: { $in: [...profileIds] } }).session(session)
    },

    async addProfile(profile, session) {
      const { id, name, namedAt, tags, createdAt } = profile
      await profiles.create(
        [
          {
            _id: id,
            canonicalId: id,
            isCanonical: true,
            customer: summaryOf(customerOf([profile])),
            name,
            namedAt,
            tags,
            createdAt,
            revision: 1,
          },
        ],
        { session },
      )
    },

    async addIdentifiers(profileId, given, { source, createdAt }, session) {
      await identifiers.insertMany(
        given.map(({ type, value, verified }) => ({
          type,
          value,
          folded: foldText(value),
          profileId,
          verified,
          source,
          createdAt,
        })),
        { session },
      )
    },

    async verifyIdentifiers(keys, session) {
      await identifiers.updateMany(sameAs(keys), { $set: { verified: true } }, { session })
    },

    async nameProfile({ id, name, namedAt }, session) {
      await profiles.updateOne({ _id: id }, { $set: { name, namedAt } }, { session })
    },

    async tagProfile(profileId, tags, session) {
      await profiles.updateOne({ _id: profileId }, { $set: { tags: [...tags] } }, { session })
    },

    async guard({ id }, session) {
      await profiles.updateOne({ _id: id }, { $inc: { revision: 1 } }, { session })
    },

    async group(customer, session) {
      const { id } = customer
      const others = customer.profileIds.filter((profileId) => profileId !== id)
      if (others.length > 0) {
        await profiles.updateMany(
          { _id: { $in: others }, canonicalId: { $ne: id } },
          { $set: { canonicalId: id, isCanonical: false, customer: null }, $inc: { revision: 1 } },
          { session },
        )
      }
      await profiles.updateOne(
        { _id: id },
        {
          $set: { canonicalId: id, isCanonical: true, customer: summaryOf(customer) },
          $inc: { revision: 1 },
        },
        { session },
      )
    },
  }
}
