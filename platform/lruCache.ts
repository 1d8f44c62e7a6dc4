/** What was used last. */
export type LruCache<Value> = {
  get(key: string): Value | undefined
  set(key: string, value: Value): void
}

/**
 * Keep values by key as long as all keys together have at most `maxCharacters`; those unused for longest make room.
 * Fit for what is made from its key and about as large, so that nobody fills the memory with a few long ones.
 */
export function createLruCache<Value extends object>(maxCharacters: number): LruCache<Value> {
  // A Map iterates in the order of insertion, so that its first key is the one unused for longest.
  const values = new Map<string, Value>()
  let characters = 0

  function remove(key: string): void {
    if (values.delete(key)) characters -= key.length
  }

  return {
    get(key) {
      const value = values.get(key)
      if (value === undefined) return undefined
      values.delete(key)
      values.set(key, value)
      return value
    },
    set(key, value) {
      remove(key)
      values.set(key, value)
      characters += key.length
      for (const oldest of values.keys()) {
        if (characters <= maxCharacters) return
        remove(oldest)
      }
    },
  }
}
