import type { KeyedMutex } from './keyedMutex.ts'

/**
 * Run work when it is its turn on all of these keys. Keys are taken in one order by everybody, so nobody waits for
 * somebody who waits for him.
 */
export async function withLocks<Result>(
  mutex: KeyedMutex,
  keys: readonly string[],
  work: () => Promise<Result>,
): Promise<Result> {
  const [first, ...rest] = [...new Set(keys)].sort()
  return first === undefined ? work() : mutex.run(first, () => withLocks(mutex, rest, work))
}
