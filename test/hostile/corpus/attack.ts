/** What an attack knows of the Elo that it attacks. */
export type Facts = {
  url: string
  /** A token of an admin. */
  token: string
  customerId: string
  messageId: string
  /** Of another customer. */
  otherCustomerId: string
  otherConversationId: string
  /** A cursor of the page of the other customer, and one of a stream. */
  otherPageCursor: string
  otherStreamCursor: string
  /** A token of the issuer with other claims or another header. */
  tokenWith(payload: Record<string, unknown>, header?: Record<string, unknown>): Promise<string>
  /** The same of an attacker's own issuer, with a key of the same name. */
  foreignToken(payload?: Record<string, unknown>, header?: Record<string, unknown>): Promise<string>
  /** The issuer's public key as a text, e.g. to sign with it by HMAC. */
  publicKeyPem: string
  /** An API key that was revoked, and one that has expired. */
  revokedKey: string
  expiredKey: string
  webhookSecret: string
  /** A process of the history subgraph, and its secret. */
  subgraphUrl: string
  serviceSecret: string
}

/** An operation. It is sent over HTTP, over a WebSocket, and in process. */
export type SentOperation = {
  by: 'operation'
  query: string
  variables?: Record<string, unknown>
  operationName?: string
  /** The body as JSON text, where JavaScript cannot hold its values. It is not sent in process. */
  json?: string
}

/** One HTTP request. It has the token unless `isAnonymous` or its headers say otherwise. */
export type SentRequest = {
  by: 'http'
  method?: string
  path?: string
  headers?: Readonly<Record<string, string>>
  body?: string | Buffer
  isAnonymous?: boolean
  to?: 'gateway' | 'subgraph'
}

/** Bytes on a TCP connection, which is closed after the first answer or after `waitMs`. */
export type SentBytes = { by: 'tcp'; parts: readonly (string | Buffer)[]; waitMs?: number }

/** Messages on a WebSocket; what is no text is sent as JSON, a Buffer as a binary frame. */
export type SentMessages = {
  by: 'socket'
  /** The payload of `connection_init`; null: none is sent. Default: with the token. */
  init?: Readonly<Record<string, unknown>> | null
  messages: readonly unknown[]
  path?: string
  protocol?: string
  headers?: Readonly<Record<string, string>>
  /** Whether to read until the socket is closed, and not only the first message. */
  untilClosed?: boolean
}

export type Sent = SentOperation | SentRequest | SentBytes | SentMessages

/** Where several values are possible, any of them. */
export type Expected =
  /** Errors with these codes and no data; no database command of a subgraph. */
  | { refused: string | readonly string[] }
  /** An HTTP status and no database command of a subgraph. */
  | { status: number | readonly number[] }
  /** The close code of a WebSocket and no database command of a subgraph. */
  | { closed: number | readonly number[] }
  /** An answer that is no fault of Elo; its text matches. */
  | { harmless: RegExp }

/** One attack. Its class is the name of the list that it is in. */
export type Attack = {
  name: string
  /** The finding of the first attack of this class on an earlier version, for which it was fixed. */
  finding?: string
  sent: Sent | ((facts: Facts) => Sent | Promise<Sent>)
  expected: Expected
  /** How many operations of it are executed, when more than one; each of them takes its time. */
  executes?: number
  /** The tokens of a document whose fault is found last or by a subgraph only, so that all of it is validated. */
  validatesTokens?: number
  /** The time that it takes by its nature, e.g. because it waits for a limit of time. */
  waitsMs?: number
}
