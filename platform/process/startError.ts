/** A start that failed for a reason the operator can mend. Its message says all: which setting, and what to do. */
export class StartError extends Error {
  override name = 'StartError'
}
