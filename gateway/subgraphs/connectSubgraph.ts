import type { GraphCall } from '../../platform/graph/graphCall.ts'
import { createLocalCall } from '../../platform/graph/localCall.ts'
import { subscribeLocally } from '../../platform/graph/localSubscription.ts'
import type { Logger } from '../../platform/process/log/logger.ts'
import { maskThrown } from '../../platform/errors/maskThrown.ts'
import { createRemoteCall } from '../../platform/graph/remoteCall.ts'
import type { Subgraph } from '../../platform/subgraph/subgraph.ts'
import type { GatewayLimits } from '../limits/limits.ts'
import { createRemoteSubscriptions } from '../subscriptions/remoteSubscription.ts'
import type { SubgraphConnection } from './subgraphConnection.ts'
import { createSubgraphFetch } from './subgraphFetch.ts'
import type { SubgraphSource } from './subgraphSource.ts'

/**
 * Connect to a subgraph, in this process or remote. No connection is opened before the first call. Throws a StartError
 * when calls to it must be signed and there is no secret.
 */
export function connectSubgraph(
  name: string,
  source: SubgraphSource,
  limits: GatewayLimits,
  logger: Logger,
): SubgraphConnection {
  switch (source.kind) {
    case 'local':
      return connectLocally(name, source.subgraph, limits, logger)
    case 'remote':
      return connectRemotely(name, source, limits, logger)
  }
}

function connectLocally(
  name: string,
  subgraph: Subgraph,
  limits: GatewayLimits,
  logger: Logger,
): SubgraphConnection {
  const localCall = createLocalCall(subgraph, logger)
  // A local subgraph is always reachable: what it throws is an error of its own, not UNAVAILABLE.
  const call: GraphCall = (request) =>
    localCall(request).catch((error: unknown) => ({ data: null, errors: [maskThrown(error, logger)] }))
  return {
    fetch: createSubgraphFetch({ name, call, limits, logger }),
    call,
    subscribe: ({ document, operationName }, request) =>
      subscribeLocally(subgraph, { document, operationName, ...request }, logger),
    stop: async () => undefined,
  }
}

function connectRemotely(
  name: string,
  { url, secrets = [] }: { url: string; secrets?: readonly string[] },
  limits: GatewayLimits,
  logger: Logger,
): SubgraphConnection {
  const remote = createRemoteCall(url, {
    signing: { secrets, subgraph: name },
    timeoutMs: limits.mutationTimeoutMs,
  })
  const subscriptions = createRemoteSubscriptions({ name, url, secrets, limits, logger })
  return {
    fetch: createSubgraphFetch({ name, call: remote.call, limits, logger }),
    call: remote.call,
    subscribe: async (primary, request) => subscriptions.subscribe(primary, request),
    async stop() {
      await Promise.all([remote.stop(), subscriptions.stop()])
    },
  }
}
