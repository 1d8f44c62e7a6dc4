import { z } from 'zod'
import { loopSchema } from '../closedLoop.ts'

/** Requests over HTTP: the bodies in turn, with `#NUMBER#` in them replaced by the number of the request. */
export const httpLoadSchema = loopSchema.extend({
  url: z.string(),
  bodies: z.array(z.string()).min(1),
  /** What every answer must contain. */
  answerHas: z.string(),
})
export type HttpLoad = z.infer<typeof httpLoadSchema>

/** Messages of some customers in turn, written without HTTP and GraphQL; `label` tells them from those of other loads. */
export const writeLoadSchema = loopSchema.extend({
  label: z.string(),
  profileIds: z.array(z.string()).min(1),
})
export type WriteLoad = z.infer<typeof writeLoadSchema>
