/** Does one thing after the other. What fails is kept, and the next thing is done. */
export type Writer = {
  add(job: () => Promise<void>): void
  /** Resolves when everything that was added is done. */
  idle(): Promise<void>
}

export function createWriter(onFailed: (reason: string) => void): Writer {
  let last: Promise<void> = Promise.resolve()
  return {
    add(job) {
      last = last.then(job).catch((error: unknown) => {
        onFailed(error instanceof Error ? error.message : String(error))
      })
    },
    idle: () => last,
  }
}
