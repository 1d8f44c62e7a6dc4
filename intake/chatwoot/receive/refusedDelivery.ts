import { BodyError } from '../../../platform/http/body/bodyError.ts'
import { bodyText } from '../../../platform/http/body/bodyText.ts'
import type { NewDelivery } from '../../webhookInbox.ts'
import { parseBody } from './parseBody.ts'
import type { DeliveryBody } from './readDeliveryBody.ts'

/**
 * What is kept in quarantine of a delivery that was refused although it may come from Chatwoot: when it came, its size,
 * why it was refused, and as much of its beginning as can be read and may be stored. It cannot be processed later.
 */
export function refusedDelivery(
  { hash, sizeBytes, beginning }: DeliveryBody,
  {
    reason,
    contentType,
    receivedAt,
    sentAt,
  }: { reason: string; contentType: string | undefined; receivedAt: Date; sentAt: Date },
): NewDelivery {
  return {
    id: hash,
    system: 'chatwoot',
    event: null,
    group: null,
    body: readableBeginning(beginning, contentType),
    sizeBytes,
    receivedAt,
    sentAt,
    state: 'quarantined',
    reason,
  }
}

function readableBeginning(beginning: Buffer, contentType: string | undefined): string {
  try {
    return parseBody(withoutPartOfCharacter(beginning), { decoding: bodyText(contentType) }).quarantineText()
  } catch (error) {
    if (error instanceof BodyError) return ''
    throw error
  }
}

/** Bytes of UTF-8 without the character at their end, which may be cut. */
function withoutPartOfCharacter(bytes: Buffer): Buffer {
  let end = bytes.length
  while (end > 0 && ((bytes[end - 1] ?? 0) & 0xc0) === 0x80) end -= 1
  return bytes.subarray(0, Math.max(0, end - 1))
}
