/** Wakes the members of a group that run in this process. */
export type GroupSignals = {
  /** Call `onSignal` at each signal for a group, until the returned function is called. */
  listen(group: string, onSignal: () => void): () => void
  /** Something may be there to be claimed, or room for new entries. */
  signal(group: string): void
}

export function createGroupSignals(): GroupSignals {
  const listeners = new Map<string, Set<() => void>>()
  return {
    listen(group, onSignal) {
      const ofGroup = listeners.get(group) ?? new Set()
      listeners.set(group, ofGroup.add(onSignal))
      return () => {
        ofGroup.delete(onSignal)
        if (ofGroup.size === 0 && listeners.get(group) === ofGroup) listeners.delete(group)
      }
    },
    signal(group) {
      for (const onSignal of listeners.get(group) ?? []) onSignal()
    },
  }
}
