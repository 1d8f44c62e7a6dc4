import { type FactKind, factKinds } from '../fact.ts'
import { findFacts } from '../findFacts.ts'
import { plainText } from '../find/plainText.ts'
import { askingInQuestions, askingWords, fillerWords, questionWords } from './questionWords.ts'

/**
 * For which kinds a text asks. A sentence asks when it has words that ask, then only words between, and then the noun of a
 * kind: "poderia me informar o seu nome completo, CPF e o número do pedido?". Nouns alone ask when nothing else is in the
 * sentence: "CPF, por favor?". No question is what needs no answer ("não precisa informar o CPF") and what gives the value
 * itself ("posso confirmar o CPF 529.982.247-25?").
 *
 * It takes linear time: sentences are cut to `longestSentence` characters, of which a text has `mostSentences`.
 */
const longestSentence = 400
const mostSentences = 100

const begins = '(?<![a-z])'
const ends = '(?![a-z\\d])'

const nouns = factKinds.map((kind) => ({
  kind,
  pattern: new RegExp(`(?:${questionWords[kind].nouns})${ends}`, 'uy'),
}))
const phrases = factKinds.flatMap((kind) => {
  const { phrases: words } = questionWords[kind]
  return words === undefined ? [] : [{ kind, pattern: new RegExp(`${begins}(?:${words})`, 'u') }]
})

const asks = new RegExp(`${begins}(?:${askingWords.join('|')})${ends}`, 'gu')
const asksInQuestion = new RegExp(
  `${begins}(?:${[...askingWords, ...askingInQuestions].join('|')})${ends}`,
  'gu',
)
const refuses =
  /(?<![a-z])(?:nao|nunca|sem|don't|do not|does not|never|no need to|not)(?: (?:e necessario|e preciso|mais|need to|have to|vou|to))? $/u
const filler = new RegExp(`(?:${fillerWords})${ends}`, 'uy')
const separators = /(?:[\s,:;/()*•>-]|\d{1,2}[.)]){0,6}/uy
const please = /^[\s,]*(?:por favor|por gentileza|please)?[\s,]*$/u
const mostSteps = 60

/** The kinds for which a text asks, each once, in the order of `factKinds`. */
export function findQuestions(text: string): FactKind[] {
  const { plain, folded } = plainText(text)
  const asked = new Set<FactKind>()
  for (const { sentence, start } of sentencesOf(plain)) {
    const found = askedIn(sentence)
    if (found.length === 0) continue
    const given = findFacts(folded.slice(start, start + sentence.length))
    for (const { kind, end } of found)
      if (!given.some((fact) => fact.kind === kind && fact.end > end)) asked.add(kind)
  }
  return factKinds.filter((kind) => asked.has(kind))
}

/** Sentences end with `?`, `!`, a full stop before a blank, or an empty line. */
function sentencesOf(plain: string): { sentence: string; start: number }[] {
  const sentences = []
  for (const { index, 0: sentence } of plain.matchAll(/(?:[^?!.\n]|\.(?!\s|$)|\n(?!\s*\n))+[?!.]?/gu)) {
    if (sentence.trim() === '') continue
    sentences.push({ sentence: sentence.slice(0, longestSentence), start: index })
    if (sentences.length === mostSentences) break
  }
  return sentences
}

type Asked = { kind: FactKind; end: number }

function askedIn(sentence: string): Asked[] {
  const isQuestion = sentence.endsWith('?')
  const found = phrases.flatMap(({ kind, pattern }) => {
    const match = isQuestion ? pattern.exec(sentence) : null
    return match ? [{ kind, end: match.index + match[0].length }] : []
  })
  for (const { index, 0: words } of sentence.matchAll(isQuestion ? asksInQuestion : asks)) {
    if (refuses.test(sentence.slice(Math.max(0, index - 40), index))) continue
    found.push(...nounsAfter(sentence, index + words.length))
  }
  return found.length > 0 ? found : askedAlone(sentence)
}

/** The nouns from a place on, until something that is no noun and no filler. */
function nounsAfter(sentence: string, from: number): Asked[] {
  const found: Asked[] = []
  let place = from
  for (let step = 0; step < mostSteps; step++) {
    place += lengthAt(separators, sentence, place)
    const noun = longestNoun(sentence, place)
    if (noun) found.push({ kind: noun.kind, end: place + noun.length })
    const length = noun?.length ?? lengthAt(filler, sentence, place)
    if (length === 0) break
    place += length
  }
  return found
}

/** The nouns that are all of a sentence, when that is a question or says please. */
function askedAlone(sentence: string): Asked[] {
  const found = nounsAfter(sentence, 0)
  const rest = sentence.slice(found.at(-1)?.end ?? 0)
  const isAsked = rest.endsWith('?') || /please|por favor|por gentileza/u.test(rest)
  return isAsked && please.test(rest.replace(/[?.!]+$/u, '')) ? found : []
}

function longestNoun(sentence: string, place: number): { kind: FactKind; length: number } | null {
  let longest = null
  for (const { kind, pattern } of nouns) {
    const length = lengthAt(pattern, sentence, place)
    if (length > (longest?.length ?? 0)) longest = { kind, length }
  }
  return longest
}

function lengthAt(pattern: RegExp, text: string, place: number): number {
  pattern.lastIndex = place
  return pattern.exec(text)?.[0].length ?? 0
}
