import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createCustomerActs, newPhone } from '../support/customerActs.ts'
import { type Fault, type IdentityGraph, mail, phone, startIdentity } from '../support/startIdentity.ts'

let graph: IdentityGraph
beforeAll(async () => void (graph = await startIdentity()))
afterAll(() => graph.stop())

const { newCustomer } = createCustomerActs(() => graph)

async function rename(customer: object, name: string | null, more: object = {}) {
  const query = /* GraphQL */ `
    mutation ($input: RenameCustomerInput!) {
      renameCustomer(input: $input) {
        customer {
          id
          name
        }
        userErrors {
          code
          field
          message
        }
      }
    }
  `
  type Data = {
    renameCustomer: { customer: { id: string; name: string | null } | null; userErrors: Fault[] }
  }
  return (await graph.ask<Data>(query, { input: { customer, name, ...more } })).renameCustomer
}

const nameOf = async (id: string) => (await graph.customer(id))?.name

type Correction = {
  name: string | null
  reason: string | null
  correctedAt: string
  supersededAt: string | null
}

async function profilesOf(id: string) {
  const query = /* GraphQL */ `
    query ($id: ID!) {
      customer(id: $id) {
        profiles {
          name
          nameCorrections {
            name
            reason
            correctedAt
            supersededAt
          }
        }
      }
    }
  `
  type Data = { customer: { profiles: { name: string | null; nameCorrections: Correction[] }[] } }
  return (await graph.ask<Data>(query, { id })).customer.profiles
}

async function idsNamed(name: string): Promise<string[]> {
  const query = 'query ($name: String!) { customers(filter: { name: $name }) { nodes { id } } }'
  const { customers } = await graph.ask<{ customers: { nodes: { id: string }[] } }>(query, { name })
  return customers.nodes.map(({ id }) => id)
}

describe('renameCustomer', () => {
  it('corrects the name, by which the customer is found, and gives the sources’ name back', async () => {
    const ana = await newCustomer('Aninha Errada')
    expect(await rename({ id: ana }, '  Ana Quitéria ', { reason: 'she spelled it' })).toEqual({
      customer: { id: ana, name: 'Ana Quitéria' },
      userErrors: [],
    })
    expect([await idsNamed('quiteria'), await idsNamed('errada')]).toEqual([[ana], []])

    expect((await rename({ id: ana }, null, { reason: 'it was right' })).customer?.name).toBe('Aninha Errada')
    expect([await idsNamed('quiteria'), await idsNamed('errada')]).toEqual([[], [ana]])
    const [{ name, nameCorrections = [] } = {}] = await profilesOf(ana)
    const [withdrawal, correction] = nameCorrections
    expect([name, nameCorrections.map(({ name, reason }) => ({ name, reason }))]).toEqual([
      'Aninha Errada',
      [
        { name: null, reason: 'it was right' },
        { name: 'Ana Quitéria', reason: 'she spelled it' },
      ],
    ])
    expect([withdrawal?.supersededAt, correction?.supersededAt]).toEqual([null, withdrawal?.correctedAt])
  })

  it('keeps the correction when a source gives a name afterwards', async () => {
    const telephone = phone(newPhone())
    const id = (await graph.identify([telephone])).customer?.id ?? ''
    await rename({ id }, 'Ana Souza')
    await graph.identify([telephone], { name: 'Aninha' })
    expect(await nameOf(id)).toBe('Ana Souza')
    await rename({ id }, null)
    expect(await nameOf(id)).toBe('Aninha')
  })

  it('gives each profile its own name back after an unmerge', async () => {
    const [ana, bia, cia] = [await newCustomer('Ana'), await newCustomer('Bia'), await newCustomer('Cia')]
    await rename({ id: bia }, 'Beatriz')
    await graph.merge(ana, bia)
    await graph.merge(ana, cia)
    expect(await nameOf(ana)).toBe('Beatriz')
    await rename({ id: ana }, 'Ana Beatriz')
    expect([await nameOf(bia), await nameOf(cia)]).toEqual(['Ana Beatriz', 'Ana Beatriz'])

    await graph.unmerge(bia)
    await graph.unmerge(cia)
    expect([await nameOf(ana), await nameOf(bia), await nameOf(cia)]).toEqual([
      'Ana Beatriz',
      'Beatriz',
      'Cia',
    ])
  })

  it('has the newest correction in force when customers are merged', async () => {
    const [ana, bia] = [await newCustomer('Ana'), await newCustomer('Bia')]
    await rename({ id: bia }, 'Beatriz')
    await rename({ id: ana }, 'Ana Maria')
    expect((await graph.merge(bia, ana)).customer?.name).toBe('Ana Maria')
  })

  it('withdraws the correction of another profile, until the profiles are separated', async () => {
    const [ana, bia] = [await newCustomer('Ana'), await newCustomer('Bia')]
    await rename({ id: bia }, 'Beatriz')
    await graph.merge(ana, bia)
    expect((await rename({ id: ana }, null)).customer?.name).toBe('Bia')
    await graph.unmerge(bia)
    expect([await nameOf(ana), await nameOf(bia)]).toEqual(['Ana', 'Beatriz'])
  })

  it('leaves no trace of a withdrawn correction in a later merge', async () => {
    const [ana, bia] = [await newCustomer('Ana'), await newCustomer('Bia')]
    await rename({ id: ana }, 'Ana Maria')
    await rename({ id: bia }, 'Beatriz')
    await rename({ id: bia }, null)
    expect((await graph.merge(ana, bia)).customer?.name).toBe('Ana Maria')
  })

  it('changes the profile that holds the strongest of the identifiers', async () => {
    const [telephone, address] = [phone(newPhone()), mail('renamed@example.com')]
    const ana = (await graph.identify([telephone], { name: 'Ana' })).customer?.id ?? ''
    const bia = (await graph.identify([address], { name: 'Bia' })).customer?.id ?? ''
    await graph.merge(ana, bia)
    await rename({ identifiers: [address, telephone] }, 'Ana Maria')
    await graph.unmerge(bia)
    expect([await nameOf(ana), await nameOf(bia)]).toEqual(['Ana Maria', 'Bia'])
  })

  it('changes nothing when the correction is in force already, and when there is none to withdraw', async () => {
    const ana = await newCustomer('Ana')
    await rename({ id: ana }, null)
    await rename({ id: ana }, 'Ana Maria', { reason: 'first' })
    await rename({ id: ana }, 'Ana Maria', { reason: 'again' })
    expect((await profilesOf(ana))[0]?.nameCorrections.map(({ reason }) => reason)).toEqual(['first'])
  })

  it('accepts any name from a person, also a number', async () => {
    const id = await newCustomer('Ana')
    expect((await rename({ id }, '007')).customer?.name).toBe('007')
  })

  it.each([
    ['a blank name', ' ', {}, 'REQUIRED', ['name']],
    ['a name of control characters', '\u0000', {}, 'REQUIRED', ['name']],
    ['a name of more than 255 characters', 'n'.repeat(256), {}, 'TOO_LONG', ['name']],
    ['half a character', 'Ana \ud83d', {}, 'INVALID_VALUE', ['name']],
    ['a reason of more than 1,000 characters', 'Ana', { reason: 'r'.repeat(1_001) }, 'TOO_LONG', ['reason']],
  ])('refuses %s', async (_, name, more, code, field) => {
    const id = await newCustomer('Ana')
    expect(await rename({ id }, name, more)).toMatchObject({ customer: null, userErrors: [{ code, field }] })
    expect(await nameOf(id)).toBe('Ana')
  })

  it('shows the newest 100 corrections of a profile, and keeps the others', async () => {
    const id = await newCustomer('Ana')
    for (let number = 1; number <= 102; number += 1) await rename({ id }, `Ana ${number}`)
    const names = (await profilesOf(id))[0]?.nameCorrections.map(({ name }) => name) ?? []
    expect([names.length, names[0], names.at(-1)]).toEqual([100, 'Ana 102', 'Ana 3'])
    expect(await graph.connection.collection('nameCorrections').countDocuments({ profileId: id })).toBe(102)
  })
})
