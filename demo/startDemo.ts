import { performance } from 'node:perf_hooks'
import { z } from 'zod'
import { configSchema } from '../config.ts'
import { type Environment, readConfig } from '../platform/process/readConfig.ts'
import type { Running } from '../platform/process/runProcess.ts'
import { replayDeliveries } from '../scripts/replayDeliveries.ts'
import { start } from '../server.ts'
import { askGraph } from './askGraph.ts'
import type { Delivery } from './delivery.ts'
import { freePort } from './freePort.ts'
import { invitation } from './invitation.ts'
import { ownDatabase } from './ownDatabase.ts'
import { story } from './story.ts'
import { tellStory } from './tellStory.ts'

const secret = 'pedal-manso'
const marinasPhone = '(11) 98765-4321'
const liveEverySeconds = 20

/**
 * Start all of Elo in this process on a database of its own, tell it the story and print how to look at it. Unless
 * `isLive` is false the story then goes on, a step every 20 s. Throws when the port that was asked for is taken.
 */
export async function startDemo({
  environment,
  isLive,
  print,
  onProgress,
}: {
  environment: Environment
  isLive: boolean
  print: (text: string) => void
  onProgress: (told: number, total: number) => void
}): Promise<Running> {
  const host = environment['HOST'] || '127.0.0.1'
  const port = await freePort(host, environment['PORT'] ? Number(environment['PORT']) : null)
  const database = await ownDatabase(environment)
  const settings = {
    LOG_LEVEL: 'error',
    ...environment,
    ...database.settings,
    PORT: String(port),
    CHATWOOT_WEBHOOK_SECRET: secret,
  }
  try {
    const elo = await start(readConfig(configSchema, settings), environment)
    try {
      const url = new URL('/graphql', elo.url).href
      const begun = performance.now()
      const telling = await tellStory(story, new Date(), {
        url,
        send: (deliveries) => send(elo.url, deliveries, onProgress),
      })
      const seconds = Math.round((performance.now() - begun) / 100) / 10
      const marina = await findMarina(url)
      print(
        invitation({
          url,
          ...marina,
          phone: marinasPhone,
          told: { customers: Object.keys(story.people).length, interactions: telling.interactions, seconds },
          isLive,
          liveEverySeconds,
        }),
      )
      const stopLive = isLive ? goOn(telling.goOn, print) : async () => undefined
      return {
        url,
        ...(elo.failed && { failed: elo.failed }),
        async stop() {
          await stopLive()
          if ('MONGODB_URI' in database.settings) await database.remove()
          await elo.stop()
          if (!('MONGODB_URI' in database.settings)) await database.remove()
        },
      }
    } catch (error) {
      await elo.stop()
      throw error
    }
  } catch (error) {
    await database.remove().catch(() => undefined)
    throw error
  }
}

async function send(
  url: string,
  deliveries: Delivery[],
  onProgress: (told: number, total: number) => void,
): Promise<void> {
  const { quarantined, refused, failed } = await replayDeliveries(deliveries, {
    url,
    secret,
    onProgress: ({ sent }, total) => onProgress(sent, total),
  })
  if (quarantined + refused + failed > 0)
    throw new Error(`of the deliveries ${quarantined} were quarantined, ${refused} refused, ${failed} failed`)
}

const marinaSchema = z.object({
  customerByIdentifier: z.object({ id: z.string(), history: z.object({ streamCursor: z.string() }) }),
})

async function findMarina(url: string): Promise<{ customerId: string; streamCursor: string }> {
  const { customerByIdentifier: marina } = await askGraph(
    url,
    marinaSchema,
    `{ customerByIdentifier(identifier: { type: PHONE, value: "${marinasPhone}" }) { id history { streamCursor } } }`,
  )
  return { customerId: marina.id, streamCursor: marina.history.streamCursor }
}

/** Tell a live step every so often until it is stopped or all is told. */
function goOn(tellNext: (now: Date) => Promise<boolean>, print: (text: string) => void): () => Promise<void> {
  let underWay: Promise<void> = Promise.resolve()
  const timer = setInterval(() => {
    underWay = tellNext(new Date()).then(
      (isTold) => {
        if (isTold) return
        clearInterval(timer)
        print('The story is told. Elo stays; write on with recordMessage.')
      },
      (error: unknown) => print(`The next step of the story failed: ${String(error)}`),
    )
  }, liveEverySeconds * 1000)
  return async () => {
    clearInterval(timer)
    await underWay
  }
}
