import { createWebhookInbox, type WebhookInbox } from '../intake/webhookInboxStore.ts'
import { UsageError } from '../platform/process/commandLine.ts'
import { withDatabase } from './command/database.ts'
import { createInterruption, interruptedCode } from './command/interruption.ts'
import { runCommand } from './command/runCommand.ts'
import { showProgress } from './command/showProgress.ts'

/**
 * List the deliveries in quarantine, show one with its body, release some to be processed again, or drop some. A running
 * Elo takes released ones within seconds, and quarantines again what it still cannot process.
 */
const usage = `npm run quarantine -- list [--reason TEXT]
npm run quarantine -- show ID
npm run quarantine -- replay ID... | --reason TEXT | --all
npm run quarantine -- drop ID... | --reason TEXT | --all

  ID        the id of one delivery, or its first characters, as far as no other one begins so
  --reason  all whose reason contains this text
  --all     all; also what replay does without anything else

What is dropped is lost. Ctrl-C ends replay and drop after the current step, and they say how many were done.
The database is the one of MONGODB_URI, else the embedded one of the Elo that runs on ELO_DATA_DIR (default .data).`

const maxListed = 1_000
const maxIds = 1_000
const stepSize = 200

type Chosen = { ids: string[] } | { reason?: string | undefined }

await runCommand({
  usage,
  options: { reason: { type: 'string' }, all: { type: 'boolean' } },
  maxPositionals: 1 + maxIds,
  async run({ values: { reason, all }, positionals: [command, ...ids] }) {
    const ways = Number(ids.length > 0) + Number(reason !== undefined) + Number(all === true)
    if (reason === '') throw new UsageError('--reason: expected a text, got an empty one')
    switch (command) {
      case 'list':
        if (ids.length > 0 || all) throw new UsageError('list: expected nothing but --reason')
        return inInbox((inbox) => list(inbox, reason))
      case 'show':
        if (ids.length !== 1 || ways !== 1) throw new UsageError(`show: expected one id, got ${ids.length}`)
        return inInbox((inbox) => show(inbox, ids[0] ?? ''))
      case 'replay':
      case 'drop':
        if (ways > 1 || (command === 'drop' && ways === 0))
          throw new UsageError(`${command}: expected either ids, --reason or --all`)
        return inInbox((inbox) => settle(inbox, command, ids.length > 0 ? { ids } : { reason }))
      case undefined:
      default:
        throw new UsageError(`expected list, show, replay or drop, got ${command ?? 'nothing'}`)
    }
  },
})

function inInbox(work: (inbox: WebhookInbox) => Promise<number>): Promise<number> {
  return withDatabase((connection) =>
    work(createWebhookInbox({ connection, system: 'chatwoot', claimant: 'quarantine' })),
  )
}

async function list(inbox: WebhookInbox, text?: string): Promise<number> {
  const deliveries = await inbox.listQuarantined(maxListed)
  for (const { id, receivedAt, event, sizeBytes, reason } of deliveries) {
    if (text !== undefined && !reason?.includes(text)) continue
    const row = [
      id.slice(0, 16),
      receivedAt.toISOString(),
      event ?? '(unknown)',
      `${sizeBytes} bytes`,
      reason,
    ]
    console.log(row.join('  '))
  }
  const count = await inbox.count('quarantined')
  const shown = count > deliveries.length ? `, the oldest ${deliveries.length} of which were looked at` : ''
  console.log(`${count} in quarantine${shown}`)
  return 0
}

async function show(inbox: WebhookInbox, prefix: string): Promise<number> {
  const [delivery] = await only(inbox, prefix)
  console.log(JSON.stringify(delivery, null, 2))
  return 0
}

/** The delivery that begins so. Throws when there is none, or another one too. */
async function only(inbox: WebhookInbox, prefix: string) {
  const found = await inbox.findQuarantined(prefix, 2)
  if (found.length === 1) return found
  const got = found.length === 0 ? 'none begins so' : 'several begin so: give more characters'
  throw new Error(`${prefix}: expected a delivery in quarantine, ${got}`)
}

async function settle(inbox: WebhookInbox, command: 'replay' | 'drop', chosen: Chosen): Promise<number> {
  const interruption = createInterruption()
  const work = (ids: string[]) => (command === 'replay' ? inbox.release(ids) : inbox.dropQuarantined(ids))
  const done = command === 'replay' ? 'released from quarantine, to be processed again' : 'dropped'
  // All ids are looked up before the first delivery is changed.
  const named = 'ids' in chosen ? await Promise.all(chosen.ids.map((prefix) => only(inbox, prefix))) : null
  const waiting = named ? [...new Set(named.flat().map(({ id }) => id))] : await idsOf(inbox, chosen)
  let count = 0
  for (let start = 0; start < waiting.length && !interruption.aborted; start += stepSize) {
    count += await work(waiting.slice(start, start + stepSize))
    showProgress(`${count} of ${waiting.length} ${command === 'replay' ? 'released' : 'dropped'}`)
  }
  showProgress('')
  if (interruption.aborted && count < waiting.length) {
    console.log(`interrupted: ${count} of ${waiting.length} ${done}; the others are in quarantine as before`)
    return interruptedCode
  }
  console.log(`${count} ${done}`)
  return named && count === 0 ? 1 : 0
}

/** What is in quarantine now. Later ones, and those that come back, are left for another run. */
function idsOf(inbox: WebhookInbox, chosen: Chosen): Promise<string[]> {
  const reason = 'reason' in chosen ? chosen.reason : undefined
  return inbox.listQuarantinedIds({ reason, limit: 1_000_000 })
}
