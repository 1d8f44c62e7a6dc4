import type { Connection } from 'mongoose'
import type { NewestFirst } from '../../platform/paging/newestFirstPage.ts'
import type { Principal } from '../../platform/subgraph/principal.ts'
import type { Interaction, InteractionKind } from '../interaction.ts'
import { isOneOf, type Matter } from '../matter.ts'
import { interactionModel, matterIndex, toInteraction, withoutTerms } from './interactionModel.ts'
import { readableConditions } from '../visibility/visibility.ts'

/** The foreign record of an interaction, and the scope of the caller that recorded it. */
export type ScopedSource = { keyScope: string; system: string; externalId: string }

export type InteractionStore = {
  /** One read; in any order, without the ids that do not exist. */
  findAll(ids: readonly string[]): Promise<Interaction[]>
  /** One read; in the order of the sources, null where nothing was recorded from one. */
  findBySources(sources: readonly ScopedSource[]): Promise<(Interaction | null)[]>
  /** Interactions of one kind, newest first, that the reader may see and whose body has one of the allowed values. */
  page(
    kind: InteractionKind,
    query: NewestFirst,
    reader: { principal: Principal; bodyFilter: BodyFilter; matter?: Matter | null | undefined },
  ): Promise<Interaction[]>
}

/** The allowed values of members of the body; a member with null or undefined may have any value. */
export type BodyFilter = Record<string, string[] | null | undefined>

export function createInteractionStore(connection: Connection): InteractionStore {
  const model = interactionModel(connection)
  return {
    async findAll(ids) {
      const documents = await model.find({ _id: { $in: [...ids] } }, withoutTerms).lean()
      return documents.map(toInteraction)
    },
    async findBySources(sources) {
      const documents = await model
        .find({
          $or: sources.map(({ keyScope, system, externalId }) => ({
            keyScope,
            'source.system': system,
            'source.externalId': externalId,
          })),
        })
        .lean()
      const found = new Map(
        documents.map((document) => {
          const { keyScope, source } = document
          return [sourceKey(keyScope, source), toInteraction(document)]
        }),
      )
      return sources.map((source) => found.get(sourceKey(source.keyScope, source)) ?? null)
    },
    async page(kind, { filter, sort, limit }, { principal, bodyFilter, matter }) {
      const documents = await model
        .find({
          ...filter,
          $and: [{ kind }, ...(matter ? [isOneOf([matter])] : []), ...readableConditions(principal)],
          ...bodyConditions(bodyFilter),
        })
        .sort(sort)
        .limit(limit)
        // Without the hint a customer with many messages and few of this kind may be read from end to end.
        .hint(matter ? matterIndex : { profileId: 1, kind: 1, occurredAt: 1, _id: 1 })
        .lean()
      return documents.map(toInteraction)
    },
  }
}

/** A text for each foreign record of each scope. */
export function sourceKey(
  keyScope: string | undefined,
  source: Pick<ScopedSource, 'system' | 'externalId'> | undefined,
): string {
  return JSON.stringify([keyScope, source?.system, source?.externalId])
}

function bodyConditions(bodyFilter: BodyFilter): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(bodyFilter).flatMap(([member, allowed]) =>
      allowed ? [[`body.${member}`, { $in: allowed }]] : [],
    ),
  )
}
