import { promisify } from 'node:util'
import { gunzip } from 'node:zlib'
import { BodyError } from './bodyError.ts'

const unzip = promisify(gunzip)
const gzipNames = new Set(['gzip', 'x-gzip'])
const chunkBytes = 64 * 1024

/**
 * The body without its `Content-Encoding`: gzip is unpacked, another one is a 415. Unpacking ends at the limit, so a
 * small body that unpacks to a huge one costs no more than a body of the allowed size. Rejects with a BodyError.
 */
export async function unpackBody(
  sent: Buffer,
  contentEncoding: string | undefined,
  limitBytes: number,
): Promise<Buffer> {
  const encoding = contentEncoding?.trim().toLowerCase() ?? ''
  if (encoding === '' || encoding === 'identity') return sent
  if (!gzipNames.has(encoding))
    throw new BodyError(415, `content-encoding: expected gzip or none, got ${encoding.slice(0, 80)}`, {
      headers: { 'accept-encoding': 'gzip' },
    })
  try {
    return await unzip(sent, { maxOutputLength: limitBytes, chunkSize: chunkBytes })
  } catch (cause) {
    if (cause instanceof RangeError)
      throw new BodyError(413, `body: expected a body of at most ${limitBytes} bytes, also unpacked`, {
        cause,
      })
    throw new BodyError(400, 'body: expected gzip, as content-encoding says, got other bytes', { cause })
  }
}
