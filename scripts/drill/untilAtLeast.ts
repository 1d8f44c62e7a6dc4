import { setTimeout as delay } from 'node:timers/promises'
import { showProgress } from '../command/showProgress.ts'

const everyMs = 50

/** Wait until a number has reached another one, and show how far it is. */
export async function untilAtLeast(what: string, read: () => number, expected: number): Promise<void> {
  for (let now = read(); now < expected; now = read()) {
    showProgress(`${what}: ${now} of ${expected}`)
    await delay(everyMs)
  }
  showProgress('')
}
