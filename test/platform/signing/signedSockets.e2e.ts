import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { EloProcess } from '../../support/eloProcess.ts'
import { connectSocket, type SocketClient } from '../../support/connectSocket.ts'
import { type CallToSign, signCall } from '../../support/signCall.ts'
import { admin, agent, current, refusalsOf, startHistory } from './startSigned.ts'

const query = 'subscription Canary { interactionFeed { change } }'
const position = { type: 'next', payload: { data: { interactionFeed: { change: 'POSITION' } } } }
const refused = { type: 'error', payload: [{ extensions: { code: 'UNAUTHENTICATED' } }] }

/** The extensions of the operation above, signed rightly but for what `signed` says. */
function extensionsOf(signed: Partial<CallToSign> = {}) {
  const headers = { 'elo-principal': agent }
  const body = JSON.stringify([query, null, {}])
  const operation = { method: 'SUBSCRIBE', path: '', headers, body }
  return {
    ...headers,
    'elo-signature': signCall({ secret: current, subgraph: 'history', ...operation, ...signed }),
  }
}

describe('a WebSocket of a subgraph process with a service secret', () => {
  let history: EloProcess

  beforeAll(async () => {
    history = await startHistory(current)
  })
  afterAll(() => history.end('SIGTERM'))

  const upgradeSignature = () => signCall({ secret: current, subgraph: 'history', method: 'GET' })
  const connect = (connectionParams: object = {}) =>
    connectSocket(history.url, { headers: { 'elo-signature': upgradeSignature() }, connectionParams })
  const subscribe = (client: SocketClient, id: string, extensions: object, text = query) =>
    client.send({ id, type: 'subscribe', payload: { query: text, extensions } })

  it('is opened by a signed request only, and once', async () => {
    const headers = { 'elo-signature': upgradeSignature() }
    const client = await connectSocket(history.url, { headers })
    client.socket.terminate()
    await expect(connectSocket(history.url, { headers })).rejects.toThrow('401')
    await expect(connectSocket(history.url)).rejects.toThrow('401')
    const ofOther = signCall({ secret: `${current}!`, subgraph: 'history', method: 'GET' })
    await expect(connectSocket(history.url, { headers: { 'elo-signature': ofOther } })).rejects.toThrow('401')
    expect(await refusalsOf(history, 3)).toEqual(['replayed', 'unsigned', 'wrong signature'])
  })

  it('carries out each signed operation, in the name that was signed with it', async () => {
    const client = await connect()
    for (const id of ['a', 'b']) {
      subscribe(client, id, extensionsOf())
      expect(await client.next()).toMatchObject({ id, ...position })
    }
    client.socket.terminate()
  })

  it.each<[string, () => object]>([
    ['without a signature', () => ({ 'elo-principal': admin })],
    ['of another principal', () => ({ ...extensionsOf(), 'elo-principal': admin })],
    ['with another text', () => extensionsOf({ body: JSON.stringify([`${query} `, null, {}]) })],
    ['with other variables', () => extensionsOf({ body: JSON.stringify([query, null, { after: 'x' }]) })],
    ['signed for another subgraph', () => extensionsOf({ subgraph: 'identity' })],
    ['signed as a call over HTTP', () => extensionsOf({ method: 'POST', path: '/graphql' })],
    ['signed more than a minute ago', () => extensionsOf({ signedAt: Date.now() - 61_000 })],
  ])('refuses an operation %s', async (_, makeExtensions) => {
    const client = await connect({ 'elo-principal': admin })
    subscribe(client, 'a', makeExtensions())
    expect(await client.next()).toMatchObject({ id: 'a', ...refused })
    subscribe(client, 'b', extensionsOf())
    expect(await client.next()).toMatchObject({ id: 'b', ...position })
    client.socket.terminate()
  })

  it('refuses an operation that was sent before, also over another socket', async () => {
    const [client, other] = [await connect(), await connect()]
    const extensions = extensionsOf()
    subscribe(client, 'a', extensions)
    expect(await client.next()).toMatchObject(position)
    for (const each of [client, other]) {
      subscribe(each, 'b', extensions)
      expect(await each.next()).toMatchObject(refused)
      each.socket.terminate()
    }
  })

  it('does not take the principal from connection_init', async () => {
    const client = await connect({ 'elo-principal': admin })
    const signature = extensionsOf({ headers: {} })['elo-signature']
    subscribe(client, 'a', { 'elo-signature': signature })
    expect(await client.next()).toMatchObject({
      type: 'error',
      payload: [{ message: 'elo-principal: expected a principal, got none' }],
    })
    client.socket.terminate()
  })
})
