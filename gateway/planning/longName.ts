import { BREAK, type DocumentNode, visit } from 'graphql'

/**
 * Whether a document has a name of more characters than this. Each error about a name repeats it, and graphql-js compares
 * it with the names of the schema. A string may be as long as it likes.
 */
export function hasLongName(query: string, document: DocumentNode, maxLength: number): boolean {
  // Few documents have so many characters of a name in a row, so few are visited. The look-behind keeps the search linear.
  if (!new RegExp(`(?<!\\w)\\w{${maxLength + 1}}`, 'u').test(query)) return false
  let isLong = false
  visit(document, {
    Name({ value }) {
      isLong = value.length > maxLength
      return isLong ? BREAK : undefined
    },
  })
  return isLong
}
