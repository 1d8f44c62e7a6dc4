import { createHash, createHmac, createSecretKey, type KeyObject } from 'node:crypto'
import { principalHeader } from '../subgraph/principal.ts'
import { remainingMsHeader } from '../subgraph/requestScope.ts'

/**
 * The signature of a call from one process of Elo to another: `<unix milliseconds>.<nonce>.<hash of the body>.<mac>`.
 * The hash is the SHA-256 of the body as it is sent. The mac is the HMAC-SHA256, with a secret that both processes
 * have, of everything that decides what the call does and in which name: see `macOf`. The hash is a part of the
 * signature so that a call without a valid mac is refused before its body is read. PROTOCOL.md has the format.
 */
export const signatureHeader = 'elo-signature'

/** What a call is signed with. Without a secret calls are not signed. */
export type Signing = {
  /** The first one signs, each is accepted. */
  secrets: readonly string[]
  /** The name of the subgraph that is called, so that a call to one subgraph is no call to another. */
  subgraph: string
}

/** A call without its body. An operation over a WebSocket has its `extensions` as headers. */
export type SignableCall = {
  method: string
  path: string
  /** By their names in lower case. */
  headers: Readonly<Record<string, unknown>>
}

/** The headers that decide in which name a call is carried out, and how its body is read. */
const signedHeaders = [principalHeader, remainingMsHeader, 'content-type', 'content-encoding']

export type SignatureParts = { signedAt: number; nonce: string; bodyHash: string }

export function keyOf(secret: string): KeyObject {
  return createSecretKey(Buffer.from(secret))
}

export function hashOf(body: string | Buffer): string {
  return createHash('sha256').update(body).digest('base64url')
}

export function macOf(
  key: KeyObject,
  subgraph: string,
  { method, path, headers }: SignableCall,
  { signedAt, nonce, bodyHash }: SignatureParts,
): string {
  const values = signedHeaders.map((name) => headers[name] ?? null)
  // JSON, because no two calls have the same one.
  const text = JSON.stringify(['elo-1', subgraph, method, path, signedAt, nonce, bodyHash, ...values])
  return createHmac('sha256', key).update(text).digest('base64url')
}

/** An operation over a WebSocket as a call; both processes make the same text of it. */
export function socketCall(
  operation: { query: string; operationName: string | undefined; variables: Record<string, unknown> },
  extensions: Readonly<Record<string, unknown>>,
): { call: SignableCall; body: string } {
  const { query, operationName = null, variables } = operation
  return {
    call: { method: 'SUBSCRIBE', path: '', headers: extensions },
    body: JSON.stringify([query, operationName, variables]),
  }
}
