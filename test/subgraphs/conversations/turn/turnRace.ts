import { z } from 'zod'
import type { PastTurn, Period } from './turnHistory.ts'
import { periodsOf } from './turnHistory.ts'

/** Ask one of the graphs. Rejects when it does not answer. */
export type AskRace = (query: string, variables: Record<string, unknown>) => Promise<unknown>

/** What an agent said, and between which times: by the clock that the database has as well. */
export type Reply = {
  agent: string
  token: number | null
  from: number
  to: number
  markedToken: number | null
  id: string
}

export type Race = {
  /** Three agents, and in some rounds a person, do what they want at the same time. */
  playRound(round: number): Promise<void>
  replies: Reply[]
  /** By token, when somebody first had an answer that shows the turn: from then on it is committed for certain. */
  shownAt: ReadonlyMap<number, number>
  /** How many requests were not answered. */
  failures(): number
}

const takeQuery = `mutation ($input: TakeTurnInput!) { takeTurn(input: $input) { turn { turnId token } retryAfterMs userErrors { code } } }`
const releaseQuery = `mutation ($input: ReleaseTurnInput!) { releaseTurn(input: $input) { userErrors { code } } }`
const recordQuery = `mutation ($input: RecordMessageInput!) { recordMessage(input: $input) { message { id outOfTurn { token } } userErrors { code } } }`
const turnQuery = `query ($id: ID!) { conversation(id: $id) { turn { turnId token heldBy { kind } } } }`

const turnSchema = z.object({ turnId: z.string(), token: z.number() })
const takeSchema = z.object({ takeTurn: z.object({ turn: turnSchema.nullable() }) })
const recordSchema = z.object({
  recordMessage: z.object({
    message: z.object({ id: z.string(), outOfTurn: z.object({ token: z.number() }).nullable() }),
  }),
})
const heldSchema = z.object({
  conversation: z.object({ turn: turnSchema.extend({ heldBy: z.object({ kind: z.string() }) }).nullable() }),
})

export function createRace({
  graphs,
  conversationId,
  customerId,
  random,
}: {
  /** The graphs, of which each request takes one. */
  graphs: () => readonly AskRace[]
  conversationId: string
  customerId: string
  random: () => number
}): Race {
  const replies: Reply[] = []
  const shownAt = new Map<number, number>()
  let failures = 0

  function show({ token }: { token: number }): void {
    if (!shownAt.has(token)) shownAt.set(token, Date.now())
  }

  async function ask<Schema extends z.ZodType>(
    schema: Schema,
    query: string,
    variables: Record<string, unknown>,
  ): Promise<z.infer<Schema> | null> {
    const all = graphs()
    const graph = all[Math.floor(random() * all.length)]
    try {
      return schema.parse(await graph?.(query, variables))
    } catch {
      failures += 1
      return null
    }
  }

  const say = (actor: object, text: string, turnToken: number | null) =>
    ask(recordSchema, recordQuery, {
      input: {
        ...{ conversationId, customer: { id: customerId }, channel: 'WHATSAPP', actor, text },
        ...(turnToken !== null && { turnToken }),
      },
    })

  async function reply(agent: string, text: string, token: number | null): Promise<void> {
    const from = Date.now()
    const answer = await say({ kind: 'AI', externalId: agent }, text, token)
    if (!answer) return
    const { id, outOfTurn } = answer.recordMessage.message
    replies.push({ agent, token, from, to: Date.now(), markedToken: outOfTurn?.token ?? null, id })
  }

  async function act(agent: string, round: number): Promise<void> {
    const input = { conversationId, agent: { kind: 'AI', externalId: agent }, forMs: 1_000 }
    const taken = await ask(takeSchema, takeQuery, { input })
    const turn = taken?.takeTurn.turn
    if (turn) show(turn)
    const text = `${agent}, round ${round}`
    // One that does not get the turn sometimes answers all the same.
    if (!turn) return random() < 0.25 ? reply(agent, text, null) : undefined
    await reply(agent, text, turn.token)
    // One that has the turn sometimes dies, and sometimes answers once more after it gave the turn back.
    if (random() < 0.03) return
    await ask(z.unknown(), releaseQuery, { input: turn })
    if (random() < 0.25) await reply(agent, `${text}, late`, turn.token)
  }

  /** A person writes, and then lets bots answer again. */
  async function write(round: number): Promise<void> {
    await say({ kind: 'HUMAN', externalId: 'ana' }, `ana, round ${round}`, null)
    const held = (await ask(heldSchema, turnQuery, { id: conversationId }))?.conversation.turn
    if (held) show(held)
    if (held?.heldBy.kind === 'HUMAN')
      await ask(z.unknown(), releaseQuery, { input: { turnId: held.turnId, token: held.token } })
  }

  return {
    replies,
    shownAt,
    failures: () => failures,
    async playRound(round) {
      const agents = ['atlas', 'nova', 'luna'].map((agent) => act(agent, round))
      await Promise.all([...agents, ...(random() < 0.3 ? [write(round)] : [])])
    },
  }
}

/** What is wrong with the history of a turn; empty when never two had it, and tokens only grew. */
export function faultsOf(states: readonly PastTurn[]): string[] {
  const tokens = states.flatMap(({ token }, index) => {
    const before = states[index - 1]?.token ?? 0
    return token < before ? [`token ${token} after ${before}`] : []
  })
  const holders = states.flatMap((state, index) => {
    const before = states[index - 1]
    if (!before?.holder || !state.holder || before.token === state.token) return []
    const isOver = before.until !== null && state.since !== null && before.until <= state.since
    // Only a person gets the turn of another one, and only that of a bot.
    const isPersons = state.origin === 'MESSAGE' && before.holder.kind !== 'HUMAN'
    return isOver || isPersons ? [] : [`token ${state.token} while ${before.token} was held`]
  })
  const unnumbered = states.flatMap((state, index) => {
    const before = states[index - 1]
    const isNew = state.holder && state.since?.getTime() !== before?.since?.getTime()
    return isNew && before?.token === state.token ? [`two holders with token ${state.token}`] : []
  })
  return [...tokens, ...holders, ...unnumbered]
}

/** The replies whose mark is wrong, and how many could be judged: those during which nothing changed. */
export function judge(
  states: readonly PastTurn[],
  { replies, shownAt }: Pick<Race, 'replies' | 'shownAt'>,
): { wrong: unknown[]; inTurn: number; outOfTurn: number } {
  const periods = periodsOf(states)
  const outcome = { wrong: new Array<unknown>(), inTurn: 0, outOfTurn: 0 }
  for (const each of replies) {
    const touched = periods.filter(({ from, to }) => from <= each.to && to >= each.from)
    const [period] = touched
    if (touched.length !== 1 || !period || !covers(period, each)) continue
    const isOwn = period.holder === `AI:${each.agent}` && (each.token === null || each.token === period.token)
    const expected = isOwn ? null : period.token
    // A turn has its time before it is committed. An answer of another agent before that is rightly not marked.
    const isCommitted = (shownAt.get(period.token) ?? Infinity) < each.from
    if (!isOwn && each.markedToken === null && !isCommitted) continue
    if (each.markedToken !== expected) outcome.wrong.push({ ...each, expected })
    if (isOwn) outcome.inTurn += 1
    else outcome.outOfTurn += 1
  }
  return outcome
}

function covers({ from, to }: Period, reply: Reply): boolean {
  return from < reply.from && reply.to < to
}
