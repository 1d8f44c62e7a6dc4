import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

/** `npm run test:clients`: Elo's graph with real clients. `npm test` does not collect these files. */
export default defineConfig({
  root: fileURLToPath(new URL('.', import.meta.url)),
  // Without the alias two copies of graphql load and types come "from another realm".
  resolve: { alias: { graphql: 'graphql/index.js' } },
  test: {
    include: ['**/*.clients.ts', '**/*.clients.tsx'],
    // With NODE_ENV=test Graphcache writes nothing to its storage, which is where the tests read its contents.
    env: { NODE_ENV: 'development' },
    setupFiles: ['webSocket.ts'],
    globalSetup: ['../support/databaseServer.ts'],
    testTimeout: 60_000,
    hookTimeout: 120_000,
    teardownTimeout: 20_000,
    maxWorkers: 1,
  },
})
