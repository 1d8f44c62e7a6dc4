import type { FactKind } from './fact.ts'
import type { ReadMessage, ToldFact } from './factReader.ts'
import type { ToldMessage } from './toldMessageStore.ts'

/** An agent's question for what the customer had told before it. */
export type DuplicateQuestion = { key: FactKind; question: ToldMessage; answer: ToldFact }

/**
 * For how long a told value answers later questions of its kind.
 *
 * - `ALWAYS`: it is the customer's own, in every conversation: a CPF, an address.
 * - `MATTER`: it is of one matter; for 30 days in every conversation: the number of an order.
 * - `CONVERSATION`: it means something only where it was told; for 30 days in that conversation: a date, a size.
 */
type Lasting = 'ALWAYS' | 'MATTER' | 'CONVERSATION'

const lasting: Record<FactKind, Lasting> = {
  CPF: 'ALWAYS',
  CNPJ: 'ALWAYS',
  RG: 'ALWAYS',
  PERSON_NAME: 'ALWAYS',
  COMPANY_NAME: 'ALWAYS',
  BIRTH_DATE: 'ALWAYS',
  EMAIL: 'ALWAYS',
  PHONE: 'ALWAYS',
  HANDLE: 'ALWAYS',
  ADDRESS: 'ALWAYS',
  POSTAL_CODE: 'ALWAYS',
  CUSTOMER_NUMBER: 'ALWAYS',
  CONTRACT_NUMBER: 'ALWAYS',
  PLATE: 'ALWAYS',
  BANK_ACCOUNT: 'ALWAYS',
  PIX_KEY: 'ALWAYS',
  ORDER_NUMBER: 'MATTER',
  INVOICE_NUMBER: 'MATTER',
  PROTOCOL_NUMBER: 'MATTER',
  QUOTE_NUMBER: 'MATTER',
  TRACKING_CODE: 'MATTER',
  PRODUCT_CODE: 'MATTER',
  SERIAL_NUMBER: 'MATTER',
  COUPON: 'MATTER',
  CARD_ENDING: 'MATTER',
  BOLETO: 'MATTER',
  PRODUCT: 'MATTER',
  AMOUNT: 'CONVERSATION',
  INSTALMENTS: 'CONVERSATION',
  PAYMENT_METHOD: 'CONVERSATION',
  PERCENTAGE: 'CONVERSATION',
  DATE: 'CONVERSATION',
  TIME: 'CONVERSATION',
  QUANTITY: 'CONVERSATION',
  SIZE: 'CONVERSATION',
  COLOUR: 'CONVERSATION',
  WEIGHT: 'CONVERSATION',
  DIMENSIONS: 'CONVERSATION',
  LINK: 'CONVERSATION',
}

const lastingMs = 30 * 24 * 60 * 60 * 1000

type Asked = { key: FactKind; question: ToldMessage; place: number }

/**
 * Finds the questions of people and AI agents that an older message of the customer answers, of which the newest counts.
 * Messages are given newest first, so that a question waits until its answer is read, or until none can be old enough.
 */
export function createDuplicateQuestions({ first, since }: { first: number; since: Date | null }) {
  let waiting: Asked[] = []
  const found: (DuplicateQuestion & { place: number })[] = []

  function answers({ key, question, place }: Asked, fact: ToldFact): boolean {
    if (fact.kind !== key || fact.place <= place || fact.message.actorKind !== 'CUSTOMER') return false
    if (lasting[key] === 'ALWAYS') return true
    if (isTooOld(question, fact.message)) return false
    return lasting[key] === 'MATTER' || question.conversationId === fact.message.conversationId
  }

  return {
    add(message: ToldMessage, { place, facts, asked }: ReadMessage): void {
      for (const fact of facts) {
        waiting = waiting.filter((each) => {
          const isAnswered = answers(each, fact)
          if (isAnswered) found.push({ ...each, answer: fact })
          return !isAnswered
        })
      }
      waiting = waiting.filter(
        ({ key, question }) => lasting[key] === 'ALWAYS' || !isTooOld(question, message),
      )
      const isAgent = message.actorKind === 'HUMAN' || message.actorKind === 'AI'
      if (!isAgent || (since && message.occurredAt < since)) return
      waiting.push(...asked.map((key) => ({ key, question: message, place })))
    },
    /** Whether messages older than this one cannot change the result. */
    isComplete({ occurredAt }: ToldMessage): boolean {
      const last = found.map(({ place }) => place).sort((one, other) => one - other)[first - 1]
      const mayCount = waiting.some(({ place }) => last === undefined || place <= last)
      return !mayCount && (last !== undefined || (since !== null && occurredAt < since))
    },
    result: (): DuplicateQuestion[] =>
      found
        .sort((one, other) => one.place - other.place)
        .slice(0, first)
        .map(({ key, question, answer }) => ({ key, question, answer })),
  }
}

function isTooOld(question: ToldMessage, answer: ToldMessage): boolean {
  return question.occurredAt.getTime() - answer.occurredAt.getTime() > lastingMs
}
