/** An error of the graph, as GraphQL gives it. */
export type GraphError = {
  message: string
  path?: readonly (string | number)[]
  extensions?: Readonly<Record<string, unknown>>
}

/** What every interaction has beside what the caller selects. */
export type Identified = { __typename: string; id: string; revision: number }

type KnownChange = 'POSITION' | 'RECORDED' | 'AMENDED' | 'HIDDEN' | 'JOINED' | 'LEFT' | 'ACCESS_LOST'

/** One change, as the stream delivered it. See PROTOCOL.md for the meaning of each value of `change`. */
export type Change<Shown> = {
  /** What happened. Later versions of Elo add values: treat one that you do not know by its `interaction`. */
  change: KnownChange | (string & {})
  /** The position in the graph after this change. */
  cursor: string
  /**
   * What to store with your own change, in one transaction, to handle each change exactly once. Give it back by `load`
   * of the store. Null in a consumer group, whose position Elo keeps.
   */
  position: string | null
  /** With what was selected; null when the change is about none, and when it cannot be shown (see `errors`). */
  interaction: (Identified & Shown) | null
  /** With HIDDEN: remove this interaction. */
  interactionId?: string
  /** With LEFT: remove these interactions. */
  interactionIds?: readonly string[]
  /** Of `followCustomer`: who is followed now. After a merge or unmerge the id may differ from the given one. */
  customer?: { id: string } | null
  /** Of `followFeed`: whether it may be a repeat that the kit cannot recognise. Compare `id` and `revision`. */
  replayed?: boolean
  /** Which parts of `interaction` are null because they could not be read. Empty as a rule. */
  errors: readonly GraphError[]
}
