import { type JsonObject, objectOf, textOf } from '../json.ts'
import { kindOf, NotUnderstoodError } from '../notUnderstoodError.ts'
import { htmlText } from './htmlText.ts'
import { type KeptText, keptText } from './keptText.ts'

/** Chatwoot cuts an e-mail at this length and puts three dots at its end. */
const longestContent = 150_000

/**
 * The text of a message as Chatwoot shows it. Where that is empty, the text of the e-mail that the message has, else the
 * text of its HTML. Null when there is none. Throws a NotUnderstoodError.
 */
export function readText(content: unknown, attributes: JsonObject): KeptText | null {
  if (content !== null && content !== undefined && typeof content !== 'string' && typeof content !== 'number')
    throw new NotUnderstoodError(`content: expected text or null, got ${kindOf(content)}`)
  const email = objectOf(attributes['email'])
  const shown = content === null || content === undefined ? '' : String(content)
  if (shown.trim() === '') return emailTextOf(email)
  const { text, isCut } = keptText(shown)
  return { text, isCut: isCut || isCutByChatwoot(shown, email) }
}

function isCutByChatwoot(content: string, email: JsonObject): boolean {
  if (content.length < longestContent || !content.endsWith('...')) return false
  const start = content.slice(0, -3)
  return ['text_content', 'html_content'].some((name) => {
    const whole = textOf(objectOf(email[name])['reply'])
    return whole !== null && whole.length > content.length && whole.startsWith(start)
  })
}

function emailTextOf(email: JsonObject): KeptText | null {
  const [text, html] = [objectOf(email['text_content']), objectOf(email['html_content'])]
  const plain = textOf(text['reply']) ?? textOf(text['full'])
  if (plain !== null) return keptText(plain)
  const marked = textOf(html['reply']) ?? textOf(html['full'])
  if (marked === null) return null
  const read = readableText(marked)
  if (read.text === '') return null
  const kept = keptText(read.isCut ? `${read.text}…` : read.text)
  return { text: kept.text, isCut: kept.isCut || read.isCut }
}

/** The text of what may be HTML or, where Chatwoot has read it, text already. */
export function readableText(text: string): KeptText {
  return hasMarkup.test(text) ? htmlText(text) : { text, isCut: false }
}

/** Not an address in angle brackets. */
const hasMarkup =
  /<\/?(?:html|head|body|div|p|br|span|table|tr|td|blockquote|a|b|i|u|strong|em|ul|ol|li|img|font|h[1-6]|pre|hr|center|style|!doctype html)(?:\s[^<>]{0,1000})?\/?>/iu
