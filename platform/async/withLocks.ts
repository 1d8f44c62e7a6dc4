import type { KeyedMutex } from './keyedMutex.ts'

/**
 * Run work while holding the locks of all these keys. Every caller takes its locks in sorted order, so there is no
 * deadlock.
 */
export async function withLocks<Result>(
  mutex: KeyedMutex,
  keys: readonly string[],
  work: () => Promise<Result>,
): Promise<Result> {
  const [first, ...rest] = [...new Set(keys)].sort()
  return first === undefined ? work() : mutex.run(first, () => withLocks(mutex, rest, work))
}
