import { defaultChatwootSettings } from '../chatwoot/read/chatwootSettings.ts'
import { readDelivery } from '../chatwoot/read/readDelivery.ts'
import { parseBody } from '../chatwoot/receive/parseBody.ts'
import { type ChatwootObject, type ChatwootObjectKind, keyOf } from '../chatwoot/state/chatwootObject.ts'

/** The kinds of objects that one delivery brings, and that no new customer can have. */
const eventKinds: ReadonlySet<ChatwootObjectKind> = new Set([
  'status',
  'handoff',
  'message',
  'feedback',
  'answer',
])

/**
 * The keys of the messages, answers, ratings, hand-offs and statuses of a stored delivery; none when it is not understood.
 * Keys do not depend on settings.
 */
export function eventKeysOf({
  body,
  sentAt,
  receivedAt,
}: {
  body: string
  sentAt: Date
  receivedAt: Date
}): string[] {
  const parsed = parseBody(Buffer.from(body))
  if (!parsed.isJson) return []
  const reading = readDelivery(parsed.body, { sentAt, receivedAt, settings: defaultChatwootSettings })
  if (reading.outcome !== 'understood') return []
  return eventKeysIn(reading.objects)
}

export function eventKeysIn(objects: readonly ChatwootObject[]): string[] {
  return objects.filter(({ kind }) => eventKinds.has(kind)).map(keyOf)
}
