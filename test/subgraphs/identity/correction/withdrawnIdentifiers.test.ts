import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createCorrections } from '../support/corrections.ts'
import { type IdentityGraph, startIdentity } from '../support/startIdentity.ts'

let graph: IdentityGraph
beforeAll(async () => void (graph = await startIdentity()))
afterAll(() => graph.stop())

const { newPhone, newMail, newRecord, newWhatsapp, holder, withdrawnOf } = createCorrections(() => graph)
const erp = { source: 'erp' }
const valuesOf = (customer: { identifiers: { value: string }[] } | null) =>
  customer?.identifiers.map(({ value }) => value).sort()

describe('another value of the same record from the same source', () => {
  it('takes the place of the earlier one, which stays readable', async () => {
    const [record, wrong, right, mail] = [newRecord(), newPhone(), newPhone(), newMail()]
    await graph.identify([record, wrong, mail], erp)
    const { customer } = await graph.identify([record, right], { ...erp, reason: 'a digit was wrong' })
    expect(valuesOf(customer)).toEqual([record.value, right.value, mail.value].sort())
    expect(await holder(wrong)).toBeUndefined()
    expect(await withdrawnOf(customer?.id)).toEqual([
      [{ type: 'PHONE', value: wrong.value, source: 'erp', by: 'SOURCE', reason: 'a digit was wrong' }],
    ])
  })

  it('withdraws a tax number too, so that the right one breaks no limit', async () => {
    const record = newRecord()
    const cpf = (value: string) => ({ type: 'CPF', value })
    await graph.identify([record, cpf('52998224725')], erp)
    const { customer, userErrors } = await graph.identify([record, cpf('11144477735')], erp)
    expect(userErrors).toEqual([])
    expect(valuesOf(customer)).toEqual([record.value, '11144477735'].sort())
  })

  it('withdraws nothing that is given again, that another source gave, or that came without a source', async () => {
    const [record, one, two, three, four] = [newRecord(), newPhone(), newPhone(), newPhone(), newPhone()]
    await graph.identify([record, one, two], erp)
    await graph.identify([record, three], { source: 'shop' })
    await graph.identify([record, four])
    const { customer } = await graph.identify([record, one], erp)
    expect(valuesOf(customer)).toEqual([record, one, two, three, four].map(({ value }) => value).sort())
  })

  it('withdraws nothing of a customer who is named by a telephone alone, because a telephone is no record', async () => {
    const [telephone, one, two] = [newPhone(), newMail(), newMail()]
    await graph.identify([telephone, one], erp)
    const { customer } = await graph.identify([telephone, two], erp)
    expect(valuesOf(customer)).toEqual([telephone.value, one.value, two.value].sort())
  })

  it('has no effect when it arrives later than a newer one', async () => {
    const [record, first, second] = [newRecord(), newPhone(), newPhone()]
    const at = (minute: number) => ({ ...erp, observedAt: `2026-06-01T09:0${minute}:00.000Z` })
    await graph.identify([record, first], at(1))
    await graph.identify([record, second], at(3))
    const { customer } = await graph.identify([record, first], at(2))
    expect(valuesOf(customer)).toEqual([record.value, second.value].sort())
    const again = await graph.identify([record, first], at(4))
    expect(valuesOf(again.customer)).toEqual([record.value, first.value].sort())
  })
})

describe('a value that a record no longer has', () => {
  it('goes to the record that got it, without a merge, in whatever order the two are told', async () => {
    for (const isReversed of [false, true]) {
      const [alice, bento, telephone] = [newRecord(), newRecord(), newPhone()]
      const changes = [
        () => graph.identify([alice], { withdrawnIdentifiers: [telephone], name: 'Alice Prado' }),
        () => graph.identify([bento, telephone], { name: 'Bento Lima' }),
      ]
      await graph.identify([alice, telephone], { name: 'Alice Prado' })
      await graph.identify([bento], { name: 'Bento Lima' })
      for (const change of isReversed ? changes.toReversed() : changes) await change()
      expect(await holder(telephone)).toBe(await holder(bento))
      expect(await holder(alice)).not.toBe(await holder(bento))
    }
  })

  it('separates records that nothing else connected, and only those', async () => {
    const [one, two, three, telephone, mail] = [newRecord(), newRecord(), newRecord(), newPhone(), newMail()]
    await graph.identify([one, telephone])
    await graph.identify([two, telephone, mail])
    const { customer } = await graph.identify([three, mail])
    expect(customer?.profiles).toHaveLength(3)
    await graph.identify([one], { withdrawnIdentifiers: [telephone] })
    expect(await holder(two)).toBe(await holder(three))
    expect(await holder(one)).not.toBe(await holder(two))
    expect(await holder(telephone)).toBe(await holder(two))
  })

  it('that the record never had is ignored, and a malformed one is an error that names it', async () => {
    const [record, never] = [newRecord(), newPhone()]
    expect((await graph.identify([record], { withdrawnIdentifiers: [never] })).userErrors).toEqual([])
    const { userErrors } = await graph.identify([record], {
      withdrawnIdentifiers: [{ type: 'EMAIL', value: 'nobody' }],
    })
    expect(userErrors).toMatchObject([
      { code: 'INVALID_VALUE', field: ['withdrawnIdentifiers', '0', 'value'] },
    ])
  })

  it('can be claimed again by its source, and is theirs again', async () => {
    const [record, telephone] = [newWhatsapp(), newPhone()]
    await graph.identify([record, telephone])
    await graph.identify([record], { withdrawnIdentifiers: [telephone] })
    expect(await holder(telephone)).toBeUndefined()
    await graph.identify([record, telephone])
    expect(await holder(telephone)).toBe(await holder(record))
  })
})
