import { ApolloGateway } from '@apollo/gateway'
import { ApolloServer } from '@apollo/server'
import { startStandaloneServer } from '@apollo/server/standalone'
import { readSchemaFile } from '../../platform/subgraph/schemaFiles.ts'
import { serve } from './serve.ts'
import { supergraphOf } from './supergraphOf.ts'

// Apollo Gateway as its documentation starts it: the same supergraph, the default data source over HTTP.
// Its metrics exporter is not installed.
process.env['APOLLO_TELEMETRY_DISABLED'] = 'true'
await serve(async ({ subgraphs }) => {
  const supergraphSdl = supergraphOf(readSchemaFile('supergraph.graphql'), subgraphs)
  const server = new ApolloServer({ gateway: new ApolloGateway({ supergraphSdl }) })
  return startStandaloneServer(server, { listen: { host: '127.0.0.1', port: 0 } })
})
