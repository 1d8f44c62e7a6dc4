import type { Actor, ActorKind } from '../../../interactions/interaction.ts'
import { idFaults, nameFaults } from '../../../interactions/recording/inputFaults.ts'
import { type ActorInput, actorFaults } from '../../../interactions/recording/recordingInput.ts'
import { type UserError, userError } from '../../../interactions/recording/userError.ts'
import type { ReleaseTurnInput, RenewTurnInput, TakeTurnInput } from '../schemaTypes.ts'

/*
 * The turn: the right to answer in a conversation, or in all conversations of a customer.
 *
 * It is a lease in the database: `holder` has it until `until`, by the database's clock alone. Each holder gets a token,
 * and tokens only grow. There are two ways to get it:
 *
 * - An agent takes it (`TAKEN`), renews it and releases it.
 * - A person gets it by writing (`MESSAGE`), or because the conversation is passed on to them or their department
 *   (`HANDOFF`). AI agents and automations then stay silent for a time that a rule says, counted from the last message.
 *
 * A person's message that arrives late does not end a turn that was taken after it. It still makes bots silent: when the
 * turn ends, nobody but a person gets the next one before `personUntil`.
 */

/** How a holder got the turn. */
export type TurnOrigin = 'TAKEN' | 'MESSAGE' | 'HANDOFF'

/** Why nobody has a turn. */
export type TurnEnd = 'RELEASED' | 'PERSON_WROTE' | 'HANDED_OFF'

/** A turn that is or was held; `keyScope` is the caller that took it, null where a person got it otherwise. */
export type HeldTurn = {
  token: number
  holder: Actor
  origin: TurnOrigin
  keyScope: string | null
  since: Date
  until: Date
}

/** The turn of a conversation or customer as it is stored, at the time `now` of the database. */
export type TurnState = {
  id: string
  turnId: string
  scope: 'CONVERSATION' | 'CUSTOMER'
  token: number
  holder: Actor | null
  origin: TurnOrigin | null
  /** The caller that took it, which alone may renew it. */
  keyScope: string | null
  since: Date | null
  until: Date | null
  endedBy: TurnEnd | null
  /** The latest message of a person, and until when it makes bots silent; null when there is none, or it was released. */
  person: Actor | null
  personAt: Date | null
  personUntil: Date | null
  /** The latest turns that ended, oldest first. */
  past: HeldTurn[]
  /** The keys with which it was taken lately. */
  keys: TurnKey[]
  /** The write that changed the holder last. */
  attempt: string | null
  now: Date
}

/** An idempotency key with the turn that it took. */
export type TurnKey = { key: string; fingerprint: string; token: number }

/** A turn as readers see it; without a holder when nobody has it now. */
export type ShownTurn = {
  turnId: string
  token: number
  heldBy: Actor | null
  since: Date | null
  until: Date | null
}

/** For how long a turn is taken by default, as the schema says. */
export const defaultForMs = 60_000
const minimumForMs = 1_000
const maximumForMs = 600_000
const maximumWaitForSilenceMs = 60_000

const botKinds: readonly ActorKind[] = ['AI', 'AUTOMATION']
const agentKinds: readonly ActorKind[] = ['HUMAN', ...botKinds]

/** Whether an actor answers by itself, so that a person goes before it. */
export function isBot({ kind }: Pick<Actor, 'kind'>): boolean {
  return botKinds.includes(kind)
}

export function takeTurnFaults(input: TakeTurnInput): UserError[] {
  const { conversationId, customerId, agent, forMs, waitForSilenceMs, idempotencyKey } = input
  return [
    ...subjectFaults(conversationId, customerId),
    ...idFaults('conversationId', 'cnv', conversationId),
    ...idFaults('customerId', 'cus', customerId),
    ...agentFaults(agent),
    ...rangeFaults('forMs', forMs, minimumForMs, maximumForMs),
    ...rangeFaults('waitForSilenceMs', waitForSilenceMs, 0, maximumWaitForSilenceMs),
    ...nameFaults('idempotencyKey', idempotencyKey),
  ]
}

export function renewTurnFaults({ turnId, forMs }: RenewTurnInput): UserError[] {
  return [...idFaults('turnId', 'trn', turnId), ...rangeFaults('forMs', forMs, minimumForMs, maximumForMs)]
}

export function releaseTurnFaults({ turnId }: ReleaseTurnInput): UserError[] {
  return idFaults('turnId', 'trn', turnId)
}

type GivenId = string | null | undefined

/** Whether exactly one of the two ids is given. */
export function hasOneId(conversationId: GivenId, customerId: GivenId): boolean {
  return (typeof conversationId === 'string') !== (typeof customerId === 'string')
}

function subjectFaults(conversationId: GivenId, customerId: GivenId): UserError[] {
  if (hasOneId(conversationId, customerId)) return []
  return typeof conversationId === 'string'
    ? [userError('INVALID_VALUE', null, 'expected conversationId or customerId, got both')]
    : [userError('REQUIRED', null, 'expected conversationId or customerId, got neither')]
}

function agentFaults(agent: ActorInput): UserError[] {
  const { kind, externalId } = agent
  const hasId = externalId !== null && externalId !== undefined
  return [
    ...actorFaults('agent', agent),
    ...(agentKinds.includes(kind)
      ? []
      : [
          userError(
            'INVALID_VALUE',
            ['agent', 'kind'],
            `agent.kind: expected HUMAN, AI or AUTOMATION, got ${kind}`,
          ),
        ]),
    ...(hasId
      ? []
      : [userError('REQUIRED', ['agent', 'externalId'], 'agent.externalId: expected an id, got none')]),
  ]
}

function rangeFaults(field: string, value: number | undefined, from: number, to: number): UserError[] {
  if (value === undefined || (value >= from && value <= to)) return []
  return [userError('INVALID_VALUE', field, `${field}: expected ${from} to ${to}, got ${value}`)]
}

/** Who holds a turn at the time of its state: by the turn itself, or else because a person wrote lately; null: nobody. */
export function heldNow(state: TurnState): HeldTurn | null {
  const [last] = lastOf(state)
  return last && last.until > state.now ? last : silenceOf(state, state.now)
}

/** The turn that an agent took and still has; null when it has ended, and when a person got it otherwise. */
export function takenNow(state: TurnState): HeldTurn | null {
  const held = heldNow(state)
  return held?.origin === 'TAKEN' ? held : null
}

/**
 * The turns that were held at a time, the latest first: two, when one followed the other within this second, because
 * foreign systems give times in whole seconds. None when nobody held it, and when it is too long ago to be known.
 */
export function heldAt(state: TurnState, at: Date): HeldTurn[] {
  const held = [...state.past, ...lastOf(state)].filter(
    (turn) => wholeSecond(turn.since) <= at && at < turn.until,
  )
  const silence = held.length === 0 ? silenceOf(state, at) : null
  return silence ? [silence] : held.toReversed()
}

/** The turn of the holder, which may have ended. */
function lastOf({ token, holder, origin, keyScope, since, until }: TurnState): HeldTurn[] {
  return holder && origin && since && until ? [{ token, holder, origin, keyScope, since, until }] : []
}

function silenceOf({ token, person, personAt, personUntil }: TurnState, at: Date): HeldTurn | null {
  if (!person || !personAt || !personUntil || at < personAt || at >= personUntil) return null
  return { token, holder: person, origin: 'MESSAGE', keyScope: null, since: personAt, until: personUntil }
}

function wholeSecond(time: Date): Date {
  return new Date(Math.floor(time.getTime() / 1_000) * 1_000)
}

/** What keeps this agent from the turn now; null when nothing does. Only a person that took it keeps another person from it. */
export function obstacleTo(agent: Actor, state: TurnState): HeldTurn | null {
  const held = heldNow(state)
  if (isBot(agent) || !held) return held
  return held.origin === 'TAKEN' && !isBot(held.holder) ? held : null
}

/** In how many milliseconds a turn can be free: when it ends, and for a bot the silence after a person's message. */
export function freeInMs(agent: Actor, { until }: HeldTurn, { now, personUntil }: TurnState): number {
  const end = isBot(agent) && personUntil && personUntil > until ? personUntil : until
  return Math.max(1, end.getTime() - now.getTime())
}

export function shownTurn(state: TurnState): ShownTurn {
  const { turnId, token } = state
  const held = heldNow(state)
  return {
    turnId,
    token,
    heldBy: held?.holder ?? null,
    since: held?.since ?? null,
    until: held?.until ?? null,
  }
}

/** Of the turns that cover a conversation, its own and its customer's, the one that is held; else its own. */
export function coveringTurn(states: readonly TurnState[]): TurnState | null {
  const own = states.find(({ scope }) => scope === 'CONVERSATION') ?? null
  if (own && heldNow(own)) return own
  return states.find((state) => state !== own && heldNow(state)) ?? own
}
