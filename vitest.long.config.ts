import { defineConfig, mergeConfig } from 'vitest/config'
import base from './vitest.config.ts'

/** `npm run test:long`: very many cases, kills, races, attacks, erasures over all processes, and the upgrade of a database. */
export default mergeConfig(
  { ...base, test: { ...base.test, include: [] } },
  defineConfig({ test: { include: ['test/**/*.long.ts'], testTimeout: 300_000 } }),
)
