import { describe, expect, it } from 'vitest'
import { keepMongodRunning } from '../../embeddedMongo/keepMongodRunning.ts'
import { MongodExit } from '../../embeddedMongo/mongodExit.ts'
import { recordingLogger } from './support/recordingLogger.ts'

/** A mongod that ends when the test calls `kill`. */
function fakeMongod(pid: number) {
  let end: (exit: MongodExit) => void = () => undefined
  const exited = new Promise<MongodExit>((resolve) => {
    end = resolve
  })
  const kill = () => end(new MongodExit('mongod', { signal: 'SIGKILL', lines: [] }))
  return { pid, exited, kill, stop: async () => kill() }
}

const limits = { maximumStarts: 3, firstPauseMs: 1, calmAfterMs: 60_000 }

describe('keepMongodRunning', () => {
  it('starts a mongod again each time it ends, and gives up after too many starts in a row', async () => {
    const logger = recordingLogger()
    const first = fakeMongod(1)
    let starts = 0
    const { lost } = keepMongodRunning({
      first,
      async startAgain() {
        starts += 1
        const next = fakeMongod(1 + starts)
        next.kill()
        return next
      },
      logger,
      limits,
    })
    first.kill()
    expect((await lost).message).toBe(
      'The embedded database ended and 3 restarts did not help: mongod was ended by SIGKILL.',
    )
    expect(starts).toBe(3)
    const [gone, again] = [
      'error Embedded database: mongod has ended.',
      'info Embedded database: running again.',
    ]
    expect(logger.lines).toEqual([gone, again, gone, again, gone, again, gone])
  })

  it('counts failed starts, and gives the reason of the last one', async () => {
    const first = fakeMongod(1)
    let starts = 0
    const { lost } = keepMongodRunning({
      first,
      async startAgain() {
        starts += 1
        throw new Error(`no disk ${starts}`)
      },
      logger: recordingLogger(),
      limits,
    })
    first.kill()
    expect((await lost).message).toBe('The embedded database ended and 3 restarts did not help: no disk 3')
  })

  it('begins the count again when a mongod has run for long', async () => {
    const mongods = Array.from({ length: 6 }, (_, index) => fakeMongod(index))
    const [first = fakeMongod(0), ...others] = mongods
    const started = others.map(({ pid }) => pid)
    const startedNow: number[] = []
    let allStarted: () => void = () => undefined
    const done = new Promise<void>((resolve) => {
      allStarted = resolve
    })
    const { stop } = keepMongodRunning({
      first,
      async startAgain() {
        const next = others.shift()
        if (!next) throw new Error('started more often than the test ends it')
        startedNow.push(next.pid)
        if (others.length > 0) next.kill()
        else allStarted()
        return next
      },
      logger: recordingLogger(),
      limits: { ...limits, maximumStarts: 1, calmAfterMs: 0 },
    })
    first.kill()
    await done
    expect(startedNow).toEqual(started)
    await stop()
  })

  it('stops a mongod that is starting, and starts none after that', async () => {
    const logger = recordingLogger()
    const first = fakeMongod(1)
    const second = fakeMongod(2)
    let finishStart: () => void = () => undefined
    let beginStart: () => void = () => undefined
    const begun = new Promise<void>((resolve) => {
      beginStart = resolve
    })
    let starts = 0
    const { stop } = keepMongodRunning({
      first,
      async startAgain() {
        starts += 1
        beginStart()
        await new Promise<void>((resolve) => {
          finishStart = resolve
        })
        return second
      },
      logger,
      limits,
    })
    first.kill()
    await begun
    const stopped = stop()
    finishStart()
    await stopped
    await second.exited
    await stop()
    expect(starts).toBe(1)
  })
})
