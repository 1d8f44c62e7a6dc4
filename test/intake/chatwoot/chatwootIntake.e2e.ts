import { afterEach, describe, expect, test } from 'vitest'
import { GraphQLError } from 'graphql'
import { createWebhookInbox } from '../../../intake/webhookInboxStore.ts'
import type { GraphCall } from '../../../platform/graph/graphCall.ts'
import { replayDeliveries, shuffledWithin } from '../../../scripts/replayDeliveries.ts'
import { aContact, aConversation, aMessage } from '../../support/chatwootBodies.ts'
import { expectedHistory } from '../../support/expectedHistory.ts'
import { sampleDeliveries } from '../../support/sampleDeliveries.ts'
import { until } from '../../support/until.ts'
import { startElo } from './startElo.ts'
import { newDatabaseUri, type RunningIntake, secret, startIntake } from './startIntake.ts'

const deliveries = sampleDeliveries()
const expected = expectedHistory()
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

describe('the file of deliveries', () => {
  test('comes to the expected history, line by line as expected, without a secret in database or log', async () => {
    const elo = await startElo()
    const { url, settled, dump, log } = await start({ graph: elo.graph })
    const endings: { quarantined: number[]; refused: number[] } = { quarantined: [], refused: [] }
    for (const delivery of deliveries) {
      const counts = await replayDeliveries([delivery], { url, secret })
      if (counts.quarantined) endings.quarantined.push(delivery.n)
      if (counts.refused && delivery.signed) endings.refused.push(delivery.n)
      expect(counts.failed).toBe(0)
    }
    await settled()
    expect(endings).toEqual({ quarantined: expected.quarantined, refused: expected.refused })
    expect(await elo.history()).toEqual(expected.customers)
    expect(JSON.stringify(elo.inputs)).toContain('"Chatwoot merged contacts 1:60 and 1:62"')

    const callsBefore = elo.mutations.length
    await replayDeliveries(deliveries, { url, secret })
    await settled()
    expect(elo.mutations.length).toBe(callsBefore)

    const kept = (await dump()) + log()
    expect(expected.secrets.filter((text) => kept.includes(text))).toEqual([])
  })

  test('tells Elo nothing by lines that tell nothing new', async () => {
    const elo = await startElo()
    const { url, settled } = await start({ graph: elo.graph, acceptsUnsigned: true })
    const recordings = () =>
      elo.mutations.filter((name) => /Message|Note|Feedback|Status|handOff/u.test(name)).length
    for (const delivery of deliveries) {
      const before = recordings()
      await replayDeliveries([delivery], { url, secret })
      await settled()
      if (expected.ignored.includes(delivery.n)) expect(recordings(), `line ${delivery.n}`).toBe(before)
    }
  })

  test('comes to the expected history when two receivers share it in any order, one of them dying', async () => {
    const elo = await startElo()
    const uri = newDatabaseUri()
    const first = await start({ graph: elo.graph, uri, acceptsUnsigned: true })
    const second = await startIntake({ graph: elo.graph, uri, acceptsUnsigned: true })
    const shuffled = shuffledWithin(deliveries, deliveries.length, 7)
    const half = Math.floor(shuffled.length / 2)
    await Promise.all([
      replayDeliveries(shuffled.slice(0, half + 50), { url: first.url, secret, concurrency: 4 }),
      replayDeliveries(shuffled.slice(half - 50), { url: second.url, secret, concurrency: 4 }),
    ])
    await second.stop()
    await first.settled()
    expect(await elo.history()).toEqual(expected.customers)
  })
})

describe('at the door', () => {
  test('a delivery signed with any of the secrets is let in', async () => {
    const { send } = await start({ secrets: ['new', 'old'] })
    expect(await send(aMessage({ id: 1 }), { by: 'new' })).toMatchObject(accepted)
    expect(await send(aMessage({ id: 2 }), { by: 'old' })).toMatchObject(accepted)
    expect(await send(aMessage({ id: 3 }), { by: 'older' })).toMatchObject({ status: 401 })
  })

  test('a delivery is refused, and not kept, without a signature or with half of one', async () => {
    const { post, stored } = await start()
    const body = JSON.stringify(aMessage())
    expect(await post(body)).toMatchObject({ status: 401 })
    expect(await post(body, { 'x-chatwoot-signature': 'sha256=00' })).toMatchObject({ status: 401 })
    expect(await post(body, { 'x-chatwoot-timestamp': '1781697600' })).toMatchObject({ status: 401 })
    expect(await stored()).toEqual([])
  })

  test('a signature holds for five minutes in either direction', async () => {
    const now = new Date('2026-06-17T12:00:00.000Z')
    const { send } = await start({ clock: () => now })
    const minutes = (count: number) => ({ at: new Date(now.getTime() + count * 60_000) })
    expect(await send(aMessage({ id: 1 }), minutes(-5))).toMatchObject(accepted)
    expect(await send(aMessage({ id: 2 }), minutes(5))).toMatchObject(accepted)
    expect(await send(aMessage({ id: 3 }), minutes(-6))).toMatchObject({ status: 401 })
    expect(await send(aMessage({ id: 4 }), minutes(6))).toMatchObject({ status: 401 })
  })

  test('only what Chatwoot does not sign may be unsigned, and only where that is accepted', async () => {
    const { post, send } = await start({ acceptsUnsigned: true })
    const macro = JSON.stringify(aConversation({ event: 'macro.executed' }))
    expect(await post(macro)).toMatchObject(accepted)
    expect(await post(JSON.stringify(aMessage()))).toMatchObject({ status: 401 })
    expect(await post('{"event":')).toMatchObject({ status: 401 })
    expect(await send(aConversation({ event: 'macro.executed' }), { by: 'wrong' })).toMatchObject({
      status: 401,
    })
  })

  test('without a secret everything is refused until unsigned deliveries are accepted', async () => {
    const closed = await start({ secrets: [] })
    expect(await closed.send(aMessage())).toMatchObject({ status: 503, retryAfter: '60' })
    const open = await start({ secrets: [], acceptsUnsigned: true })
    expect(await open.post(JSON.stringify(aMessage()))).toMatchObject(accepted)
  })

  test('a body beyond 5 MB is refused', async () => {
    const { send, stored } = await start()
    expect(await send('x'.repeat(5 * 1024 * 1024 + 1))).toMatchObject({ status: 413 })
    expect(await stored()).toEqual([])
  })

  test('the same content is the same delivery, whatever its id, its keys’ order and its secrets', async () => {
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

  test('that somebody types is not kept', async () => {
    const { send, stored } = await start()
    expect(await send({ event: 'conversation_typing_on' })).toMatchObject(accepted)
    expect(await stored()).toEqual([])
  })

  test.each([
    ['no JSON', '{"event":"message_created","pubsub_token":"uUFPidt2Vjea'],
    ['empty', ''],
    ['null', 'null'],
    ['an array', '[1]'],
    ['bytes', Buffer.from([0xff, 0xfe, 0, 1])],
    ['nested beyond reason', `{"event":${'['.repeat(100_000)}`],
    ['an unknown event', '{"event":"conversation_exploded","account":{"id":1}}'],
  ])(
    'what is %s goes into quarantine with its reason, and the same again does not pile up',
    async (_name, body) => {
      const { send, stored } = await start()
      expect(await send(body)).toMatchObject(quarantined)
      expect(await send(body)).toMatchObject(quarantined)
      const kept = await stored()
      expect(kept).toMatchObject([{ state: 'quarantined' }])
      expect(kept[0]?.reason).toMatch(/./u)
      expect(kept[0]?.body).not.toContain('uUFP')
    },
  )

  test('what is not understood of a known event keeps its words, for the day on which it is', async () => {
    const { send, stored } = await start()
    const body = aMessage({ message_type: 'novel', content: 'Esqueci a senha', pubsub_token: 'uUFPidt2Vjea' })
    expect(await send(body)).toMatchObject(quarantined)
    const [kept] = await stored()
    expect(kept?.body).toContain('Esqueci a senha')
    expect(kept?.body).not.toContain('uUFP')
  })

  test('a delivery is sent away to come again while the database is gone, and then it is new', async () => {
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

/** A graph that answers otherwise as often as it is told to. */
function failing(graph: GraphCall, ...answers: (() => ReturnType<GraphCall>)[]): GraphCall {
  return (request) => answers.shift()?.() ?? graph(request)
}

function errorOf(code: string) {
  return async () => ({ data: null, errors: [new GraphQLError('no', { extensions: { code } })] })
}

describe('a delivery that was accepted', () => {
  test('is tried again while Elo is unavailable, cannot be reached, or fails', async () => {
    const elo = await startElo()
    const graph = failing(
      elo.graph,
      errorOf('UNAVAILABLE'),
      () => Promise.reject(new Error('nobody there')),
      errorOf('INTERNAL_SERVER_ERROR'),
    )
    const { send, settled, stored } = await start({ graph })
    expect(await send(aMessage())).toMatchObject(accepted)
    await settled()
    expect(await stored()).toMatchObject([{ state: 'done', reason: null }])
    expect(await elo.history()).toMatchObject([
      { chatwootContacts: ['1:55'], interactions: [{ text: 'Oi' }] },
    ])
  })

  test('waits for a subgraph that is away with what is for that subgraph alone', async () => {
    const elo = await startElo()
    let isAway = true
    const graph: GraphCall = async (request) =>
      isAway && request.query.includes('recordFeedback(') ? errorOf('UNAVAILABLE')() : elo.graph(request)
    const { send, settled, stored } = await start({ graph })
    const attributes = { submitted_values: { csat_survey_response: { rating: 5 } } }
    const survey = { message_type: 'template', content_type: 'input_csat', content_attributes: attributes }
    await send(aMessage({ ...survey, event: 'message_updated', sender: null }))
    await send(aMessage({ id: 9002, content: 'Obrigada' }))
    const recorded = async () => (await elo.history()).flatMap(({ interactions }) => interactions)
    await until('the later message is recorded', async () =>
      (await recorded()).some(({ text }) => text === 'Obrigada'),
    )
    expect((await recorded()).map(({ kind }) => kind)).not.toContain('FEEDBACK')
    isAway = false
    await settled()
    expect((await recorded()).map(({ kind }) => kind)).toContain('FEEDBACK')
    expect((await stored()).map(({ state }) => state)).toEqual(['done', 'done'])
  })

  test('goes into quarantine when Elo fails on it again and again', async () => {
    const graph: GraphCall = errorOf('INTERNAL_SERVER_ERROR')
    const { send, settled, stored } = await start({ graph, maximumAttempts: 2 })
    await send(aMessage())
    await settled()
    expect(await stored()).toMatchObject([
      { state: 'quarantined', reason: 'identifyCustomer: INTERNAL_SERVER_ERROR' },
    ])
  })

  test('goes into quarantine when Elo refuses it, tells everything else, and can be released', async () => {
    const elo = await startElo()
    let isRefusing = true
    const graph: GraphCall = async (request) => {
      if (!isRefusing || !request.query.includes('recordMessage(')) return elo.graph(request)
      const userErrors = [{ code: 'INVALID_VALUE', message: 'not this one', field: ['text'] }]
      return { data: { recordMessage: { result: null, userErrors } } }
    }
    const { send, settled, stored, connection } = await start({ graph })
    const attributes = { submitted_values: { csat_survey_response: { rating: 5 } } }
    await send(aMessage({ event: 'message_updated', content_attributes: attributes }))
    await settled()
    expect(await stored()).toMatchObject([
      { state: 'quarantined', reason: 'recordMessage for message:1:9001: INVALID_VALUE: not this one' },
    ])
    expect(await elo.history()).toMatchObject([{ interactions: [{ kind: 'FEEDBACK' }] }])

    isRefusing = false
    const inbox = createWebhookInbox({ connection, system: 'chatwoot', claimant: 'test' })
    expect(await inbox.listQuarantined(10)).toHaveLength(1)
    expect(await inbox.release('no such id')).toBe(0)
    expect(await inbox.release()).toBe(1)
    await settled()
    expect(await stored()).toMatchObject([{ state: 'done' }])
    expect(await elo.history()).toMatchObject([{ interactions: [{ kind: 'MESSAGE' }, { kind: 'FEEDBACK' }] }])
  })

  test('loses only the identifiers that Elo refuses', async () => {
    const elo = await startElo()
    const graph: GraphCall = async (request) => {
      const index = JSON.stringify(request.variables).includes('EMAIL') ? 1 : -1
      if (index === -1) return elo.graph(request)
      const userErrors = [{ code: 'BLOCKED_VALUE', message: 'nobody', field: ['identifiers', '1', 'value'] }]
      return { data: { identifyCustomer: { result: null, userErrors } } }
    }
    const { send, settled } = await start({ graph })
    await send(aContact({ event: 'contact_created', email: 'nao-tem@x.example' }))
    await settled()
    expect(await elo.history()).toMatchObject([
      { chatwootContacts: ['1:55'], identifiers: ['PHONE +5511987654321'] },
    ])
  })

  test('is processed by the next process when this one dies with it, though it was half done', async () => {
    const elo = await startElo()
    const uri = newDatabaseUri()
    let isHanging = () => {}
    const hangs = new Promise<void>((resolve) => (isHanging = resolve))
    const graph: GraphCall = (request) => {
      if (!request.query.includes('recordMessage(')) return elo.graph(request)
      isHanging()
      return new Promise(() => {})
    }
    const first = await startIntake({ graph, uri, leaseMs: 500 })
    await first.send(aMessage())
    await hangs
    // As good as dead: nothing of it will ever go on, and it can prolong no lease.
    await first.connection.close()
    const second = await start({ graph: elo.graph, uri, leaseMs: 500 })
    await second.settled()
    expect(await elo.history()).toMatchObject([{ interactions: [{ text: 'Oi' }] }])
    expect(await second.stored()).toMatchObject([{ state: 'done' }])
    await first.stop()
  })
})
