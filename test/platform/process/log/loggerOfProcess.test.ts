import { describe, expect, it } from 'vitest'
import { createLogger, type LogLevel } from '../../../../platform/process/log/logger.ts'
import { createProcessLogger, logReady } from '../../../../platform/process/log/loggerOfProcess.ts'
import { runInRequest } from '../../../../platform/process/requestContext.ts'

function recorded(level: LogLevel, write: (logger: ReturnType<typeof createLogger>) => void): string[] {
  const lines: string[] = []
  write(createLogger({ level, name: 'test' }, { write: (line: string) => void lines.push(line) }))
  return lines
}

const read = (line: string): unknown => JSON.parse(line)

/** The keys of the first level of a line, each as often as it is there. */
const keysOf = (line: string) =>
  [...line.replaceAll(/:\{[^{}]*\}/gu, ':0').matchAll(/"([^"]+)":/gu)].map(([, key]) => key)

describe('a line of the log', () => {
  it('has no key twice, whatever is logged', () => {
    const [line = ''] = recorded('info', (logger) =>
      logger.info({ pid: 7, level: 9, time: 'noon', process: 'mongod', msg: 'hi', name: 'Ask' }, 'done'),
    )
    const keys = keysOf(line)
    expect(keys).toEqual([...new Set(keys)])
    expect(JSON.parse(line)).toMatchObject({
      ...{ level: 'info', process: 'test', pid: process.pid, msg: 'done', name: 'Ask' },
      ...{ logged_pid: 7, logged_level: 9, logged_time: 'noon', logged_process: 'mongod', logged_msg: 'hi' },
    })
  })

  it('has the id of the request within one, also after an await, and none outside', async () => {
    const lines: string[] = []
    const logger = createLogger({ level: 'info', name: 'test' }, { write: (line) => void lines.push(line) })
    await runInRequest({ requestId: 'request-1' }, async () => {
      await Promise.resolve()
      logger.info({ event: 'within' }, 'within')
    })
    logger.info({ event: 'outside' }, 'outside')
    const [within, outside] = lines.map(read)
    expect(within).toMatchObject({ event: 'within', requestId: 'request-1' })
    expect(outside).not.toHaveProperty('requestId')
  })
})

describe('the log of a process', () => {
  it('has the line that it is ready at every level', () => {
    for (const level of ['info', 'error', 'fatal'] as const) {
      const lines = recorded(level, (logger) => logReady(logger, 'http://localhost:1'))
      expect(lines.map(read)).toEqual([
        expect.objectContaining({ level: 'info', event: 'ready', url: 'http://localhost:1' }),
      ])
    }
  })

  it('has other lines of the start and the end at the level that LOG_LEVEL names', () => {
    const levelOf = (LOG_LEVEL: string | undefined) => createProcessLogger('test', { LOG_LEVEL }).level
    expect(['debug', 'error', 'silent', 'loud', undefined].map(levelOf)).toEqual([
      'debug',
      'error',
      // A failed start is never silent.
      'fatal',
      'info',
      'info',
    ])
  })
})
