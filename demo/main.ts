import '../platform/process/requireNode.ts'
import '../platform/process/settings/loadEnvFile.ts'
import { readCommandLine } from '../platform/process/commandLine.ts'
import { showProgress } from '../scripts/command/showProgress.ts'
import { startDemo } from './startDemo.ts'

const usage = `npm run demo              start Elo, play the demo story, then one new message every 20 seconds
npm run demo -- --still   without new messages
npm run demo -- --once    end after printing
Settings: PORT (default: the first free one from 4000 on), HOST, MONGODB_URI, LOG_LEVEL (default error).`

const stopLimitMs = 10_000
/** A step of the live story has fewer deliveries, and needs no progress. */
const shownFrom = 20

function readOptions(): { still: boolean; once: boolean } {
  const isFlag = { type: 'boolean', default: false } as const
  try {
    const given = readCommandLine(process.argv.slice(2), { options: { still: isFlag, once: isFlag } })
    if (given !== 'help') return given.values
  } catch (error) {
    console.error(`${error instanceof Error ? error.message : String(error)}\n\n${usage}`)
    process.exit(2)
  }
  console.log(usage)
  process.exit(0)
}

const options = readOptions()
try {
  console.log('Starting Elo …')
  const demo = await startDemo({
    environment: process.env,
    isLive: !options.still && !options.once,
    print: (text) => console.log(text),
    onProgress(sent, total) {
      if (total < shownFrom) return
      showProgress(sent === total ? '' : `Playing the story: ${sent} of ${total} webhooks …`)
    },
  })
  const stop = (exitCode = 0) => {
    process.once('SIGINT', () => process.exit(1))
    setTimeout(() => process.exit(1), stopLimitMs).unref()
    demo.stop().then(
      () => process.exit(exitCode),
      (error: unknown) => {
        console.error(error)
        process.exit(1)
      },
    )
  }
  if (options.once) stop()
  else {
    process.once('SIGINT', () => stop())
    process.once('SIGTERM', () => stop())
    void demo.failed?.then(({ message }) => {
      console.error(`The demo ends: ${message}`)
      stop(1)
    })
    console.log('Ctrl-C stops the demo and removes its data.')
  }
} catch (error) {
  console.error(`The demo did not start: ${error instanceof Error ? error.message : String(error)}`)
  process.exit(1)
}
