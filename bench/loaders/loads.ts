import { z } from 'zod'
import { loopSchema } from '../measure/closedLoop.ts'

/** What to post, and what the answer must contain. `#NUMBER#` in the body stands for the number of the request. */
const httpRequestSchema = z.object({ body: z.string(), answerHas: z.string() })
export type HttpRequest = z.infer<typeof httpRequestSchema>

/** Requests over HTTP, in turn. */
export const httpLoadSchema = loopSchema.extend({
  url: z.string(),
  /** Beside those of Apollo Client. */
  headers: z.record(z.string(), z.string()).default({}),
  requests: z.array(httpRequestSchema).min(1),
})
export type HttpLoad = z.input<typeof httpLoadSchema>

/** Messages of some customers in turn, written without HTTP and GraphQL; `label` distinguishes them from those of other loads. */
export const writeLoadSchema = loopSchema.extend({
  label: z.string(),
  profileIds: z.array(z.string()).min(1),
})
export type WriteLoad = z.infer<typeof writeLoadSchema>
