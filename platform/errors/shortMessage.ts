/** No word of our own messages is as long. */
const longestWord = 200
const shownOfWord = 80
const longestMessage = 4_000

/**
 * A message in which words of more than 200 characters are cut after 80, and which is cut after 4,000. graphql-js repeats
 * names and values of an operation as they are, so a caller gets a name of 1 MB back with each of its errors.
 */
export function shortMessage(message: string): string {
  if (message.length <= longestWord) return message
  const short = message.replace(longWords, (word) => cut(word, shownOfWord))
  return short.length > longestMessage ? cut(short, longestMessage) : short
}

const longWords = new RegExp(`[^\\s]{${longestWord + 1},}`, 'gu')

function cut(text: string, length: number): string {
  // Not within a surrogate pair.
  const end = /[\ud800-\udbff]$/u.test(text.slice(0, length)) ? length - 1 : length
  return `${text.slice(0, end)}…`
}
