import { appendFileSync } from 'node:fs'
import { watchUnplannedCommands } from './unplannedCommands.ts'

/** Imported before a process of Elo that a test starts: what does not fit the sharding plan is written into a file. */
const file = process.env['UNPLANNED_COMMANDS_FILE']
const known = new Set<string>()

if (file) {
  watchUnplannedCommands((fault) => {
    if (known.has(fault)) return
    known.add(fault)
    appendFileSync(file, `${fault}\n`)
  })
}
