import { type ChatwootObject, joinObjects, keyOf } from '../../../intake/chatwoot/state/chatwootObject.ts'
import { operationsOf } from '../../../intake/chatwoot/send/mutationPlan.ts'
import { parseBody } from '../../../intake/chatwoot/receive/parseBody.ts'
import { readDelivery } from '../../../intake/chatwoot/read/readDelivery.ts'
import type { ComparableCustomer } from '../../support/expectedHistory.ts'
import { createModelElo } from '../../support/modelElo.ts'

const firstSentAt = Date.parse('2026-07-01T00:00:00.000Z')

/** What some bodies say of each object together, without any database. They were sent `secondsApart`. */
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
      const known = objects.get(keyOf(object))
      objects.set(keyOf(object), known ? joinObjects(known, object) : object)
    }
  }
  return objects
}

/** The history that objects come to when each is told once. */
export function historyOf(objects: ReadonlyMap<string, ChatwootObject>): ComparableCustomer[] {
  const elo = createModelElo()
  const order = ['contact', 'conversation', 'status', 'handoff', 'message', 'feedback', 'inbox']
  const sorted = [...objects.values()].sort((a, b) => order.indexOf(a.kind) - order.indexOf(b.kind))
  for (const object of sorted) {
    for (const { mutation, input, conversation } of operationsOf(object)) {
      const conversationId = conversation?.replace('conversation:', 'cnv_')
      elo.mutate(mutation, { ...input, ...(conversationId && { conversationId }) })
    }
  }
  return elo.history()
}
