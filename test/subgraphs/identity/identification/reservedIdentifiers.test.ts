import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { rulesOf } from '../../../../subgraphs/identity/rules/readRules.ts'
import {
  type Fault,
  type Given,
  type IdentityGraph,
  mail,
  phone,
  pro,
  startIdentity,
} from '../support/startIdentity.ts'

const rules = rulesOf('{ "types": { "TELEGRAM": { "limit": 2 }, "CNPJ": { "limit": 1 } } }', 'rules')
let graph: IdentityGraph
beforeAll(async () => void (graph = await startIdentity({ rules })))
afterAll(() => graph.stop())

let next = 10_000_000
const newPhone = () => phone(`+55119${(next += 1)}`, true)
const newTelegram = (verified = false): Given => ({ type: 'TELEGRAM', value: `${(next += 1)}`, verified })

type Step = { rule: string; outcome: string; values: string[]; message: string }
const steps = 'resolution { rule outcome values message }'

async function unmerge(
  profileId: string,
  mutation: 'unmergeCustomer' | 'decideProfilesDifferent',
  other = '',
) {
  const of = mutation === 'unmergeCustomer' ? { profileId } : { profileId: other, otherProfileId: profileId }
  const inputType = mutation === 'unmergeCustomer' ? 'UnmergeCustomerInput' : 'DecideProfilesDifferentInput'
  const answer = await graph.ask<{ act: { resolution: Step[]; userErrors: Fault[] } }>(
    `mutation ($input: ${inputType}!) { act: ${mutation}(input: $input) { ${steps} userErrors { code } } }`,
    { input: of },
  )
  expect(answer.act.userErrors).toEqual([])
  return answer.act.resolution
}

async function stepsOf(identifiers: Given[]): Promise<Step[]> {
  const { identifyCustomer } = await graph.ask<{ identifyCustomer: { resolution: Step[] } }>(
    `mutation ($input: IdentifyCustomerInput!) { identifyCustomer(input: $input) { ${steps} } }`,
    { input: { identifiers } },
  )
  return identifyCustomer.resolution
}

const held = async (id: string) =>
  ((await graph.customer(id))?.identifiers ?? [])
    .filter(({ type }) => type === 'TELEGRAM')
    .map(({ value, verified }) => `${value}${verified === true ? ' verified' : ''}`)

/** Ana with a telephone, merged by hand with Bia, who has as many handles as a customer may hold. */
async function merged() {
  const [ofAna, ofBia] = [newPhone(), newPhone()]
  const { customer: ana } = await graph.identify([ofAna])
  const { customer: bia } = await graph.identify([ofBia, newTelegram(), newTelegram()])
  const [anaId, biaId] = [ana?.id ?? '', bia?.id ?? '']
  expect((await graph.merge(anaId, biaId)).userErrors).toEqual([])
  return { ana: { id: anaId, phone: ofAna }, bia: { id: biaId, phone: ofBia } }
}

describe('an identifier that is set aside because of what a merged customer holds', () => {
  it('is put in reserve for the profile that could have it by itself, as the steps show', async () => {
    const { ana } = await merged()
    const handle = newTelegram()
    const shownSteps = await stepsOf([ana.phone, handle])

    expect(shownSteps.slice(-2)).toEqual([
      {
        ...{ rule: 'PRIORITY', outcome: 'FOUND', values: [ana.phone.value] },
        message: `PHONE leads to ${pro(ana.id)}`,
      },
      {
        ...{ rule: 'LIMIT', outcome: 'RESERVED', values: [handle.value] },
        message: `${pro(ana.id)} by itself could have them; in reserve until it is separated`,
      },
    ])
    expect(await graph.byIdentifier('TELEGRAM', handle.value)).toBeNull()
    const commands = await graph.commandsOf(() => graph.identify([ana.phone, handle]))
    expect(commands.filter((name) => !['aggregate', 'find'].includes(name))).toEqual([])
  })

  it('is not put in reserve when the profile by itself holds as many', async () => {
    const { bia } = await merged()
    const handle = newTelegram()
    expect((await stepsOf([bia.phone, handle])).map(({ outcome }) => outcome)).not.toContain('RESERVED')
    expect(await unmerge(bia.id, 'unmergeCustomer')).toEqual([])
  })

  it.each(['unmergeCustomer', 'decideProfilesDifferent'] as const)(
    'goes to the profile by %s, as it was claimed, and the act records it',
    async (mutation) => {
      const { ana, bia } = await merged()
      const [second, first, third] = [newTelegram(), newTelegram(true), newTelegram()]
      await graph.identify([ana.phone, first], { source: 'chatwoot' })
      await graph.identify([ana.phone, second])
      await graph.identify([ana.phone, third])
      const ofBia = await held(bia.id)
      const shownSteps = await unmerge(bia.id, mutation, ana.id)

      expect(shownSteps.map(({ rule, outcome, values }) => [rule, outcome, ...values])).toEqual([
        ['LIMIT', 'ATTACHED', first.value],
        ['LIMIT', 'ATTACHED', second.value],
      ])
      expect(await held(ana.id)).toEqual([second.value, `${first.value} verified`].sort())
      expect(await held(bia.id)).toEqual(ofBia)
      const kept = await graph.connection
        .collection('identifiers')
        .findOne<{ createdAt: Date }>({ value: first.value })
      const act = await graph.connection
        .collection('identityActs')
        .findOne<{ restored: object[] }>({ profileIds: bia.id, change: 'UNMERGED' })
      const of = { profileId: ana.id, type: 'TELEGRAM' }
      expect(act).toMatchObject({ restored: [{ ...of, claimedAt: kept?.createdAt }, of] })
      expect(kept).toMatchObject({ source: 'chatwoot', verified: true, profileId: ana.id })
      expect(
        await graph.connection.collection('reservedIdentifiers').countDocuments({ profileId: ana.id }),
      ).toBe(0)
    },
  )

  it('stays in reserve while the rest of the customer is at the limit', async () => {
    const { ana, bia } = await merged()
    const { customer: cora } = await graph.identify([newPhone()])
    await graph.merge(ana.id, cora?.id ?? '')
    const handle = newTelegram()
    await graph.identify([ana.phone, handle])

    expect(await unmerge(cora?.id ?? '', 'unmergeCustomer')).toEqual([
      {
        ...{ rule: 'LIMIT', outcome: 'SET_ASIDE', values: [handle.value] },
        message: `TELEGRAM: still over the limit; it stays in reserve for ${pro(ana.id)}`,
      },
    ])
    await unmerge(bia.id, 'unmergeCustomer')
    expect(await held(ana.id)).toEqual([handle.value])
  })

  it('is verified when it was verified in the meantime', async () => {
    const { ana, bia } = await merged()
    const handle = newTelegram()
    await graph.identify([ana.phone, handle])
    await graph.identify([bia.phone, { ...handle, verified: true }])
    await unmerge(bia.id, 'unmergeCustomer')
    expect(await held(ana.id)).toEqual([`${handle.value} verified`])
  })

  it('stays with the customer who got it in the meantime', async () => {
    const { ana, bia } = await merged()
    const handle = newTelegram()
    await graph.identify([ana.phone, handle])
    const { customer: other } = await graph.identify([handle])

    expect(await unmerge(bia.id, 'unmergeCustomer')).toEqual([
      {
        ...{ rule: 'KNOWN_IDENTIFIER', outcome: 'SET_ASIDE', values: [handle.value] },
        message: `TELEGRAM: ${pro(other?.id)} has it by now, and not ${pro(ana.id)}`,
      },
    ])
    expect(await held(ana.id)).toEqual([])
    // Given together again they are one, as ever.
    const { customer } = await graph.identify([ana.phone, handle])
    expect(customer?.profiles.map(({ id }) => id)).toEqual([pro(ana.id), pro(other?.id)])
  })

  it('is held by the profile when it was marked as shared in the meantime', async () => {
    const { ana, bia } = await merged()
    const handle = newTelegram()
    await graph.identify([ana.phone, handle])
    await graph.ask(
      'mutation ($input: MarkIdentifierSharedInput!) { markIdentifierShared(input: $input) { userErrors { code } } }',
      { input: { identifier: handle } },
    )
    expect((await unmerge(bia.id, 'unmergeCustomer')).map(({ outcome }) => outcome)).toEqual(['ATTACHED'])
    expect(await held(ana.id)).toEqual([handle.value])
    expect(await graph.byIdentifier('TELEGRAM', handle.value)).toBeNull()
  })

  it('is not lost when the customer is separated at the same time', async () => {
    const another = await graph.startAnother()
    for (let round = 0; round < 5; round += 1) {
      const { ana, bia } = await merged()
      const handle = newTelegram()
      await Promise.all([another.identify([ana.phone, handle]), unmerge(bia.id, 'unmergeCustomer')])
      expect(await held(ana.id)).toEqual([handle.value])
    }
  })

  it('leaves a new customer what a stronger identifier led to them', async () => {
    const [ofAna, ofBia] = [mail('ana@example.com'), mail('bia@example.com')]
    const [cnpjOfBia, cnpjOfAna] = ['11222333000181', '12345678000195'].map((value) => ({
      ...{ type: 'CNPJ', value },
    }))
    const { customer: ana } = await graph.identify([ofAna])
    const { customer: bia } = await graph.identify([ofBia, ...(cnpjOfBia ? [cnpjOfBia] : [])])
    await graph.merge(ana?.id ?? '', bia?.id ?? '')
    const given = [ofAna, ...(cnpjOfAna ? [cnpjOfAna] : [])]
    const { created, customer: stranger } = await graph.identify(given)

    expect(created).toBe(true)
    await unmerge(bia?.id ?? '', 'unmergeCustomer')
    expect((await graph.customer(ana?.id ?? ''))?.identifiers).toEqual([ofAna])
    const { customer } = await graph.identify(given)
    expect(customer?.profiles.map(({ id }) => id)).toEqual([pro(ana?.id), pro(stranger?.id)])
  })
})
