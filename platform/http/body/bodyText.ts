import { BodyError } from './bodyError.ts'

/** What the bytes 0x80 to 0x9f mean in windows-1252; five of them have no meaning and stay. */
const upperControls =
  '\u20ac\u0081\u201a\u0192\u201e\u2026\u2020\u2021\u02c6\u2030\u0160\u2039\u0152\u008d\u017d\u008f' +
  '\u0090\u2018\u2019\u201c\u201d\u2022\u2013\u2014\u02dc\u2122\u0161\u203a\u0153\u009d\u017e\u0178'

const utf8 = new TextDecoder('utf-8', { fatal: true })

/**
 * How to read a body as text, by its `Content-Type`: in the charset that it declares, else in UTF-8. A byte order mark
 * is left out. The function returns null for bytes that are not of the charset. Throws a BodyError with 415 for a
 * charset that Elo cannot read.
 */
export function bodyText(contentType: string | undefined): {
  /** The charset by its usual name, e.g. `utf-8`. */
  charset: string
  read: (body: Buffer) => string | null
} {
  const [, declared = ''] = /;\s*charset\s*=\s*["']?([^\s"',;]*)/iu.exec(contentType ?? '') ?? []
  const decoder = decoderOf(declared)
  if (!decoder)
    throw new BodyError(
      415,
      `content-type: expected charset=utf-8, got ${JSON.stringify(declared.slice(0, 80))}`,
    )
  if (decoder.encoding === 'windows-1252') return { charset: decoder.encoding, read: readWindows1252 }
  return {
    charset: decoder.encoding,
    read(body) {
      try {
        return decoder.decode(body)
      } catch {
        return null
      }
    },
  }
}

function decoderOf(charset: string): TextDecoder | null {
  // US-ASCII is a part of UTF-8; web browsers take it for windows-1252, which would make wrong letters of UTF-8.
  if (charset === '' || /^(?:utf-?8|us-ascii|ascii)$/iu.test(charset)) return utf8
  try {
    return new TextDecoder(charset, { fatal: true })
  } catch {
    return null
  }
}

/** ISO-8859-1 is read so as well, as browsers do. TextDecoder of Node.js 20 leaves the upper controls as they are. */
function readWindows1252(body: Buffer): string {
  return body
    .toString('latin1')
    .replace(/[\u0080-\u009f]/gu, (control) => upperControls.charAt(control.charCodeAt(0) - 0x80))
}
