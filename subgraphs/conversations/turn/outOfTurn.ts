import type { Actor } from '../../../interactions/interaction.ts'
import { heldAt, type HeldTurn, isBot, takenNow, type TurnState } from './turn.ts'

/** The turn that a bot did not have when it sent a message. */
export type OutOfTurn = { heldBy: Actor; token: number; since: Date }

/** A message of a bot, as far as the turn is concerned. */
export type SentMessage = {
  actor: Actor
  /** The caller that recorded it. */
  keyScope: string
  /** The token that the caller gave; null when it gave none. */
  token: number | null
  /** When it was sent; null when it is recorded as it is sent. */
  at: Date | null
}

/**
 * Who had the turn when a bot sent a message without having it; null when it had the turn, and when nobody had it.
 *
 * With a token the message is in turn when the caller that recorded it took the turn of this token, and had it when the
 * message was sent. Without one it is in turn when its actor had the turn: systems that deliver messages know no tokens.
 */
export function outOfTurnOf(states: readonly TurnState[], message: SentMessage): OutOfTurn | null {
  if (!isBot(message.actor) || states.some((state) => hasPresentTurn(state, message))) return null
  const held = states.flatMap((state) => heldAt(state, message.at ?? state.now))
  const [latest] = held
  if (!latest || held.some((turn) => isOf(turn, message))) return null
  return { heldBy: latest.holder, token: latest.token, since: latest.since }
}

/** Whether the message names the present turn of its caller, whatever the sender's clock says. */
function hasPresentTurn(state: TurnState, { token, keyScope }: SentMessage): boolean {
  const taken = takenNow(state)
  return taken !== null && taken.token === token && taken.keyScope === keyScope
}

function isOf({ origin, holder, ...turn }: HeldTurn, { token, keyScope, actor }: SentMessage): boolean {
  if (origin !== 'TAKEN') return false
  if (token !== null) return turn.token === token && turn.keyScope === keyScope
  return actor.id !== null && holder.kind === actor.kind && holder.id === actor.id
}
