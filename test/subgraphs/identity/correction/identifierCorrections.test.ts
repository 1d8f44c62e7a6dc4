import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createCorrections } from '../support/corrections.ts'
import { type IdentityGraph, startIdentity } from '../support/startIdentity.ts'

let graph: IdentityGraph
beforeAll(async () => void (graph = await startIdentity()))
afterAll(() => graph.stop())

const { newPhone, newMail, newRecord, remove, move, undo, mark, holder, withdrawnOf } = createCorrections(
  () => graph,
)
const idOf = async (...given: Parameters<IdentityGraph['identify']>) =>
  (await graph.identify(...given)).customer?.id ?? ''

describe('an identifier that a person removes', () => {
  it('is given up by all profiles, and does not come back from their sources', async () => {
    const [record, telephone] = [newRecord(), newPhone()]
    const id = await idOf([record, telephone], { source: 'erp' })
    const { customer, correction, userErrors } = await remove({ id }, telephone, { reason: 'wrong person' })
    expect(userErrors).toEqual([])
    expect(correction).toMatchObject({ kind: 'REMOVED', reason: 'wrong person', undoneAt: null })
    expect(customer?.identifiers.map(({ value }) => value)).toEqual([record.value])
    expect(await withdrawnOf(id)).toEqual([
      [{ type: 'PHONE', value: telephone.value, source: 'erp', by: 'REMOVED', reason: 'wrong person' }],
    ])

    await graph.identify([record, telephone], { source: 'erp' })
    expect(await holder(telephone)).toBeUndefined()
    const other = await idOf([newRecord(), telephone])
    expect(await holder(telephone)).toBe(other)
    await graph.identify([record, telephone], { source: 'erp' })
    expect(await holder(record)).not.toBe(other)
  })

  it('separates whom it alone had connected, and undoing gives everything back', async () => {
    const [one, two, telephone] = [newRecord(), newRecord(), newPhone()]
    await graph.identify([one, telephone], { name: 'Ana' })
    const id = await idOf([two, telephone])
    const before = await graph.customer(id)
    const { correction } = await remove({ id }, telephone)
    expect(await holder(one)).not.toBe(await holder(two))
    const undone = await undo(correction?.undoToken ?? '')
    expect(undone.userErrors).toEqual([])
    expect(undone.correction?.undoneAt).not.toBeNull()
    expect(await graph.customer(id)).toEqual(before)
    expect(await withdrawnOf(id)).toEqual([[], []])
    expect((await undo(correction?.undoToken ?? '')).userErrors).toEqual([])
  })

  it('that the customer does not have is an error that names it', async () => {
    const id = await idOf([newRecord()])
    const { userErrors } = await remove({ id }, newPhone())
    expect(userErrors).toMatchObject([{ code: 'NOT_FOUND', field: ['identifier'] }])
  })

  it('cannot be given back when another customer got it since', async () => {
    const [record, telephone] = [newRecord(), newPhone()]
    const id = await idOf([record, telephone])
    const { correction } = await remove({ id }, telephone)
    await graph.identify([newRecord(), telephone])
    const { userErrors } = await undo(correction?.undoToken ?? '')
    expect(userErrors).toMatchObject([{ code: 'CONFLICT', field: ['undoToken'] }])
    expect(await withdrawnOf(id)).toHaveLength(1)
  })

  it('gives the first answer to a retry with the same key', async () => {
    const [record, telephone] = [newRecord(), newPhone()]
    const id = await idOf([record, telephone])
    const first = await remove({ id }, telephone, { idempotencyKey: 'remove-once' })
    expect(await remove({ id }, telephone, { idempotencyKey: 'remove-once' })).toEqual(first)
  })
})

describe('an identifier that a person moves', () => {
  it("is the other customer's, who is not merged, also when the source says the old thing again", async () => {
    const [alice, bento, telephone] = [newRecord(), newRecord(), newPhone()]
    const from = await idOf([alice, telephone], { source: 'erp' })
    const to = await idOf([bento])
    const { customer, userErrors } = await move({ id: to }, telephone, { reason: 'typed with the wrong one' })
    expect(userErrors).toEqual([])
    expect(customer?.identifiers.map(({ value }) => value)).toContain(telephone.value)
    await graph.identify([alice, telephone], { source: 'erp' })
    expect(await holder(telephone)).toBe(to)
    expect(await holder(alice)).toBe(from)
    expect(await withdrawnOf(from)).toMatchObject([[{ by: 'MOVED', reason: 'typed with the wrong one' }]])
  })

  it('stays theirs when their own source says that they do not have it', async () => {
    const [alice, bento, telephone] = [newRecord(), newRecord(), newPhone()]
    await idOf([alice, telephone])
    const to = await idOf([bento])
    await move({ id: to }, telephone)
    await graph.identify([bento], { withdrawnIdentifiers: [telephone] })
    expect(await holder(telephone)).toBe(to)
  })

  it('is as before after undoing', async () => {
    const [alice, bento, telephone] = [newRecord(), newRecord(), newPhone()]
    const from = await idOf([alice, telephone])
    const to = await idOf([bento])
    const before = [await graph.customer(from), await graph.customer(to)]
    const { correction } = await move({ id: to }, telephone)
    await undo(correction?.undoToken ?? '')
    expect([await graph.customer(from), await graph.customer(to)]).toEqual(before)
  })

  it('is refused with the reason when no customer, the same one or several have it', async () => {
    const [record, telephone, mail] = [newRecord(), newPhone(), newMail()]
    const id = await idOf([record, telephone])
    const codesOf = async (identifier: typeof telephone) =>
      (await move({ id }, identifier)).userErrors.map(({ code }) => code)
    expect(await codesOf(mail)).toEqual(['NOT_FOUND'])
    expect(await codesOf(telephone)).toEqual(['SAME_CUSTOMER'])
    await mark(mail)
    expect(await codesOf(mail)).toEqual(['SHARED_VALUE'])
  })
})
