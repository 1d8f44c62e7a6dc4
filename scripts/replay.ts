import { readFile } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import { z } from 'zod'
import { replayDeliveries } from './replayDeliveries.ts'
import { showProgress } from './showProgress.ts'
import { runCommand } from './runCommand.ts'

/**
 * Send a file of Chatwoot deliveries (JSON lines, see test/fixtures/chatwoot/README.md) to a running Elo, and print how
 * they were answered. Exits with 1 when some could not be sent.
 */
const usage = `npm run replay -- FILE [--url http://localhost:4000] [--secret SECRET] [--rate N] [--times N]
                     [--shuffle-window N] [--seed S] [--concurrency N]

  --url             the address of Elo; with docker compose http://localhost:4020, the intake
  --secret          the secret to sign with; default CHATWOOT_WEBHOOK_SECRET of the environment, the first where it has several
  --rate            at most this many deliveries a second
  --times           how often to send the whole file
  --shuffle-window  shuffle within each run of this many lines
  --seed            the seed of the shuffle
  --concurrency     how many deliveries to send concurrently`

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

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      url: { type: 'string' },
      secret: { type: 'string' },
      rate: { type: 'string' },
      times: { type: 'string' },
      'shuffle-window': { type: 'string' },
      seed: { type: 'string' },
      concurrency: { type: 'string' },
      help: { type: 'boolean' },
    },
  })
  const [file, ...others] = positionals
  if (values.help || file === undefined || others.length > 0) {
    console.error(usage)
    return values.help ? 0 : 1
  }
  const settings = settingsSchema.safeParse(values)
  if (!settings.success) {
    console.error(
      settings.error.issues.map(({ path, message }) => `--${path.join('.')}: ${message}`).join('\n'),
    )
    return 1
  }
  const { url, rate, times, seed, concurrency, 'shuffle-window': shuffleWindow } = settings.data
  const deliveries = readLines(await readFile(file, 'utf8'))
  const secret = settings.data.secret ?? process.env['CHATWOOT_WEBHOOK_SECRET']?.split(',')[0]?.trim()
  if (!secret && deliveries.some(({ signed }) => signed)) {
    console.error('no secret to sign with: give --secret, or set CHATWOOT_WEBHOOK_SECRET')
    return 1
  }
  const { sent, accepted, repeated, quarantined, refused, failed } = await replayDeliveries(deliveries, {
    url,
    secret: secret ?? '',
    perSecond: rate,
    times,
    seed,
    concurrency,
    shuffleWindow,
    onProgress: ({ sent }, total) => showProgress(sent === total ? '' : `${sent} of ${total} deliveries`),
  })
  console.log(
    `${sent} deliveries: ${accepted} accepted, ${repeated} repeated, ${quarantined} quarantined, ${refused} refused`,
  )
  if (failed > 0) console.error(`${failed} could not be sent to ${url}`)
  return failed > 0 ? 1 : 0
}

await runCommand(main)
