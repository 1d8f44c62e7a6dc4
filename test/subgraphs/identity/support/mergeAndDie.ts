import mongoose from 'mongoose'
import { systemClock } from '../../../../platform/process/clock.ts'
import { connectDatabase, ensureIndexes } from '../../../../platform/mongo/database.ts'
import { createLocalCall } from '../../../../platform/graph/localCall.ts'
import { createLogger } from '../../../../platform/process/log/logger.ts'
import { demoPrincipal } from '../../../../platform/subgraph/principal.ts'
import { createRequestScope } from '../../../../platform/subgraph/requestScope.ts'
import { createIdentitySubgraph } from '../../../../subgraphs/identity/subgraph.ts'

/**
 * A process that merges two customers and is killed, as by `kill -9`, when a command of the merge has begun or has
 * succeeded: `mergeAndDie.ts <uri> <id> <other id> <Started|Succeeded> <command> <how many times before>`. It writes
 * the id of its session, which the database would otherwise keep open for a minute.
 */
const [uri = '', customerId, otherCustomerId, phase = '', command = '', skipped = '0'] = process.argv.slice(2)
const connection = await connectDatabase(uri, { monitorCommands: true })
const logger = createLogger({ level: 'silent', name: 'identity' })
const call = createLocalCall(createIdentitySubgraph({ connection, clock: systemClock, logger }), logger)
await ensureIndexes(connection)

let left = Number(skipped)
const client = connection.getClient()
client.on('commandStarted', ({ command: sent }: { command: { lsid?: { id: unknown } } }) => {
  const session = sent.lsid?.id
  if (session instanceof mongoose.mongo.Binary) process.stdout.write(`${session.toString('hex')}\n`)
})
function dieInTime({ commandName }: { commandName: string }): void {
  if (commandName !== command) return
  if (left === 0) process.kill(process.pid, 'SIGKILL')
  left -= 1
}
if (phase === 'Started') client.on('commandStarted', dieInTime)
else client.on('commandSucceeded', dieInTime)
await call({
  query:
    'mutation ($input: MergeCustomersInput!) { mergeCustomers(input: $input) { userErrors { message } } }',
  variables: { input: { customerId, otherCustomerId } },
  principal: demoPrincipal,
  scope: createRequestScope(),
})
