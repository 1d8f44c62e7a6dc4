import { unavailable } from '../../platform/errors/errors.ts'
import type { GraphCall } from '../../platform/graph/graphCall.ts'
import type { Logger } from '../../platform/process/logger.ts'
import { createRemoteCall } from '../../platform/graph/remoteCall.ts'

/**
 * Ask identity where it is another process. While it cannot be reached a subgraph's caller is told that it is identity that
 * does not answer, and that he may try again.
 */
export function createIdentityCall(url: string, logger: Logger): { call: GraphCall; stop(): Promise<void> } {
  const remote = createRemoteCall(url)
  return {
    async call(request) {
      try {
        return await remote.call(request)
      } catch (error) {
        logger.warn(
          { event: 'subgraph_unavailable', subgraph: 'identity', err: error },
          'identity did not answer',
        )
        throw unavailable('identity')
      }
    },
    stop: () => remote.stop(),
  }
}
