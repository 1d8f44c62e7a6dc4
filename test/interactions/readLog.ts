import type { Connection } from 'mongoose'
import type { Interaction } from '../../interactions/interaction.ts'
import { interactionModel, toInteraction } from '../../interactions/log/interactionModel.ts'

/** A profile's log after a position, in the order of positions. */
export async function readLog(
  connection: Connection,
  profileId: string,
  after = 0,
  limit = 0,
): Promise<Interaction[]> {
  const documents = await interactionModel(connection)
    .find({ profileId, seq: { $gt: after } })
    .sort({ seq: 1 })
    .limit(limit)
    .lean()
  return documents.map(toInteraction)
}

/** All positions that were ever taken in a log, in order. */
export async function positionsOf(connection: Connection, profileId: string): Promise<number[]> {
  const interactions = await readLog(connection, profileId)
  return interactions.flatMap(({ positions }) => positions).sort((one, other) => one - other)
}

export function oneTo(last: number): number[] {
  return Array.from({ length: last }, (_, index) => index + 1)
}
