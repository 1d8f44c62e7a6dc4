/**
 * A position in the order in which the database committed changes of interactions: before the change with this index
 * among those of one cluster time. The changes of a transaction have one cluster time.
 */
export type ChangePosition = ClusterTime & { index: number }

/** A cluster time of MongoDB: seconds since 1970, and a number within the second. */
export type ClusterTime = { seconds: number; increment: number }

/** Below 0 when `one` is earlier, 0 when they are the same. */
export function compareTimes(one: ClusterTime, other: ClusterTime): number {
  return one.seconds - other.seconds || one.increment - other.increment
}

/** Below 0 when `one` is earlier, 0 when they are the same. */
export function comparePositions(one: ChangePosition, other: ChangePosition): number {
  return compareTimes(one, other) || one.index - other.index
}

/** Gives the position after each change of a stream, from its cluster time, one after the other. */
export type PositionCounter = (time: ClusterTime) => ChangePosition

/** Count from a place where a stream of changes begins. */
export function createPositionCounter(): PositionCounter {
  let last: ChangePosition | null = null
  return ({ seconds, increment }) => {
    const index = last && compareTimes(last, { seconds, increment }) === 0 ? last.index + 1 : 1
    last = { seconds, increment, index }
    return last
  }
}
