import '../platform/process/requireNode.ts'
import { startDemo } from './startDemo.ts'

const usage = `npm run demo              start Elo, tell it the demo story, go on telling
npm run demo -- --still   without new messages afterwards
npm run demo -- --once    end after printing
Settings: PORT (default: the first free one from 4000 on), HOST, MONGODB_URI, LOG_LEVEL (default error).`

const stopLimitMs = 10_000

const options = new Set(process.argv.slice(2))
const isOnce = options.delete('--once')
const isStill = options.delete('--still')
if (options.size > 0) {
  console.log(usage)
  process.exit(options.has('--help') ? 0 : 1)
}

/** One line that counts, where somebody is looking; a step of the live story is too short for it. */
function showProgress(told: number, total: number): void {
  if (!process.stderr.isTTY || total < 20) return
  process.stderr.write(told === total ? '\r\u001b[K' : `\rTelling the story: ${told} of ${total} …`)
}

try {
  console.log('Starting Elo …')
  const demo = await startDemo({
    environment: process.env,
    isLive: !isStill && !isOnce,
    print: (text) => console.log(text),
    onProgress: showProgress,
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
  if (isOnce) stop()
  else {
    process.once('SIGINT', () => stop())
    process.once('SIGTERM', () => stop())
    void demo.failed?.then(({ message }) => {
      console.error(`The demo ends: ${message}`)
      stop(1)
    })
    console.log('Ctrl-C ends it and leaves nothing behind.')
  }
} catch (error) {
  console.error(`The demo did not start: ${error instanceof Error ? error.message : String(error)}`)
  process.exit(1)
}
