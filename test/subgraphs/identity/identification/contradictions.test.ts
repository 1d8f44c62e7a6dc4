import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createCorrections } from '../support/corrections.ts'
import { type Given, type IdentityGraph, startIdentity } from '../support/startIdentity.ts'

let graph: IdentityGraph
beforeAll(async () => void (graph = await startIdentity()))
afterAll(() => graph.stop())

const { newPhone, newMail, newRecord, newWhatsapp, mark, holder, isSuspected } = createCorrections(
  () => graph,
)
const idOf = async (...given: Parameters<IdentityGraph['identify']>) =>
  (await graph.identify(...given)).customer?.id ?? ''

describe('a telephone or an e-mail address of records that contradict each other', () => {
  const cases = [
    [
      'clearly other names',
      () => [[newRecord()], { name: 'Ana Prado' }, [newRecord()], { name: 'Paulo Lima' }],
    ],
    [
      'other CPFs',
      () => [[{ type: 'CPF', value: '52998224725' }], {}, [{ type: 'CPF', value: '11144477735' }], {}],
    ],
    ['other proved WhatsApp numbers', () => [[newWhatsapp()], {}, [newWhatsapp()], {}]],
  ] satisfies [string, () => [Given[], object, Given[], object]][]

  it.each(cases)('merges none of them, and is suspected to be shared: %s', async (_, make) => {
    for (const value of [newPhone(), newMail()]) {
      const [one, named, other, otherwise] = make()
      const first = await idOf([...one, value], named)
      const second = await graph.identify([...other, value], otherwise)
      expect(second.customer?.id).not.toBe(first)
      expect(await holder(value)).toBe(first)
      expect(await isSuspected(value)).toBe(true)
    }
  })

  it('merges records whose names may be those of one person', async () => {
    for (const [name, other] of [
      ['Maria Souza', 'maria souza'],
      ['Maria', 'Maria Souza'],
      ['Beatriz Lima', 'Bia Lima'],
      ['Souza, Maria', 'Maria Souza'],
    ]) {
      const value = newPhone()
      const first = await idOf([newRecord(), value], { name })
      expect(await idOf([newRecord(), value], { name: other })).toBe(first)
      expect(await isSuspected(value)).toBe(false)
    }
  })

  it('is one suggestion when 23 people are imported with one placeholder number', async () => {
    const placeholder = newPhone()
    const names = 'Ana Bruno Carla Diego Elisa Fabio Gilda Hugo Iara Jonas Karen Lauro'.split(' ')
    const people = names.flatMap((name) => [`${name} Prado`, `${name} Xavier`]).slice(0, 23)
    const records = people.map(() => newRecord())
    const ids: string[] = []
    for (const [index, name] of people.entries())
      ids.push(await idOf([records[index] ?? newRecord(), placeholder], { name }))
    expect(new Set(ids).size).toBe(23)
    expect(await isSuspected(placeholder)).toBe(true)

    const { customers } = await mark(placeholder)
    expect(customers.map(({ id }) => id).sort()).toEqual([...ids].sort())
    expect(await isSuspected(placeholder)).toBeUndefined()
  })

  it('merges no further record once it is suspected, also one without a name', async () => {
    const value = newPhone()
    const first = await idOf([newRecord(), value], { name: 'Ana Prado' })
    await graph.identify([newRecord(), value], { name: 'Paulo Lima' })
    expect(await idOf([newRecord(), value])).not.toBe(first)
    expect(await idOf([value])).toBe(first)
  })

  it('is suspected no longer when the contradiction was a mistake that is corrected', async () => {
    const [one, other, value] = [newRecord(), newRecord(), newPhone()]
    const first = await idOf([one, value], { name: 'Ana Prado' })
    await graph.identify([other, value], { name: 'Paulo Lima' })
    expect(await idOf([other, value], { name: 'Ana Prado' })).toBe(first)
    expect(await isSuspected(value)).toBe(false)
  })
})

describe('a suspicion', () => {
  it('ends for good when a person says that the value is not shared', async () => {
    const [other, value] = [newRecord(), newPhone()]
    await graph.identify([newRecord(), value], { name: 'Ana Prado' })
    await graph.identify([other, value], { name: 'Paulo Lima' })
    await graph.ask(
      `mutation ($input: UnmarkIdentifierSharedInput!) {
        unmarkIdentifierShared(input: $input) { userErrors { code } }
      }`,
      { input: { identifier: value } },
    )
    expect(await isSuspected(value)).toBe(false)
    await graph.identify([other, value], { name: 'Paulo Lima' })
    expect(await isSuspected(value)).toBe(false)
  })
})

describe('marking a telephone as shared', () => {
  it('takes apart what it alone had tied, after a preview that changes nothing', async () => {
    const [one, two, three, value, mail] = [newRecord(), newRecord(), newRecord(), newPhone(), newMail()]
    const first = await idOf([one, value])
    await graph.identify([two, value, mail])
    const { customer: before } = await graph.identify([three, mail])
    expect(before?.profiles).toHaveLength(3)

    const preview = await mark(value, { dryRun: true })
    expect(preview.userErrors).toEqual([])
    expect(preview.resolution.map(({ rule, outcome }) => [rule, outcome])).toEqual([
      ['SHARED_VALUE', 'SEPARATED'],
    ])
    expect(await graph.customer(first)).toEqual(before)

    const marked = await mark(value)
    expect(marked.customers.map(({ profiles }) => profiles.length)).toEqual(
      preview.customers.map(({ profiles }) => profiles.length),
    )
    expect(await holder(one)).toBe(first)
    expect(await holder(two)).toBe(await holder(three))
    expect(await holder(two)).not.toBe(first)
  })

  it('leaves together what a person merged', async () => {
    const [one, two, value] = [newRecord(), newRecord(), newPhone()]
    const first = await idOf([one], {})
    const second = await idOf([two], {})
    await graph.merge(first, second, 'the same person')
    await graph.identify([one, value])
    await graph.identify([two, value])
    await mark(value)
    expect(await holder(one)).toBe(await holder(two))
  })
})
