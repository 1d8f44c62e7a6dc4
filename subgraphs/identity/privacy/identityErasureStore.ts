import type { ClientSession, Connection } from 'mongoose'
import type { ErasureCount, ErasureTargets } from '../../../privacy/erasure/erasure.ts'
import { factModel } from '../attributes/factModel.ts'
import { identifierCorrectionModel } from '../correction/identifierCorrectionModel.ts'
import { withdrawnIdentifierModel } from '../correction/withdrawnIdentifierModel.ts'
import { profileModel } from '../customer/profileModel.ts'
import { profileDecisionModel } from '../decision/profileDecisionModel.ts'
import { identifierModel } from '../identifier/identifierModel.ts'
import { reservedIdentifierModel } from '../identifier/reservedIdentifierModel.ts'
import { identityActModel } from '../merge/identityActModel.ts'
import { firstAnswerModel } from '../mutation/firstAnswerModel.ts'
import { nameCorrectionModel } from '../names/nameCorrectionModel.ts'

/** What identity holds of a customer. Profiles stay without any content, so that ids and histories stay valid. */
export type IdentityErasureStore = {
  /** The identifiers that the customer has or had, and the threads of foreign systems. */
  findTargets(profileIds: readonly string[], session: ClientSession): Promise<ErasureTargets>
  /** How much `erase` would erase. */
  count(profileIds: readonly string[], session?: ClientSession): Promise<ErasureCount[]>
  /** It can be repeated. */
  erase(profileIds: readonly string[], at: Date, session?: ClientSession): Promise<void>
}

type Conversation = { profileId: string; source?: { system: string; externalId: string } }

export function createIdentityErasureStore(connection: Connection): IdentityErasureStore {
  const models = {
    profiles: profileModel(connection),
    identifiers: identifierModel(connection),
    reserved: reservedIdentifierModel(connection),
    withdrawn: withdrawnIdentifierModel(connection),
    corrections: identifierCorrectionModel(connection),
    answers: firstAnswerModel(connection),
    facts: factModel(connection),
    names: nameCorrectionModel(connection),
    acts: identityActModel(connection),
    decisions: profileDecisionModel(connection),
  }
  const conversations = connection.collection<Conversation>('conversations')

  /** The corrections about identifiers that these profiles have or had. */
  async function correctionsOf(profileIds: string[], session: ClientSession | null): Promise<string[]> {
    const given = await models.withdrawn
      .find({ profileId: { $in: profileIds }, undoToken: { $ne: null } }, { undoToken: 1 })
      .session(session)
      .lean()
    const got = await models.corrections
      .find({ $or: [{ heldBy: { $in: profileIds } }, { parts: { $in: profileIds } }] }, { _id: 1 })
      .session(session)
      .lean()
    return [...new Set([...given.flatMap(({ undoToken }) => undoToken ?? []), ...got.map(({ _id }) => _id)])]
  }

  /** Which documents are deleted as a whole, and those that lose a reason or a claim. */
  function filtersOf(profileIds: string[], corrections: string[]) {
    const profileId = { $in: profileIds }
    return {
      identifiers: { profileId },
      reserved: { profileId },
      withdrawn: { $or: [{ profileId }, { undoToken: { $in: corrections } }] },
      corrections: { _id: { $in: corrections } },
      answers: { $or: [{ profileId }, { profileIds: profileId }] },
      facts: { profileId },
      names: { profileId },
      acts: { profileIds: profileId, reason: { $ne: null } },
      decisions: { profileIds: profileId, reason: { $ne: null } },
    }
  }

  return {
    async findTargets(given, session) {
      const profileId = { $in: [...given] }
      const held = await models.identifiers.find({ profileId }).session(session).lean()
      const reserved = await models.reserved.find({ profileId }).session(session).lean()
      const withdrawn = await models.withdrawn.find({ profileId }).session(session).lean()
      const threads = await conversations
        .find({ profileId, 'source.system': 'chatwoot' }, { session, projection: { source: 1 } })
        .toArray()
      const all = [...held.filter(({ shared }) => !shared), ...reserved, ...withdrawn]
      return {
        chatwootContacts: [
          ...new Set(all.filter(({ type }) => type === 'CHATWOOT_CONTACT').map(({ value }) => value)),
        ],
        chatwootConversations: threads.flatMap(({ source }) => source?.externalId ?? []),
        values: [...new Set(all.filter(({ type }) => type !== 'CHATWOOT_CONTACT').map(({ value }) => value))],
      }
    },

    async count(given, session) {
      const profileIds = [...given]
      const within = session ?? null
      const filters = filtersOf(profileIds, await correctionsOf(profileIds, within))
      const counts = [
        {
          model: models.profiles,
          count: await models.profiles
            .countDocuments({ _id: { $in: profileIds }, erasedAt: { $exists: false } })
            .session(within),
        },
        {
          model: models.identifiers,
          count: await models.identifiers.countDocuments(filters.identifiers).session(within),
        },
        {
          model: models.reserved,
          count: await models.reserved.countDocuments(filters.reserved).session(within),
        },
        {
          model: models.withdrawn,
          count: await models.withdrawn.countDocuments(filters.withdrawn).session(within),
        },
        {
          model: models.corrections,
          count: await models.corrections.countDocuments(filters.corrections).session(within),
        },
        {
          model: models.answers,
          count: await models.answers.countDocuments(filters.answers).session(within),
        },
        { model: models.facts, count: await models.facts.countDocuments(filters.facts).session(within) },
        { model: models.names, count: await models.names.countDocuments(filters.names).session(within) },
        { model: models.acts, count: await models.acts.countDocuments(filters.acts).session(within) },
        {
          model: models.decisions,
          count: await models.decisions.countDocuments(filters.decisions).session(within),
        },
      ]
      return counts.flatMap(({ model, count }) =>
        count > 0 ? [{ collection: model.collection.collectionName, kind: null, count }] : [],
      )
    },

    async erase(given, at, session) {
      const profileIds = [...given]
      const within = session ?? null
      const options = session ? { session } : {}
      const filters = filtersOf(profileIds, await correctionsOf(profileIds, within))
      const shared = await models.identifiers
        .find({ ...filters.identifiers, shared: true }, { type: 1, value: 1 })
        .session(within)
        .lean()
      for (const { type, value } of shared) {
        const mark = { type, value, holder: '', shared: true }
        await models.identifiers.updateOne(mark, { $inc: { holdings: -1 } }, options)
        await models.identifiers.deleteOne({ ...mark, holdings: { $lte: 0 } }, options)
      }
      await models.identifiers.deleteMany(filters.identifiers, options)
      await models.identifiers.updateMany(
        { claimedBy: { $in: profileIds } },
        { $pull: { claimedBy: { $in: profileIds }, contradictedBy: { $in: profileIds } } },
        options,
      )
      await models.reserved.deleteMany(filters.reserved, options)
      await models.withdrawn.deleteMany(filters.withdrawn, options)
      await models.corrections.deleteMany(filters.corrections, options)
      await models.answers.deleteMany(filters.answers, options)
      await models.facts.deleteMany(filters.facts, options)
      await models.names.deleteMany(filters.names, options)
      await models.acts.updateMany(filters.acts, { $set: { reason: null } }, options)
      await models.decisions.updateMany(filters.decisions, { $set: { reason: null } }, options)
      await models.profiles.updateMany(
        { _id: { $in: profileIds }, erasedAt: { $exists: false } },
        {
          $set: { name: null, namedAt: null, tags: [], erasedAt: at },
          $unset: { nameTrust: 1, correctedName: 1, correctedAt: 1 },
          $inc: { revision: 1 },
        },
        options,
      )
      await models.profiles.updateMany(
        { _id: { $in: profileIds }, isCanonical: true },
        {
          $set: {
            'customer.name': null,
            'customer.foldedName': null,
            'customer.nameWords': [],
            'customer.tags': [],
          },
        },
        options,
      )
    },
  }
}
