import { describe, expect, it } from 'vitest'
import type { JsonObject } from '../../../../intake/chatwoot/read/json.ts'
import { askGraph } from '../../../support/askGraph.ts'
import { aContact } from '../../../support/chatwoot/chatwootBodies.ts'
import { alice, bento, phone, updated, wrote } from '../support/contactDeliveries.ts'
import { startContacts } from '../support/startContacts.ts'

describe('a telephone that is taken off one contact and entered with another one', () => {
  const deliveries = [
    wrote(1, { ...alice, phone_number: phone }),
    wrote(1, { ...bento, phone_number: null }),
    updated(5, { ...alice, phone_number: null }, [
      { phone_number: { previous_value: phone, current_value: null } },
    ]),
    updated(6, { ...bento, phone_number: phone }),
  ]
  const orders = [
    [0, 1, 2, 3],
    [3, 2, 1, 0],
    [0, 1, 3, 2],
    [2, 0, 3, 1],
    [1, 3, 0, 2],
  ]

  it.each(orders)(
    'moves, and merges nobody, when they arrive in the order %i, %i, %i, %i',
    async (...order) => {
      const { deliver, customers, stored } = await startContacts()
      await deliver(...order.flatMap((index) => deliveries.slice(index, index + 1)))
      expect(await customers()).toMatchObject([
        { name: 'Alice', has: ['CHATWOOT_CONTACT 1:60', 'EMAIL alice@x.example'] },
        { name: 'Bento', has: ['CHATWOOT_CONTACT 1:61', 'EMAIL bento@x.example', `PHONE ${phone}`] },
      ])
      await deliver(deliveries[0] ?? {}, wrote(2, { ...alice, phone_number: phone }))
      expect(await customers()).toMatchObject([{ name: 'Alice' }, { name: 'Bento' }])
      expect(new Set((await stored()).map(({ state }) => state))).toEqual(new Set(['done']))
    },
  )

  it('moves when the contacts were created only, which has no time', async () => {
    const created = (fields: JsonObject) => aContact({ event: 'contact_created', ...fields })
    const { deliver, customers } = await startContacts()
    await deliver(created({ ...bento, phone_number: null }), created({ ...alice, phone_number: phone }))
    await deliver(...deliveries.slice(2))
    expect(await customers()).toMatchObject([
      { name: 'Alice', has: ['CHATWOOT_CONTACT 1:60', 'EMAIL alice@x.example'], had: [`PHONE ${phone}`] },
      { name: 'Bento', has: ['CHATWOOT_CONTACT 1:61', 'EMAIL bento@x.example', `PHONE ${phone}`] },
    ])
  })

  it('stays where a person moved it in Elo afterwards', async () => {
    const { deliver, customers, mutate } = await startContacts()
    await deliver(...deliveries)
    const identifier = { type: 'PHONE', value: phone }
    const customer = { identifiers: [{ type: 'CHATWOOT_CONTACT', value: '1:60' }] }
    await mutate('moveIdentifier', { customer, identifier, reason: 'it was hers' })
    await deliver(updated(null, { ...alice, name: 'Alice Lima', phone_number: null }))
    await deliver(updated(null, { ...bento, name: 'Bento Lima', phone_number: phone }))
    expect(await customers()).toMatchObject([
      { name: 'Alice Lima', has: ['CHATWOOT_CONTACT 1:60', 'EMAIL alice@x.example', `PHONE ${phone}`] },
      { name: 'Bento Lima', has: ['CHATWOOT_CONTACT 1:61', 'EMAIL bento@x.example'] },
    ])
  })

  it('is not taken back by an older statement that arrives in Elo later', async () => {
    let isTakenOff = () => {}
    const takenOff = new Promise<void>((resolve) => {
      isTakenOff = resolve
    })
    let isAsked = () => {}
    const asked = new Promise<void>((resolve) => {
      isAsked = resolve
    })
    const { send, settled, customers } = await startContacts((graph) => async (request) => {
      const text = JSON.stringify(request.variables)
      const isFirst = text.includes(phone) && text.includes('"observedAt":"2026-06-17T12:01:00.000Z"')
      if (isFirst) {
        isAsked()
        await takenOff
      }
      const answer = await graph(request)
      if (text.includes('withdrawnIdentifiers')) isTakenOff()
      return answer
    })
    const [first, , off] = deliveries
    await send(first)
    // Otherwise both could be read together, and the telephone would never be stated.
    await asked
    await send(off)
    await settled()
    expect(await customers()).toMatchObject([
      { has: ['CHATWOOT_CONTACT 1:60', 'EMAIL alice@x.example'], had: [`PHONE ${phone}`] },
    ])
  })

  it('moves when all arrive at once', async () => {
    const { send, settled, customers } = await startContacts()
    await Promise.all(deliveries.map((body) => send(body)))
    await settled()
    const [one, other] = await customers()
    expect(one?.has).not.toContain(`PHONE ${phone}`)
    expect(other?.has).toContain(`PHONE ${phone}`)
  })
})

describe('a contact', () => {
  it('that loses its telephone keeps it as a former one, which finds nobody', async () => {
    const { deliver, customers, elo } = await startContacts()
    await deliver(wrote(1, { ...alice, phone_number: phone }), updated(5, { ...alice, phone_number: null }))
    expect(await customers()).toMatchObject([
      { name: 'Alice', has: ['CHATWOOT_CONTACT 1:60', 'EMAIL alice@x.example'], had: [`PHONE ${phone}`] },
    ])
    const query = `{ customerByIdentifier(identifier: { type: PHONE, value: "${phone}" }) { id } }`
    expect(await askGraph(elo.url, query)).toEqual({ data: { customerByIdentifier: null } })
  })

  it('with a corrected CPF has the corrected one', async () => {
    const { deliver, customers } = await startContacts()
    await deliver(
      wrote(1, { ...alice, phone_number: null, custom_attributes: { cpf: '52998224725' } }),
      updated(5, { ...alice, phone_number: null, custom_attributes: { cpf: '11144477735' } }),
    )
    expect(await customers()).toMatchObject([
      {
        has: ['CHATWOOT_CONTACT 1:60', 'CPF 11144477735', 'EMAIL alice@x.example'],
        had: ['CPF 52998224725'],
      },
    ])
  })

  it('whose telephone is only written in another way keeps it', async () => {
    const { deliver, customers } = await startContacts()
    await deliver(
      wrote(1, { ...alice, phone_number: '+551187100014' }),
      updated(5, { ...alice, phone_number: '+5511987100014' }),
    )
    const has = ['CHATWOOT_CONTACT 1:60', 'EMAIL alice@x.example', `PHONE ${phone}`]
    expect(await customers()).toMatchObject([{ has, had: [] }])
  })

  it.each(['+55 11 98710-0014', '5511987100014@s.whatsapp.net', 'maria@x.example', '~', 'calma-azul-533'])(
    'that was called %s gets its name later, in either order of arrival',
    async (name) => {
      const bodies = [
        aContact({ event: 'contact_created', name }),
        wrote(1, { name }),
        updated(5, { name: 'Maria Souza' }, [
          { name: { previous_value: name, current_value: 'Maria Souza' } },
        ]),
      ]
      for (const order of [bodies, bodies.toReversed()]) {
        const { deliver, customers } = await startContacts()
        await deliver(...order)
        expect(await customers()).toMatchObject([{ name: 'Maria Souza' }])
      }
    },
  )

  it('is identified when former and present identifiers of it are refused', async () => {
    const { deliver, customers, stored, logged } = await startContacts()
    const bad = { email: 'no address', identifier: 'ERP-1', phone_number: '123' }
    await deliver(
      wrote(1, { ...alice, ...bad }),
      updated(5, { ...alice, email: 'also none', phone_number: phone }, [
        { email: { previous_value: 'no address', current_value: 'also none' } },
      ]),
    )
    expect(await customers()).toMatchObject([
      { name: 'Alice', has: ['CHATWOOT_CONTACT 1:60', `PHONE ${phone}`], had: ['INTERNAL_ID ERP-1'] },
    ])
    expect((await stored()).map(({ state }) => state)).toEqual(['done', 'done'])
    expect(logged('chatwoot_identifiers_refused')).toHaveLength(2)
  })

  it('shares the telephone of a shop with another one, and stays a person of its own', async () => {
    const { deliver, customers } = await startContacts()
    const shop = '+551133340015'
    await deliver(
      wrote(1, { ...alice, name: 'Ana Recepção', phone_number: shop }),
      wrote(2, { ...bento, name: 'Paulo Médico', phone_number: shop }),
    )
    expect(await customers()).toMatchObject([{ name: 'Ana Recepção' }, { name: 'Paulo Médico' }])
  })
})
