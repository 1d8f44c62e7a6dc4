import { readFileSync } from 'node:fs'
import { z } from 'zod'

const lineSchema = z.object({
  n: z.number(),
  deliveryId: z.string().nullable(),
  atSeconds: z.number(),
  event: z.string(),
  signed: z.boolean(),
  badSignature: z.boolean().optional(),
  body: z.string(),
})

/** One line of a file of deliveries. test/fixtures/chatwoot/README.md describes its fields. */
export type SampleDelivery = z.infer<typeof lineSchema>

/** The deliveries of a file, in its order. */
export function sampleDeliveries(
  file: string | URL = new URL('../../fixtures/chatwoot/deliveries.jsonl', import.meta.url),
): SampleDelivery[] {
  return readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => lineSchema.parse(JSON.parse(line)))
}
