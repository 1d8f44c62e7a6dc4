import { createServer } from 'node:http'
import { createGatewayRuntime } from '@graphql-hive/gateway'
import { readSchemaFile } from '../../dist/bench/platform/subgraph/schemaFiles.js'
import { serve } from '../../dist/bench/bench/servers/serve.js'
import { supergraphOf } from '../../dist/bench/bench/servers/supergraphOf.js'

// Hive Gateway as its documentation starts it on Node, quietly, on the same supergraph as the other gateways.
await serve(async ({ subgraphs }) => {
  const gateway = createGatewayRuntime({
    supergraph: supergraphOf(readSchemaFile('supergraph.graphql'), subgraphs),
    logging: 'warn',
  })
  const server = createServer(gateway)
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve))
  return { url: `http://127.0.0.1:${server.address().port}/graphql` }
})
