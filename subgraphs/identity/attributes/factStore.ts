import type { ClientSession, Connection } from 'mongoose'
import type { Fact, FactEntry, FactSubject } from './fact.ts'
import { type FactDocument, factModel } from './factModel.ts'

/** A fact, and the profile that it belongs to. */
export type ProfileFact = Fact & { profileId: string }

/** Attributes and consents, each with its profile. */
export type FactStore = {
  /** All facts of these profiles, in one command. */
  find(profileIds: readonly string[], session?: ClientSession): Promise<ProfileFact[]>
  /** How many different subjects of a kind these profiles have together. */
  countSubjects(
    profileIds: readonly string[],
    kind: FactSubject['kind'],
    session?: ClientSession,
  ): Promise<number>
  /** Store these facts in place of the profile's facts about the same subjects, in one command. */
  keep(profileId: string, facts: readonly Fact[], session: ClientSession): Promise<void>
}

function toEntry({ type, value, source, evidence, at }: FactEntry): FactEntry {
  return { type, value, source, evidence, at }
}

function toFact({ profileId, kind, name, channel, entries }: FactDocument): ProfileFact {
  return { profileId, kind, name, channel, entries: entries.map(toEntry) }
}

export function createFactStore(connection: Connection): FactStore {
  const model = factModel(connection)
  return {
    async find(profileIds, session) {
      const found = await model
        .find({ profileId: { $in: [...profileIds] } })
        .session(session ?? null)
        .lean()
      return found.map(toFact)
    },

    async countSubjects(profileIds, kind, session) {
      const [counted] = await model
        .aggregate<{ count: number }>([
          { $match: { profileId: { $in: [...profileIds] }, kind } },
          { $group: { _id: { name: '$name', channel: '$channel' } } },
          { $count: 'count' },
        ])
        .session(session ?? null)
      return counted?.count ?? 0
    },

    async keep(profileId, facts, session) {
      if (facts.length === 0) return
      await model.bulkWrite(
        facts.map(({ kind, name, channel, entries }) => ({
          updateOne: {
            filter: { profileId, kind, name, channel },
            update: { $set: { entries } },
            upsert: true,
          },
        })),
        { session },
      )
    },
  }
}
