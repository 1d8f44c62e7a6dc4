/** How many characters must be added, left out or replaced to make one text of the other. */
export function editDistance(a: string, b: string): number {
  const [from, to] = [Array.from(a), Array.from(b)]
  let row = [0, ...to.map((_, index) => index + 1)]
  for (const [line, character] of from.entries()) {
    const next = [line + 1]
    for (const [column, other] of to.entries()) {
      const replaced = (row[column] ?? 0) + (character === other ? 0 : 1)
      next.push(Math.min(replaced, (row[column + 1] ?? 0) + 1, (next[column] ?? 0) + 1))
    }
    row = next
  }
  return row.at(-1) ?? 0
}
