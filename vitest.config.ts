import { defineConfig } from 'vitest/config'

export default defineConfig({
  // Without the alias two copies of graphql load and types come "from another realm".
  resolve: { alias: { graphql: 'graphql/index.js' } },
  test: {
    include: ['test/**/*.test.ts', 'test/**/*.e2e.ts'],
    expect: { requireAssertions: true },
    globalSetup: ['test/support/databaseServer.ts'],
    testTimeout: 60_000,
    hookTimeout: 120_000,
    teardownTimeout: 20_000,
    sequence: { shuffle: { files: true } },
    maxWorkers: 2,
  },
})
