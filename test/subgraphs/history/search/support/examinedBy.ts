import type { Connection } from 'mongoose'
import { z } from 'zod'

const statsSchema = z.object({ totalDocsExamined: z.number(), totalKeysExamined: z.number() })

/** How many documents and index keys the reads of interactions examine that some work sends. */
export async function examinedBy(
  connection: Connection,
  work: () => Promise<unknown>,
): Promise<{ documents: number; keys: number; commands: number }> {
  const commands: Record<string, unknown>[] = []
  const listen = (event: { commandName: string; command: Record<string, unknown> }) => {
    if (event.command[event.commandName] === 'interactions') commands.push(event.command)
  }
  const client = connection.getClient()
  client.on('commandStarted', listen)
  await work().finally(() => client.off('commandStarted', listen))
  const examined = { documents: 0, keys: 0, commands: commands.length }
  for (const command of commands) {
    const plain = Object.fromEntries(
      Object.entries(command).filter(([name]) => !/^(?:\$.*|lsid|readConcern|maxTimeMS)$/u.test(name)),
    )
    const plan = await connection.db?.command({ explain: plain, verbosity: 'executionStats' })
    const { totalDocsExamined, totalKeysExamined } = statsSchema.parse(statsIn(plan))
    examined.documents += totalDocsExamined
    examined.keys += totalKeysExamined
  }
  return examined
}

/** An aggregate has its statistics in its first stage, when it has several. */
function statsIn(plan: unknown): unknown {
  const whole = z
    .object({ executionStats: z.unknown().optional(), stages: z.unknown().optional() })
    .parse(plan)
  if (whole.executionStats) return whole.executionStats
  const [first] = z
    .array(z.object({ $cursor: z.object({ executionStats: z.unknown() }).optional() }).loose())
    .parse(whole.stages)
  return first?.$cursor?.executionStats
}
