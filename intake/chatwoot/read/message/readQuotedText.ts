import { type JsonObject, objectOf, textOf } from '../json.ts'
import { keptText } from './keptText.ts'
import { readableText } from './readText.ts'

/** What is longer is not compared, because that would take too long. */
const maximumCompared = 1_000_000

/**
 * What an e-mail quotes of earlier ones; null when it quotes nothing. Chatwoot gives the whole text as `reply` and, as
 * `quoted`, the same text without what it quotes: what is quoted are the lines that only `reply` has. A `quoted` that is
 * not a part of `reply` is the quoted part itself.
 */
export function readQuotedText(email: JsonObject): string | null {
  for (const name of ['text_content', 'html_content']) {
    const part = objectOf(email[name])
    const quoted = textIn(part, 'quoted')
    if (quoted === null) continue
    const found = quotedOf(textIn(part, 'reply'), quoted)
    return found === null || found.trim() === '' ? null : keptText(found).text
  }
  return null
}

function textIn(part: JsonObject, member: string): string | null {
  const text = textOf(part[member])
  return text === null ? null : textOf(readableText(text).text)
}

function quotedOf(reply: string | null, quoted: string): string | null {
  if (reply === null) return quoted
  if (reply.length > maximumCompared) return null
  const kept = quoted.split('\n').map(wordsOf).filter(Boolean)
  const lines = reply.split('\n')
  if (wordsOf(lines.find((line) => line.trim() !== '') ?? '') !== kept[0]) return quoted
  let next = 0
  const others = lines.filter((line) => {
    const words = wordsOf(line)
    const isKept = words !== '' && words === kept[next]
    if (isKept) next++
    return !isKept
  })
  const rest = others.join('\n').trim()
  // Chatwoot also leaves out signatures.
  return next === kept.length && looksQuoted.test(rest) ? rest : null
}

function wordsOf(line: string): string {
  return line.trim().replace(/\s+/gu, ' ')
}

/** A quoted line, or what mail programs write above a quoted part. */
const looksQuoted =
  /^[ \t]*(?:>|_{8,}[ \t]*$|-{3,}[ \t]*\p{L}|(?:from|de|von|da|van):[ \t])|(?:wrote|escreveu|escribió|a écrit|schrieb|ha scritto)[ \t]*:[ \t]*$/imu
