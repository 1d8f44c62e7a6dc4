import { createClient } from 'graphql-sse'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { callerError } from '../../../platform/errors/errors.ts'
import { demoPrincipal } from '../../../platform/subgraph/principal.ts'
import { type FixtureGateway, startFixtureGateway } from '../fixtures/startFixtureGateway.ts'
import { type EventReader, readEvents } from './readEvents.ts'

let gateway: FixtureGateway
beforeAll(async () => {
  gateway = await startFixtureGateway()
})
afterAll(() => gateway.stop())

const history =
  'subscription ($after: String) { customerHistory(customerId: "cus_1", after: $after) { change cursor customer { name } } }'
const urlOf = (query: string, variables: object = {}, { url }: { url: string } = gateway) =>
  `${url}/graphql?${new URLSearchParams({ query, variables: JSON.stringify(variables) }).toString()}`
const posted = (query: string, variables: object = {}) => ({
  method: 'POST',
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify({ query, variables }),
})
const nextOf = (cursor: string, change = 'RECORDED') => ({
  event: 'next',
  id: cursor,
  data: { data: { customerHistory: { change, cursor, customer: { name: 'Ana' } } } },
})
const aPause: unknown = expect.any(Number)
const completed = { event: 'complete', data: '' }

/** Past the pause that the server asks for, and the first event, which names the position. */
async function begun(reader: EventReader): Promise<EventReader> {
  expect(await reader.next()).toEqual({ retry: aPause })
  expect(await reader.next()).toMatchObject({
    event: 'next',
    data: { data: { customerHistory: { change: 'POSITION' } } },
  })
  return reader
}

describe('a subscription as server-sent events', () => {
  it('is an event for each result, with its cursor as the id', async () => {
    const reader = await begun(await readEvents(urlOf(history)))
    expect(reader).toMatchObject({ status: 200, contentType: 'text/event-stream; charset=utf-8' })
    const { cursor } = gateway.fixtures.log.record({ interaction: null })
    expect(await reader.next()).toEqual(nextOf(cursor))
    reader.close()
  })

  it('continues after Last-Event-ID, as a browser that connects again sends it', async () => {
    const first = gateway.fixtures.log.record({ interaction: null })
    const second = gateway.fixtures.log.record({ interaction: null })
    const reader = await begun(
      await readEvents(urlOf(history, { after: '0' }), { headers: { 'last-event-id': first.cursor } }),
    )
    expect(await reader.next()).toEqual(nextOf(second.cursor))
    reader.close()
  })

  it('is followed by the client of graphql-sse', async () => {
    const client = createClient({ url: `${gateway.url}/graphql` })
    const events = client.iterate({ query: history, variables: { after: '0' } })
    const delivered: unknown[] = []
    for await (const { data } of events) {
      delivered.push(data?.['customerHistory'])
      if (delivered.length === 2) break
    }
    expect(delivered).toMatchObject([{ change: 'POSITION' }, { change: 'RECORDED', cursor: '1' }])
    client.dispose()
  })

  it('is closed in the subgraph when its client leaves', async () => {
    const own = await startFixtureGateway()
    const { log } = own.fixtures
    const reader = await begun(await readEvents(urlOf(history, {}, own)))
    expect(log.following).toBe(1)
    const left = new Promise<void>((resolve) => {
      log.onLeave = resolve
    })
    reader.close()
    await left
    expect(log.following).toBe(0)
    await own.stop()
  })

  it('that is refused is one event with the errors', async () => {
    const unknown = await readEvents(
      urlOf('subscription { customerHistory(customerId: "cus_9") { cursor } }'),
    )
    expect(await unknown.rest()).toEqual([
      { retry: aPause },
      { event: 'next', data: { errors: [expect.objectContaining({ extensions: { code: 'NOT_FOUND' } })] } },
      completed,
    ])
    const invalid = await readEvents(`${gateway.url}/graphql`, posted('subscription { nothing }'))
    expect((await invalid.rest())[1]).toMatchObject({
      data: { errors: [{ extensions: { code: 'GRAPHQL_VALIDATION_FAILED' } }] },
    })
  })

  it('ends without "complete" when the gateway stops, so that its client connects again', async () => {
    const stopping = await startFixtureGateway()
    const reader = await begun(await readEvents(urlOf(history, {}, stopping)))
    const rest = reader.rest()
    await stopping.stop()
    expect(await rest).toEqual([])
  })
})

describe('an operation as server-sent events', () => {
  it('that is a query is one result and the end', async () => {
    const reader = await readEvents(urlOf('{ whoAmI }'))
    expect(await reader.rest()).toEqual([
      { retry: aPause },
      { event: 'next', data: { data: { whoAmI: 'demo' } } },
      completed,
    ])
  })

  it('that is a mutation needs a POST that no foreign page can send', async () => {
    const rename = 'mutation { renameCustomer(id: "cus_2", name: "Bia") { name } }'
    const got = await readEvents(urlOf(rename))
    expect((await got.rest())[1]).toMatchObject({
      data: { errors: [{ extensions: { code: 'BAD_REQUEST' } }] },
    })
    const simple = await readEvents(`${gateway.url}/graphql`, {
      ...posted(rename),
      headers: { 'content-type': 'text/plain' },
    })
    expect(simple.status).toBe(415)
    expect(gateway.fixtures.names.get('cus_2')).toBe('Bruno')
    const sent = await readEvents(`${gateway.url}/graphql`, posted(rename))
    expect((await sent.rest())[1]).toMatchObject({ data: { data: { renameCustomer: { name: 'Bia' } } } })
  })

  it('of a page of another origin is refused', async () => {
    const { status } = await readEvents(urlOf(history), { headers: { origin: 'https://evil.example' } })
    expect(status).toBe(403)
  })

  it('by another method is refused', async () => {
    const { status } = await readEvents(urlOf(history), { method: 'PUT' })
    expect(status).toBe(405)
  })
})

describe('the caller of server-sent events', () => {
  it('is refused with 401 before anything is sent', async () => {
    const strict = await startFixtureGateway({
      principalOf: async () => {
        throw callerError('UNAUTHENTICATED', 'authorization: expected a token, got nothing')
      },
    })
    const reader = await readEvents(urlOf(history, {}, strict))
    expect(reader).toMatchObject({ status: 401, contentType: 'application/json; charset=utf-8' })
    await strict.stop()
  })

  it('gets the reason and the end when the right ends', async () => {
    let expire = () => {}
    const expired = new Promise<void>((resolve) => {
      expire = resolve
    })
    const brief = await startFixtureGateway({
      principalOf: async () => ({
        ...demoPrincipal,
        ends: {
          at: Date.now(),
          check: async () => {
            await expired
            throw callerError('FORBIDDEN', 'the token has expired; connect again with a new one')
          },
        },
      }),
    })
    const reader = await begun(await readEvents(urlOf(history, {}, brief)))
    expire()
    expect(await reader.rest()).toEqual([
      {
        event: 'next',
        data: {
          errors: [
            {
              message: 'the token has expired; connect again with a new one',
              extensions: { code: 'UNAUTHENTICATED' },
            },
          ],
        },
      },
      completed,
    ])
    expect(brief.fixtures.log.following).toBe(0)
    await brief.stop()
  })
})
