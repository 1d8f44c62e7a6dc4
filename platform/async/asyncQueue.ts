/** A bounded queue, first in, first out, whose reader can wait for the next item. */
export type AsyncQueue<Item> = {
  /** Add an item and wake the reader. False when the queue is full: then the item is dropped. */
  push: (item: Item) => boolean
  /** The next item, undefined when there is none now. */
  take(): Item | undefined
  /** Drop all items. */
  clear(): void
  /** Resolves when there is an item, or at the next `wake`. Only one reader may wait at a time. */
  wait: () => Promise<void>
  /** Make the waiting reader look again, also when there is no item for it. */
  wake: () => void
}

export function createAsyncQueue<Item>(limit: number): AsyncQueue<Item> {
  let items: Item[] = []
  let taken = 0
  let wakeReader: (() => void) | null = null

  function clear(): void {
    items = []
    taken = 0
  }

  function wake(): void {
    wakeReader?.()
    wakeReader = null
  }

  return {
    push(item) {
      if (items.length - taken >= limit) return false
      items.push(item)
      wake()
      return true
    },
    take() {
      const item = items[taken]
      taken += 1
      if (taken >= items.length) clear()
      return item
    },
    clear,
    wait: () =>
      items.length > 0
        ? Promise.resolve()
        : new Promise((resolve) => {
            wakeReader = resolve
          }),
    wake,
  }
}
