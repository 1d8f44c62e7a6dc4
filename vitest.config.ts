import { defineConfig } from 'vitest/config'

/**
 * `npm test`: all tests. A file's suffix is its tier:
 *
 *     *.test.ts        in one process, against a real MongoDB: `npm run test:quick`
 *     *.slow.test.ts   as well, but it takes long: properties with many cases, races, killed processes, much data
 *     *.e2e.ts         with ports, sockets and processes
 *     *.long.ts        takes a minute or more: `npm run test:long` (vitest.long.config.ts)
 *     *.hostile.ts     attacks whose times are judged: `npm run test:hostile` (vitest.hostile.config.ts)
 */
export default defineConfig({
  // Without the alias two copies of graphql are loaded, and the types of one are not those of the other.
  resolve: { alias: { graphql: 'graphql/index.js' } },
  test: {
    include: ['test/**/*.test.ts', 'test/**/*.e2e.ts'],
    exclude: ['test/clients/**'],
    globalSetup: ['test/support/databaseServer.ts'],
    setupFiles: ['test/support/commands/checkCommands.ts'],
    expect: { requireAssertions: true },
    testTimeout: 60_000,
    hookTimeout: 120_000,
    teardownTimeout: 20_000,
    sequence: { shuffle: { files: true } },
    maxWorkers: 2,
    // Files share the modules that their worker has loaded: loading them for each took a fifth of the whole time.
    isolate: false,
  },
})
