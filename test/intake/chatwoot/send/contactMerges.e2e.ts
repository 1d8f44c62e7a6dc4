import { GraphQLError } from 'graphql'
import { describe, expect, it } from 'vitest'
import { alice, bento, phone, updated, wrote } from '../support/contactDeliveries.ts'
import { startContacts } from '../support/startContacts.ts'

describe('two contacts that a person merged in Chatwoot', () => {
  const one = { ...alice, phone_number: phone, custom_attributes: { cpf: '52998224725' } }
  const other = { ...bento, phone_number: null, custom_attributes: { cpf: '11144477735' } }
  /** The message of the other contact after the merge, when it is one of the first contact. */
  const moved = (minute: number) =>
    wrote(minute, one, {
      event: 'message_updated',
      id: 6_100 + minute,
      conversation: wrote(minute, other)['conversation'],
    })
  const both = [
    'CHATWOOT_CONTACT 1:60',
    'CHATWOOT_CONTACT 1:61',
    'CPF 11144477735',
    'CPF 52998224725',
    'EMAIL alice@x.example',
    'EMAIL bento@x.example',
    `PHONE ${phone}`,
  ]

  it.each([
    ['this', [wrote(1, one), wrote(2, other), moved(2)]],
    ['the reverse', [moved(2), wrote(2, other), wrote(1, one)]],
    ['another', [wrote(2, other), moved(2), wrote(1, one)]],
  ])(
    'are one customer, also with two CPFs, when the deliveries arrive in %s order',
    async (_name, bodies) => {
      const { deliver, customers, elo, stored } = await startContacts()
      await deliver(...bodies)
      expect(await customers()).toMatchObject([{ has: both }])
      expect(JSON.stringify(elo.inputs)).toContain('"Chatwoot merged contacts 1:60 and 1:61"')
      const calls = elo.inputs.length
      await deliver(...bodies)
      expect(elo.inputs.length).toBe(calls)
      expect(new Set((await stored()).map(({ state }) => state))).toEqual(new Set(['done']))
    },
  )

  it.each([true, false])(
    'are one when the survivor shows what the lost one had (after the merge: %s)',
    async (isAfter) => {
      const { deliver, customers } = await startContacts()
      const lost = { ...other, phone_number: '+5511987100015' }
      const merge = [
        moved(2),
        updated(5, { ...one, phone_number: '+5511987100015', email: 'bento@x.example' }),
      ]
      await deliver(wrote(1, one), wrote(2, lost), ...(isAfter ? merge : merge.toReversed()))
      const found = await customers()
      expect(found).toHaveLength(1)
      expect(found[0]?.has).toEqual(expect.arrayContaining(['EMAIL bento@x.example', 'PHONE +5511987100015']))
    },
  )

  it('stay two customers when a person decided in Elo that they are two', async () => {
    const { deliver, customers, mutate, stored, logged } = await startContacts()
    await deliver(wrote(1, one), wrote(2, other))
    const [profileId, otherProfileId] = (await customers()).flatMap(({ profiles }) => profiles)
    await mutate('decideProfilesDifferent', { profileId, otherProfileId })
    await deliver(moved(2))
    expect(await customers()).toMatchObject([{ name: 'Alice' }, { name: 'Bento' }])
    expect(logged('chatwoot_merge_left_out')).toMatchObject([{ codes: ['DECIDED_DIFFERENT'] }])
    expect(new Set((await stored()).map(({ state }) => state))).toEqual(new Set(['done']))
  })

  it('are not merged again by further messages after a person has separated them in Elo', async () => {
    const { deliver, customers, mutate } = await startContacts()
    await deliver(wrote(1, one), wrote(2, other), wrote(3, other), moved(2))
    const [customer] = await customers()
    await mutate('unmergeCustomer', { profileId: customer?.profiles.at(-1) })
    await deliver(moved(3))
    expect(await customers()).toMatchObject([{ name: 'Alice' }, { name: 'Bento' }])
  })

  it('are one customer after an outage during the merge', async () => {
    let failures = 2
    const { deliver, customers, elo } = await startContacts((graph) => async (request) => {
      if (!request.query.includes('mergeCustomers(') || failures === 0) return graph(request)
      failures -= 1
      return { data: null, errors: [new GraphQLError('no', { extensions: { code: 'UNAVAILABLE' } })] }
    })
    await deliver(wrote(1, one), wrote(2, other), moved(2))
    expect(await customers()).toMatchObject([{ has: both }])
    expect(elo.mutations.filter((name) => name === 'mergeCustomers')).toHaveLength(1)
  })
})
