import { existsSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll } from 'vitest'
import { watchUnplannedCommands } from './unplannedCommands.ts'

/**
 * For every test file: it fails when Elo sent a command to MongoDB, in this process or in one that `spawnElo` started,
 * that does not fit the sharding plan (scripts/sharding/plan.ts).
 */
const file = join(tmpdir(), `elo-unplanned-commands-${process.pid}`)
process.env['UNPLANNED_COMMANDS_FILE'] = file

const unplanned = new Set<string>()
const stop = watchUnplannedCommands((fault) => unplanned.add(fault))

// The hook of a set-up file runs after those of the test file.
afterAll(() => {
  stop()
  if (existsSync(file)) {
    for (const line of readFileSync(file, 'utf8').split('\n')) if (line) unplanned.add(line)
    rmSync(file)
  }
  if (unplanned.size > 0)
    throw new Error(`expected commands that fit the sharding plan, got\n${[...unplanned].sort().join('\n')}`)
})
