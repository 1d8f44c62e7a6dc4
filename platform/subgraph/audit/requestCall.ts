import { z } from 'zod'
import { requestContext } from '../../process/requestContext.ts'
import { newRequestId } from '../../process/requestId.ts'

/** The longest reason that a caller may give, in characters. */
export const maximumReasonLength = 200
const maximumNameLength = 200

export const requestCallSchema = z.object({
  operation: z.string().max(maximumNameLength).nullable(),
  reason: z.string().max(maximumReasonLength).nullable(),
  requestId: z.string().max(100),
})

/**
 * What the audit trail keeps of a call to the graph: the name of its operation, the reason that the caller gave, and an
 * id that all subgraphs see for the same request.
 */
export type RequestCall = Readonly<z.infer<typeof requestCallSchema>>

/** A call with the id of the request, as in its log lines, or a new one. The name of an operation is cut after 200 characters. */
export function newRequestCall({
  operation = null,
  reason = null,
}: { operation?: string | null | undefined; reason?: string | null | undefined } = {}): RequestCall {
  const requestId = requestContext().requestId ?? newRequestId()
  return { operation: operation?.slice(0, maximumNameLength) ?? null, reason, requestId }
}
