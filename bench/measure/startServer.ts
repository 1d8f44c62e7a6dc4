import { once } from 'node:events'
import { z } from 'zod'
import { built } from './build.ts'
import { forkModule } from './forkModule.ts'
import type { Settings } from '../servers/serve.ts'

const servedSchema = z.object({ url: z.string(), others: z.record(z.string(), z.string()) })
const usedSchema = z.object({ cpuMs: z.number(), memoryBytes: z.number() })
export type Server = z.infer<typeof servedSchema> & {
  pid: number
  /** CPU time, of user and system, since it started. */
  cpuMs: () => Promise<number>
  /** What it has resident, after a collection of garbage if it was started with `--expose-gc`. */
  memoryBytes: () => Promise<number>
  stop: () => Promise<void>
}

/** Start a server of `bench/servers/`, as `build` made it, in a process of its own. */
export function startServer(name: string, settings: Settings, nodeOptions?: string[]): Promise<Server> {
  return startServerModule(new URL(`bench/servers/${name}.js`, built), settings, nodeOptions)
}

/** Start a module that calls `serve`, in a process of its own. Throws when it ends before it answers. */
export async function startServerModule(
  module: URL,
  settings: Settings,
  nodeOptions?: string[],
): Promise<Server> {
  const { child, ended, stop } = forkModule(module, {
    env: { BENCH_SETTINGS: JSON.stringify(settings) },
    ...(nodeOptions && { nodeOptions }),
  })
  const served = Promise.race([once(child, 'message'), ended])
  const used = async (asked: 'cpu' | 'memory') => {
    const answer = Promise.race([once(child, 'message'), ended])
    child.send(asked)
    return usedSchema.parse((await answer)[0])
  }
  return {
    ...servedSchema.parse((await served)[0]),
    pid: child.pid ?? 0,
    cpuMs: async () => (await used('cpu')).cpuMs,
    memoryBytes: async () => (await used('memory')).memoryBytes,
    stop,
  }
}
