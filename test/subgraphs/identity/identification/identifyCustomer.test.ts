import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { otherClient } from '../../../support/recordingSubgraphs.ts'
import { cus, type IdentityGraph, mail, phone, pro, startIdentity } from '../support/startIdentity.ts'

let graph: IdentityGraph
beforeAll(async () => void (graph = await startIdentity()))
afterAll(() => graph.stop())

let next = 10_000_000
const newPhone = () => `+55119${(next += 1)}`
const newMail = () => `person${(next += 1)}@example.com`

describe('identifyCustomer', () => {
  it('creates a customer with all new identifiers', async () => {
    const value = newPhone()
    const { created, customer, profile, userErrors } = await graph.identify(
      [phone(value, true), mail('Ana.Lima@Example.com')],
      { name: '  Ana Lima ', source: 'chatwoot' },
    )

    expect({ created, userErrors }).toEqual({ created: true, userErrors: [] })
    expect(customer).toEqual({
      id: customer?.id,
      profileId: customer?.id,
      profileIds: [customer?.id],
      name: 'Ana Lima',
      tags: [],
      createdAt: customer?.createdAt,
      identifiers: [
        { type: 'EMAIL', value: 'ana.lima@example.com', verified: false },
        { type: 'PHONE', value, verified: true },
      ],
      profiles: [
        {
          id: pro(customer?.id),
          name: 'Ana Lima',
          createdAt: customer?.createdAt,
          identifiers: [
            { type: 'EMAIL', value: 'ana.lima@example.com', verified: false },
            { type: 'PHONE', value, verified: true },
          ],
        },
      ],
    })
    expect(profile?.id).toBe(pro(customer?.id))
    expect(await graph.customer(customer?.id ?? '')).toEqual(customer)
    expect(await graph.byIdentifier('EMAIL', ' ANA.LIMA@example.com')).toEqual(customer)
  })

  it('finds the customer again in any usual spelling', async () => {
    const first = await graph.identify([phone('(41) 98888-1234')])
    const again = await graph.identify([phone('554188881234')])

    expect(again.created).toBe(false)
    expect(again.customer).toEqual(first.customer)
  })

  it('attaches new identifiers to the known customer, and verifies claimed ones', async () => {
    const [telephone, address] = [newPhone(), newMail()]
    const first = await graph.identify([phone(telephone)])
    const { created, customer } = await graph.identify([mail(address), phone(telephone, true)])

    expect(created).toBe(false)
    expect(customer?.id).toBe(first.customer?.id)
    expect(customer?.identifiers).toEqual([
      { type: 'EMAIL', value: address, verified: false },
      { type: 'PHONE', value: telephone, verified: true },
    ])
  })

  it('never makes a verified identifier a claimed one', async () => {
    const telephone = newPhone()
    await graph.identify([phone(telephone, true)])
    const { customer } = await graph.identify([phone(telephone, false)])

    expect(customer?.identifiers).toEqual([{ type: 'PHONE', value: telephone, verified: true }])
  })

  it('counts an identifier in two spellings once', async () => {
    const { customer } = await graph.identify([phone('(21) 97777-1234'), phone('+552177771234', true)])

    expect(customer?.identifiers).toEqual([{ type: 'PHONE', value: '+5521977771234', verified: true }])
  })

  it('keeps the newest name it is given, whenever it arrives', async () => {
    const telephone = newPhone()
    expect((await graph.identify([phone(telephone)])).customer?.name).toBeNull()
    expect((await graph.identify([phone(telephone)], { name: ' ' })).customer?.name).toBeNull()
    expect((await graph.identify([phone(telephone)], { name: 'Bia' })).customer?.name).toBe('Bia')
    const late = { name: 'Biazinha', observedAt: '2026-06-01T12:00:00.500Z' }
    expect((await graph.identify([phone(telephone)], { name: 'Beatriz' })).customer?.name).toBe('Beatriz')
    expect((await graph.identify([phone(telephone)], late)).customer?.name).toBe('Beatriz')
  })

  it('names a merged customer by the newest name of their profiles', async () => {
    const [telephone, address] = [newPhone(), newMail()]
    await graph.identify([phone(telephone)])
    await graph.identify([mail(address)], { name: 'Bia' })
    await graph.identify([phone(telephone), mail(address)])
    const { customer } = await graph.identify([phone(telephone)], { name: 'Beatriz' })

    expect(customer?.name).toBe('Beatriz')
    expect(customer?.profiles.map(({ name }) => name)).toEqual(['Beatriz', 'Bia'])
  })

  it('merges the customers it leads to, the oldest id staying', async () => {
    const [telephone, address, id] = [newPhone(), newMail(), `ERP-${(next += 1)}`]
    const oldest = await graph.identify([mail(address)])
    const middle = await graph.identify([phone(telephone)], { name: 'Caio' })
    const youngest = await graph.identify([{ type: 'INTERNAL_ID', value: id }])
    const { customer, created } = await graph.identify(
      [phone(telephone), { type: 'INTERNAL_ID', value: id }, mail(address)],
      { reason: 'one form' },
    )

    const ids = [oldest, middle, youngest].map(({ customer: each }) => each?.id)
    expect(created).toBe(false)
    expect(customer).toMatchObject({ id: ids[0], profileId: ids[0], profileIds: ids, name: 'Caio' })
    for (const each of ids) expect(await graph.customer(each ?? '')).toEqual(customer)
  })

  it('attaches new identifiers to the profile of the strongest known record', async () => {
    const [telephone, address] = [newPhone(), newMail()]
    const handle = { type: 'INSTAGRAM', value: `handle${(next += 1)}` }
    const older = await graph.identify([mail(address)])
    const younger = await graph.identify([handle])
    const { customer, profile } = await graph.identify([mail(address), phone(telephone), handle])

    expect(customer?.id).toBe(older.customer?.id)
    expect(profile?.id).toBe(pro(younger.customer?.id))
    expect(profile?.identifiers).toEqual([handle, { type: 'PHONE', value: telephone }])
    expect((await graph.identify([mail(address)])).profile?.id).toBe(pro(older.customer?.id))
  })

  it('returns the first answer to a repeated key, and refuses the key for another content', async () => {
    const telephone = newPhone()
    const idempotencyKey = `key-${telephone}`
    const first = await graph.identify([phone(telephone)], { name: 'Davi', idempotencyKey })
    await graph.identify([phone(telephone), mail(newMail())])
    const again = await graph.identify([phone(telephone)], { name: 'Davi', idempotencyKey })
    const other = await graph.identify([phone(newPhone())], { name: 'Davi', idempotencyKey })

    expect(again.created).toBe(true)
    expect(again.customer?.id).toBe(first.customer?.id)
    expect(again.profile?.id).toBe(first.profile?.id)
    expect(other).toMatchObject({ customer: null, profile: null, created: false })
    expect(other.userErrors).toEqual([
      {
        code: 'IDEMPOTENCY_CONFLICT',
        field: ['idempotencyKey'],
        message: 'idempotencyKey: expected the content it was first used with, got another',
      },
    ])
  })

  it('takes the same key of another caller for another one', async () => {
    const idempotencyKey = newPhone()
    const own = await graph.identify([phone(newPhone())], { idempotencyKey })
    const other = newPhone()
    const others = await graph.identify([phone(other)], { idempotencyKey }, otherClient)
    expect(others).toMatchObject({ created: true, userErrors: [] })
    expect(others.profile?.id).not.toBe(own.profile?.id)
    const again = await graph.identify([phone(other)], { idempotencyKey }, otherClient)
    expect(again.profile?.id).toBe(others.profile?.id)
  })

  it('accepts a key from before keys had scopes, for the demo principal only', async () => {
    const [telephone, idempotencyKey] = [newPhone(), newPhone()]
    const first = await graph.identify([phone(telephone)], { idempotencyKey })
    const stored = graph.connection.collection<{ _id: string; profileId: string }>('identifications')
    const document = await stored.findOneAndDelete({ profileId: cus(first.profile?.id) })
    const { keyScope, ...old } = { keyScope: '', ...document }
    expect(keyScope).toBe('DEMO:demo')
    await stored.insertOne({ profileId: '', ...old, _id: idempotencyKey })

    expect(await graph.identify([phone(telephone)], { idempotencyKey })).toEqual(first)
    expect(await graph.identify([phone(newPhone())], { idempotencyKey })).toMatchObject({
      userErrors: [{ code: 'IDEMPOTENCY_CONFLICT' }],
    })
    const others = await graph.identify([phone(newPhone())], { idempotencyKey }, otherClient)
    expect(others).toMatchObject({ created: true, userErrors: [] })
  })

  it('gives one answer to a key that is used by many at once', async () => {
    const telephone = newPhone()
    const answers = await Promise.all(
      Array.from({ length: 10 }, () => graph.identify([phone(telephone)], { idempotencyKey: telephone })),
    )

    expect(new Set(answers.map(({ profile }) => profile?.id)).size).toBe(1)
    expect(answers.every(({ created }) => created)).toBe(true)
  })

  it('names every fault and changes nothing', async () => {
    const before = await graph.state()
    const { userErrors, ...answer } = await graph.identify(
      [
        phone(newPhone()),
        phone('123'),
        mail('noemail@example.com'),
        { type: 'CPF', value: '' },
        { type: 'INTERNAL_ID', value: 'x'.repeat(256) },
      ],
      {
        name: 'n'.repeat(256),
        source: 's'.repeat(65),
        reason: 'r'.repeat(1_001),
        idempotencyKey: 'k'.repeat(256),
      },
    )

    expect(answer).toEqual({ customer: null, profile: null, created: false })
    expect(userErrors.map(({ code, field }) => [code, field?.join('.')])).toEqual([
      ['TOO_LONG', 'name'],
      ['TOO_LONG', 'source'],
      ['TOO_LONG', 'reason'],
      ['TOO_LONG', 'idempotencyKey'],
      ['INVALID_VALUE', 'identifiers.1.value'],
      ['BLOCKED_VALUE', 'identifiers.2.value'],
      ['REQUIRED', 'identifiers.3.value'],
      ['TOO_LONG', 'identifiers.4.value'],
    ])
    expect(userErrors[4]?.message).toContain('got "123"')
    expect(await graph.state()).toEqual(before)
  })

  it.each([
    [0, 'REQUIRED'],
    [21, 'TOO_LONG'],
  ])('takes 1 to 20 identifiers, not %i', async (count, code) => {
    const { userErrors } = await graph.identify(Array.from({ length: count }, () => phone(newPhone())))

    expect(userErrors).toMatchObject([{ code, field: ['identifiers'] }])
  })

  it('attaches twenty at once', async () => {
    const given = Array.from({ length: 20 }, () => phone(newPhone()))

    expect((await graph.identify(given)).customer?.identifiers).toHaveLength(20)
    expect((await graph.identify(given)).created).toBe(false)
  })
})

describe('identifyCustomer on a dry run', () => {
  it('answers as if it had created the customer, and creates none', async () => {
    const before = await graph.state()

    expect(await graph.identify([phone(newPhone())], { dryRun: true })).toEqual({
      created: true,
      customer: null,
      profile: null,
      userErrors: [],
    })
    expect(await graph.state()).toEqual(before)
  })

  it('answers as if it had merged, attached, proved and named, and changes nothing', async () => {
    const [telephone, address] = [newPhone(), newMail()]
    const record = { type: 'INTERNAL_ID', value: `ERP-${(next += 1)}` }
    await graph.identify([record, phone(telephone)])
    await graph.identify([mail(address)])
    const given = [record, phone(telephone, true), mail(address), mail(newMail())]
    const before = await graph.state()
    const wouldBe = await graph.identify(given, { name: 'Enzo', dryRun: true, idempotencyKey: 'dry' })
    expect(await graph.state()).toEqual(before)

    const is = await graph.identify(given, { name: 'Enzo', idempotencyKey: 'dry' })
    expect(wouldBe).toEqual(is)
  })
})

describe('the commands of identifyCustomer', () => {
  const identifyLikeSubgraphs = (input: object) =>
    graph.ask(
      `mutation ($input: IdentifyCustomerInput!) {
        identifyCustomer(input: $input) { profile { id } userErrors { code message field } }
      }`,
      { input },
    )

  it('cost one read when everything is stored already', async () => {
    const identifiers = [phone(newPhone(), true), mail(newMail())]
    await graph.identify(identifiers, { name: 'Fábio' })

    expect(await graph.commandsOf(() => identifyLikeSubgraphs({ identifiers, name: 'Fábio' }))).toEqual([
      'aggregate',
    ])
  })

  it('cost one read when everything of a merged customer is stored already', async () => {
    const identifiers = [phone(newPhone()), mail(newMail())]
    for (const identifier of identifiers) await graph.identify([identifier])
    await graph.identify(identifiers)

    expect(await graph.commandsOf(() => identifyLikeSubgraphs({ identifiers }))).toEqual(['aggregate'])
  })
})
