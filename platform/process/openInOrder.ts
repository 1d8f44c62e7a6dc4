/** Note what was opened and how it is closed. Gives back what was opened. */
export type Opened = <T>(thing: T, close: (thing: T) => Promise<unknown>) => T

/**
 * Run a start that opens one thing after the other. When it fails half-way, what it has opened is closed in reverse
 * order and the failure is thrown on. Otherwise the answer is what the start gave and a `stop` that closes all in
 * reverse order; it may be called again. A thing that cannot be closed does not keep the others open; `stop` then
 * rejects with the first such error.
 */
export async function openInOrder<T extends object>(
  start: (opened: Opened) => Promise<T>,
): Promise<T & { stop(): Promise<void> }> {
  const closings: (() => Promise<unknown>)[] = []

  async function closeAll(): Promise<void> {
    const errors: unknown[] = []
    for (const close of closings.toReversed()) {
      await close().catch((error: unknown) => errors.push(error))
    }
    if (errors.length > 0) throw errors[0]
  }

  let stopping: Promise<void> | null = null
  try {
    const started = await start((thing, close) => {
      closings.push(async () => close(thing))
      return thing
    })
    return { ...started, stop: () => (stopping ??= closeAll()) }
  } catch (error) {
    // Why the start failed says more than what could not be closed after it.
    await closeAll().catch(() => undefined)
    throw error
  }
}
