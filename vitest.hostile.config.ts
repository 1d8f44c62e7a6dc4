import { defineConfig } from 'vitest/config'

/** `npm run test:hostile`: attacks on real processes, one after the other, so that each one's figures are its own. */
export default defineConfig({
  resolve: { alias: { graphql: 'graphql/index.js' } },
  test: {
    include: ['test/hostile/*.hostile.ts'],
    expect: { requireAssertions: true },
    globalSetup: ['test/support/databaseServer.ts'],
    testTimeout: 300_000,
    hookTimeout: 180_000,
    teardownTimeout: 20_000,
    fileParallelism: false,
    maxWorkers: 1,
    // Times are judged here only: a test among others says nothing about them.
    env: { HOSTILE_TIMES: 'judged' },
  },
})
