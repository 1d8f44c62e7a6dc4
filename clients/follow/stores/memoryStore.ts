/** A store that keeps the position in memory, for a page that is followed until it is closed. */
export function createMemoryStore(position: string | null = null): {
  load(): string | null
  save(next: string): void
} {
  let current = position
  return { load: () => current, save: (next) => void (current = next) }
}
