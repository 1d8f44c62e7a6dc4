import type { Connection } from 'mongoose'
import type { Metrics } from './metrics.ts'

/**
 * Measures the connections of a process to MongoDB by the events of its driver. Call it right
 * after connecting: what happened before is not counted.
 */
export function measurePool(connection: Connection, metrics: Metrics): void {
  let inUse = 0
  let waiting = 0
  const opened = metrics.counter({
    name: 'elo_mongodb_connections_opened_total',
    help: 'Connections to MongoDB that were opened.',
  })
  const closed = metrics.counter({
    name: 'elo_mongodb_connections_closed_total',
    help: 'Connections to MongoDB that were closed.',
  })
  const failed = metrics.counter({
    name: 'elo_mongodb_checkout_failures_total',
    help: 'Commands that got no connection to MongoDB.',
  })
  const cleared = metrics.counter({
    name: 'elo_mongodb_pools_cleared_total',
    help: 'How often all connections to a member of the replica set were given up, e.g. because it was lost.',
  })
  metrics.gauge(
    { name: 'elo_mongodb_connections_in_use', help: 'Connections to MongoDB that a command uses now.' },
    () => [{ value: inUse }],
  )
  metrics.gauge(
    { name: 'elo_mongodb_checkouts_waiting', help: 'Commands that wait for a connection to MongoDB now.' },
    () => [{ value: waiting }],
  )
  const client = connection.getClient()
  client.on('connectionCreated', () => opened())
  client.on('connectionClosed', () => closed())
  client.on('connectionPoolCleared', () => cleared())
  client.on('connectionCheckOutStarted', () => void (waiting += 1))
  client.on('connectionCheckOutFailed', () => {
    waiting = Math.max(0, waiting - 1)
    failed()
  })
  client.on('connectionCheckedOut', () => {
    waiting = Math.max(0, waiting - 1)
    inUse += 1
  })
  client.on('connectionCheckedIn', () => void (inUse = Math.max(0, inUse - 1)))
}
