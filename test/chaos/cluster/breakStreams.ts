import { setTimeout as delay } from 'node:timers/promises'
import { breakChangeStreams } from '../../support/changeStreams.ts'
import { clientAt } from './databaseAt.ts'

/** So many in a row at most: a stream that breaks five times at one place begins at the present. */
const maxBreaks = 3
const everyMs = 10

/** Break the change streams of all processes, now and as soon as they are open again, until `stop`. */
export function startBreakingStreams(uri: string): { broken: Promise<void>; stop: () => Promise<void> } {
  const client = clientAt(uri)
  const database = { getClient: () => client, name: client.db().databaseName }
  let isStopped = false
  // A database that does not answer has no change streams either.
  const breakNow = () => breakChangeStreams(database).catch(() => 0)

  async function goOn(): Promise<void> {
    for (let breaks = 1; breaks < maxBreaks;) {
      await delay(everyMs)
      if (isStopped) return
      breaks += (await breakNow()) > 0 ? 1 : 0
    }
  }

  const broken = breakNow().then(() => undefined)
  const ended = broken.then(goOn)
  return {
    broken,
    async stop() {
      isStopped = true
      await ended
    },
  }
}
