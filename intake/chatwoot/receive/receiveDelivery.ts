import { createHash, createHmac } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Clock } from '../../../platform/process/clock.ts'
import type { Logger } from '../../../platform/process/log/logger.ts'
import { BodyError } from '../../../platform/http/body/bodyError.ts'
import { sendJson } from '../../../platform/http/sendJson.ts'
import { within } from '../../../platform/async/within.ts'
import { loggableError } from '../../loggableError.ts'
import type { QuarantineTrimmer } from '../../quarantineTrimmer.ts'
import type { NewDelivery } from '../../webhookInbox.ts'
import type { Arrival, WebhookInbox } from '../../webhookInboxStore.ts'
import type { ChatwootObject } from '../state/chatwootObject.ts'
import { type ParsedBody, parseBody } from './parseBody.ts'
import { createReadDeliveryBody, type DeliveryBody, type Signing } from './readDeliveryBody.ts'
import { refusedDelivery } from './refusedDelivery.ts'
import type { DeliveryProcessor } from '../processDeliveries.ts'
import type { ChatwootSettings } from '../read/chatwootSettings.ts'
import { isKnownEvent, isUnsignedEvent, readDelivery } from '../read/readDelivery.ts'
import { unknownAttributesIn } from '../read/unknownAttributes.ts'
import { type Verification, verifySignature } from './verifySignature.ts'

export type DeliveryReceiver = {
  /** Answer a request to the webhook address. */
  handle(request: IncomingMessage, response: ServerResponse): Promise<void>
  /** Refuse all further requests. */
  stop(): void
}

/** Of the body as it is stored. A document of MongoDB has at most 16 MB. */
const maximumStoredBytes = 15 * 1024 * 1024
const maximumNoted = 200
const answerWithinMs = 4_000
const unsigned = 'X-Chatwoot-Signature: expected a signature with the configured secret, got none'

/** A delivery for the inbox, with its objects when it is understood. */
type Received = { delivery: NewDelivery; objects: readonly ChatwootObject[] }

function headerOf(request: IncomingMessage, name: string): string | undefined {
  const value = request.headers[name]
  return typeof value === 'string' ? value : undefined
}

/** The delivery in a request; null when it has nothing to store. */
function toReceived(
  raw: Buffer,
  parsed: ParsedBody,
  { receivedAt, sentAt, settings }: { receivedAt: Date; sentAt: Date; settings: ChatwootSettings },
): Received | null {
  const reading = parsed.isJson
    ? readDelivery(parsed.body, { sentAt, receivedAt, settings })
    : ({ outcome: 'not understood', event: null, reason: parsed.reason } as const)
  if (reading.outcome === 'nothing') return null
  const content = parsed.isJson ? parsed.text : raw
  const isUnderstood = reading.outcome === 'understood'
  return {
    delivery: {
      id: createHash('sha256').update('chatwoot\n').update(content).digest('hex'),
      system: 'chatwoot',
      event: reading.event,
      group: isUnderstood ? reading.group : null,
      // A later version may understand it, so a body of an event that Elo reads is stored with its content.
      body: parsed.isJson && isKnownEvent(reading.event) ? parsed.text : parsed.quarantineText(),
      sizeBytes: raw.length,
      receivedAt,
      sentAt,
      state: isUnderstood ? 'received' : 'quarantined',
      reason: isUnderstood ? null : reading.reason,
    },
    objects: isUnderstood ? reading.objects : [],
  }
}

/** Receives Chatwoot's webhooks: verifies a delivery, removes its secrets, stores it, and only then answers. */
export function createDeliveryReceiver({
  inbox,
  trimmer,
  processor,
  clock,
  logger,
  settings,
  secrets,
  acceptsUnsigned,
  chatwootUrl,
}: {
  inbox: WebhookInbox
  trimmer: Pick<QuarantineTrimmer, 'added'>
  processor: DeliveryProcessor
  clock: Clock
  logger: Logger
  settings: ChatwootSettings
  secrets: readonly string[]
  acceptsUnsigned: boolean
  /** The address of the Chatwoot that sends; null when it is not known. */
  chatwootUrl: string | null
}): DeliveryReceiver {
  const readDeliveryBody = createReadDeliveryBody()
  /** The names of attributes that this process has logged. */
  const notedAttributes = new Set<string>()
  let isStopped = false

  async function store({ delivery, objects }: Received): Promise<Arrival> {
    const isClaimed = delivery.state === 'received' && processor.hasCapacity()
    try {
      const arrival = await inbox.put(delivery, { isClaimed })
      if (arrival.isNew && delivery.state === 'quarantined') trimmer.added(Buffer.byteLength(delivery.body))
      if (arrival.isNew && isClaimed) processor.accept({ ...delivery, objects })
      return arrival
    } catch (error) {
      if (isClaimed) processor.mayHaveClaimed()
      logger.warn({ event: 'delivery_not_stored', ...loggableError(error) }, 'a delivery could not be stored')
      throw error
    }
  }

  /** Store a delivery and queue it; null when that fails or takes longer than the sender waits for an answer. */
  async function storeInTime(received: Received): Promise<Arrival | null> {
    return within(store(received), answerWithinMs, 'a delivery was not stored in time').catch(() => null)
  }

  /**
   * Check the signature: over the bytes as sent, or, when they are packed, over what was packed. Chatwoot signs its JSON
   * and does not pack it, but what is between it and Elo may. Without a configured secret every delivery counts as
   * unsigned.
   */
  function verify(request: IncomingMessage, { macs, content }: DeliveryBody, now: Date): Verification {
    if (secrets.length === 0) return { outcome: 'unsigned' }
    const signature = headerOf(request, 'x-chatwoot-signature')
    const timestamp = headerOf(request, 'x-chatwoot-timestamp')
    const verified = verifySignature({ signature, timestamp, macs, now })
    if (verified.outcome !== 'refused' || content instanceof BodyError || !content.isPacked) return verified
    const { keys, prefix } = signingOf(request)
    const macsOfPacked = keys.map((key) =>
      createHmac('sha256', key).update(prefix).update(content.raw).digest('hex'),
    )
    return verifySignature({ signature, timestamp, macs: macsOfPacked, now })
  }

  function noteUnknownAttributes(body: unknown): void {
    for (const attribute of unknownAttributesIn(body)) {
      if (notedAttributes.has(attribute) || notedAttributes.size >= maximumNoted) continue
      notedAttributes.add(attribute)
      logger.warn(
        { event: 'chatwoot_attribute_unknown', attribute },
        'messages have an attribute that Elo does not know and does not record',
      )
    }
  }

  function signingOf(request: IncomingMessage): Signing {
    const isSigned = headerOf(request, 'x-chatwoot-signature') !== undefined
    return {
      keys: isSigned ? secrets : [],
      prefix: `${headerOf(request, 'x-chatwoot-timestamp') ?? ''}.`,
    }
  }

  async function answer(request: IncomingMessage, response: ServerResponse, body: DeliveryBody) {
    const refuse = (status: number, reason: string, headers: Record<string, string> = {}) => {
      logger.info({ event: 'delivery_refused', status }, 'a delivery was refused')
      sendJson(response, status, { status: 'refused', reason }, headers)
    }
    if (isStopped) return refuse(503, 'Elo is stopping; send it again', { 'retry-after': '5' })
    if (secrets.length === 0 && !acceptsUnsigned)
      return refuse(503, 'no secret is configured: set CHATWOOT_WEBHOOK_SECRET', { 'retry-after': '60' })

    const now = clock()
    const verification = verify(request, body, now)
    if (verification.outcome === 'refused') return refuse(401, verification.reason)
    const isUnsigned = verification.outcome === 'unsigned'
    const sentAt = isUnsigned ? now : verification.sentAt
    /** Refuse a delivery that is Chatwoot's, as far as the signature shows; it leaves a trace. */
    const refuseBody = async ({ status, message, headers }: BodyError) => {
      const contentType = request.headers['content-type']
      const trace = refusedDelivery(body, { reason: message, contentType, receivedAt: now, sentAt })
      await storeInTime({ delivery: trace, objects: [] })
      return refuse(status, message, { connection: 'close', ...headers })
    }
    const { content } = body
    if (content instanceof BodyError)
      return isUnsigned && secrets.length > 0 ? refuse(401, unsigned) : refuseBody(content)
    const parsed = parseBody(content.raw, { decoding: content.decoding, chatwootUrl })
    if (isUnsigned && secrets.length > 0 && !isUnsignedEvent(parsed.event)) return refuse(401, unsigned)
    if (parsed.isJson) noteUnknownAttributes(parsed.body)
    const received = toReceived(content.raw, parsed, { receivedAt: now, sentAt, settings })
    if (!received) return sendJson(response, 200, { status: 'accepted', reason: 'it has nothing to store' })
    const storedBytes = Buffer.byteLength(received.delivery.body)
    if (storedBytes > maximumStoredBytes)
      return refuseBody(
        new BodyError(
          413,
          `body: expected at most ${maximumStoredBytes} bytes without the files inside its HTML, got ${storedBytes}`,
        ),
      )

    const arrival = await storeInTime(received)
    if (!arrival)
      return refuse(503, 'the delivery could not be stored; send it again', { 'retry-after': '5' })
    const { state, reason } = arrival.isNew ? received.delivery : arrival
    if (state === 'quarantined') return sendJson(response, 200, { status: 'quarantined', reason })
    const status = arrival.isNew ? 'accepted' : 'repeated'
    sendJson(response, 200, {
      status,
      reason: arrival.isNew ? null : 'the same content was received before',
    })
  }

  return {
    async handle(request, response) {
      const signing = signingOf(request)
      // A body that is not kept is refused with 401.
      const isKept = acceptsUnsigned || signing.keys.length > 0
      await readDeliveryBody(request, { signing, isKept }, (body) => answer(request, response, body))
    },
    stop() {
      isStopped = true
    },
  }
}
