const marker = ';base64,'
const base64 = /[A-Za-z0-9+/=%]*/y
/** A line of base64 inside an attribute; anything shorter may be a word after it. */
const furtherLine = /\r?\n[A-Za-z0-9+/=%]{60,}/y
const mediaType = /data:[\w.+-]{1,80}\/[\w.+-]{1,80}(?:;[\w.=-]{1,80}){0,5}$/iu

/**
 * A text without the contents of the files that it has in `data:` addresses, e.g. the pictures in the HTML of an e-mail.
 * The addresses stay, with nothing in them. The search is linear in the length of the text.
 */
export function cutInlineFiles(text: string): string {
  const kept: string[] = []
  let keptTo = 0
  for (let at = text.indexOf(marker); at !== -1; at = text.indexOf(marker, Math.max(at, keptTo))) {
    const start = at + marker.length
    const isFile = mediaType.test(text.slice(Math.max(keptTo, at - 600), at))
    at = isFile ? endOfBase64(text, start) : start
    if (!isFile) continue
    kept.push(text.slice(keptTo, start))
    keptTo = at
  }
  return keptTo === 0 ? text : [...kept, text.slice(keptTo)].join('')
}

function endOfBase64(text: string, start: number): number {
  base64.lastIndex = start
  base64.test(text)
  let end = base64.lastIndex
  for (;;) {
    furtherLine.lastIndex = end
    if (!furtherLine.test(text)) return end
    end = furtherLine.lastIndex
  }
}
