import { randomUUID } from 'node:crypto'
import type { Actor } from '../../../interactions/interaction.ts'
import { keyScopeOf } from '../../../interactions/log/keyScope.ts'
import { toActor } from '../../../interactions/recording/recordingInput.ts'
import { type UserError, userError } from '../../../interactions/recording/userError.ts'
import { fingerprint } from '../../../platform/lang/canonicalJson.ts'
import type { SubgraphRequest } from '../../../platform/subgraph/requestScope.ts'
import type { TakeTurnInput } from '../schemaTypes.ts'
import type { FindTurnSubject } from './findTurnSubject.ts'
import type { SilenceStore } from './silenceStore.ts'
import {
  defaultForMs,
  isBot,
  obstacleTo,
  takenNow,
  takeTurnFaults,
  type TurnKey,
  type TurnState,
} from './turn.ts'
import { hasTurn, heldByAnother, refusedTurn, type TurnAnswer, waitFor } from './turnAnswer.ts'
import type { TurnStore } from './turnStore.ts'
import type { TurnSubject } from './watch/turnUpdates.ts'

export type TakeTurn = (input: TakeTurnInput, request: SubgraphRequest) => Promise<TurnAnswer>

/** When two agents stepped back from each other, they try again after about this time, not at the same moment. */
const stepBackMs = 100

/**
 * Take a turn.
 *
 * One atomic command takes the turn of a conversation, and one that of a customer. That these two exclude each other needs
 * an order: whoever takes one writes it first, and then reads the other kind. Of two agents at least one finds the other's
 * turn, and steps back. A person's message is written in the same way, the conversation first and then the customer, so a
 * bot either finds the person or loses the turn.
 */
export function createTakeTurn({
  turns,
  silence,
  findSubject,
}: {
  turns: TurnStore
  silence: SilenceStore
  findSubject: FindTurnSubject
}): TakeTurn {
  /** What keeps an agent from the turn because of the turns that overlap with it. */
  async function overlapping(agent: Actor, subject: TurnSubject): Promise<TurnAnswer | null> {
    const { id, scope, profileIds } = subject
    const others =
      scope === 'CUSTOMER'
        ? [...(await turns.readHeldConversations(profileIds)), ...(await turns.readOfCustomer(profileIds))]
        : await turns.readOfCustomer(profileIds)
    for (const state of others) {
      const held = state.id === id ? null : obstacleTo(agent, state)
      if (held) return heldByAnother(agent, held, state)
    }
    return null
  }

  async function repeated(key: TurnKeyOf, subject: TurnSubject): Promise<TurnAnswer | null> {
    const state = await turns.readByKey(key.key)
    return state && answerToKey(key, subject, state)
  }

  return async (input, request) => {
    const faults = takeTurnFaults(input)
    if (faults.length > 0) return refusedTurn(faults)
    const found = await findSubject(input, request)
    if ('code' in found) return refusedTurn([found])
    const { subject } = found
    const agent = toActor(input.agent)
    const keyScope = keyScopeOf(request.principal)
    const key = keyOf(input, keyScope, subject)
    const before = key && (await repeated(key, subject))
    if (before) return before
    const obstacle = await overlapping(agent, subject)
    if (obstacle) return obstacle
    const waitMs = await silence.remainingMs(
      {
        conversationId: subject.scope === 'CONVERSATION' ? subject.id : null,
        profileIds: subject.profileIds,
      },
      input.waitForSilenceMs ?? 0,
    )
    if (waitMs > 0) return busyOr(waitMs)

    const attempt = randomUUID()
    const forMs = input.forMs ?? defaultForMs
    const state = await turns.take(subject, { agent, isBot: isBot(agent), keyScope, forMs, key, attempt })
    if (!state) return refusedTurn([usedForAnother()])
    if (state.attempt !== attempt) {
      // A first try with the same key may have taken it meanwhile.
      const first = key && answerToKey(key, subject, state)
      if (first) return first
      const held = obstacleTo(agent, state)
      return held ? heldByAnother(agent, held, state) : waitFor(stepBackMs)
    }
    if (!isBot(agent)) await turns.endBots(subject)
    const later = await overlapping(agent, subject)
    if (!later) return hasTurn(state)
    await turns.undo(subject.id, attempt, key?.key ?? null)
    return { ...later, retryAfterMs: Math.min(later.retryAfterMs ?? stepBackMs, jittered(stepBackMs)) }

    /** The customer is still writing: who has the turn, if anybody, is of more use than how long to wait. */
    async function busyOr(remainingMs: number): Promise<TurnAnswer> {
      const [own] = await turns.readCovering({ conversationId: subject.id, profileIds: [] })
      const held = own ? obstacleTo(agent, own) : null
      return own && held ? heldByAnother(agent, held, own) : waitFor(remainingMs)
    }
  }
}

type TurnKeyOf = Omit<TurnKey, 'token'>

/** A key belongs to its caller. The fingerprint distinguishes a retry from another use. */
function keyOf(
  { agent, idempotencyKey }: TakeTurnInput,
  keyScope: string,
  subject: TurnSubject,
): TurnKeyOf | null {
  if (typeof idempotencyKey !== 'string') return null
  const { kind, id } = toActor(agent)
  return {
    key: fingerprint([keyScope, idempotencyKey]),
    fingerprint: fingerprint([subject.id, kind, id]),
  }
}

/** The answer to a repeated key; null when it did not take this turn. */
function answerToKey(key: TurnKeyOf, subject: TurnSubject, state: TurnState): TurnAnswer | null {
  const used = state.keys.find((each) => each.key === key.key)
  if (!used) return null
  if (used.fingerprint !== key.fingerprint || state.id !== subject.id) return refusedTurn([usedForAnother()])
  if (takenNow(state)?.token === used.token) return hasTurn(state)
  const message = 'idempotencyKey: the turn that was taken with this key has ended; take it with another key'
  return refusedTurn([userError('CONFLICT', 'idempotencyKey', message)])
}

function usedForAnother(): UserError {
  const message =
    'idempotencyKey: this key was used before, for another conversation or customer, or for another agent'
  return userError('IDEMPOTENCY_CONFLICT', 'idempotencyKey', message)
}

function jittered(ms: number): number {
  return Math.ceil(ms * (0.5 + Math.random()))
}
