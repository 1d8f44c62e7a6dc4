/** Tells an operation that is asked for from every other: by its text, and its name as far as one was given. */
export function operationKey(query: string, operationName: string | null | undefined): string {
  return JSON.stringify([operationName ?? null, query])
}
