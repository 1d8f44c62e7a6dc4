import type { Actor } from '../../../../interactions/interaction.ts'
import type { TurnEnd, TurnKey, TurnOrigin, TurnState } from '../turn.ts'

/*
 * The writes of a turn as update pipelines: each decides and writes in one atomic command, by the database's clock, and
 * changes nothing when it does not apply. `attempt` marks who changed the holder last, so a writer recognises its own
 * success in the document after the command.
 */

type Expression = Record<string, unknown>
type Stage = { $set: Expression }

/** The turn that a write is about. It is created by the first write. */
export type TurnSubject = { id: string; scope: TurnState['scope']; profileIds: string[] }

/** A message of a person, or a hand-off; `at` is null when it happens now. */
export type PersonActed = { actor: Actor; at: Date | null; silentMs: number; origin: TurnOrigin }

const rememberedTurns = 20
const rememberedKeys = 20
const now = '$$NOW'
/** The kinds of `isBot`. */
const isHeldByBot = { $in: ['$holder.kind', ['AI', 'AUTOMATION']] }
const isHeld = { $gt: ['$until', now] }
const isSilent = { $gt: ['$personUntil', now] }
const nextToken = { $add: ['$token', 1] }

/** Take it, unless somebody holds it. A person is kept from it only by a person that took it. */
export function takeUpdate(
  subject: TurnSubject,
  { agent, isBot, keyScope, forMs, key, turnId, attempt }: TakeValues,
): Stage[] {
  const mayTake = isBot
    ? { $not: [{ $or: [isHeld, isSilent] }] }
    : { $not: [{ $and: [isHeld, { $eq: ['$origin', 'TAKEN'] }, { $not: [isHeldByBot] }] }] }
  const keys = key && {
    keys: lastOf(rememberedKeys, {
      $concatArrays: ['$keys', [{ ...literals(key), token: nextToken }]],
    }),
  }
  return guarded(subject, turnId, mayTake, {
    ...held(agent, 'TAKEN', { $add: [now, forMs] }),
    keyScope: { $literal: keyScope },
    attempt: { $literal: attempt },
    ...keys,
  })
}

export type TakeValues = {
  agent: Actor
  isBot: boolean
  keyScope: string
  forMs: number
  key: Omit<TurnKey, 'token'> | null
  /** The id of the turn if this is the first write. */
  turnId: string
  attempt: string
}

/** Renew a lease that this caller still has. */
export function renewUpdate(values: {
  token: number
  keyScope: string
  forMs: number
  attempt: string
}): Stage[] {
  const { token, keyScope, forMs, attempt } = values
  return when(
    { $and: [isHeld, isTakenBy(token, keyScope)] },
    { until: { $add: [now, forMs] }, attempt: { $literal: attempt } },
  )
}

/**
 * End a turn of this token: a lease of this caller, or with `ofPersons` what a person holds by a message or a hand-off.
 * When a person's turn is released, bots need not be silent any longer.
 */
export function releaseUpdate(values: {
  token: number
  keyScope: string
  ofPersons: boolean
  attempt: string
}): Stage[] {
  const { token, keyScope, ofPersons, attempt } = values
  const isPersons = {
    $or: [{ $in: ['$origin', ['MESSAGE', 'HANDOFF']] }, { $and: [{ $not: [isHeld] }, isSilent] }],
  }
  const isOwn = isTakenBy(token, keyScope)
  const mayRelease = ofPersons ? { $or: [isOwn, { $and: [hasToken(token), isPersons] }] } : isOwn
  const endsSilence = { $or: [{ $eq: ['$holder.kind', 'HUMAN'] }, { $and: [ofPersons, isPersons] }] }
  return when(mayRelease, {
    ...ended('RELEASED'),
    attempt: { $literal: attempt },
    person: { $cond: [endsSilence, null, '$person'] },
    personUntil: { $cond: [endsSilence, null, '$personUntil'] },
    releasedAt: { $cond: [endsSilence, now, '$releasedAt'] },
  })
}

/** Take back what was taken by this attempt, as if it had not been. The token stays used. */
export function undoUpdate(attempt: string, key: string | null): Stage[] {
  return when(
    { $eq: ['$attempt', { $literal: attempt }] },
    {
      ...free,
      keys: { $filter: { input: '$keys', cond: { $ne: ['$$this.key', { $literal: key }] } } },
    },
  )
}

/** A person wrote, or got the conversation: they have the turn from now on, unless it was taken after that. */
export function personUpdate(subject: TurnSubject, acted: PersonActed, turnId: string): Stage[] {
  const { actor, silentMs, origin } = acted
  const at = timeOf(acted)
  // What happened before a person released the turn does not bring the silence back.
  const counts = { $gte: [at, wholeSecond('$releasedAt')] }
  const silence = { $cond: [counts, { $max: ['$personUntil', { $add: [at, silentMs] }] }, '$personUntil'] }
  const isNewest = { $gte: [at, '$personAt'] }
  const isPersons = { $and: [isHeld, { $in: ['$origin', ['MESSAGE', 'HANDOFF']] }] }
  const getsTurn = { $and: [isSilent, { $or: [endsTurnOfBot(at), { $not: [isHeld] }] }] }
  return [
    ...created(subject, turnId),
    {
      $set: {
        person: { $cond: [{ $and: [isNewest, counts] }, literalActor(actor), '$person'] },
        personAt: { $max: ['$personAt', at] },
        personUntil: silence,
      },
    },
    ...whenFirst([
      [getsTurn, { ...held(actor, origin, '$personUntil'), keyScope: null, attempt: null }],
      [endsTurnOfBot(at), { ...ended('PERSON_WROTE'), token: nextToken, attempt: null }],
      [
        isPersons,
        { until: { $max: ['$until', '$personUntil'] }, holder: { $ifNull: ['$person', '$holder'] } },
      ],
    ]),
  ]
}

/** A person acted: what a bot holds by a turn that was taken before ends. */
export function endBotUpdate(acted: Pick<PersonActed, 'at'>): Stage[] {
  return when(endsTurnOfBot(timeOf(acted)), { ...ended('PERSON_WROTE'), token: nextToken, attempt: null })
}

/** The conversation is passed on to a bot: it alone keeps a turn that it has, and no bot need be silent any longer. */
export function handToBotUpdate(botId: string, acted: Pick<PersonActed, 'at'>): Stage[] {
  const at = timeOf(acted)
  const isBots = { $and: [isHeldByBot, { $eq: ['$holder.id', { $literal: botId }] }] }
  const isBefore = {
    $cond: [
      { $eq: ['$origin', 'TAKEN'] },
      { $gte: [at, wholeSecond('$since')] },
      { $gte: [at, '$personAt'] },
    ],
  }
  const isSilenced = { $and: [{ $ne: ['$personUntil', null] }, { $lte: ['$personAt', at] }] }
  return [
    ...when(isSilenced, { person: null, personUntil: null, releasedAt: at }),
    ...when(
      { $and: [isHeld, isBefore, { $not: [isBots] }] },
      {
        ...ended('HANDED_OFF'),
        token: nextToken,
        attempt: null,
      },
    ),
  ]
}

/** A bot's lease, when it was taken before this time. Foreign systems give times in whole seconds. */
function endsTurnOfBot(at: unknown): Expression {
  return { $and: [isHeld, isHeldByBot, { $gte: [at, wholeSecond('$since')] }] }
}

/** Never in the future, whatever the sender's clock says. */
function timeOf({ at }: Pick<PersonActed, 'at'>): unknown {
  return at === null ? now : { $min: [at, now] }
}

function wholeSecond(time: string): Expression {
  return { $dateTrunc: { date: time, unit: 'second' } }
}

function hasToken(token: number): Expression {
  return { $eq: ['$token', token] }
}

function isTakenBy(token: number, keyScope: string): Expression {
  return {
    $and: [hasToken(token), { $eq: ['$origin', 'TAKEN'] }, { $eq: ['$keyScope', { $literal: keyScope }] }],
  }
}

/** A new holder, with a new token; the one before is remembered. */
function held(holder: Actor, origin: TurnOrigin, until: unknown): Expression {
  return {
    past: withPast,
    token: nextToken,
    holder: literalActor(holder),
    origin,
    since: now,
    until,
    endedBy: null,
  }
}

const free = { holder: null, origin: null, keyScope: null, since: null, until: null }

function ended(endedBy: TurnEnd): Expression {
  return { ...free, past: withPast, endedBy }
}

const lastTurn = {
  token: '$token',
  holder: '$holder',
  origin: '$origin',
  keyScope: '$keyScope',
  since: '$since',
  until: { $min: ['$until', now] },
}
const withPast = lastOf(rememberedTurns, {
  $concatArrays: ['$past', { $cond: [{ $ne: ['$holder', null] }, [lastTurn], []] }],
})

function lastOf(count: number, list: Expression): Expression {
  return { $slice: [list, -count] }
}

function literals(values: Record<string, string>): Expression {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, { $literal: value }]))
}

/** What a caller wrote is never read as an expression. */
function literalActor({ kind, id, name }: Actor): Expression {
  return { $literal: { kind, id, name } }
}

/** The members of a new document, where there is none; `profileIds` are those of now. */
function created({ scope, profileIds }: TurnSubject, turnId: string): Stage[] {
  const first: Expression = {
    turnId: { $literal: turnId },
    token: 0,
    ...free,
    endedBy: null,
    person: null,
    personAt: null,
    personUntil: null,
    releasedAt: null,
    past: [],
    keys: [],
    attempt: null,
    busyUntil: new Date(0),
  }
  const members = Object.entries(first).map(([name, value]): [string, Expression] => [
    name,
    { $ifNull: [`$${name}`, value] },
  ])
  return [{ $set: { ...Object.fromEntries(members), scope, profileIds: { $literal: profileIds } } }]
}

function guarded(subject: TurnSubject, turnId: string, condition: Expression, set: Expression): Stage[] {
  return [...created(subject, turnId), ...when(condition, set)]
}

/** Set these members where the condition holds. */
function when(condition: Expression, set: Expression): Stage[] {
  return whenFirst([[condition, set]])
}

/** Set the members of the first condition that holds. All conditions and values are of the document before. */
function whenFirst(cases: [Expression, Expression][]): Stage[] {
  const names = [...new Set(cases.flatMap(([, set]) => Object.keys(set)))]
  const valueOf = (name: string) => ({
    $switch: {
      branches: cases.map(([condition, set]) => ({
        case: condition,
        then: set[name] ?? (name in set ? null : `$${name}`),
      })),
      default: `$${name}`,
    },
  })
  return [
    { $set: Object.fromEntries(names.map((name) => [name, valueOf(name)])) },
    { $set: { busyUntil: { $max: [new Date(0), '$until', '$personUntil'] } } },
  ]
}
