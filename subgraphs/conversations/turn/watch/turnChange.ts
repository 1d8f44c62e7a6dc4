import type { TurnChange } from '../../schemaTypes.ts'
import { heldNow, type HeldTurn, type TurnOrigin, type TurnState } from '../turn.ts'

const gotBy: Readonly<Record<TurnOrigin, TurnChange>> = {
  TAKEN: 'TAKEN',
  MESSAGE: 'PERSON_WROTE',
  HANDOFF: 'HANDED_OFF',
}

/** What happened to a turn between two reads of it; null when nothing did that a subscriber sees. */
export function turnChangeBetween(before: TurnState | null, after: TurnState | null): TurnChange | null {
  if (!after) return null
  const held = heldNow(after)
  const heldBefore = before && heldNow(before)
  if (held) {
    const isSame = heldBefore && before.id === after.id && isSameTurn(heldBefore, held)
    if (!isSame) return gotBy[held.origin]
    const lasts = heldBefore.until.getTime() === held.until.getTime()
    return lasts && heldBefore.holder.id === held.holder.id ? null : 'RENEWED'
  }
  // One that was taken and ended between the reads is worth an event too.
  const hasEnded = heldBefore !== null || (before?.id === after.id && before.token !== after.token)
  return hasEnded ? (after.endedBy ?? 'EXPIRED') : null
}

function isSameTurn(one: HeldTurn, other: HeldTurn): boolean {
  return one.token === other.token && one.origin === other.origin
}
