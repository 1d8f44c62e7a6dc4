import { findAnswer } from './ask/findAnswer.ts'
import { findQuestions } from './ask/findQuestions.ts'
import type { Fact, FactKind } from './fact.ts'
import { findFacts } from './findFacts.ts'
import type { ToldMessage } from './toldMessageStore.ts'

/** A fact of a message; `place` is the number of the message, 0 is the newest. */
export type ToldFact = Pick<Fact, 'kind' | 'value' | 'normalised'> & { message: ToldMessage; place: number }

/** What one message adds: facts, also of newer messages whose meaning only its question gives, and what it asks for. */
export type ReadMessage = { place: number; facts: ToldFact[]; asked: FactKind[] }

/** An answer is among this many messages of the customer after the question. */
const mostAnswers = 3

type Turn = { answers: { message: ToldMessage; place: number; kinds: Set<FactKind> }[]; isAsked: boolean }

/**
 * Reads the facts of a customer's messages, which are given newest first. A text has its facts by itself, or it is a bare
 * value that answers the question before it in its conversation: `12345` after "qual o número do pedido?". So the texts of
 * the customer wait until the messages before them are read.
 */
export function createFactReader(): (message: ToldMessage) => ReadMessage {
  const turns = new Map<string | null, Turn>()
  let next = 0

  return (message) => {
    const place = next++
    const { conversationId, actorKind, text } = message
    const turn = turns.get(conversationId) ?? { answers: [], isAsked: false }
    if (actorKind === 'CUSTOMER') {
      const facts = factsOf(message, place)
      const newer = turn.isAsked ? [] : turn.answers
      const kinds = new Set(facts.map(({ kind }) => kind))
      turns.set(conversationId, {
        answers: [...newer, { message, place, kinds }].slice(-mostAnswers),
        isAsked: false,
      })
      return { place, facts, asked: [] }
    }
    const asked = findQuestions(text)
    turns.set(conversationId, { ...turn, isAsked: true })
    const answers = turn.answers.flatMap((answer) =>
      asked.flatMap((kind) => {
        const fact = answer.kinds.has(kind) ? null : findAnswer(answer.message.text, kind)
        if (!fact) return []
        answer.kinds.add(kind)
        return [toldFact(fact, answer.message, answer.place)]
      }),
    )
    return {
      place,
      facts: [...(actorKind === 'AUTOMATION' ? [] : factsOf(message, place)), ...answers],
      asked,
    }
  }
}

function factsOf(message: ToldMessage, place: number): ToldFact[] {
  return findFacts(message.text).map((fact) => toldFact(fact, message, place))
}

function toldFact({ kind, value, normalised }: Fact, message: ToldMessage, place: number): ToldFact {
  return { kind, value, normalised, message, place }
}
