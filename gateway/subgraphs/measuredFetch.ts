import type { Metrics } from '../../platform/metrics/metrics.ts'
import type { SubgraphFetch } from './subgraphFetch.ts'

/**
 * The same fetch, counted with its duration. Its outcome is `ok`, `error` when the answer has errors, or `unavailable`
 * when there is no answer.
 */
export function createMeasuredFetch(name: string, fetch: SubgraphFetch, metrics: Metrics): SubgraphFetch {
  const count = metrics.counter({
    name: 'elo_subgraph_calls_total',
    help: 'Fetches of plans from subgraphs, by subgraph and outcome: ok, error or unavailable.',
    labels: ['subgraph', 'outcome'],
  })
  const observe = metrics.durations({
    name: 'elo_subgraph_call_duration_seconds',
    help: 'How long fetches of plans from subgraphs took.',
    labels: ['subgraph'],
  })
  const subgraph = { subgraph: name }
  return async (asked, context) => {
    const startedAt = performance.now()
    const answer = await fetch(asked, context)
    observe(performance.now() - startedAt, subgraph)
    const isUnavailable = answer.errors?.some(
      ({ extensions }) => extensions['code'] === 'UNAVAILABLE' && extensions['serviceName'] === name,
    )
    const outcome = isUnavailable ? 'unavailable' : answer.errors ? 'error' : 'ok'
    count({ subgraph: name, outcome })
    return answer
  }
}
