import type { CodegenConfig } from '@graphql-codegen/cli'

/** `graphql-codegen --config codegen.ts` asks a running Elo for its schema, and types every document of the program. */
const config: CodegenConfig = {
  schema: process.env['ELO_SCHEMA'] ?? 'http://localhost:4000/graphql',
  documents: ['codegenClient.ts'],
  generates: {
    './__generated__/': {
      preset: 'client',
      config: { useTypeImports: true, enumsAsTypes: true },
    },
    // The types alone, for a client that takes documents as texts.
    './__generated__/operations.ts': { plugins: ['typescript-operations'] },
  },
}
export default config
