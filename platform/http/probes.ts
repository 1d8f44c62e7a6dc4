import type { HttpRoute } from './httpServer.ts'
import { sendJson } from './sendJson.ts'
import { within } from '../async/within.ts'

const readyLimitMs = 2_000

/**
 * `/healthz`: the process is running. `/readyz`: it can serve requests; 503 with a reason while it is stopping, or when
 * `isReady` does not resolve to true within two seconds.
 */
export function createProbes({
  isStopping,
  isReady,
}: {
  isStopping: () => boolean
  isReady: () => Promise<boolean>
}): HttpRoute[] {
  return [
    {
      method: 'GET',
      path: '/healthz',
      isTraced: false,
      async handle(_request, response) {
        sendJson(response, 200, { status: 'ok' })
      },
    },
    {
      method: 'GET',
      path: '/readyz',
      isTraced: false,
      async handle(_request, response) {
        const reason = isStopping()
          ? 'stopping'
          : (await answersInTime(isReady))
            ? null
            : 'what it needs cannot be reached'
        sendJson(response, reason ? 503 : 200, reason ? { status: 'unready', reason } : { status: 'ready' })
      },
    },
  ]
}

async function answersInTime(isReady: () => Promise<boolean>): Promise<boolean> {
  return within(isReady(), readyLimitMs, 'what it needs did not answer in time').catch(() => false)
}
