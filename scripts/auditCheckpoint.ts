import { writeFile } from 'node:fs/promises'
import { createHashStore } from '../audit/tree/hashStore.ts'
import { UsageError } from '../platform/process/commandLine.ts'
import { withDatabase } from './command/database.ts'
import { runCommand } from './command/runCommand.ts'

/** Export the newest signed checkpoint of the audit trail, for a witness who keeps it outside of Elo. */
const usage = `npm run audit:checkpoint -- export [FILE]

  FILE  where to write it; without it on standard output

The database is the one of MONGODB_URI, else the embedded one of the Elo that runs on ELO_DATA_DIR (default .data).`

await runCommand({
  usage,
  options: {},
  maxPositionals: 2,
  async run({ positionals: [command, file] }) {
    if (command !== 'export') throw new UsageError(`expected export, got ${command ?? 'nothing'}`)
    return withDatabase(async (connection) => {
      const newest = await createHashStore(connection).newestCheckpoint()
      if (!newest) {
        console.error('no checkpoint yet: nothing is in the log')
        return 1
      }
      if (file === undefined) process.stdout.write(newest.text)
      else await writeFile(file, newest.text)
      return 0
    })
  },
})
