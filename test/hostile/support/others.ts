import { fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { z } from 'zod'

/** The interval of their requests, whether or not earlier ones are answered. */
export const everyMs = 10

const figuresSchema = z.object({ durationsMs: z.array(z.number()), failed: z.number() })
/** The durations of simple requests, from sending to the whole answer, sorted; and the number that failed. */
export type Figures = z.infer<typeof figuresSchema>

/** Other callers, which send simple requests. */
export type Others = {
  /** Their figures during some work. Waits until all of their requests have ended. */
  during<Value>(work: () => Promise<Value>): Promise<{ figures: Figures; value: Value }>
  pid: number
  stop(): Promise<void>
}

/** Start them, with this token. Resolves when the server has compiled and cached their operation. */
export async function startOthers(url: string, customerId: string, token = ''): Promise<Others> {
  const probe = fork(
    fileURLToPath(new URL('probe.ts', import.meta.url)),
    [url, customerId, String(everyMs), token],
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
