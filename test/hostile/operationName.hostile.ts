import { describe, expect, it } from 'vitest'
import { connectSocket } from '../support/connectSocket.ts'
import { expectCalmLog } from './support/expectRefusal.ts'
import { post, type Question, transports } from './support/send.ts'
import { useTarget } from './support/target.ts'
import { withstand } from './support/withstand.ts'

const target = useTarget({ name: 'hostile-operation-name' })
const named = (length: number) => 'N'.repeat(length)
const query = (name: string) => `query ${name} { customers(first: 1) { nodes { id } } }`

describe('a very long name', () => {
  it.each<[string, Question]>([
    ['of an operation, 2 MB', { query: query(named(2_000_000)) }],
    [
      'of an operation that is asked for, 2 MB',
      { query: query(named(2_000_000)), operationName: named(2_000_000) },
    ],
    ['of no operation, 2 MB', { query: query('A'), operationName: named(2_000_000) }],
    ['of a field, 2 MB', { query: `{ ${named(2_000_000)} }` }],
    ['of a mutation, 2 MB', { query: `mutation ${named(2_000_000)} { nothing }` }],
  ])('%s gives short lines in the log', async (_, question) => {
    const { status } = await withstand(target(), (signal) => post(target().url, question, signal))
    expect(status).toBeLessThan(500)
    expectCalmLog(target())
  })

  it('gives short lines over a WebSocket too', async () => {
    const client = await connectSocket(target().url)
    await withstand(target(), async () => {
      for (let n = 0; n < 10; n += 1) {
        client.subscribe(`${n}`, query(named(900_000)))
        client.subscribe(`s${n}`, `subscription ${named(900_000)} { interactionFeed { change } }`)
      }
      for (let n = 0; n < 10; n += 1) await client.next()
    })
    client.socket.terminate()
    expectCalmLog(target())
  })

  it('as the id of an operation or as a type of message can only close the socket', async () => {
    const id = named(900_000)
    const client = await connectSocket(target().url)
    await withstand(target(), async () => {
      client.subscribe(id, 'subscription { interactionFeed { change } }')
      client.subscribe(id, '{')
      await client.closed
      return transports.WebSocket(target().url, `{"query":1}`, AbortSignal.timeout(10_000))
    })
    expect(await client.closed).toMatchObject({ code: 4409 })
    expectCalmLog(target())
  })
})
