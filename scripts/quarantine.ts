import { createWebhookInbox } from '../intake/webhookInboxStore.ts'
import { withDatabase } from './database.ts'
import { runCommand } from './runCommand.ts'

/**
 * List the deliveries in quarantine, show one with its body, or release them to be processed again. A running Elo takes them within seconds, and
 * quarantines again what it still cannot process.
 */
const usage = `npm run quarantine -- list
npm run quarantine -- show ID
npm run quarantine -- replay [ID]

  ID  the id of one delivery, or its first characters; without it all of them

The database is the one of MONGODB_URI, else the embedded one of the Elo that runs on ELO_DATA_DIR (default .data).`

const maxListed = 1_000

const commands = ['list', 'show', 'replay']

async function main([command = '', id, ...others]: string[]): Promise<number> {
  const hasId = id !== undefined
  const isWrong = command === 'list' ? hasId : command === 'show' && !hasId
  if (!commands.includes(command) || others.length > 0 || isWrong) {
    console.error(usage)
    return 1
  }
  return withDatabase(async (connection) => {
    const inbox = createWebhookInbox({ connection, system: 'chatwoot', claimant: 'quarantine' })
    if (command === 'replay') {
      const released = await inbox.release(id)
      console.log(`${released} released from quarantine, to be processed again`)
      return id !== undefined && released === 0 ? 1 : 0
    }
    if (command === 'show') {
      const delivery = await inbox.findQuarantined(id ?? '')
      console.log(delivery ? JSON.stringify(delivery, null, 2) : `none in quarantine begins with ${id}`)
      return delivery ? 0 : 1
    }
    const deliveries = await inbox.listQuarantined(maxListed)
    for (const { id, receivedAt, event, sizeBytes, reason } of deliveries) {
      console.log(
        [id.slice(0, 16), receivedAt.toISOString(), event ?? '(unknown)', `${sizeBytes} bytes`, reason].join(
          '  ',
        ),
      )
    }
    const count = await inbox.count('quarantined')
    const shown = count > deliveries.length ? `, the oldest ${deliveries.length} of which are shown` : ''
    console.log(`${count} in quarantine${shown}`)
    return 0
  })
}

await runCommand(main)
