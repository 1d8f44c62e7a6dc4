import { createHash, createHmac, randomBytes } from 'node:crypto'

/** A call as PROTOCOL.md describes it, with what the signature covers. */
export type CallToSign = {
  secret: string
  subgraph: string
  method?: string
  path?: string
  headers?: Readonly<Record<string, string>>
  body?: string
  signedAt?: number
}

/** The signature of a call, written from PROTOCOL.md and not from the code. */
export function signCall({
  secret,
  subgraph,
  method = 'POST',
  path = '/graphql',
  headers = {},
  body = '',
  signedAt = Date.now(),
}: CallToSign): string {
  const nonce = randomBytes(12).toString('base64url')
  const hash = createHash('sha256').update(body).digest('base64url')
  const names = ['elo-principal', 'elo-remaining-ms', 'content-type', 'content-encoding']
  const signed = [
    ...['elo-1', subgraph, method, path, signedAt, nonce, hash],
    ...names.map((name) => headers[name] ?? null),
  ]
  const mac = createHmac('sha256', secret).update(JSON.stringify(signed)).digest('base64url')
  return `${signedAt}.${nonce}.${hash}.${mac}`
}
