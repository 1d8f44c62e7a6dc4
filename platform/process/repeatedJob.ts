/** Work that is done again and again while the process runs. */
export type RepeatedJob<Result> = {
  /** Run it from now on. */
  start(): void
  /** Run it now, or wait for the run in progress. */
  runOnce(): Promise<Result>
  /** Begin no further run, and wait for the end of the one in progress. */
  stop(): Promise<void>
}

/** Runs `run` with a pause after each run, one run at a time. */
export function createRepeatedJob<Result>({
  run,
  pauseMs,
  firstPauseMs = 0,
  onFailure,
}: {
  /** It should end soon when it is stopped. */
  run: (isStopped: () => boolean) => Promise<Result>
  pauseMs: number
  /** The pause between `start` and the first run. */
  firstPauseMs?: number
  /** Called when a run that `start` began rejects. The next one is made all the same. */
  onFailure: (error: unknown) => void
}): RepeatedJob<Result> {
  let isStopped = false
  let timer: NodeJS.Timeout | null = null
  let running: Promise<Result> | null = null

  function runOnce(): Promise<Result> {
    running ??= run(() => isStopped).finally(() => {
      running = null
    })
    return running
  }

  function runAfter(ms: number): void {
    timer = setTimeout(() => {
      runOnce()
        .catch(onFailure)
        .finally(() => {
          if (!isStopped) runAfter(pauseMs)
        })
    }, ms).unref()
  }

  return {
    start: () => runAfter(firstPauseMs),
    runOnce,
    async stop() {
      isStopped = true
      if (timer) clearTimeout(timer)
      await running?.catch(() => undefined)
    },
  }
}
