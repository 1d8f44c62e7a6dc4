/** What a client hands to its application: the data, and the codes of the errors, `error.extensions.code`. */
export type ClientAnswer = { data: unknown; codes: string[] }

/** The events of one subscription. */
export type Followed = {
  /** The next event; waits until there is one. */
  next(): Promise<ClientAnswer>
  close(): void
}

/** A real client that is connected to a running Elo. */
export type ConnectedClient = {
  ask(document: string, variables: Record<string, unknown>): Promise<ClientAnswer>
  /** Absent for a client that has no subscriptions. */
  follow?(document: string, variables: Record<string, unknown>): Followed
  close(): unknown
}

/** The codes of errors in the form that every client gives them. */
export function codesOf(errors: readonly { extensions?: unknown }[] | undefined): string[] {
  return (errors ?? []).map(({ extensions }) =>
    typeof extensions === 'object' && extensions !== null && 'code' in extensions
      ? String(extensions.code)
      : 'no code',
  )
}
