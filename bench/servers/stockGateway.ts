import { ApolloGateway } from '@apollo/gateway'
import { ApolloServer } from '@apollo/server'
import { startStandaloneServer } from '@apollo/server/standalone'
import { readSchemaFile } from '../../platform/schemaFiles.ts'
import { serve } from './serve.ts'

// Apollo Gateway as its documentation starts it: the same supergraph, the default data source over HTTP.
await serve(async ({ subgraphs }) => {
  const supergraphSdl = Object.entries(subgraphs).reduce(
    (sdl, [name, url]) => sdl.replaceAll(`http://${name}.invalid/graphql`, url),
    readSchemaFile('supergraph.graphql'),
  )
  const server = new ApolloServer({ gateway: new ApolloGateway({ supergraphSdl }) })
  return startStandaloneServer(server, { listen: { host: '127.0.0.1', port: 0 } })
})
