/** What was used last, up to a number of entries. */
export type LruCache<Value> = {
  get(key: string): Value | undefined
  set(key: string, value: Value): void
}

/** Keep at most `limit` values by key; the one unused for longest makes room. */
export function createLruCache<Value extends object>(limit: number): LruCache<Value> {
  // A Map iterates in the order of insertion, so that its first key is the one unused for longest.
  const values = new Map<string, Value>()
  return {
    get(key) {
      const value = values.get(key)
      if (value === undefined) return undefined
      values.delete(key)
      values.set(key, value)
      return value
    },
    set(key, value) {
      values.delete(key)
      values.set(key, value)
      if (values.size <= limit) return
      for (const oldest of values.keys()) {
        values.delete(oldest)
        return
      }
    },
  }
}
