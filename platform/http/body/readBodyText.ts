import type { IncomingMessage } from 'node:http'
import { BodyError } from './bodyError.ts'
import { bodyText } from './bodyText.ts'
import { readBody } from './readBody.ts'
import { unpackBody } from './unpackBody.ts'

/**
 * The whole body of a request as text, in the charset that it declares. Rejects with a BodyError. `maxBytes` holds for
 * the body as it is sent and, when it is packed, for what it unpacks to. `check` gets the bytes as they were sent, before
 * anything of them is read; what it throws is thrown on.
 */
export async function readBodyText(
  request: IncomingMessage,
  maxBytes: number,
  check: (sent: Buffer) => void = () => undefined,
): Promise<string> {
  const { headers } = request
  const sent = await readBody(request, maxBytes)
  check(sent)
  const { charset, read } = bodyText(headers['content-type'])
  const text = read(await unpackBody(sent, headers['content-encoding'], maxBytes))
  if (text === null) throw new BodyError(400, `body: expected ${charset.toUpperCase()}, got other bytes`)
  return text
}
