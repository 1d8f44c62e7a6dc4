import { clientAt } from './databaseAt.ts'

/** Longer than a few writes take on a busy machine, and much shorter than a client waits. */
const delayMs = 1_200

/** Delay what the change streams of all processes read next. Until then a stream can give one change more. */
export async function delayStreams(uri: string): Promise<void> {
  const client = clientAt(uri)
  await client
    .db('admin')
    .command({
      configureFailPoint: 'failCommand',
      mode: { times: 1 },
      data: {
        failCommands: ['getMore'],
        namespace: `${client.db().databaseName}.interactions`,
        ...{ blockConnection: true, blockTimeMS: delayMs },
      },
    })
    // A database that does not answer delays them as well.
    .catch(() => undefined)
}
