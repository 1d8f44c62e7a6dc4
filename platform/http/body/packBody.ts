import type { IncomingMessage } from 'node:http'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'
import Negotiator from 'negotiator'

/** A body, and its `content-encoding`; null when it is as it was. */
type Packed = { body: Buffer; encoding: string | null }

const zip = promisify(gzip)
const brotli = promisify(brotliCompress)

/**
 * Ten TCP segments, which a server sends before it waits for the first acknowledgement: what is smaller arrives as soon
 * without packing.
 */
const minBytes = 14_600

/** Pack the body of an answer, outside of the main thread, when it is large and the client asks for it. */
export async function packBody({ headers }: IncomingMessage, body: Buffer): Promise<Packed> {
  if (body.length < minBytes || headers['accept-encoding'] === undefined) return { body, encoding: null }
  const encoding = new Negotiator({ headers }).encoding(['gzip', 'br', 'identity'])
  if (encoding === 'gzip') return { body: await zip(body, { level: 4 }), encoding }
  if (encoding !== 'br') return { body, encoding: null }
  const params = { [constants.BROTLI_PARAM_QUALITY]: 4 }
  return { body: await brotli(body, { params }), encoding }
}
