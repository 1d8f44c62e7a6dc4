/** An address of an e-mail, with the name that its writer gave; null when they gave none. */
export type MailAddress = { address: string; name: string | null }

/**
 * Reads one address as mail programs write it, e.g. `"Silva, Ana" <ana@example.com>`, `ana@example.com (Ana)` or
 * `ana@example.com`. A text without such a form is the address as a whole, e.g. `undisclosed-recipients:;`.
 */
export function mailAddressOf(text: string): MailAddress {
  const whole = text.trim()
  const start = whole.lastIndexOf('<')
  const inBrackets = start !== -1 && whole.endsWith('>') ? whole.slice(start + 1, -1).trim() : ''
  if (inBrackets !== '') return named(inBrackets, whole.slice(0, start))
  const comment = /^(\S+@\S+)\s+\(([^()]*)\)$/u.exec(whole)
  return comment ? named(comment[1] ?? whole, comment[2] ?? '') : { address: whole, name: null }
}

function named(address: string, written: string): MailAddress {
  const name = written
    .trim()
    .replace(/^(["'])(.*)\1$/su, '$2')
    .replace(/\\(["\\])/gu, '$1')
    .trim()
  return { address, name: name === '' || name === address ? null : name }
}
