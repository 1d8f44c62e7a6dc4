/** Where an interaction stands in its log, and ever stood. */
type Placed = { id: string; seq: number; positions: number[] }

/**
 * Tells whether an interaction of one log is new to a reader who reads on from a position.
 *
 * An amendment moves an interaction to the end of its log, so what he meets at a later position he may have met at
 * an earlier one, or not, if it had moved before he came there. So while he catches up, what he has met since he
 * began is remembered; once he has reached the end, his position says it all.
 */
export type ShownInteractions = {
  /** Whether he has certainly not met it. */
  isNew(interaction: Placed): boolean
  /** He has met it. */
  met(interaction: Placed): void
  /** He has reached the end of the log, at this position. */
  caughtUp(position: number): void
}

const rememberedAtMost = 10_000

export function createShownInteractions(position: number): ShownInteractions {
  let began = position
  const met = new Set<string>()

  function caughtUp(reached: number): void {
    began = reached
    met.clear()
  }

  return {
    isNew: ({ id, positions: [first = 0] }) => first > began && !met.has(id),
    met({ id, seq }) {
      met.add(id)
      // Too many to remember: he "may have met" then whatever was recorded before this one.
      if (met.size > rememberedAtMost) caughtUp(seq)
    },
    caughtUp,
  }
}
