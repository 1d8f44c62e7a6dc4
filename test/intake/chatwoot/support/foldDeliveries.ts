import { type ChatwootObject, joinObjects, keyOf } from '../../../../intake/chatwoot/state/chatwootObject.ts'
import { parseBody } from '../../../../intake/chatwoot/receive/parseBody.ts'
import { readDelivery } from '../../../../intake/chatwoot/read/readDelivery.ts'

const firstSentAt = Date.parse('2026-07-01T00:00:00.000Z')

/** The state of each object after these bodies, sent `secondsApart`, without a database. */
export function foldDeliveries(
  bodies: readonly string[],
  { secondsApart = 0 }: { secondsApart?: number } = {},
): Map<string, ChatwootObject> {
  const objects = new Map<string, ChatwootObject>()
  for (const [index, body] of bodies.entries()) {
    const sentAt = new Date(firstSentAt + index * secondsApart * 1_000)
    const parsed = parseBody(Buffer.from(body))
    const reading = parsed.isJson ? readDelivery(parsed.body, { sentAt }) : null
    if (reading?.outcome !== 'understood') continue
    for (const object of reading.objects) {
      const earlier = objects.get(keyOf(object))
      objects.set(keyOf(object), earlier ? joinObjects(earlier, object) : object)
    }
  }
  return objects
}
