import type { z } from 'zod'
import type { Measured } from '../measure/closedLoop.ts'

/** Do the loads that the parent sends, one after the other, and send back what was measured. Ends with the parent. */
export function serveLoads<Schema extends z.ZodType>(
  schema: Schema,
  run: (load: z.infer<Schema>) => Promise<Measured>,
): void {
  for (const end of ['disconnect', 'SIGINT']) process.once(end, () => process.exit(0))
  process.on('message', (load) => {
    void run(schema.parse(load)).then((measured) => process.send?.(measured))
  })
  process.send?.('ready')
}
