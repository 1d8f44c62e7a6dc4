import { setTimeout as delay } from 'node:timers/promises'

/** Resolves when `condition` is true; rejects after `withinMs`. */
export async function until(condition: () => boolean, withinMs: number): Promise<void> {
  const deadline = performance.now() + withinMs
  while (!condition()) {
    if (performance.now() > deadline)
      throw new Error(`Did not come true within ${withinMs} ms: ${String(condition)}`)
    await delay(10)
  }
}
