// Prints what happens with a customer, each change once, also when it is stopped and started again:
//   ELO_URL=http://localhost:4000/graphql ELO_API_KEY=… CUSTOMER_ID=cus_… node examples/node.js
/* global AbortController */
import process from 'node:process'
import { followCustomer } from '@elo/follow'
import { createFileStore } from '@elo/follow/fileStore'

const { ELO_URL = 'http://localhost:4000/graphql', ELO_API_KEY, CUSTOMER_ID = '' } = process.env
const { POSITION_FILE = `${CUSTOMER_ID}.position` } = process.env
const stopping = new AbortController()
process.once('SIGTERM', () => stopping.abort())

for await (const { change, interaction } of followCustomer({
  url: ELO_URL,
  token: ELO_API_KEY,
  customerId: CUSTOMER_ID,
  selection: 'occurredAt summary',
  store: createFileStore(POSITION_FILE),
  signal: stopping.signal,
  onInterruption: ({ reason, waitMs }) => process.stderr.write(`${reason}; again in ${waitMs} ms\n`),
})) {
  process.stdout.write(`${change} ${interaction?.summary ?? ''}\n`)
}
