import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { z } from 'zod'
import { builtServers } from './buildServers.ts'
import type { Settings } from './servers/serve.ts'

const servedSchema = z.object({ url: z.string(), others: z.record(z.string(), z.string()) })
export type Server = z.infer<typeof servedSchema> & { pid: number; stop: () => Promise<void> }

/** What `npm start` gives Node. */
export const nodeOptionsOfElo = ['--max-semi-space-size=64']

/**
 * Start a server of `bench/servers/`, as `buildServers` made it, in a process of its own. Throws when it ends before it
 * answers.
 */
export async function startServer(
  name: string,
  settings: Settings,
  nodeOptions: string[] = [],
): Promise<Server> {
  const child = fork(new URL(`${name}.js`, builtServers), {
    execArgv: nodeOptions,
    env: { ...process.env, NODE_ENV: 'production', BENCH_SETTINGS: JSON.stringify(settings) },
  })
  const served = await Promise.race([
    once(child, 'message').then(([message]) => servedSchema.parse(message)),
    once(child, 'exit').then(([code]) => {
      throw new Error(`bench/servers/${name} ended with ${String(code)} before it answered`)
    }),
  ])
  return { ...served, pid: child.pid ?? 0, stop: () => stop(child) }
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const ended = once(child, 'exit')
  child.kill('SIGINT')
  const timer = setTimeout(() => child.kill('SIGKILL'), 3_000)
  await ended
  clearTimeout(timer)
}
