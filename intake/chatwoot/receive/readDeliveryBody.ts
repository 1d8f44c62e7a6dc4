import { createHash, createHmac } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import { BodyError } from '../../../platform/http/body/bodyError.ts'
import { bodyText } from '../../../platform/http/body/bodyText.ts'
import { unpackBody } from '../../../platform/http/body/unpackBody.ts'
import { createConcurrencyLimit } from '../../../platform/async/concurrencyLimit.ts'

/**
 * What Chatwoot can send, measured (test/intake/chatwoot/receive/largeBodies.e2e.ts). A text has at most 150,000
 * characters, of six bytes each where its JSON escapes them, and a delivery has it three times: 2.7 MB. An e-mail has its
 * text and HTML whole, without its quotes, and as these quotes, both in the message and in the conversation's last
 * message. With pictures of 5 MB inside its HTML that is 30 MB.
 */
export const limitBytes = 32 * 1024 * 1024
/** Hardly any delivery is larger. Those that are wait for one another, so that they do not fill the memory. */
const ordinaryBytes = 5 * 1024 * 1024
const largeAtOnce = 4
const beginningBytes = 8 * 1024

/** The body of a request. */
export type DeliveryBody = {
  /** Its length as sent. */
  sizeBytes: number
  /** SHA-256 of the bytes as sent. */
  hash: string
  /** The HMAC-SHA256 of the bytes as sent with each of the keys, in hexadecimal. */
  macs: readonly string[]
  /** The first bytes as sent; empty when they were not kept or are packed. */
  beginning: Buffer
  /** The bytes without their content encoding, and how they are read; or why they are not read. */
  content: { raw: Buffer; isPacked: boolean; decoding: ReturnType<typeof bodyText> } | BodyError
}

/** How bytes are signed: the keys, and what precedes the bytes. */
export type Signing = { keys: readonly string[]; prefix: string }

export type ReadDeliveryBody = <Result>(
  request: IncomingMessage,
  options: { signing: Signing; isKept: boolean },
  work: (body: DeliveryBody) => Promise<Result>,
) => Promise<Result>

/**
 * Reads bodies to their ends, also those that are too large, because only a whole body shows whether its signature is
 * right. Of one that is too large, and of one that is not kept, the memory holds no more than the beginning. `work` runs
 * while the place of a large body is taken. Rejects when the client leaves before its body is complete.
 */
export function createReadDeliveryBody(): ReadDeliveryBody {
  const inLargePlace = createConcurrencyLimit(largeAtOnce)
  return async (request, { signing, isKept }, work) => {
    const reading = startReading(request, signing, isKept ? limitBytes : 0)
    if (await reading.readTo(ordinaryBytes)) return work(await reading.finish())
    return inLargePlace(async () => {
      await reading.readTo(Infinity)
      return work(await reading.finish())
    })
  }
}

function startReading(request: IncomingMessage, { keys, prefix }: Signing, keptBytes: number) {
  const { headers } = request
  const hash = createHash('sha256')
  const macs = keys.map((key) => createHmac('sha256', key).update(prefix))
  // Unlike a loop, the iterator itself does not end the request when it is left.
  const chunks: AsyncIterator<Buffer> = request[Symbol.asyncIterator]()
  let kept: Buffer[] = []
  let sizeBytes = 0

  function keep(chunk: Buffer): void {
    const before = sizeBytes
    sizeBytes += chunk.length
    if (sizeBytes <= keptBytes) kept.push(chunk)
    else if (before <= keptBytes) kept = [Buffer.concat([...kept, chunk]).subarray(0, beginningBytes)]
  }

  async function contentOf(): Promise<DeliveryBody['content']> {
    if (sizeBytes > keptBytes)
      return new BodyError(413, `body: expected a body of at most ${limitBytes} bytes, got ${sizeBytes}`)
    const sent = kept.length === 1 && kept[0] ? kept[0] : Buffer.concat(kept)
    try {
      const raw = await unpackBody(sent, headers['content-encoding'], limitBytes)
      return { raw, isPacked: raw !== sent, decoding: bodyText(headers['content-type']) }
    } catch (error) {
      if (error instanceof BodyError) return error
      throw error
    }
  }

  return {
    /** Read on until the body has at least so many bytes. Gives whether it is complete. */
    async readTo(bytes: number): Promise<boolean> {
      while (sizeBytes <= bytes) {
        const next = await chunks.next()
        if (next.done) return true
        hash.update(next.value)
        for (const mac of macs) mac.update(next.value)
        keep(next.value)
      }
      return false
    },
    async finish(): Promise<DeliveryBody> {
      const isEncoded = !['', 'identity'].includes(headers['content-encoding']?.trim().toLowerCase() ?? '')
      return {
        sizeBytes,
        hash: hash.digest('hex'),
        macs: macs.map((mac) => mac.digest('hex')),
        beginning: isEncoded ? Buffer.alloc(0) : Buffer.concat(kept.slice(0, 1)).subarray(0, beginningBytes),
        content: await contentOf(),
      }
    },
  }
}
