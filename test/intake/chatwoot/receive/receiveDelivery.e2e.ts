import { afterEach, describe, expect, it } from 'vitest'
import { aConversation, aMessage } from '../../../support/chatwoot/chatwootBodies.ts'
import { newDatabaseUri, type RunningIntake, startIntake } from '../support/startIntake.ts'

const running: RunningIntake[] = []

async function start(options: Partial<Parameters<typeof startIntake>[0]> = {}): Promise<RunningIntake> {
  const intake = await startIntake(options)
  running.push(intake)
  return intake
}

afterEach(async () => {
  for (const intake of running.splice(0).reverse()) await intake.stop({ andDrop: true })
})

const accepted = { status: 200, body: { status: 'accepted' } }
const repeated = { status: 200, body: { status: 'repeated' } }
const quarantined = { status: 200, body: { status: 'quarantined' } }

describe('the webhook', () => {
  it('accepts a delivery signed with any of the secrets', async () => {
    const { send } = await start({ secrets: ['new', 'old'] })
    expect(await send(aMessage({ id: 1 }), { by: 'new' })).toMatchObject(accepted)
    expect(await send(aMessage({ id: 2 }), { by: 'old' })).toMatchObject(accepted)
    expect(await send(aMessage({ id: 3 }), { by: 'older' })).toMatchObject({ status: 401 })
  })

  it('refuses a delivery without a signature or with half of one, and does not store it', async () => {
    const { post, stored } = await start()
    const body = JSON.stringify(aMessage())
    expect(await post(body)).toMatchObject({ status: 401 })
    expect(await post(body, { 'x-chatwoot-signature': 'sha256=00' })).toMatchObject({ status: 401 })
    expect(await post(body, { 'x-chatwoot-timestamp': '1781697600' })).toMatchObject({ status: 401 })
    expect(await stored()).toEqual([])
  })

  it('accepts a signature for five minutes in either direction', async () => {
    const now = new Date('2026-06-17T12:00:00.000Z')
    const { send } = await start({ clock: () => now })
    const minutes = (count: number) => ({ at: new Date(now.getTime() + count * 60_000) })
    expect(await send(aMessage({ id: 1 }), minutes(-5))).toMatchObject(accepted)
    expect(await send(aMessage({ id: 2 }), minutes(5))).toMatchObject(accepted)
    expect(await send(aMessage({ id: 3 }), minutes(-6))).toMatchObject({ status: 401 })
    expect(await send(aMessage({ id: 4 }), minutes(6))).toMatchObject({ status: 401 })
  })

  it('accepts unsigned only the events that Chatwoot does not sign, and only if configured', async () => {
    const { post, send } = await start({ acceptsUnsigned: true })
    const macro = JSON.stringify(aConversation({ event: 'macro.executed' }))
    expect(await post(macro)).toMatchObject(accepted)
    const strict = await start()
    expect(await strict.post(macro)).toMatchObject({ status: 401 })
    expect(await strict.stored()).toEqual([])
    expect(await post(JSON.stringify(aMessage()))).toMatchObject({ status: 401 })
    expect(await post('{"event":')).toMatchObject({ status: 401 })
    expect(await send(aConversation({ event: 'macro.executed' }), { by: 'wrong' })).toMatchObject({
      status: 401,
    })
  })

  it('refuses every delivery without a configured secret, unless unsigned deliveries are accepted', async () => {
    const closed = await start({ secrets: [] })
    expect(await closed.send(aMessage())).toMatchObject({ status: 503, retryAfter: '60' })
    const open = await start({ secrets: [], acceptsUnsigned: true })
    expect(await open.post(JSON.stringify(aMessage()))).toMatchObject(accepted)
  })

  it('refuses a body above 32 MB, and keeps of it the reason, the time, the size and its beginning', async () => {
    const now = new Date('2026-06-17T12:00:00.250Z')
    const { send, stored, connection } = await start({ clock: () => now })
    const secretPart = '"pubsub_token":"uUFPidt2VjeaaRXz4m5Jtwj9"'
    const tooLarge = `{"event":"message_created","content":"Oi","text":"${'á '.repeat(12_000_000)}",${secretPart}}`
    const bytes = Buffer.byteLength(tooLarge)
    const reason = `body: expected a body of at most 33554432 bytes, got ${bytes}`
    const refused = { status: 413, body: { status: 'refused', reason } }
    expect(await send(tooLarge)).toMatchObject(refused)
    expect(await send(tooLarge)).toMatchObject(refused)
    const [kept, ...more] = await stored()
    expect(more).toEqual([])
    expect(kept).toMatchObject({ state: 'quarantined', reason })
    expect(kept?.body).toMatch(/^\{"event":"message_created","content":"Oi","text":"á á /u)
    expect(kept?.body.length).toBeLessThan(1_100)
    expect(await connection.collection('webhookInbox').findOne()).toMatchObject({
      receivedAt: now,
      sizeBytes: bytes,
    })
  })

  it('keeps nothing of a body above 32 MB without a right signature', async () => {
    const { send, post, stored } = await start()
    const tooLarge = 'x'.repeat(32 * 1024 * 1024 + 1)
    expect(await send(tooLarge, { by: 'wrong' })).toMatchObject({ status: 401 })
    expect(await post(tooLarge)).toMatchObject({ status: 401 })
    expect(await stored()).toEqual([])
  })

  it('takes the same content as one delivery, whatever its id, the order of its keys and its secrets', async () => {
    const { send } = await start()
    const body = aMessage()
    expect(await send(body)).toMatchObject(accepted)
    expect(await send(body)).toMatchObject(repeated)
    expect(await send(Object.fromEntries(Object.entries(body).reverse()))).toMatchObject(repeated)
    expect(
      await send(JSON.stringify(body).replace('uUFPidt2VjeaaRXz4m5Jtwj9', 'p59a7qFEeggKC2iyXAicfDbJ')),
    ).toMatchObject(repeated)
    expect(await send(aMessage({ content: 'Oi!' }))).toMatchObject(accepted)
  })

  it('does not store that an agent types', async () => {
    const { send, stored } = await start()
    expect(await send({ event: 'conversation_typing_on' })).toMatchObject(accepted)
    expect(await stored()).toEqual([])
  })

  it.each([
    ['that is not JSON', '{"event":"message_created","pubsub_token":"uUFPidt2Vjea'],
    ['that is empty', ''],
    ['that is null', 'null'],
    ['that is an array', '[1]'],
    ['of arbitrary bytes', Buffer.from([0xff, 0xfe, 0, 1])],
    ['that is nested too deeply', `{"event":${'['.repeat(100_000)}`],
    ['of an unknown event', '{"event":"conversation_exploded","account":{"id":1}}'],
  ])('quarantines a body %s with the reason, and once however often it arrives', async (_name, body) => {
    const { send, stored } = await start()
    expect(await send(body)).toMatchObject(quarantined)
    expect(await send(body)).toMatchObject(quarantined)
    const kept = await stored()
    expect(kept).toMatchObject([{ state: 'quarantined' }])
    expect(kept[0]?.reason).toMatch(/./u)
    expect(kept[0]?.body).not.toContain('uUFP')
  })

  it('stores the content of a body that is not understood if Elo reads its event', async () => {
    const { send, stored } = await start()
    const body = aMessage({ message_type: 'novel', content: 'Esqueci a senha', pubsub_token: 'uUFPidt2Vjea' })
    expect(await send(body)).toMatchObject(quarantined)
    const [kept] = await stored()
    expect(kept?.body).toContain('Esqueci a senha')
    expect(kept?.body).not.toContain('uUFP')
  })

  it('asks the sender to repeat a delivery while the database is away, and accepts the repeat as new', async () => {
    const uri = newDatabaseUri()
    const { send, connection, stop } = await startIntake({ uri })
    await connection.close()
    expect(await send(aMessage())).toMatchObject({ status: 503, retryAfter: '5' })
    await stop()
    const next = await start({ uri })
    expect(await next.stored()).toEqual([])
    expect(await next.send(aMessage())).toMatchObject(accepted)
  })
})
