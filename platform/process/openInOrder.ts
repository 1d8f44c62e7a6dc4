/** Register a thing that was opened, and how to close it. Returns the thing. */
export type Opened = <T>(thing: T, close: (thing: T) => Promise<unknown>) => T

/**
 * Run a start that opens one thing after the other. When it fails, the things that it has opened are closed in reverse
 * order and its error is thrown on. Otherwise returns the result of `start`, with a `stop` that closes all in reverse
 * order and may be called again. When closing one thing fails, the others are closed all the same, and `stop` rejects
 * with the first error.
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
    // The error of the start says more than an error of closing.
    await closeAll().catch(() => undefined)
    throw error
  }
}
