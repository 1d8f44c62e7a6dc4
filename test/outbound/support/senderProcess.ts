import { createSender } from '../../../outbound/send/createSender.ts'
import { startOutbound } from '../../../outbound/startOutbound.ts'
import { defaultTimings } from '../../../outbound/timings.ts'
import { createWebhookStore } from '../../../outbound/webhookStore.ts'
import { connectDatabase } from '../../../platform/mongo/database.ts'
import { systemClock } from '../../../platform/process/clock.ts'
import { createLogger } from '../../../platform/process/log/logger.ts'
import { createNumberedFeed } from './numberedFeed.ts'
import { processTimings } from './processTimings.ts'

/** Delivers numbered events until SIGTERM. Arguments: the database, the number of events, the number of customers,
 * and the pause between renewals of its lease. It prints a line when it is ready, and at the end of each attempt. */
const [uri = '', count = '0', profiles = '1', renewMs = '100'] = process.argv.slice(2)
const connection = await connectDatabase(uri)
const timings = { ...defaultTimings, ...processTimings, renewMs: Number(renewMs) }
const { readSecrets } = createWebhookStore(connection, systemClock)
const sender = createSender({
  rules: { allowHttp: true, allowPrivate: true },
  timings,
  clock: systemClock,
})
const running = startOutbound({
  connection,
  readSecrets,
  sender: {
    async send(...given) {
      const attempt = await sender.send(...given)
      process.stdout.write(attempt ? 'sent\n' : 'not sent\n')
      return attempt
    },
    stop: () => sender.stop(),
  },
  ...createNumberedFeed({ count: Number(count), profiles: Number(profiles) }),
  timings,
  clock: systemClock,
  logger: createLogger({ level: 'warn', name: 'sender' }),
})
process.once('SIGTERM', () => {
  void running
    .stop()
    .then(() => connection.close())
    .then(() => process.exit(0))
})
// The timers of the product do not keep a process alive.
setInterval(() => undefined, 60_000)
process.stdout.write('ready\n')
