import { runCommand } from './command/runCommand.ts'
import { plan } from './sharding/plan.ts'
import { planTables, shardCommands } from './sharding/planTables.ts'

/** Shows the sharding plan. */
const usage = `npm run sharding
npm run sharding -- --commands [--database NAME]

Prints the sharding plan as the tables of docs/operating.md. With --commands it prints what shards the collections in
mongosh; first read there what has to be built before.

  --database  the name of the database; by default elo`

await runCommand({
  usage,
  options: {
    commands: { type: 'boolean', default: false },
    database: { type: 'string', default: 'elo' },
  },
  async run({ values: { commands, database } }) {
    if (commands) console.log(shardCommands(plan, database).join('\n'))
    else for (const [title, table] of planTables(plan)) console.log(`### ${title}\n\n${table}\n`)
    return 0
  },
})
