import type { Pause } from '../../../platform/async/backOff.ts'
import type { Logger } from '../../../platform/process/log/logger.ts'
import { type CircuitBreaker, CircuitOpenError, createCircuitBreaker } from '../../circuitBreaker.ts'
import {
  type CalledSubgraph,
  GraphFailure,
  type GraphMutations,
  type MutationName,
  subgraphOf,
} from './graphMutations.ts'

export type GuardedMutations = {
  /** Rejects at once with a GraphFailure, an outage, while the circuit of the mutation's subgraph is open. */
  mutate: GraphMutations
  circuitOf(mutation: MutationName): CircuitBreaker
  stop(): void
}

/** The mutations, with one circuit breaker for each subgraph, shared by all deliveries of this process. */
export function createGuardedMutations(
  mutate: GraphMutations,
  { logger, pause }: { logger: Logger; pause?: Pause | undefined },
): GuardedMutations {
  const circuits = new Map<CalledSubgraph, CircuitBreaker>()

  function circuitOf(mutation: MutationName): CircuitBreaker {
    const name = subgraphOf(mutation)
    const circuit =
      circuits.get(name) ??
      createCircuitBreaker({
        name: `the subgraph "${name}"`,
        isOutage: (error) => error instanceof GraphFailure && error.isOutage,
        logger,
        pause,
      })
    circuits.set(name, circuit)
    return circuit
  }

  return {
    async mutate(mutation, input) {
      try {
        return await circuitOf(mutation).run(() => mutate(mutation, input))
      } catch (cause) {
        if (!(cause instanceof CircuitOpenError)) throw cause
        throw new GraphFailure(mutation, cause.message, { isOutage: true, cause })
      }
    },
    circuitOf,
    stop() {
      for (const circuit of circuits.values()) circuit.stop()
    },
  }
}
