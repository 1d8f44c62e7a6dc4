import type { Principal } from '../platform/principal.ts'
import type { RequestScope } from '../platform/requestScope.ts'
import type { SentFetch } from './execution/replayAnswers.ts'

/** What is known of one operation. All rooms of this process serve it in the same scope. */
export type GatewayContext = {
  principal: Principal
  scope: RequestScope
  transport: 'http' | 'ws' | 'process'
  /** Says that nobody waits for the answer any more. */
  signal?: AbortSignal | undefined
  /** What was asked for it already and came out unlike expected; Apollo goes on from there. */
  sent?: readonly SentFetch[]
}
