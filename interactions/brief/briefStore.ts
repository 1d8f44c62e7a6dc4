import type { ClientSession, Connection } from 'mongoose'
import type { InteractionKind, Visibility } from '../interaction.ts'
import type { Brief } from './brief.ts'
import { briefModel } from './briefModel.ts'
import type { InteractionState } from './briefRights.ts'

/** Keeps briefs, so that their exact text can be read again. */
export type BriefStore = {
  /** Keep a brief; one that is kept already stays as it is. False, and nothing is kept, when the customer was erased. */
  keep(brief: Brief, at: Date): Promise<boolean>
  /** A kept brief, and the interactions that it quotes as they are now. Those that are missing are left out. */
  find(id: string): Promise<{ brief: Brief; states: Map<string, InteractionState> } | null>
  count(profileIds: readonly string[]): Promise<number>
  /** Delete the briefs of a customer whose logs have ended. It can be repeated. */
  erase(profileIds: readonly string[]): Promise<void>
  /** Delete the briefs that quote one of these interactions of a profile, in the transaction that erases their contents. */
  eraseQuoting(profileId: string, interactionIds: readonly string[], session: ClientSession): Promise<void>
}

export const keptDays = 90
const dayMs = 86_400_000

type InteractionRow = {
  _id: string
  kind: InteractionKind
  visibility: Visibility
  department: string | null
  erased?: object
  endsLog?: true
  profileId: string
  body?: { deleted?: unknown }
}

export function createBriefStore(connection: Connection): BriefStore {
  const briefs = briefModel(connection)
  const interactions = connection.collection<InteractionRow>('interactions')
  const ofCustomer = (profileIds: readonly string[]) => ({ profileIds: { $in: [...profileIds] } })

  /** The logs of a customer end together, in the transaction that begins the erasure. */
  async function hasEnded(profileId: string): Promise<boolean> {
    const options = { sort: { seq: -1 }, projection: { endsLog: 1 } } as const
    const last = await interactions.findOne({ profileId }, options)
    return last?.endsLog === true
  }

  async function statesOf(ids: readonly string[]): Promise<Map<string, InteractionState>> {
    const projection = { kind: 1, visibility: 1, department: 1, erased: 1, 'body.deleted': 1 }
    const rows = await interactions.find({ _id: { $in: [...ids] } }, { projection }).toArray()
    return new Map(
      rows.map(({ _id, kind, visibility, department, erased, body }) => [
        _id,
        { kind, visibility, department, isErased: erased !== undefined, isDeleted: body?.deleted === true },
      ]),
    )
  }

  return {
    async keep({ id, ...brief }, at) {
      const expiresAt = new Date(at.getTime() + keptDays * dayMs)
      await briefs.updateOne(
        { _id: id },
        { $setOnInsert: { ...brief, keptAt: at, expiresAt } },
        { upsert: true },
      )
      // Afterwards: an erasure that has begun before has deleted the briefs already, and one that begins later will.
      if (!(await hasEnded(brief.profileId))) return true
      await briefs.deleteOne({ _id: id })
      return false
    },
    async find(id) {
      const found = await briefs.findById(id).lean()
      if (!found) return null
      const { _id, keptAt: _keptAt, expiresAt: _expiresAt, ...brief } = found
      return { brief: { id: _id, ...brief }, states: await statesOf(brief.quotedIds) }
    },
    count: (profileIds) => briefs.countDocuments(ofCustomer(profileIds)),
    async erase(profileIds) {
      await briefs.deleteMany(ofCustomer(profileIds))
    },
    async eraseQuoting(profileId, interactionIds, session) {
      const quoting = { profileIds: profileId, quotedIds: { $in: [...interactionIds] } }
      await briefs.deleteMany(quoting, { session })
    },
  }
}
