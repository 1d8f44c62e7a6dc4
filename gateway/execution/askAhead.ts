import type { FetchNode, PlanNode } from '@apollo/query-planner'
import { createLruCache } from '../../platform/lruCache.ts'
import { type AnswerObject, isAnswerObject } from './answerData.ts'

/** The longest variables of a fetch that are remembered, as JSON. */
const maxRememberedCharacters = 16_000

type Send<Answer> = (fetch: FetchNode, variables: AnswerObject) => Promise<Answer>

/** What a fetch was asked with last; `isSteady` when that was so the time before, too, or it is the first time. */
type Remembered = { text: string; isSteady: boolean }

/** Carry out a plan by `run`, which sends its fetches by what it is given. Rejects as `run` does. */
export type AskAhead<Answer> = (
  query: {
    /** The fetches that may be asked ahead: `fetchesToAskAhead` of the plan. */
    fetches: readonly FetchNode[]
    /** Who asks which query with which variables. */
    key: readonly unknown[]
    send: Send<Answer>
  },
  run: (send: Send<Answer>) => Promise<void>,
) => Promise<void>

/**
 * Asks ahead: the same query by the same caller mostly leads to the same entity, so the fetch that needs its key is
 * sent along with the one that finds it, and two waits in a row become one. The answer counts only when the key turns
 * out to be the same; else it is dropped and the fetch is sent as it should be. So no answer is older than its
 * request, and nobody is shown what the first fetch does not lead him to. What came out otherwise is not asked ahead
 * again before it was the same twice. `maxCharacters` bounds what is remembered.
 */
export function createAskAhead<Answer>(maxCharacters: number): AskAhead<Answer> {
  const memory = createLruCache<Remembered>(maxCharacters)

  return async ({ fetches, key, send }, run) => {
    if (fetches.length === 0) return run(send)
    const keys = new Map(fetches.map((fetch, index) => [fetch, JSON.stringify([index, ...key])]))
    const ahead = new Map<FetchNode, { remembered: Remembered; answer: Promise<Answer> }>()

    function remember(at: string, text: string): void {
      const found = memory.get(at)
      if (found?.text === text) found.isSteady = true
      else if (text.length <= maxRememberedCharacters)
        memory.set(at, { text, isSteady: found === undefined }, at.length + text.length)
    }

    const running = run((fetch, variables) => {
      const at = keys.get(fetch)
      if (at === undefined) return send(fetch, variables)
      const text = JSON.stringify(variables)
      remember(at, text)
      const asked = ahead.get(fetch)
      if (asked?.remembered.text !== text) return send(fetch, variables)
      ahead.delete(fetch)
      return asked.answer
    })
    // The plan's first step has been sent by now.
    for (const [fetch, at] of keys) {
      const remembered = memory.get(at)
      if (!remembered?.isSteady) continue
      // Parsed for each request: a subgraph of this process may write into what it is given.
      const variables: unknown = JSON.parse(remembered.text)
      if (!isAnswerObject(variables)) continue
      const answer = send(fetch, variables)
      // Where it is dropped, its failure is nobody's.
      answer.catch(() => undefined)
      ahead.set(fetch, { remembered, answer })
    }
    try {
      await running
    } finally {
      for (const { remembered } of ahead.values()) remembered.isSteady = false
    }
  }
}

/**
 * The fetches about a single entity that come right after a query's first step. Those about the items of a list are
 * many, and in one process mostly loaded by the step before.
 */
export function fetchesToAskAhead(plan: PlanNode): FetchNode[] {
  const second = plan.kind === 'Sequence' ? plan.nodes[1] : undefined
  const nodes = second?.kind === 'Parallel' ? second.nodes : second ? [second] : []
  return nodes.flatMap((node) =>
    node.kind === 'Flatten' && !node.path.includes('@') && node.node.kind === 'Fetch' ? [node.node] : [],
  )
}
