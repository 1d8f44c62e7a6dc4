import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { z } from 'zod'

const readySchema = z.looseObject({ event: z.literal('ready'), url: z.string() })

export type StartedElo = {
  /** Where its graph answers. */
  url: string
  /** Ends it as an operator does, with SIGTERM, and waits for its end. */
  stop(): Promise<void>
}

/** Start all of Elo in one process, of the version in `folder`, on a free port. Rejects when it ends before it is ready. */
export async function startElo(folder: string, settings: Record<string, string>): Promise<StartedElo> {
  const child = spawn(process.execPath, ['--import', 'tsx', 'main.ts'], {
    cwd: folder,
    env: { ...process.env, PORT: '0', LOG_LEVEL: 'info', ...settings },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const ended = once(child, 'exit')
  const url = await new Promise<string>((resolve, reject) => {
    createInterface(child.stdout).on('line', (line) => {
      const ready = readySchema.safeParse(line.startsWith('{') ? JSON.parse(line) : null)
      if (ready.success) resolve(ready.data.url)
    })
    void ended.then(() => reject(new Error(`Elo in ${folder} ended before it was ready`)))
  })
  return {
    url: new URL('/graphql', url).href,
    async stop() {
      child.kill('SIGTERM')
      await ended
    },
  }
}
