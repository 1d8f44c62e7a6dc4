import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { IdentifierDocument } from '../../../../subgraphs/identity/identifier/identifierModel.ts'
import { createRespellNumbers } from '../../../../subgraphs/identity/identifier/respellNumbers.ts'
import type { ReservedIdentifierDocument } from '../../../../subgraphs/identity/identifier/reservedIdentifierModel.ts'
import { readRules, rulesOf } from '../../../../subgraphs/identity/rules/readRules.ts'
import { createCustomerActs, newPhone } from '../support/customerActs.ts'
import { type IdentityGraph, startIdentity } from '../support/startIdentity.ts'

let graph: IdentityGraph
beforeEach(async () => void (graph = await startIdentity()))
afterEach(() => graph.stop())

const { newCustomer } = createCustomerActs(() => graph)
const identifiers = () => graph.connection.collection<IdentifierDocument>('identifiers')
const reserved = () => graph.connection.collection<ReservedIdentifierDocument>('reservedIdentifiers')
const lookUp = async (type: string, value: string) => (await graph.byIdentifier(type, value))?.id ?? null

async function upgrade(rules = readRules()): Promise<void> {
  const respell = createRespellNumbers(rules)
  await respell(graph.connection, 'identifiers')
  await respell(graph.connection, 'reservedIdentifiers')
}

/** An identifier as the version before stored it. */
function document(
  type: IdentifierDocument['type'],
  value: string,
  profileId: string | null,
  more: Partial<IdentifierDocument> = {},
): IdentifierDocument {
  return {
    ...{ type, value, folded: value, profileId, holder: '', shared: false, claimedBy: [] },
    ...{ verified: false, source: null, createdAt: graph.clock(), mark: null },
    ...more,
  }
}

const storeAll = (documents: IdentifierDocument[]) => identifiers().insertMany(documents)
const store = (...of: Parameters<typeof document>) => storeAll([document(...of)])

const share = async (type: IdentifierDocument['type'], value: string, holders: readonly string[]) => {
  await store(type, value, null, { shared: true, holdings: holders.length })
  for (const holder of holders) await store(type, value, holder, { shared: true, holder })
}

async function stored(): Promise<string[]> {
  const found = await identifiers()
    .find({ folded: /^\+?(?:52|54)/u })
    .sort({ type: 1, value: 1, holder: 1 })
    .toArray()
  return found.map(({ type, value, folded }) => `${type} ${value}${folded === value ? '' : ` ${folded}`}`)
}

describe('a database from before numbers had one spelling, when Elo starts on it', () => {
  it('finds the customers by every spelling, and keeps all else', async () => {
    const [ana, bia] = [await newCustomer(), await newCustomer()]
    await store('PHONE', '+5215512340018', ana, { verified: true, claimedBy: [bia], source: 'crm' })
    await store('WHATSAPP', '5215512340019', ana)
    await store('PHONE', '+5491123450018', bia)
    await store('WHATSAPP', '5491123450019', bia)
    await reserved().insertOne({
      ...{ type: 'PHONE', value: '+5215512340077', profileId: ana, verified: false },
      ...{ source: null, claimedAt: graph.clock() },
    })
    const before = await identifiers().find().toArray()
    expect(await lookUp('PHONE', '+5215512340018')).toBeNull()

    await upgrade()
    expect(await stored()).toEqual([
      'PHONE +525512340018',
      'PHONE +541123450018',
      'WHATSAPP 525512340019',
      'WHATSAPP 541123450019',
    ])
    const found = [
      await lookUp('PHONE', '+52 1 55 1234 0018'),
      await lookUp('PHONE', '+52 55 1234 0018'),
      await lookUp('WHATSAPP', '5215512340018'),
      await lookUp('WHATSAPP', '525512340019'),
      await lookUp('PHONE', '+54 9 11 2345-0018'),
      await lookUp('WHATSAPP', '5491123450019'),
    ]
    expect(found).toEqual([ana, ana, ana, ana, bia, bia])
    expect((await reserved().find().toArray()).map(({ value }) => value)).toEqual(['+525512340077'])
    const withoutSpelling = ({ value: _, folded: __, ...rest }: IdentifierDocument) => rest
    const after = await identifiers().find().toArray()
    expect(after.map(withoutSpelling)).toEqual(before.map(withoutSpelling))
  })

  it('leaves alone what is no former spelling', async () => {
    const ana = await newCustomer()
    await store('PHONE', '+525512340018', ana)
    await store('PHONE', '+541123450018', ana)
    await store('INTERNAL_ID', '5215512340018', ana)
    await store('WHATSAPP', '549112345001@lid', ana)
    const before = await stored()
    await upgrade()
    await upgrade(rulesOf('{ "types": { "PHONE": { "normalizer": "text" } } }', 'rules'))
    expect(await stored()).toEqual(before)
  })

  it('follows the rules for values that are kept as given', async () => {
    await store('PHONE', '+5215512340018', await newCustomer())
    await upgrade(rulesOf('{ "types": { "PHONE": { "normalizer": "text" } } }', 'rules'))
    expect(await stored()).toEqual(['PHONE +5215512340018'])
  })

  it('leaves both spellings where they are, and the former one is found by a search', async () => {
    const [ana, bia] = [await newCustomer(), await newCustomer()]
    await store('PHONE', '+525512340018', ana)
    await store('PHONE', '+5215512340018', bia)
    await store('PHONE', '+5215512340019', bia)

    await upgrade()
    await upgrade()
    expect(await stored()).toEqual(['PHONE +5215512340018', 'PHONE +525512340018', 'PHONE +525512340019'])
    expect(await lookUp('PHONE', '+5215512340018')).toBe(ana)
    const { customers } = await graph.ask<{ customers: { nodes: { id: string }[] } }>(
      '{ customers(filter: { identifier: "+52 1 55 1234 0018" }) { nodes { id } } }',
      {},
    )
    expect(customers.nodes.map(({ id }) => id)).toEqual([bia, ana])
    expect(await lookUp('PHONE', '+5215512340019')).toBe(bia)
  })

  it('respells a shared identifier with its holdings, or none of them', async () => {
    const [ana, bia] = [await newCustomer(), await newCustomer()]
    await share('PHONE', '+5215512340018', [ana, bia])
    await share('PHONE', '+5215512340019', [ana, bia])
    await store('PHONE', '+525512340019', ana)

    await upgrade()
    const three = (text: string) => [text, text, text]
    expect(await stored()).toEqual([
      ...three('PHONE +5215512340019'),
      ...three('PHONE +525512340018'),
      'PHONE +525512340019',
    ])
    expect(await lookUp('PHONE', '+525512340018')).toBeNull()
  })

  it('completes an upgrade that was interrupted, in several processes at once', async () => {
    const [ana, bia] = [await newCustomer(), await newCustomer()]
    await share('PHONE', '+5215512340018', [ana, bia])
    await identifiers().updateOne({ value: '+5215512340018', holder: '' }, [
      { $set: { value: '+525512340018', folded: '+525512340018' } },
    ])
    await storeAll(
      Array.from({ length: 1_100 }, (_, index) => document('WHATSAPP', `521551234${1_000 + index}`, ana)),
    )

    await Promise.all([upgrade(), upgrade()])
    const respelled = await stored()
    expect(respelled).toHaveLength(1_103)
    expect(respelled.filter((text) => / \+?521/u.test(text))).toEqual([])
  })

  it('reads little when there is nothing to do, and no other collections', async () => {
    await store('PHONE', newPhone(), await newCustomer())
    const respell = createRespellNumbers(readRules())
    expect(await graph.commandsOf(() => respell(graph.connection, 'identifiers'))).toEqual(
      Array.from({ length: 4 }, () => 'find'),
    )
    expect(await graph.commandsOf(() => respell(graph.connection, 'profiles'))).toEqual([])
    const explained = await identifiers()
      .find({ type: 'PHONE', value: { $gte: '+521', $lt: '+522' } })
      .sort({ type: 1, value: 1, holder: 1 })
      .explain('executionStats')
    expect(explained).toMatchObject({ executionStats: { totalDocsExamined: 0, totalKeysExamined: 0 } })
  })
})
