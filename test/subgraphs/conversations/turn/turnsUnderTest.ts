import { systemClock } from '../../../../platform/process/clock.ts'
import type { Principal } from '../../../../platform/subgraph/principal.ts'
import type { SubgraphUnderTest, Variables } from '../../../support/recordingSubgraphs.ts'
import { idOf, membersOf } from '../../../support/recordingSubgraphs.ts'
import { type ConversationsSubgraph, openConversationsSubgraph } from '../conversationsSubgraph.ts'

export const turnFields = 'turnId token heldBy { kind externalId name } since until'
const answerFields = `turn { ${turnFields} } heldBy { kind externalId name } retryAfterMs`

export const atlas = { kind: 'AI', externalId: 'atlas', name: 'Atlas' }
export const nova = { kind: 'AI', externalId: 'nova', name: 'Nova' }
export const ana = { kind: 'HUMAN', externalId: '3', name: 'Ana' }
export const bruno = { kind: 'HUMAN', externalId: '4', name: 'Bruno' }

/** What a mutation of a turn answers, as a client reads it. */
export type TurnAnswerOfTest = {
  turn: Record<string, unknown> | null
  heldBy: unknown
  retryAfterMs: number | null
  userErrors: unknown[]
}

export type TurnsUnderTest = ConversationsSubgraph & {
  take(input: Variables, principal?: Principal): Promise<TurnAnswerOfTest>
  renew(input: Variables, principal?: Principal): Promise<TurnAnswerOfTest>
  release(input: Variables, principal?: Principal): Promise<TurnAnswerOfTest>
  mayReply(conversationId: string, token: unknown, principal?: Principal): Promise<unknown>
  /** `Conversation.turn`. */
  turnOf(conversationId: string): Promise<unknown>
  /** Record a message of an actor in a conversation, and give its id and `outOfTurn`. */
  say(
    conversationId: string,
    actor: Variables,
    input?: Variables,
  ): Promise<{ id: string; outOfTurn: unknown }>
  /** Make all times of turns earlier, as if so many seconds had passed. */
  pass(seconds: number): Promise<void>
}

export async function openTurns(): Promise<TurnsUnderTest> {
  const subgraph = await openConversationsSubgraph({ clock: systemClock })
  const mutate = mutationOf(subgraph)
  return {
    ...subgraph,
    take: (input, principal) => mutate('takeTurn', { agent: atlas, ...input }, principal),
    renew: (input, principal) => mutate('renewTurn', input, principal),
    release: (input, principal) => mutate('releaseTurn', input, principal),
    async mayReply(id, token, principal) {
      const query = 'query ($id: ID!, $token: SafeInt!) { mayReply(conversationId: $id, token: $token) }'
      return (await subgraph.ask(query, { id, token }, principal))['mayReply']
    },
    async turnOf(id) {
      const query = `query ($id: ID!) { conversation(id: $id) { turn { ${turnFields} } } }`
      return membersOf((await subgraph.ask(query, { id }))['conversation'])['turn']
    },
    async say(conversationId, actor, input = {}) {
      const answer = await subgraph.recordMessage({ conversationId, actor, text: 'Olá', ...input })
      const id = idOf(answer, 'message')
      const [message] = await subgraph.entities(
        [{ __typename: 'Message', id }],
        '... on Message { outOfTurn { heldBy { kind externalId name } token } }',
      )
      return { id, outOfTurn: membersOf(message)['outOfTurn'] }
    },
    async pass(seconds) {
      const earlier = (field: string) => ({
        $cond: [{ $ifNull: [`$${field}`, false] }, { $subtract: [`$${field}`, seconds * 1_000] }, null],
      })
      const fields = ['since', 'until', 'personAt', 'personUntil', 'releasedAt', 'busyUntil']
      await subgraph.connection
        .collection('turns')
        .updateMany({}, [{ $set: Object.fromEntries(fields.map((field) => [field, earlier(field)])) }])
    },
  }
}

function mutationOf(subgraph: SubgraphUnderTest) {
  return async (name: string, input: Variables, principal?: Principal): Promise<TurnAnswerOfTest> => {
    const { turn, heldBy, retryAfterMs, userErrors } = await subgraph.mutate(
      name,
      answerFields,
      input,
      principal,
    )
    return {
      turn: turn === null ? null : membersOf(turn),
      heldBy: heldBy === null ? null : { ...membersOf(heldBy) },
      retryAfterMs: typeof retryAfterMs === 'number' ? retryAfterMs : null,
      userErrors: Array.isArray(userErrors) ? userErrors.map(membersOf) : [],
    }
  }
}
