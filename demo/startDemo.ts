import { performance } from 'node:perf_hooks'
import { z } from 'zod'
import { configSchema } from '../config.ts'
import { type Environment, readConfig } from '../platform/process/settings/readConfig.ts'
import type { Running } from '../platform/process/runProcess.ts'
import { askGraph } from '../scripts/command/askGraph.ts'
import { replayDeliveries } from '../scripts/replayDeliveries.ts'
import { start } from '../server.ts'
import type { Delivery } from './chatwoot/delivery.ts'
import { choosePort } from './choosePort.ts'
import { ownDatabase } from './ownDatabase.ts'
import { playStory } from './playStory.ts'
import { story } from './story/story.ts'
import { welcomeText } from './welcomeText.ts'

const secret = 'pedal-manso'
const marinasPhone = '(11) 98765-4321'
const liveEverySeconds = 20

/** Called with the number of webhooks that were sent, and the number of all. */
type OnProgress = (sent: number, total: number) => void

/** The running demo, and the settings with which commands find its database. */
export type Demo = Running & { commandSettings: Environment }

/**
 * Start all of Elo in this process on a database of its own, play the story and print how to look at it. If `isLive`,
 * the story continues with a step every 20 s. Throws when the port in PORT is in use.
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
  onProgress: OnProgress
}): Promise<Demo> {
  const port = await choosePort(environment['HOST'] || '127.0.0.1', environment['PORT'])
  const database = await ownDatabase(environment)
  const settings = {
    LOG_LEVEL: 'error',
    ...environment,
    // The demo plays on this machine as the demo principal.
    ...{ ELO_KEYS_DIR: '', ELO_JWT_KEYS: '' },
    ...database.settings,
    PORT: String(port),
    CHATWOOT_WEBHOOK_SECRET: secret,
  }
  try {
    const elo = await start(readConfig(configSchema, settings), environment)
    try {
      const url = new URL('/graphql', elo.url).href
      const startedAt = performance.now()
      const { interactions, playNext } = await playStory(story, new Date(), {
        url,
        send: (deliveries) => send(elo.url, deliveries, onProgress),
      })
      const seconds = Math.round((performance.now() - startedAt) / 100) / 10
      const text = welcomeText({
        url,
        ...(await findMarina(url)),
        phone: marinasPhone,
        played: { customers: Object.keys(story.people).length, interactions, seconds },
        database: database.shown,
        liveEverySeconds: isLive ? liveEverySeconds : null,
      })
      print(text)
      const stopLive = isLive ? continueStory(playNext, print) : async () => undefined
      return {
        url,
        commandSettings: database.settings,
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

async function send(url: string, deliveries: Delivery[], onProgress: OnProgress): Promise<void> {
  const { quarantined, refused, failed } = await replayDeliveries(deliveries, {
    url,
    secret,
    onProgress: ({ sent }, total) => onProgress(sent, total),
  })
  if (quarantined + refused + failed > 0)
    throw new Error(
      `expected all webhooks to be accepted, got ${quarantined} quarantined, ${refused} refused, ${failed} failed`,
    )
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

/** Play a live step every 20 s, until the story ends or the returned function is called. */
function continueStory(
  playNext: (now: Date) => Promise<boolean>,
  print: (text: string) => void,
): () => Promise<void> {
  let underWay: Promise<void> = Promise.resolve()
  const timer = setInterval(() => {
    underWay = playNext(new Date()).then(
      (isPlayed) => {
        if (isPlayed) return
        clearInterval(timer)
        print('The story has ended. Elo keeps running: record more with recordMessage.')
      },
      (error: unknown) => print(`The next step of the story failed: ${String(error)}`),
    )
  }, liveEverySeconds * 1000)
  return async () => {
    clearInterval(timer)
    await underWay
  }
}
