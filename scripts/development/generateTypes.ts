import { codegen } from '@graphql-codegen/core'
import * as typescriptPlugin from '@graphql-codegen/typescript'
import * as resolversPlugin from '@graphql-codegen/typescript-resolvers'
import { buildASTSchema, Kind } from 'graphql'
import { format, resolveConfig } from 'prettier'
import { readSubgraphSchema, type SubgraphName, subgraphNames } from '../../platform/subgraph/schemaFiles.ts'
import { mappedTypes, type MappedTypes } from './mappedTypes.ts'

/** The TypeScript types of each subgraph's SDL: its inputs, enums, arguments and resolvers. */
export async function generateTypes(): Promise<{ path: string; text: string }[]> {
  return Promise.all(
    subgraphNames.map(async (name) => ({
      path: `subgraphs/${name}/schemaTypes.ts`,
      text: await typesOf(name, mappedTypes[name]),
    })),
  )
}

async function typesOf(name: SubgraphName, { mappers, enums }: MappedTypes): Promise<string> {
  const { definitions, ...document } = readSubgraphSchema(name)
  // The extension of the schema links the directives of federation, which are not defined here.
  const typeDefs = {
    ...document,
    definitions: definitions.filter(({ kind }) => kind !== Kind.SCHEMA_EXTENSION),
  }
  const config = {
    federation: true,
    // What stands for an object type between resolvers: our own types, not the payload that a client gets.
    mappers,
    mapperTypeSuffix: 'Model',
    enumValues: enums,
    enumsAsTypes: true,
    immutableTypes: false,
    useTypeImports: true,
    skipTypename: true,
    emitLegacyCommonJSImports: false,
    importExtension: '.ts',
    defaultScalarType: 'unknown',
    makeResolverTypeCallable: true,
    // Resolvers may answer null where a schema says that something may be missing, and leave nothing out.
    avoidOptionals: { field: true },
    maybeValue: 'T | null',
    inputMaybeValue: 'T | null',
    contextType: `./context.ts#${name.charAt(0).toUpperCase()}${name.slice(1)}Context`,
    scalars: {
      DateTime: 'Date',
      JSON: 'unknown',
      Decimal: 'string',
      Currency: 'string',
      SafeInt: 'number',
    },
  }
  const text = await codegen({
    filename: 'schemaTypes.ts',
    documents: [],
    schema: typeDefs,
    schemaAst: buildASTSchema(typeDefs, { assumeValid: true, assumeValidSDL: true }),
    config,
    plugins: [{ typescript: {} }, { resolvers: {} }],
    pluginMap: { typescript: typescriptPlugin, resolvers: resolversPlugin },
  })
  const header = `// Generated from schema/${name}.graphql and schema/shared.graphql by "npm run schema". Do not edit.\n`
  const options = await resolveConfig(new URL('../../package.json', import.meta.url).pathname)
  // The plugin re-exports the types of `enumValues` without saying that they are types.
  const typeScript = text.replace(/^export \{/gmu, 'export type {')
  return format(header + typeScript, { ...options, parser: 'typescript' })
}
