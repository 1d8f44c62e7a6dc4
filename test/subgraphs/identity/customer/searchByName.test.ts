import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createCustomerSearch } from '../../../../subgraphs/identity/customer/customerSearchStore.ts'
import { addNameWords } from '../../../../subgraphs/identity/customer/addNameWords.ts'
import type { ProfileDocument } from '../../../../subgraphs/identity/customer/profileModel.ts'
import { createCustomerActs } from '../support/customerActs.ts'
import { type IdentityGraph, startIdentity } from '../support/startIdentity.ts'

/** Oldest first. */
const names = [
  'Maria Aparecida de Quaresma',
  'Maria da Silva',
  'Mariana Silveira',
  'JOSÉ ÂNGELO D’Ávila',
  'Zé  Souza-Lima (oficina)',
  '✨Íris✨',
  'Quaresma & Filhos',
  '李小龍',
  'Müller, Jürgen',
  'Ana $ort ^x.*',
]

let graph: IdentityGraph
beforeAll(async () => {
  graph = await startIdentity()
  for (const name of names) await createCustomerActs(() => graph).newCustomer(name)
})
afterAll(() => graph.stop())

async function found(name: string): Promise<string[]> {
  const { customers } = await graph.ask<{ customers: { nodes: { name: string }[] } }>(
    'query ($name: String!) { customers(filter: { name: $name }) { nodes { name } } }',
    { name },
  )
  return customers.nodes.map((node) => node.name).reverse()
}

/** The same where one customer is examined and all others come from the index of words. */
async function foundByIndex(name: string): Promise<(string | null)[]> {
  const limits = { examinedAtMost: 1, fewIdentifiers: 0, fewNames: 100, scannedAtMost: 0 }
  const all = {
    identifier: null,
    tags: null,
    lastContact: null,
    departments: null,
    visibleProfiles: null,
    readable: [],
    after: null,
    limit: 100,
  }
  const detail = { withProfiles: false, withIdentifiers: false }
  const { customers } = await createCustomerSearch(graph.connection, limits)({ ...all, name }, detail)
  return customers.map((customer) => customer.name).reverse()
}

const cases: [string, string[]][] = [
  ['quaresma', ['Maria Aparecida de Quaresma', 'Quaresma & Filhos']],
  ['Maria Quaresma', ['Maria Aparecida de Quaresma']],
  ['QUARESMA maria', ['Maria Aparecida de Quaresma']],
  ['Quaresma, Maria', ['Maria Aparecida de Quaresma']],
  ['silva mar', ['Maria da Silva']],
  ['mar silv', ['Maria da Silva', 'Mariana Silveira']],
  ['maria d', ['Maria Aparecida de Quaresma', 'Maria da Silva']],
  ['maria da silva ', ['Maria da Silva']],
  ['maria maria silva', ['Maria da Silva']],
  ['aria', []],
  ['quaresma silva', []],
  ['avila', ['JOSÉ ÂNGELO D’Ávila']],
  ["d'avila jose", ['JOSÉ ÂNGELO D’Ávila']],
  ['DAVILA', ['JOSÉ ÂNGELO D’Ávila']],
  ['d´ávi', ['JOSÉ ÂNGELO D’Ávila']],
  ['angelo', ['JOSÉ ÂNGELO D’Ávila']],
  ['lima ze', ['Zé  Souza-Lima (oficina)']],
  ['Souza-L', ['Zé  Souza-Lima (oficina)']],
  ['ze souza', ['Zé  Souza-Lima (oficina)']],
  ['oficina', ['Zé  Souza-Lima (oficina)']],
  ['(oficina', ['Zé  Souza-Lima (oficina)']],
  ['iris', ['✨Íris✨']],
  ['✨', ['✨Íris✨']],
  ['✨í', ['✨Íris✨']],
  ['filhos', ['Quaresma & Filhos']],
  ['李小', ['李小龍']],
  ['jurgen muller', ['Müller, Jürgen']],
  ['j.*', []],
  ['$ort', ['Ana $ort ^x.*']],
  ['^x.* ana', ['Ana $ort ^x.*']],
  ['zilda', []],
  ['', names],
  [' , ', []],
  [Array.from({ length: 127 }, (_, index) => String.fromCodePoint(0x4e00 + index)).join(' '), []],
]

describe('customers(filter: { name })', () => {
  it.each(cases)('finds by the beginnings of words in any order: %j', async (text, expected) => {
    expect(await found(text)).toEqual(expected)
    expect(await foundByIndex(text)).toEqual(expected)
  })

  it('finds a long name by any beginning of it', async () => {
    const long = Array.from({ length: 60 }, (_, index) => `w${index}`).join(' ')
    await createCustomerActs(() => graph).newCustomer(long)
    for (const text of ['w0', 'w31 w3', long.slice(0, 100), long]) expect(await found(text)).toEqual([long])
  })

  it('finds by the name that a merge or an unmerge leaves', async () => {
    const { newCustomer } = createCustomerActs(() => graph)
    const [older, younger] = [await newCustomer('Olga Tavares'), await newCustomer('Vera Nunes')]
    await graph.merge(older, younger)
    expect([await found('tavares'), await found('nunes')]).toEqual([[], ['Vera Nunes']])
    await graph.unmerge(younger)
    expect([await found('tavares'), await found('nunes')]).toEqual([['Olga Tavares'], ['Vera Nunes']])
  })
})

describe('a database from before names had words, when Elo starts on it', () => {
  const profiles = () => graph.connection.collection<ProfileDocument>('profiles')
  const words = async () => {
    const found = await profiles()
      .find({}, { sort: { _id: 1 } })
      .toArray()
    return found.map((profile) => profile.customer?.nameWords)
  }
  const upgrade = () => addNameWords(graph.connection, 'profiles')

  it('gets the words that customers written today have, from an upgrade that may be interrupted', async () => {
    const nameless = await createCustomerActs(() => graph).newCustomer()
    const today = await words()
    await profiles().updateMany({ customer: { $ne: null } }, { $unset: { 'customer.nameWords': 1 } })
    expect(await found('quaresma')).toEqual([])
    expect((await graph.customer(nameless))?.name).toBeNull()

    await upgrade()
    expect(await words()).toEqual(today)
    // An earlier upgrade was interrupted, or a process of the version before wrote since.
    await profiles().updateOne({ name: 'Maria da Silva' }, { $unset: { 'customer.nameWords': 1 } })
    await Promise.all([upgrade(), upgrade()])
    expect(await words()).toEqual(today)
    expect(await found('quaresma')).toEqual(['Maria Aparecida de Quaresma', 'Quaresma & Filhos'])
  })

  it('is only looked at when it is upgraded, and other collections are not', async () => {
    expect(await graph.commandsOf(upgrade)).toEqual(['find'])
    expect(await graph.commandsOf(() => addNameWords(graph.connection, 'identifiers'))).toEqual([])
    const explained = await profiles()
      .find({ isCanonical: true, 'customer.nameWords': { $exists: false } })
      .hint('isCanonical_1_customer.nameWords_1_createdAt_-1__id_-1')
      .explain('executionStats')
    expect(explained).toMatchObject({ executionStats: { totalDocsExamined: 0 } })
  })
})
