/** What a span says of its work: closed lists, names of Elo's own and numbers. Never values of a caller or a customer. */
export type SpanAttributes = Readonly<Record<string, string | number | boolean>>

export type SpanOptions = {
  /** Of a closed list: names are counted and grouped. */
  name: string
  /** `server` answers a call, `client` makes one, `consumer` works on what was stored before, `internal` is all other work. */
  kind: 'server' | 'client' | 'consumer' | 'internal'
  attributes?: SpanAttributes
}

/**
 * One piece of work in a trace. After its end it has no children and is passed on to nobody, so what goes on after a
 * request, such as a stream, adds nothing to its trace.
 */
export type Span = {
  /** 32 hexadecimal digits. */
  readonly traceId: string
  /** The value of the header `traceparent` for what this work calls; null after the end. */
  traceparent(): string | null
  /** A piece of this work that begins now; null after the end. */
  child(options: SpanOptions): Span | null
  /** Add attributes, or change them. Does nothing after the end. */
  set(attributes: SpanAttributes): void
  /** `failure` is a code or the name of a class, never a message; null when the work succeeded. A second call does nothing. */
  end(failure?: string | null): void
}

/** The traces of one process. Neither method waits for whoever collects them, and neither throws. */
export type Tracing = {
  /** Begin work that another process asked for with this value of the header `traceparent`; a new trace without a valid one. */
  start(options: SpanOptions, traceparent?: unknown): Span
  /** Send what is not sent yet, for at most a second and a half. */
  stop(): Promise<void>
}
