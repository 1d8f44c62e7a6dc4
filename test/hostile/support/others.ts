import { fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { z } from 'zod'

/** How often they ask, whether or not earlier requests are answered. */
export const everyMs = 10

const figuresSchema = z.object({ durationsMs: z.array(z.number()), failed: z.number() })
/** How long simple requests took, from sending to the whole answer, in order; and how many failed. */
export type Figures = z.infer<typeof figuresSchema>

/** Other callers, who ask something simple. */
export type Others = {
  /** How they fared while some work was going on; waits until all that they asked meanwhile has ended. */
  during<Value>(work: () => Promise<Value>): Promise<{ figures: Figures; value: Value }>
  pid: number
  stop(): Promise<void>
}

/** Start them; when this resolves, what they ask is known to the server and quick. */
export async function startOthers(url: string, customerId: string): Promise<Others> {
  const probe = fork(
    fileURLToPath(new URL('probe.ts', import.meta.url)),
    [url, customerId, String(everyMs)],
    {
      execArgv: ['--import', 'tsx'],
    },
  )
  const exited = once(probe, 'exit')
  await Promise.race([once(probe, 'message'), exited])

  async function report(): Promise<Figures> {
    const told = new Promise<unknown>((resolve) => probe.once('message', resolve))
    probe.send('report')
    return figuresSchema.parse(await told)
  }

  return {
    pid: probe.pid ?? 0,
    async during(work) {
      await report()
      const value = await work()
      return { value, figures: await report() }
    },
    async stop() {
      probe.kill('SIGKILL')
      await exited
    },
  }
}
