import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { type MaskingGraph, startMasking } from './startMasking.ts'

let graph: MaskingGraph
beforeAll(async () => void (graph = await startMasking('masked-answers')))
afterAll(() => graph.stop())

const customerSchema = z.object({ customer: z.object({ id: z.string() }) })

/** The answer to a mutation of a caller without pii:read. */
async function mutate(name: string, input: object, selection: string): Promise<unknown> {
  const type = `${name.charAt(0).toUpperCase()}${name.slice(1)}Input`
  const query = `mutation ($input: ${type}!) { ${name}(input: $input) { ${selection} userErrors { code message } } }`
  const { data, errors } = await graph.ask('masked', query, { input })
  expect(errors).toBeUndefined()
  return data?.[name]
}

async function identify(...values: string[]): Promise<string> {
  const identifiers = values.map((value) => ({ type: value.includes('@') ? 'EMAIL' : 'CPF', value }))
  return customerSchema.parse(await mutate('identifyCustomer', { identifiers }, 'customer { id }')).customer
    .id
}

const reason = 'CPF 529.982.247-25, tel (11) 98765-4321'
const maskedReason = 'CPF ***.982.247-**, tel (**) *****-**21'

describe('the answer of a mutation without pii:read', () => {
  it('has masked values in userErrors and in the steps of a resolution', async () => {
    const profileId = await identify('ana@x.example')
    const otherProfileId = await identify('bia@x.example')
    await mutate('decideProfilesDifferent', { profileId, otherProfileId, reason }, 'customer { id }')

    const ids = { customerId: profileId, otherCustomerId: otherProfileId }
    const refused = JSON.stringify(await mutate('mergeCustomers', ids, 'customer { id }'))
    expect(refused).toContain('DECIDED_DIFFERENT')
    const identifiers = ['ana@x.example', 'bia@x.example'].map((value) => ({ type: 'EMAIL', value }))
    const setAside = JSON.stringify(
      await mutate(
        'identifyCustomer',
        { identifiers },
        'setAsideIdentifiers { value message } resolution { values message }',
      ),
    )
    expect(setAside).toContain(maskedReason)
    for (const answer of [refused, setAside]) expect(answer).not.toMatch(/529\.982|98765-4321|ana@|bia@/u)
  })

  it('has the masked reason of a correction', async () => {
    const id = await identify('111.444.777-35', 'caio@x.example')
    const input = { customer: { id }, identifier: { type: 'EMAIL', value: 'caio@x.example' }, reason }
    expect(
      await mutate('removeIdentifier', input, 'correction { reason } customer { identifiers { value } }'),
    ).toEqual({
      correction: { reason: maskedReason },
      customer: { identifiers: [{ value: '***.444.777-**' }] },
      userErrors: [],
    })
  })

  it('shows a caller the masked form of what it has recorded itself', async () => {
    const input = {
      customer: { identifiers: [{ type: 'EMAIL', value: 'dora@x.example' }] },
      channel: 'WHATSAPP',
      actor: { kind: 'CUSTOMER', externalId: '5511987654321', name: 'Dora' },
      text: reason,
    }
    expect(
      await mutate('recordMessage', input, 'message { text summary actor { externalId name } }'),
    ).toEqual({
      message: {
        text: maskedReason,
        summary: maskedReason,
        actor: { externalId: '***********21', name: 'Dora' },
      },
      userErrors: [],
    })
  })
})
