import { readFile } from 'node:fs/promises'
import { z } from 'zod'
import { UsageError } from '../platform/process/commandLine.ts'
import { createInterruption, interruptedCode } from './command/interruption.ts'
import { replayDeliveries } from './replayDeliveries.ts'
import { showProgress } from './command/showProgress.ts'
import { runCommand } from './command/runCommand.ts'

/**
 * Send a file of Chatwoot deliveries (JSON lines, see test/fixtures/chatwoot/README.md) to a running Elo, and print how
 * they were answered, with the reasons of what was refused or could not be sent.
 */
const usage = `npm run replay -- FILE [--url http://localhost:4000] [--secret SECRET] [--rate N] [--times N]
                     [--shuffle-window N] [--seed S] [--concurrency N]

  --url             the address of Elo; with docker compose http://localhost:4020, the intake
  --secret          the secret to sign with; default CHATWOOT_WEBHOOK_SECRET of the environment, the first where it has several
  --rate            at most this many deliveries a second
  --times           how often to send the whole file
  --shuffle-window  shuffle within each run of this many lines
  --seed            the seed of the shuffle
  --concurrency     how many deliveries to send concurrently

The exit code is 1 when a delivery was refused or could not be sent, with the reasons; also when the server has taken
nothing for 45 seconds. Ctrl-C ends it after the deliveries that are on their way, and says how many were sent.`

const maxReasons = 10
const lineSchema = z.object({
  deliveryId: z.string().nullable(),
  signed: z.boolean(),
  badSignature: z.boolean().optional(),
  body: z.string(),
})
const count = z.coerce.number().int().min(1)
const settingsSchema = z.object({
  url: z.url().default('http://localhost:4000'),
  secret: z.string().optional(),
  rate: z.coerce.number().positive().optional(),
  times: count.default(1),
  'shuffle-window': count.default(1),
  seed: z.coerce.number().int().default(1),
  concurrency: count.default(1),
})

function readLines(text: string): z.infer<typeof lineSchema>[] {
  return text
    .split('\n')
    .map((line, index) => ({ line, number: index + 1 }))
    .filter(({ line }) => line.trim() !== '')
    .map(({ line, number }) => {
      try {
        return lineSchema.parse(JSON.parse(line))
      } catch (cause) {
        throw new Error(`line ${number}: expected a delivery as one line of JSON`, { cause })
      }
    })
}

/** The most common reasons, each with its number, one per line. */
function linesOf(reasons: ReadonlyMap<string, number>): string[] {
  const sorted = [...reasons].toSorted(([, a], [, b]) => b - a)
  const shown = sorted.slice(0, maxReasons).map(([reason, times]) => `  ${times} times: ${reason}`)
  return sorted.length > maxReasons ? [...shown, `  and ${sorted.length - maxReasons} other reasons`] : shown
}

const text = { type: 'string' } as const
await runCommand({
  usage,
  options: {
    url: text,
    secret: text,
    rate: text,
    times: text,
    'shuffle-window': text,
    seed: text,
    concurrency: text,
  },
  maxPositionals: 1,
  async run({ values, positionals: [file] }) {
    if (file === undefined) throw new UsageError('expected a file of deliveries, got nothing')
    const settings = settingsSchema.safeParse(values)
    if (!settings.success)
      throw new UsageError(
        settings.error.issues.map(({ path, message }) => `--${path.join('.')}: ${message}`).join('\n'),
      )
    const { url, rate, times, seed, concurrency, 'shuffle-window': shuffleWindow } = settings.data
    const deliveries = readLines(await readFile(file, 'utf8'))
    const secret = settings.data.secret ?? process.env['CHATWOOT_WEBHOOK_SECRET']?.split(',')[0]?.trim()
    if (!secret && deliveries.some(({ signed }) => signed))
      throw new Error('no secret to sign with: give --secret, or set CHATWOOT_WEBHOOK_SECRET')
    const signal = createInterruption()
    const reasons = new Map<string, number>()
    const { sent, accepted, repeated, quarantined, refused, failed } = await replayDeliveries(deliveries, {
      url,
      secret: secret ?? '',
      perSecond: rate,
      times,
      seed,
      concurrency,
      shuffleWindow,
      signal,
      onProgress: ({ sent }, total) => showProgress(sent === total ? '' : `${sent} of ${total} deliveries`),
      onFault: (reason) => reasons.set(reason, (reasons.get(reason) ?? 0) + 1),
    }).finally(() => showProgress(''))
    console.log(
      `${sent} deliveries: ${accepted} accepted, ${repeated} repeated, ${quarantined} quarantined, ${refused} refused`,
    )
    if (reasons.size > 0) console.error(`not taken by ${url}:\n${linesOf(reasons).join('\n')}`)
    if (failed > 0) console.error(`${failed} could not be sent to ${url}`)
    const total = deliveries.length * times
    if (signal.aborted && sent < total) {
      console.error(
        `interrupted after ${sent} of ${total}; send the file again: what was accepted is repeated`,
      )
      return interruptedCode
    }
    return reasons.size > 0 ? 1 : 0
  },
})
