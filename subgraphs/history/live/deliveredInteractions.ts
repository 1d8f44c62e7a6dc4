/** An interaction with the positions that it has and had in its log. */
type Placed = { id: string; seq: number; positions: number[] }

/**
 * Decides whether an interaction of one log is new to a subscriber that reads from a position on.
 *
 * An amendment moves an interaction to the end of its log. So the subscriber can find an interaction at a later
 * position that it was given at an earlier one, or that moved before the subscriber reached it. While the subscriber
 * catches up, this remembers what was delivered since it began. At the end of the log its position is enough.
 */
export type DeliveredInteractions = {
  /** Whether it was certainly not delivered. */
  isNew(interaction: Placed): boolean
  add(interaction: Placed): void
  /** Everything up to this position counts as delivered: the subscriber has reached the end of the log, or reads it elsewhere. */
  caughtUp(position: number): void
}

const maxRemembered = 10_000

export function createDeliveredInteractions(position: number): DeliveredInteractions {
  let began = position
  const delivered = new Set<string>()

  function caughtUp(reached: number): void {
    began = reached
    delivered.clear()
  }

  return {
    isNew: ({ id, positions: [first = 0] }) => first > began && !delivered.has(id),
    add({ id, seq }) {
      delivered.add(id)
      // Forget them all: whatever was recorded before this one then counts as possibly delivered.
      if (delivered.size > maxRemembered) caughtUp(seq)
    },
    caughtUp,
  }
}
