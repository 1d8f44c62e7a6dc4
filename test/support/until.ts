import { setTimeout as delay } from 'node:timers/promises'

/** Look again and again until something holds; throws, saying what was waited for, when it does not within a minute. */
export async function until(
  what: string,
  holds: () => Promise<boolean> | boolean,
  withinMs = 60_000,
): Promise<void> {
  const deadline = performance.now() + withinMs
  while (!(await holds())) {
    if (performance.now() > deadline) throw new Error(`waited ${withinMs} ms in vain until ${what}`)
    await delay(20)
  }
}
