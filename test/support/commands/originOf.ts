const root = new URL('../../../', import.meta.url).pathname

/** Frames of the recorder and of what wraps reads and writes stand between a command and the code that sends it. */
const between =
  /\/node_modules\/|node:|\/test\/support\/commands\/(?:listenToCommands|originOf|unplannedCommands)\.ts|\/platform\/mongo\/collections\/(?:boundReads|causalReads|interceptCollections)\.ts/u

const longestStack = 80

/**
 * The file and line of ours that sends the command that is being started, e.g. `privacy/hold/holdStore.ts:30`. An empty
 * text when the stack does not show it.
 */
export function originOf(): string {
  const usual = Error.stackTraceLimit
  Error.stackTraceLimit = longestStack
  const { stack = '' } = new Error('origin')
  Error.stackTraceLimit = usual
  const frame = stack.split('\n').find((line) => line.includes(root) && !between.test(line))
  return /([^/][^:]*:\d+)/u.exec(frame?.split(root)[1] ?? '')?.[1] ?? ''
}

/** Whether a test itself sends it: it looks into the database, or prepares it. */
export function isOfTest(origin: string): boolean {
  return /^(?:test|bench|demo)\//u.test(origin)
}
