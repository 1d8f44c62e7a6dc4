import type { JsonObject } from '../../../../intake/chatwoot/read/json.ts'
import { planMutations } from '../../../../intake/chatwoot/send/mutationPlan.ts'
import { foldDeliveries } from './foldDeliveries.ts'

/** The inputs of the mutations that record messages, notes and feedback after these bodies. */
export function recordedAfter(...bodies: JsonObject[]): Record<string, unknown>[] {
  const recording = ['recordMessage', 'recordNote', 'recordFeedback']
  return [...foldDeliveries(bodies.map((body) => JSON.stringify(body))).values()]
    .flatMap(planMutations)
    .filter(({ mutation }) => recording.includes(mutation))
    .map(({ input }) => input)
}
