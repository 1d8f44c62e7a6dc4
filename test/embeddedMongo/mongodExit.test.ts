import { describe, expect, it } from 'vitest'
import { MongodExit } from '../../embeddedMongo/mongodExit.ts'

const locked = 'DBPathInUse: Unable to lock the lock file: /data/mongod.lock'
const logged = (error: unknown) =>
  JSON.stringify({ s: 'E', msg: 'DBException in initAndListen, terminating', attr: { error } })

describe('MongodExit', () => {
  it('recognises a data folder in use, by the messages of old and new servers', () => {
    const newer = {
      code: 98,
      codeName: 'DBPathInUse',
      errmsg: 'Unable to lock the lock file: /data/mongod.lock',
    }
    for (const [error, words] of [
      [locked, locked],
      [newer, newer.errmsg],
    ] as const) {
      const exit = new MongodExit('mongod', { code: 100, signal: null, lines: ['{"s":"I"}', logged(error)] })
      expect(exit.message).toBe(
        `mongod exited with code 100. Its last output: DBException in initAndListen, terminating: ${words}`,
      )
      expect([exit.isDataInUse, exit.isPortInUse]).toEqual([true, false])
    }
  })

  it('recognises a port in use', () => {
    const exit = new MongodExit('mongod', { code: 48, lines: [logged('Address already in use')] })
    expect([exit.isDataInUse, exit.isPortInUse]).toEqual([false, true])
  })

  it('repeats the last three lines of a mongod that logged no error', () => {
    const exit = new MongodExit('mongod', { code: null, signal: 'SIGSEGV', lines: ['1', '2', '3', '4'] })
    expect(exit.message).toBe('mongod was ended by SIGSEGV. Its last output: 2 / 3 / 4')
    expect([exit.isDataInUse, exit.isPortInUse]).toEqual([false, false])
  })

  it('repeats no line about a command, because it contains data', () => {
    const slow =
      '{"t":1,"s":"I", "c":"COMMAND", "msg":"Slow query","attr":{"filter":{"value":"+5511987654321"}}}'
    const exit = new MongodExit('mongod', { code: null, signal: 'SIGKILL', lines: ['1', '2', slow, slow] })
    expect(exit.message).toBe('mongod was ended by SIGKILL. Its last output: 1 / 2')
  })

  it('names the cause when mongod never ran', () => {
    const cause = new Error('spawn mongod ENOENT')
    const exit = new MongodExit('mongod', { cause, lines: [] })
    expect(exit.message).toBe('mongod failed: spawn mongod ENOENT.')
    expect(exit.cause).toBe(cause)
  })
})
