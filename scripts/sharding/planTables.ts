import { type CollectionPlan, isSharded, type Sharded } from './collectionPlan.ts'

/** The tables of docs/operating.md, in Markdown, by their titles. */
export function planTables(plan: ReadonlyMap<string, CollectionPlan>): Map<string, string> {
  const sharded: [string, Sharded][] = []
  const whole: [string, string][] = []
  for (const [name, planned] of plan) {
    if (isSharded(planned)) sharded.push([name, planned])
    else whole.push([name, planned.bound])
  }
  return new Map([
    [
      'Shard keys',
      toTable(
        ['collection', 'shard key', 'why'],
        sharded.map(([name, { key, why }]) => [code(name), code(keyText(key)), why]),
      ),
    ],
    [
      'Unique indexes that the shard key refuses',
      toTable(
        ['collection', 'fields', 'in its place'],
        sharded.flatMap(([name, { refused }]) =>
          refused.map(({ fields, instead }) => [code(name), code(fields.join(', ')), instead]),
        ),
      ),
    ],
    [
      'What goes to all shards',
      toTable(
        ['collection', 'by', 'commands', 'why', 'how much of each shard'],
        sharded.flatMap(([name, { everyShard }]) =>
          everyShard.map(({ fields, commands, why, bound }) => [
            code(name),
            fields.length === 0 ? 'nothing' : code(fields.join(', ')),
            commands.join(', '),
            why,
            bound,
          ]),
        ),
      ),
    ],
    [
      'On the primary shard',
      toTable(
        ['collection', 'how it grows'],
        whole.map(([name, bound]) => [code(name), bound]),
      ),
    ],
  ])
}

/** The commands for mongosh that shard the collections of a database. */
export function shardCommands(plan: ReadonlyMap<string, CollectionPlan>, database: string): string[] {
  return [...plan].flatMap(([name, planned]) =>
    isSharded(planned) ? [`sh.shardCollection("${database}.${name}", ${keyText(planned.key)})`] : [],
  )
}

function keyText(key: Sharded['key']): string {
  const parts = Object.entries(key).map(([field, kind]) => `${field}: ${JSON.stringify(kind)}`)
  return `{ ${parts.join(', ')} }`
}

function code(text: string): string {
  return `\`${text}\``
}

function toTable(head: readonly string[], lines: readonly (readonly string[])[]): string {
  return [head, head.map(() => '---'), ...lines].map((cells) => `| ${cells.join(' | ')} |`).join('\n')
}
