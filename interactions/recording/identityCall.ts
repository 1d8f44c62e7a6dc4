import { unavailable } from '../../platform/errors/errors.ts'
import type { GraphCall } from '../../platform/graph/graphCall.ts'
import type { Logger } from '../../platform/process/log/logger.ts'
import { createRemoteCall } from '../../platform/graph/remoteCall.ts'

/**
 * Ask identity in another process. While identity cannot be reached, the caller of a subgraph gets an error that names
 * identity and says that the caller may try again.
 */
export function createIdentityCall(
  url: string,
  secrets: readonly string[],
  logger: Logger,
): { call: GraphCall; stop(): Promise<void> } {
  const remote = createRemoteCall(url, { signing: { secrets, subgraph: 'identity' } })
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
