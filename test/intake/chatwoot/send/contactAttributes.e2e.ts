import { GraphQLError } from 'graphql'
import { afterEach, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { defaultChatwootSettings } from '../../../../intake/chatwoot/read/chatwootSettings.ts'
import type { JsonObject } from '../../../../intake/chatwoot/read/json.ts'
import type { GraphCall } from '../../../../platform/graph/graphCall.ts'
import { askForData } from '../../../support/askGraph.ts'
import { aContact, aMessage } from '../../../support/chatwoot/chatwootBodies.ts'
import { startElo } from '../support/startElo.ts'
import { type RunningIntake, startIntake } from '../support/startIntake.ts'

const running: RunningIntake[] = []

afterEach(async () => {
  for (const intake of running.splice(0).reverse()) await intake.stop({ andDrop: true })
})

async function start(options: Parameters<typeof startIntake>[0] = {}) {
  const elo = await startElo()
  const intake = await startIntake({ graph: elo.graph, ...options })
  running.push(intake)
  return { elo, ...intake }
}

const valueSchema = z.object({ type: z.string(), value: z.string(), source: z.string().nullable() })
const answerSchema = z.object({
  customerByIdentifier: z
    .object({
      attributes: z.array(
        valueSchema.extend({ name: z.string(), setAt: z.string(), history: z.array(valueSchema) }),
      ),
    })
    .nullable(),
})

/** The attributes of the customer with this telephone number. */
async function attributesOf(url: string, phone = '+5511987654321') {
  const query = /* GraphQL */ `
    query ($phone: String!) {
      customerByIdentifier(identifier: { type: PHONE, value: $phone }) {
        attributes {
          name
          type
          value
          source
          setAt
          history {
            type
            value
            source
          }
        }
      }
    }
  `
  const { customerByIdentifier } = await askForData(answerSchema, url, query, { phone })
  return customerByIdentifier?.attributes ?? null
}

function shown(attributes: JsonObject, event = 'contact_created', fields: JsonObject = {}) {
  return aContact({ event, custom_attributes: attributes, ...fields })
}

describe('the custom attributes of a contact', () => {
  it('are attributes of the customer, and a later value is the newer one', async () => {
    const { elo, send, settled, stored } = await start()
    const before = new Date(Math.floor(Date.now() / 1_000) * 1_000).toISOString()
    await send(shown({ plano: 'Ouro', pontos: 12, cidade: 'Recife' }))
    await send(shown({ plano: 'Prata', pontos: 12, cidade: 'Recife' }, 'contact_updated'))
    await settled()
    await send(aMessage({ sender: aContact({ custom_attributes: { plano: 'Prata', pontos: 12 } }) }))
    await settled()
    const attributes = (await attributesOf(elo.url)) ?? []
    expect(attributes).toMatchObject([
      { name: 'cidade', type: 'STRING', value: 'Recife', source: 'chatwoot' },
      { name: 'plano', type: 'STRING', value: 'Prata', source: 'chatwoot' },
      { name: 'pontos', type: 'NUMBER', value: '12', source: 'chatwoot' },
    ])
    // A value that is shown again is no new value.
    expect(attributes.map(({ history }) => history.map(({ value }) => value))).toEqual([
      ['Recife'],
      expect.arrayContaining(['Prata']),
      ['12'],
    ])
    for (const { setAt } of attributes) {
      expect(setAt >= before).toBe(true)
      expect(setAt <= new Date().toISOString()).toBe(true)
    }
    expect((await stored()).map(({ state }) => state)).toEqual(['done', 'done', 'done'])
  })

  it('have the value that was sent later when the deliveries arrive in reverse', async () => {
    const now = Date.now()
    const { elo, send, settled } = await start()
    await send(shown({ plano: 'Prata' }, 'contact_updated'), { at: new Date(now - 10_000) })
    await settled()
    await send(shown({ plano: 'Ouro' }), { at: new Date(now - 20_000) })
    await settled()
    expect(await attributesOf(elo.url)).toMatchObject([{ name: 'plano', value: 'Prata' }])
  })

  it('are left out with a log line when Elo refuses them, and the contact is identified', async () => {
    const { elo, send, settled, stored, logged } = await start()
    const tooLong = 'x'.repeat(65)
    const many = Object.fromEntries(Array.from({ length: 101 }, (_, index) => [`a${1_000 + index}`, 'x']))
    await send(shown({ plano: 'Ouro', [tooLong]: 'não cabe' }))
    await send(shown(many, 'contact_created', { id: 56, phone_number: '+5511987654322' }))
    await settled()
    expect(await attributesOf(elo.url)).toMatchObject([{ name: 'plano', value: 'Ouro' }])
    expect(await attributesOf(elo.url, '+5511987654322')).toHaveLength(100)
    expect((await stored()).map(({ state }) => state)).toEqual(['done', 'done'])
    expect(logged('chatwoot_attribute_left_out')).toMatchObject([
      { object: 'contact:1:55', operation: `attribute ${tooLong}`, codes: ['TOO_LONG'] },
      { object: 'contact:1:56', operation: 'attribute a1100', codes: ['CONFLICT'] },
    ])
  })

  it('are set again after an outage of identity', async () => {
    const elo = await startElo()
    let failures = 2
    const graph: GraphCall = async (request) => {
      if (!request.query.includes('setCustomerAttributes(') || failures === 0) return elo.graph(request)
      failures -= 1
      return { data: null, errors: [new GraphQLError('no', { extensions: { code: 'UNAVAILABLE' } })] }
    }
    const intake = await startIntake({ graph })
    running.push(intake)
    await intake.send(shown({ plano: 'Ouro', cidade: 'Recife' }))
    await intake.settled()
    expect(await attributesOf(elo.url)).toMatchObject([{ value: 'Recife' }, { value: 'Ouro' }])
  })
})

describe('a delivery of an account that may not deliver', () => {
  it('goes into quarantine with the reason, and the others are accepted', async () => {
    const settings = { ...defaultChatwootSettings, accounts: ['2'] }
    const { elo, send, settled, stored } = await start({ settings })
    const reason = 'account: expected one of CHATWOOT_ACCOUNTS, got 1'
    expect(await send(shown({}))).toMatchObject({ status: 200, body: { status: 'quarantined', reason } })
    const other = { account: { id: 2 }, phone_number: '+5511987654323' }
    await send(shown({ plano: 'Ouro' }, 'contact_created', other))
    await settled()
    expect(await stored()).toMatchObject([{ state: 'quarantined', reason }, { state: 'done' }])
    expect(await attributesOf(elo.url)).toBeNull()
    expect(await attributesOf(elo.url, '+5511987654323')).toMatchObject([{ value: 'Ouro' }])
  })
})
