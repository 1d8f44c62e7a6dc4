import { setTimeout as delay } from 'node:timers/promises'

/** Poll until a condition holds. Throws with `what` when it does not hold in time, by default within a minute. */
export async function until(
  what: string,
  holds: () => Promise<boolean> | boolean,
  withinMs = 60_000,
): Promise<void> {
  const deadline = performance.now() + withinMs
  while (!(await holds())) {
    if (performance.now() > deadline) throw new Error(`expected within ${withinMs} ms that ${what}`)
    await delay(20)
  }
}
