import type { FetchNode } from '@apollo/query-planner'
import { createLruCache } from '../../platform/lruCache.ts'
import type { SubgraphAnswer } from '../subgraphFetch.ts'
import { type AnswerObject, isAnswerObject } from './answerData.ts'

/** The longest state, or answer to a first fetch, that is compared. */
const maxStateCharacters = 16_000

/** A fetch of a plan as it was sent. */
export type PlanFetch = { fetch: FetchNode; variables: AnswerObject }

/** What one request may ask of the fetches of its plan. */
export type PlanRequest = {
  send: (asked: PlanFetch) => Promise<SubgraphAnswer>
  /** As `SubgraphState`; of what the request has read, once it has. */
  stateOf: (asked: PlanFetch) => Promise<string | null>
}

type WithState = PlanFetch & { state: string }
/** `first` the fetches that need no other one, `next` those that are asked ahead, `last` the others. */
type Remembered = { body: Buffer; first: WithState[]; next: WithState[]; last: WithState[] }

/**
 * Answers that were given, to be given again: each with the states of everything that it was made of. Nothing is taken
 * for granted. For every request the fetches that need no other one are sent and their answers compared, and for all
 * others the subgraphs are asked for the state of what they would answer; only when all of it is the same, so is the
 * answer. `maxBytes` bounds what is kept; what was not given for longest makes room.
 */
export type AnswerMemory = {
  /** The answer that was given to the same before, if it still is; null when it is not, or may not be. */
  giveAgain(key: string, request: PlanRequest): Promise<Buffer | null>
  /** Remember an answer with all fetches that led to it, as far as their states are told. */
  remember(
    key: string,
    answer: { body: Buffer; counted: readonly CountedFetch[]; isAhead: (fetch: FetchNode) => boolean },
    request: Pick<PlanRequest, 'stateOf'>,
  ): Promise<void>
}

/** A fetch whose answer counted, with its variables and, where it needs no other fetch, its answer as they were then. */
export type CountedFetch = PlanFetch & { variablesText: string; answerText: string | null }

export function createAnswerMemory(maxBytes: number): AnswerMemory {
  const memory = createLruCache<Remembered>(maxBytes)

  return {
    async giveAgain(key, { send, stateOf }) {
      const remembered = memory.get(key)
      if (!remembered) return null
      const { body, first, next, last } = remembered
      const isAsBefore = async (asked: WithState) => (await stateOf(asked)) === asked.state
      const same = await Promise.all([
        ...first.map(async ({ fetch, variables, state }) => {
          // A subgraph of this process may write into what it is given.
          const answer = await send({ fetch, variables: structuredClone(variables) })
          return textOf(answer) === state
        }),
        ...next.map(isAsBefore),
      ])
      if (same.includes(false)) return null
      // These ask what those before have read.
      return (await Promise.all(last.map(isAsBefore))).includes(false) ? null : body
    },

    async remember(key, { body, counted, isAhead }, { stateOf }) {
      const remembered: Remembered = { body, first: [], next: [], last: [] }
      let size = key.length + body.length
      for (const { fetch, variables, variablesText, answerText } of counted) {
        const state = fetch.requires ? await stateOf({ fetch, variables }) : answerText
        if (state === null || state.length > maxStateCharacters) return
        const group = !fetch.requires ? 'first' : isAhead(fetch) ? 'next' : 'last'
        // What was given to a subgraph it may have written into.
        const asSent: unknown = JSON.parse(variablesText)
        if (isAnswerObject(asSent)) remembered[group].push({ fetch, variables: asSent, state })
        size += state.length + variablesText.length
      }
      memory.set(key, remembered, size)
    },
  }
}

/** An answer as a text; null for one that is not to be remembered. To be taken before anybody writes into it. */
export function textOf({ data, errors }: SubgraphAnswer): string | null {
  return data && !errors ? JSON.stringify(data) : null
}

/** Keep of a fetch what `remember` needs; gives its answer, which nobody has written into before that. */
export function countFetch(
  counted: CountedFetch[],
  { fetch, variables }: PlanFetch,
  answer: Promise<SubgraphAnswer>,
): Promise<SubgraphAnswer> {
  const entry: CountedFetch = { fetch, variables, variablesText: JSON.stringify(variables), answerText: null }
  counted.push(entry)
  if (fetch.requires) return answer
  return answer.then((came) => {
    entry.answerText = textOf(came)
    return came
  })
}
