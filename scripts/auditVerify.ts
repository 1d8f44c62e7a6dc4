import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { readAcceptedKeys } from '../audit/checkpoint/checkpointKeys.ts'
import { verifyLog } from '../audit/verify/verifyLog.ts'
import { createVerifyStore } from '../audit/verify/verifyStore.ts'
import { dataFolder, withDatabase } from './command/database.ts'
import { runCommand } from './command/runCommand.ts'

/** Check the whole audit trail against its signatures, and name every edit, deletion, insertion, move and truncation. */
const usage = `npm run audit:verify
npm run audit:verify -- --checkpoint FILE [--key FILE]

  --checkpoint  a checkpoint that a witness kept, as audit:checkpoint exported it; without one, a log whose end was
                cut off together with its checkpoints cannot be found
  --key         the keys whose checkpoints are accepted, PEM, private or public; default ELO_AUDIT_KEY, else audit.key
                in ELO_DATA_DIR (default .data)

The database is the one of MONGODB_URI, else the embedded one of the Elo that runs on ELO_DATA_DIR. The exit code is 0
when the trail is as it was signed, else 1. The trail may grow meanwhile.`

const maximumShown = 1_000

await runCommand({
  usage,
  options: { checkpoint: { type: 'string' }, key: { type: 'string' } },
  async run({ values }) {
    const keys = await readAcceptedKeys(
      values.key ?? (process.env['ELO_AUDIT_KEY'] || join(dataFolder(), 'audit.key')),
    )
    const witness = values.checkpoint === undefined ? null : await readFile(values.checkpoint, 'utf8')
    return withDatabase(async (connection) => {
      const { size, checkpoints, findings } = await verifyLog(createVerifyStore(connection), {
        keys,
        witness,
      })
      for (const { fault, message } of findings.slice(0, maximumShown)) console.log(`${fault}  ${message}`)
      if (findings.length > maximumShown) console.log(`and ${findings.length - maximumShown} more`)
      console.log(`${size} records, ${checkpoints} checkpoints, ${findings.length} faults`)
      return findings.length === 0 ? 0 : 1
    })
  },
})
