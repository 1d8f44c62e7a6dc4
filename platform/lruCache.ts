/** What was used last. */
export type LruCache<Value> = {
  get(key: string): Value | undefined
  /** `size` in the cache's unit, for values that are larger than their keys. Default: the key's characters. */
  set(key: string, value: Value, size?: number): void
  delete(key: string): void
}

/**
 * Keep values by key as long as all together have at most `maxSize`; those unused for longest make room. By default
 * keys are counted: fit for what is made from its key and about as large, so that nobody fills the memory with a few
 * long ones.
 */
export function createLruCache<Value extends object>(maxSize: number): LruCache<Value> {
  // A Map iterates in the order of insertion, so that its first key is the one unused for longest.
  const entries = new Map<string, { value: Value; size: number }>()
  let total = 0

  function remove(key: string): void {
    total -= entries.get(key)?.size ?? 0
    entries.delete(key)
  }

  return {
    get(key) {
      const entry = entries.get(key)
      if (entry === undefined) return undefined
      entries.delete(key)
      entries.set(key, entry)
      return entry.value
    },
    set(key, value, size = key.length) {
      remove(key)
      entries.set(key, { value, size })
      total += size
      for (const oldest of entries.keys()) {
        if (total <= maxSize) return
        remove(oldest)
      }
    },
    delete: remove,
  }
}
