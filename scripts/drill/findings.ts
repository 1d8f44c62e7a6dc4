/** Collects what a drill finds, prints it line by line, and gives the exit code. */
export function createFindings() {
  let faults = 0
  return {
    /** What was done, with figures. */
    say(text: string): void {
      console.log(text)
    },
    /** What must be so. */
    expect(isSo: boolean, text: string): void {
      if (!isSo) faults += 1
      console.log(`${isSo ? 'ok   ' : 'FAULT'} ${text}`)
    },
    /** 0 when all was as expected, else 1. */
    end(): number {
      console.log(faults === 0 ? '0 faults' : `${faults} faults`)
      return faults === 0 ? 0 : 1
    },
  }
}

export type Findings = ReturnType<typeof createFindings>

/** Whether two lists have the same ids in the same order. */
export function areSame(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && one.every((id, at) => other[at] === id)
}
