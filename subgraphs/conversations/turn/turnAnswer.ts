import type { Actor } from '../../../interactions/interaction.ts'
import type { UserError } from '../../../interactions/recording/userError.ts'
import { freeInMs, type HeldTurn, heldNow, type ShownTurn, shownTurn, type TurnState } from './turn.ts'

/** What a mutation of a turn answers. */
export type TurnAnswer = {
  turn: ShownTurn | null
  heldBy: Actor | null
  retryAfterMs: number | null
  userErrors: UserError[]
}

/** The caller has the turn. */
export function hasTurn(state: TurnState): TurnAnswer {
  return { turn: shownTurn(state), heldBy: null, retryAfterMs: null, userErrors: [] }
}

/** Another one has the turn. */
export function heldByAnother(agent: Actor, held: HeldTurn, state: TurnState): TurnAnswer {
  return {
    turn: null,
    heldBy: held.holder,
    retryAfterMs: freeInMs(agent, held, state),
    userErrors: [],
  }
}

/** Nobody else has the turn, but it is too early to take it. */
export function waitFor(retryAfterMs: number): TurnAnswer {
  return { turn: null, heldBy: null, retryAfterMs, userErrors: [] }
}

export function refusedTurn(userErrors: UserError[]): TurnAnswer {
  return { turn: null, heldBy: null, retryAfterMs: null, userErrors }
}

/** The caller lost the turn, or never had it; with who has it now. */
export function lostTurn(agent: Actor, state: TurnState, userErrors: UserError[]): TurnAnswer {
  const held = heldNow(state)
  return { ...(held ? heldByAnother(agent, held, state) : waitFor(0)), userErrors }
}

/** The turn was released; a person's message may still give it to the person. */
export function releasedTurn(agent: Actor, state: TurnState): TurnAnswer {
  return { ...lostTurn(agent, state, []), turn: shownTurn(state) }
}
