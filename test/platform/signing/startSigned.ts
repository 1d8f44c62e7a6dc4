import { allRows } from '../../../platform/subgraph/rows.ts'
import { inject } from 'vitest'
import { z } from 'zod'
import { encodePrincipal } from '../../../platform/subgraph/principal.ts'
import { type EloProcess, startEloProcess } from '../../support/eloProcess.ts'
import { type CallToSign, signCall } from '../../support/signCall.ts'
import { until } from '../../support/until.ts'

/** Two service secrets. */
export const current = 'the current secret of the processes'
export const next = 'the secret that comes after this one'

export const agent = encodePrincipal({
  kind: 'AGENT',
  id: 'agent-canary',
  scopes: ['customers:read', 'feed:read'],
  rows: allRows,
})
export const admin = encodePrincipal({
  kind: 'ADMIN',
  id: 'admin-canary',
  scopes: ['audit:read'],
  rows: allRows,
})

/** Start the history subgraph as a process. */
export function startHistory(secrets: string, settings: Record<string, string> = {}): Promise<EloProcess> {
  const MONGODB_URI = new URL(inject('mongodbUri'))
  MONGODB_URI.pathname = '/signedCalls'
  return startEloProcess({ MONGODB_URI: MONGODB_URI.href, ELO_SERVICE_SECRET: secrets, ...settings }, [
    ...['--import', 'tsx'],
    'subgraphs/history/main.ts',
  ])
}

export type SentCall = { method: string; headers: Record<string, string>; body: string }

/** A call of the history subgraph, signed rightly but for what `signed` says. */
export function aCall(signed: Partial<CallToSign> = {}): SentCall {
  const headers: Record<string, string> = { 'content-type': 'application/json', 'elo-principal': agent }
  const body = JSON.stringify({ query: '{ canary: __typename }' })
  const signature = signCall({ secret: current, subgraph: 'history', headers, body, ...signed })
  return { method: 'POST', headers: { ...headers, 'elo-signature': signature }, body }
}

/** The status and body of an answer. */
export async function send(url: string, init: RequestInit): Promise<{ status: number; body: unknown }> {
  const response = await fetch(url, init)
  return { status: response.status, body: await response.json() }
}

/** Why a process has refused calls, once it has logged this number of refusals. */
export async function refusalsOf(elo: EloProcess, count: number): Promise<unknown[]> {
  const reasons = () => logged(elo, 'call_refused').map(({ reason }) => reason)
  await until(`${count} refusals are logged`, async () => reasons().length >= count)
  return reasons()
}

const lineSchema = z.record(z.string(), z.unknown())

/** The events with this name in the log of a process, without what every line has. */
export function logged(elo: EloProcess, event: string): Record<string, unknown>[] {
  return elo
    .log()
    .split('\n')
    .filter((line) => line.startsWith('{'))
    .map((line) => lineSchema.parse(JSON.parse(line)))
    .filter((line) => line['event'] === event)
}
