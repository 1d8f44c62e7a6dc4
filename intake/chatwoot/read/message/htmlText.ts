import { Parser } from 'htmlparser2'
import type { KeptText } from './keptText.ts'

const blocks = new Set([
  ...['address', 'article', 'aside', 'center', 'dd', 'div', 'dl', 'dt', 'footer', 'form', 'header', 'hr'],
  ...['li', 'main', 'section', 'table', 'tbody', 'tfoot', 'thead', 'tr'],
])
const paragraphs = new Set(['blockquote', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'ol', 'p', 'pre', 'ul'])
const unseen = new Set(['iframe', 'script', 'style', 'template', 'title'])
const link = /^(?:https?:|mailto:|tel:)\S{1,2000}$/iu

/** The time of the parser grows with the square of the depth, so it gets the HTML in pieces until one is too deep. */
const maximumDepth = 1_000
const pieceLength = 16_384
/** More than Elo keeps. */
const maximumLength = 400_000

/**
 * The text that a reader of the HTML sees: a line for each block, `- ` before an item of a list, `> ` before what is
 * quoted, the address of a link after its text. Its end is missing when the HTML is nested too deeply or too long.
 */
export function htmlText(html: string): KeptText {
  const lines: string[] = []
  let line = ''
  /** Whether the line has no text yet or ends with a space. */
  let isSpaced = true
  /** How deeply the empty line is quoted that comes before the next text; null when none does. */
  let gap: number | null = null
  let length = 0
  let depth = 0
  let quotes = 0
  let preformatted = 0
  /** The depth of the outermost element that is not seen; null outside of one. */
  let unseenSince: number | null = null
  let anchor: { href: string; text: string } | null = null

  function add(text: string, quoted: number): void {
    const quotedText = `${'> '.repeat(quoted)}${text}`.trimEnd()
    lines.push(quotedText)
    length += quotedText.length + 1
  }
  function endLine(): void {
    if (gap !== null && lines.length > 0) add('', gap)
    gap = null
    add(line, quotes)
    line = ''
    isSpaced = true
  }
  function endBlock(name: string, isEnd = false): void {
    if (line.trim() !== '') endLine()
    line = ''
    isSpaced = true
    if (name === 'blockquote' && isEnd) quotes--
    if (paragraphs.has(name)) gap = Math.min(gap ?? quotes, quotes)
  }
  function write(text: string): void {
    if (preformatted > 0) {
      const [first = '', ...others] = text.split('\n')
      line += first
      for (const other of others) {
        endLine()
        line = other
        isSpaced = false
      }
      return
    }
    const spaced = text.replace(/[ \t\r\n\f]+/gu, ' ')
    const words = isSpaced && spaced.startsWith(' ') ? spaced.slice(1) : spaced
    if (words === '') return
    line += words
    isSpaced = words.endsWith(' ')
  }

  const parser = new Parser({
    onopentag(name, attributes) {
      depth++
      const isUnseen = unseen.has(name) || /display\s*:\s*none/iu.test(attributes['style'] ?? '')
      if (isUnseen) unseenSince ??= depth
      if (unseenSince !== null) return
      if (name === 'br') endLine()
      if (blocks.has(name) || paragraphs.has(name)) endBlock(name)
      if (name === 'li') write('- ')
      if ((name === 'td' || name === 'th') && line !== '') write(' ')
      if (name === 'blockquote') quotes++
      if (name === 'pre') preformatted++
      if (name === 'a') anchor = { href: attributes['href']?.trim() ?? '', text: '' }
      const { alt = '' } = attributes
      if (name === 'img' && /^\p{Extended_Pictographic}/u.test(alt)) write(alt)
    },
    ontext(text) {
      if (unseenSince !== null) return
      if (anchor) anchor.text += text
      write(text)
    },
    onclosetag(name) {
      if (unseenSince === null) {
        if (name === 'a' && anchor) {
          const { href, text } = anchor
          anchor = null
          if (text.trim() !== '' && link.test(href) && plain(href) !== plain(text)) write(` <${href}>`)
        }
        if (blocks.has(name) || paragraphs.has(name)) endBlock(name, true)
        if (name === 'pre') preformatted--
      } else if (unseenSince === depth) unseenSince = null
      depth--
    },
  })
  let read = 0
  while (read < html.length && depth <= maximumDepth && length <= maximumLength) {
    parser.write(html.slice(read, read + pieceLength))
    read += pieceLength
  }
  const isCut = read < html.length
  if (!isCut) parser.end()
  endBlock('')
  const text = lines
    .join('\n')
    .replaceAll('\u00a0', ' ')
    .replace(/\n{3,}/gu, '\n\n')
    .trim()
  return { text, isCut }
}

/** An address as people write it. */
function plain(href: string): string {
  return href
    .trim()
    .toLowerCase()
    .replace(/^(?:https?:\/\/|mailto:|tel:)/u, '')
    .replace(/\/$/u, '')
}
