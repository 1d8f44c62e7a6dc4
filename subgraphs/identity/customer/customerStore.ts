import type { ClientSession, Connection, Model, PipelineStage } from 'mongoose'
import { createBatchAcrossRequests } from '../../../platform/mongo/batchAcrossRequests.ts'
import {
  byTypeAndValue,
  type GivenIdentifier,
  type Identifier,
  type IdentifierKey,
} from '../identifier/identifier.ts'
import { identifierModel } from '../identifier/identifierModel.ts'
import { toIdentifiers } from '../identifier/toIdentifiers.ts'
import type { Tagging } from '../tags/tagging.ts'
import { foldText } from '../text/foldText.ts'
import { type Customer, customerOf, type Profile, type ShownCustomer } from './customer.ts'
import { type Detail, perDetail } from './customerDetail.ts'
import { profileModel } from './profileModel.ts'
import {
  detailOf,
  profilesOf,
  type StoredCustomer,
  summaryOf,
  toCustomer,
  toProfile,
  toShown,
} from './storedCustomer.ts'

/** How many look-ups of concurrent requests share one command. */
const maxSharedLookUps = 32
/** Look-ups that come while so many shared ones are in progress go together, e.g. when many streams resume. */
const lookUpsAtOnce = 1

type WithSession = { session?: ClientSession }

/** The customers that identifiers lead to. Shared identifiers lead to none. */
export type Found = { customers: Customer[]; matched: Identifier[]; shared: IdentifierKey[] }

/** Customers: profiles, their grouping, and the identifiers that each holds. */
export type CustomerStore = {
  /** The customers that have these profiles, with all their profiles, in one command. */
  findByProfileIds(ids: readonly string[], options?: WithSession): Promise<Customer[]>
  /** The customers that have these identifiers, which of these are stored, and which are shared, in one command. */
  findByIdentifiers(keys: readonly IdentifierKey[], options?: WithSession): Promise<Found>
  /**
   * The customers that have these profiles, with the detail that is asked for, in one command. Concurrent requests for one
   * profile each share it.
   */
  lookUp(profileIds: readonly string[], detail: Detail): Promise<ShownCustomer[]>
  /** The customer that has an identifier, with the detail that is asked for. Concurrent requests share a command. */
  lookUpByIdentifier(key: IdentifierKey, detail: Detail): Promise<ShownCustomer | null>
  /** Whether an identifier is marked as shared. */
  isShared(key: IdentifierKey): Promise<boolean>
  /** Profiles by their ids, without identifiers, in one command. */
  findProfiles(ids: readonly string[]): Promise<Profile[]>
  /** The identifiers that these profiles hold, by type and value. */
  findIdentifiers(profileIds: readonly string[], options?: WithSession): Promise<Identifier[]>
  /** How many identifiers these profiles hold. */
  countIdentifiers(profileIds: readonly string[], session: ClientSession): Promise<number>
  /** A new profile, a customer by itself. Fails with a duplicate key when it exists. */
  addProfile(profile: Profile, session: ClientSession): Promise<void>
  /** Attach identifiers that no profile has. Fails with a duplicate key when another request was first. */
  addIdentifiers(
    profileId: string,
    identifiers: readonly GivenIdentifier[],
    origin: { source: string | null; createdAt: Date },
    session: ClientSession,
  ): Promise<void>
  verifyIdentifiers(keys: readonly IdentifierKey[], session: ClientSession): Promise<void>
  /** Store the name that its sources give; `group` its customer afterwards. */
  nameProfile(profile: Profile, session: ClientSession): Promise<void>
  /** Store the correction of its name by a person; `group` its customer afterwards. */
  correctName(profile: Profile, session: ClientSession): Promise<void>
  /** Store the taggings of a profile; `group` its customer afterwards. */
  tagProfile(profileId: string, tags: readonly Tagging[], session: ClientSession): Promise<void>
  /** Force a write conflict with every transaction that changes the customer at the same time. */
  guard(customer: Customer, session: ClientSession): Promise<void>
  /**
   * Make these profiles one customer. It writes to the canonical profile, and to every profile that no longer is one, so
   * that concurrent changes of one customer end in a write conflict and not in a mixture.
   */
  group(customer: Customer, session: ClientSession): Promise<void>
}

/** An identifier with the customer that it leads to. */
type StoredHolder = StoredCustomer & IdentifierKey

export function createCustomerStore(connection: Connection): CustomerStore {
  const profiles = profileModel(connection)
  const identifiers = identifierModel(connection)

  /**
   * Read customers in one snapshot. Otherwise a merge could commit between the stages of an aggregation, and a customer
   * would be found without their profiles.
   */
  async function read<Stored extends StoredCustomer>(
    { collection }: Pick<Model<unknown>, 'collection'>,
    stages: PipelineStage[],
    session?: ClientSession,
  ): Promise<Stored[]> {
    // The driver itself is faster than the model. A transaction has its own read concern.
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

  async function readByProfiles(ids: readonly string[], detail: Detail): Promise<StoredCustomer[]> {
    return read(profiles, [
      { $match: { 'customer.profileIds': { $in: [...ids] } } },
      { $project: { _id: 0, canonical: ['$$ROOT'] } },
      ...detailOf(detail),
    ])
  }

  const byProfile = perDetail((detail) =>
    createBatchAcrossRequests<string, ShownCustomer[]>(
      async (ids) => {
        const found = (await readByProfiles([...new Set(ids)], detail)).flatMap(toShown)
        return ids.map((id) =>
          // Each request has its own object.
          found.filter(({ profileIds }) => profileIds.includes(id)).map((customer) => ({ ...customer })),
        )
      },
      { maxKeys: maxSharedLookUps, commandsAtOnce: lookUpsAtOnce },
    ),
  )

  return {
    async findByProfileIds(ids, { session } = {}) {
      const stages = [...haveProfiles(ids), profilesOf('_id')]
      const found = await read(profiles, stages, session)
      return found.map(toCustomer)
    },

    async lookUp(ids, detail) {
      const [single] = ids
      if (single !== undefined && ids.length === 1) return byProfile(detail)(single)
      return (await readByProfiles(ids, detail)).flatMap(toShown)
    },

    lookUpByIdentifier: (key, detail) => holders(detail)(key),

    async isShared(key) {
      return (await identifiers.exists({ ...sameAs([key]), shared: true })) !== null
    },

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

    async findProfiles(ids) {
      const found = await profiles.find({ _id: { $in: [...ids] } }).lean()
      return found.map(toProfile)
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
      const { id, name, namedAt, nameTrust, tags, createdAt } = profile
      await profiles.create(
        [
          {
            _id: id,
            canonicalId: id,
            isCanonical: true,
            customer: summaryOf(customerOf([profile])),
            name,
            namedAt,
            ...(nameTrust && { nameTrust }),
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

    async nameProfile({ id, name, namedAt, nameTrust }, session) {
      const given = { name, namedAt, ...(nameTrust && { nameTrust }) }
      await profiles.updateOne({ _id: id }, { $set: given }, { session })
    },

    async correctName({ id, correctedName = null, correctedAt = null }, session) {
      await profiles.updateOne({ _id: id }, { $set: { correctedName, correctedAt } }, { session })
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
