import { z } from 'zod'

/** Where a server of the benchmark answers; a process with several names the others. */
export type Served = { url: string; others?: Record<string, string> }

const settingsSchema = z.object({
  mongodbUri: z.string(),
  /** Where the five subgraphs answer; empty where there are none. */
  subgraphs: z.record(z.string(), z.string()),
})
export type Settings = z.infer<typeof settingsSchema>

/**
 * Start what this process is for, with the settings its parent gave, and report where it answers. Any message of the
 * parent is answered with the CPU time used so far, and with the memory in use; for the message `memory` after a collection of
 * garbage, if Node has the option `--expose-gc`. Ends with the parent.
 */
export async function serve(start: (settings: Settings) => Promise<Served>): Promise<void> {
  for (const end of ['disconnect', 'SIGINT']) process.once(end, () => process.exit(0))
  const served = await start(settingsSchema.parse(JSON.parse(process.env['BENCH_SETTINGS'] ?? '{}')))
  process.on('message', (asked) => {
    if (asked === 'memory') globalThis.gc?.()
    const { user, system } = process.cpuUsage()
    process.send?.({ cpuMs: (user + system) / 1000, memoryBytes: process.memoryUsage.rss() })
  })
  process.send?.({ url: served.url, others: served.others ?? {} })
}
