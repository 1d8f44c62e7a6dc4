import { setImmediate } from 'node:timers/promises'
import type { Interaction } from '../../../interactions/interaction.ts'
import { mayRead, readableConditions } from '../../../interactions/visibility/visibility.ts'
import { callerError, unknownProfiles } from '../../../platform/errors/errors.ts'
import type { CustomerReference } from '../../../platform/paging/newestFirstPage.ts'
import { pageSize } from '../../../platform/paging/paging.ts'
import type { HistoryContext } from '../context.ts'
import type {
  CustomerDuplicateQuestionsArgs,
  CustomerKnownArgs,
  FactKind,
  KnownFact,
  ToldValue,
} from '../schemaTypes.ts'
import { createDuplicateQuestions, type DuplicateQuestion } from './duplicateQuestions.ts'
import { factKinds } from './fact.ts'
import { createFactReader, type ReadMessage, type ToldFact } from './factReader.ts'
import { createKnownFacts } from './knownFacts.ts'
import type { ToldMessage } from './toldMessageStore.ts'

/** How many messages, and characters of them, one request reads at most. */
const mostMessages = 5_000
const mostCharacters = 1_000_000
/** After so many characters other requests have their turn. */
const charactersPerTurn = 20_000

type Resolved<Type> = Type & { interaction: Interaction }

/** `Customer.known`. BAD_USER_INPUT when there are no keys, or more than there are kinds. */
export async function readKnown(
  customer: CustomerReference,
  { keys }: CustomerKnownArgs,
  context: HistoryContext,
): Promise<(Omit<KnownFact, 'values'> & { values: Resolved<Omit<ToldValue, 'interaction'>>[] })[]> {
  if (keys.length === 0 || keys.length > factKinds.length)
    throw callerError('BAD_USER_INPUT', `keys: expected 1 to ${factKinds.length}, got ${keys.length}`)
  const known = createKnownFacts([...new Set<FactKind>(keys)])
  const isWhole = await readMessages(customer, context, (_message, read) => {
    known.add(read)
    return known.isFull()
  })
  const facts = known.result()
  const interactions = await visibleInteractions(
    facts.flatMap(({ values }) => values.map(({ message }) => message)),
    context,
  )
  return facts.map(({ key, values }) => {
    const shown = values.flatMap((fact) => {
      const interaction = interactions.get(fact.message.id)
      return interaction ? [{ ...toldValue(fact), interaction }] : []
    })
    return {
      key,
      told: shown.some(({ toldBy }) => toldBy === 'CUSTOMER'),
      values: shown,
      complete: isWhole || known.isFullOf(key),
    }
  })
}

/** `Customer.duplicateQuestions`. BAD_USER_INPUT when `first` is out of range. */
export async function readDuplicateQuestions(
  customer: CustomerReference,
  { first, since = null }: CustomerDuplicateQuestionsArgs,
  context: HistoryContext,
) {
  const duplicates = createDuplicateQuestions({ first: pageSize(first, 'first'), since })
  const complete = await readMessages(customer, context, (message, read) => {
    duplicates.add(message, read)
    return duplicates.isComplete(message)
  })
  const found = duplicates.result()
  const interactions = await visibleInteractions(
    found.flatMap(({ question, answer }) => [question, answer.message]),
    context,
  )
  return { questions: found.flatMap((each) => shownQuestion(each, interactions)), complete }
}

function shownQuestion({ key, question, answer }: DuplicateQuestion, interactions: Map<string, Interaction>) {
  const [asked, told] = [interactions.get(question.id), interactions.get(answer.message.id)]
  return asked && told ? [{ key, question: asked, answer: { ...toldValue(answer), interaction: told } }] : []
}

function toldValue({ value, normalised, message }: ToldFact) {
  return { value, normalised, toldBy: message.actorKind, toldAt: message.occurredAt }
}

/**
 * Read what the caller may see of a customer's messages, newest first, until `take` says that it is enough. Gives whether
 * nothing is missing because of the limits.
 */
async function readMessages(
  { profileIds }: CustomerReference,
  { principal, toldMessages }: HistoryContext,
  take: (message: ToldMessage, read: ReadMessage) => boolean,
): Promise<boolean> {
  if (!profileIds) throw unknownProfiles()
  const read = createFactReader()
  let [messages, characters, ofTurn, isWhole] = [0, 0, 0, true]
  const query = { profileIds, readable: readableConditions(principal), limit: mostMessages + 1 }
  for await (const message of toldMessages.read(query)) {
    messages += 1
    characters += message.text.length
    if (messages > mostMessages || characters > mostCharacters) return false
    if (message.isCut) isWhole = false
    if (take(message, read(message))) return isWhole
    ofTurn += message.text.length
    if (ofTurn < charactersPerTurn) continue
    ofTurn = 0
    await setImmediate()
  }
  return isWhole
}

/** The interactions of messages by id, by one read; without those that are not the caller's to see any more. */
async function visibleInteractions(
  messages: readonly ToldMessage[],
  { interactions, principal }: HistoryContext,
): Promise<Map<string, Interaction>> {
  const ids = [...new Set(messages.map(({ id }) => id))]
  const found = await Promise.all(ids.map((id) => interactions.load(id)))
  return new Map(
    found.flatMap((each) => (each && mayRead(principal, each) ? [[each.id, each] as const] : [])),
  )
}
