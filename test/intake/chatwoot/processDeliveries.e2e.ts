import { GraphQLError } from 'graphql'
import { afterEach, describe, expect, it } from 'vitest'
import { createWebhookInbox } from '../../../intake/webhookInboxStore.ts'
import type { GraphCall } from '../../../platform/graph/graphCall.ts'
import { aContact, aMessage } from '../../support/chatwoot/chatwootBodies.ts'
import { until } from '../../support/until.ts'
import { startElo } from './support/startElo.ts'
import { newDatabaseUri, type RunningIntake, startIntake } from './support/startIntake.ts'

const running: RunningIntake[] = []

async function start(options: Partial<Parameters<typeof startIntake>[0]> = {}): Promise<RunningIntake> {
  const intake = await startIntake(options)
  running.push(intake)
  return intake
}

afterEach(async () => {
  for (const intake of running.splice(0).reverse()) await intake.stop({ andDrop: true })
})

/** A graph that gives these answers first. */
function failing(graph: GraphCall, ...answers: (() => ReturnType<GraphCall>)[]): GraphCall {
  return (request) => answers.shift()?.() ?? graph(request)
}

function errorOf(code: string) {
  return async () => ({ data: null, errors: [new GraphQLError('no', { extensions: { code } })] })
}

describe('a delivery that was accepted', () => {
  it('is retried when Elo is unavailable, cannot be reached, or fails', async () => {
    const elo = await startElo()
    const graph = failing(
      elo.graph,
      errorOf('UNAVAILABLE'),
      () => Promise.reject(new Error('no connection')),
      errorOf('INTERNAL_SERVER_ERROR'),
    )
    const { send, settled, stored } = await start({ graph })
    expect(await send(aMessage())).toMatchObject({ status: 200, body: { status: 'accepted' } })
    await settled()
    expect(await stored()).toMatchObject([{ state: 'done', reason: null }])
    expect(await elo.history()).toMatchObject([
      { chatwootContacts: ['1:55'], interactions: [{ text: 'Oi' }] },
    ])
  })

  it('waits for an unavailable feedback subgraph without delaying its conversation', async () => {
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

  it('goes into quarantine when Elo fails on it as often as it is attempted', async () => {
    const graph: GraphCall = errorOf('INTERNAL_SERVER_ERROR')
    const { send, settled, stored } = await start({ graph, maximumAttempts: 2 })
    await send(aMessage())
    await settled()
    expect(await stored()).toMatchObject([
      { state: 'quarantined', reason: 'identifyCustomer: INTERNAL_SERVER_ERROR' },
    ])
  })

  it('goes into quarantine when Elo refuses it, after its other mutations, and can be released', async () => {
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
    expect(await inbox.release(['no such id'])).toBe(0)
    expect(await inbox.release(await inbox.listQuarantinedIds({ limit: 10 }))).toBe(1)
    await settled()
    expect(await stored()).toMatchObject([{ state: 'done' }])
    expect(await elo.history()).toMatchObject([{ interactions: [{ kind: 'MESSAGE' }, { kind: 'FEEDBACK' }] }])
  })

  it('is applied without the identifiers that Elo refuses', async () => {
    const elo = await startElo()
    const graph: GraphCall = async (request) => {
      const index = JSON.stringify(request.variables).includes('EMAIL') ? 1 : -1
      if (index === -1) return elo.graph(request)
      const userErrors = [
        { code: 'BLOCKED_VALUE', message: 'a blocked value', field: ['identifiers', '1', 'value'] },
      ]
      return { data: { identifyCustomer: { result: null, userErrors } } }
    }
    const { send, settled } = await start({ graph })
    await send(aContact({ event: 'contact_created', email: 'nao-tem@x.example' }))
    await settled()
    expect(await elo.history()).toMatchObject([
      { chatwootContacts: ['1:55'], identifiers: ['PHONE +5511987654321'] },
    ])
  })

  it('is completed by another process when the first one is killed half-way', async () => {
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
    // It hangs in its mutation, and cannot renew its lease without a connection.
    await first.connection.close()
    const second = await start({ graph: elo.graph, uri, leaseMs: 500 })
    await second.settled()
    expect(await elo.history()).toMatchObject([{ interactions: [{ text: 'Oi' }] }])
    expect(await second.stored()).toMatchObject([{ state: 'done' }])
    await first.stop()
  })
})
