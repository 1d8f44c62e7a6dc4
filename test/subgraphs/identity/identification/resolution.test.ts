import { beforeEach, describe, expect, it } from 'vitest'
import { keyOf } from '../../../../subgraphs/identity/identifier/identifier.ts'
import type { Resolution } from '../../../../subgraphs/identity/identification/resolution.ts'
import { readRules, rulesOf } from '../../../../subgraphs/identity/rules/readRules.ts'
import { isSuspectedShared } from '../../../../subgraphs/identity/identifier/suspectedShared.ts'
import { given, type ModelIdentity, modelIdentity } from '../support/modelIdentity.ts'

const [cpf, cnpj, id] = [given('CPF'), given('CNPJ'), given('INTERNAL_ID')]
const [phone, mail, telegram] = [given('PHONE'), given('EMAIL'), given('TELEGRAM')]

const shownSteps = ({ steps }: Resolution) =>
  steps.map(({ rule, outcome, of }) => [rule, outcome, ...of.map(({ value }) => value)].join(' '))
const setAside = ({ steps }: Resolution) =>
  steps.filter(({ outcome }) => outcome === 'SET_ASIDE').flatMap(({ of }) => of.map(keyOf))

let identity: ModelIdentity
beforeEach(() => void (identity = modelIdentity(readRules())))

describe('identifiers that no customer has', () => {
  it('make a new customer', () => {
    const resolution = identity.identify([mail('a'), phone('1')], 'Ana')

    expect(resolution.profile).toBeNull()
    expect(shownSteps(resolution)).toEqual([
      'KNOWN_IDENTIFIER UNKNOWN 1',
      'KNOWN_IDENTIFIER UNKNOWN a',
      'KNOWN_IDENTIFIER CREATED 1 a',
      'FIRST_NAME NAMED',
    ])
    expect(identity.grouping()).toEqual([['EMAIL:a', 'PHONE:1']])
  })

  it('go to the profile of the strongest record that is known', () => {
    identity.identify([mail('a')])
    identity.identify([telegram('t')])
    const resolution = identity.identify([mail('a'), phone('1'), telegram('t', true)], 'Ana')

    expect(resolution.profile?.id).toBe('p2')
    expect(resolution.add).toEqual([phone('1')])
    expect(shownSteps(resolution)).toEqual([
      'KNOWN_IDENTIFIER UNKNOWN 1',
      'KNOWN_IDENTIFIER KNOWN a',
      'KNOWN_IDENTIFIER KNOWN t',
      'PRIORITY FOUND a',
      'SHARED_IDENTIFIER MERGED a t',
      'SHARED_IDENTIFIER ATTACHED 1',
      'KNOWN_IDENTIFIER VERIFIED t',
      'FIRST_NAME NAMED',
    ])
  })

  it('go to the oldest profile where two hold one of the strongest type', () => {
    identity.identify([id('2')])
    identity.identify([id('1')])
    expect(identity.identify([id('1'), id('2'), mail('a')]).profile?.id).toBe('p1')
  })

  it('get a profile of their own, which is merged, when the strongest record is one of them', () => {
    identity.identify([mail('a')])
    identity.identify([cpf('1'), phone('1')])
    const resolution = identity.identify([mail('a'), telegram('t'), phone('1'), mail('b')], 'Ana')

    expect(resolution.profile).toBeNull()
    expect(resolution.add).toEqual([mail('b'), telegram('t')])
    expect(shownSteps(resolution)).toEqual([
      'KNOWN_IDENTIFIER KNOWN 1',
      'KNOWN_IDENTIFIER KNOWN a',
      'KNOWN_IDENTIFIER UNKNOWN b',
      'KNOWN_IDENTIFIER UNKNOWN t',
      'PRIORITY FOUND 1',
      'PROFILE_PER_RECORD CREATED b t',
      'SHARED_IDENTIFIER MERGED 1 a',
      'FIRST_NAME NAMED',
    ])
    expect(identity.held().find(({ value }) => value === 't')?.profileId).toBe('p3')
    expect(identity.grouping()).toEqual([['CPF:1', 'EMAIL:a', 'EMAIL:b', 'PHONE:1', 'TELEGRAM:t']])
  })

  it.each([
    ['go to the profile of contact points that has none of this type', [phone('1')], mail('a'), 'p1'],
    ['get a profile of their own where it has one of this type', [phone('1')], phone('2'), 'p2'],
    ['get a profile of their own where it has a record', [cpf('1'), phone('1')], mail('a'), 'p2'],
  ])('that are contact points %s', (_where, before, news, profileId) => {
    identity.identify(before)
    identity.identify([phone('1'), news])
    expect(identity.held().find(({ value }) => value === news.value)?.profileId).toBe(profileId)
    expect(identity.grouping()).toHaveLength(1)
  })
})

describe('identifiers of one customer', () => {
  it('need no write', () => {
    identity.identify([phone('1'), mail('a')])
    const again = identity.resolve([mail('a'), phone('1')])
    expect([again.add, again.verify, again.claims, again.name]).toEqual([[], [], [], null])
  })
})

describe('a limit', () => {
  beforeEach(
    () => void (identity = modelIdentity(rulesOf('{ "types": { "CNPJ": { "limit": 1 } } }', 'rules'))),
  )

  it('keeps customers apart that would exceed it together: the weakest identifier is set aside', () => {
    identity.identify([cnpj('1'), phone('1')])
    identity.identify([cnpj('2'), mail('a')])
    const resolution = identity.identify([mail('a'), telegram('t'), phone('1')])

    expect(setAside(resolution)).toEqual(['EMAIL:a'])
    expect(resolution.customers.map((each) => each.id)).toEqual(['p1'])
    expect(shownSteps(resolution)).toContain('LIMIT SET_ASIDE a')
    expect(resolution.steps.map(({ message }) => message)).toContain(
      'CNPJ: expected at most 1 of one customer, got 2',
    )
    expect(identity.grouping()).toEqual([
      ['CNPJ:1', 'PHONE:1', 'TELEGRAM:t'],
      ['CNPJ:2', 'EMAIL:a'],
    ])
  })

  it('lets the stronger identifier decide: two businesses, one telephone', () => {
    identity.identify([cnpj('1'), phone('1')])
    const resolution = identity.identify([cnpj('2'), phone('1')])

    expect(setAside(resolution)).toEqual(['PHONE:1'])
    expect(resolution.profile).toBeNull()
    expect(identity.grouping()).toEqual([['CNPJ:1', 'PHONE:1'], ['CNPJ:2']])
  })

  it('keeps what is held when one more of its type is given', () => {
    identity.identify([cpf('2')])
    expect(setAside(identity.identify([cpf('1'), cpf('2')]))).toEqual(['CPF:1'])
  })

  it('sets aside the last by value of those that no customer has', () => {
    expect(setAside(identity.identify([cpf('3'), cpf('1'), cpf('2')]))).toEqual(['CPF:3', 'CPF:2'])
  })

  it('sets nothing aside that has no part in it', () => {
    identity.identify([phone('1')])
    const resolution = identity.identify([telegram('t'), cpf('2'), phone('1'), cpf('1')])

    expect(setAside(resolution)).toEqual(['CPF:2'])
    expect(identity.grouping()).toEqual([['CPF:1', 'PHONE:1', 'TELEGRAM:t']])
  })

  it('gives the same answer again without a change', () => {
    identity.identify([cnpj('1'), phone('1')])
    identity.identify([cnpj('2'), phone('1')])
    const again = identity.resolve([cnpj('2'), phone('1')])

    expect(setAside(again)).toEqual(['PHONE:1'])
    expect([again.customers.length, again.add, again.claims]).toEqual([1, [], []])
  })
})

describe('an identifier that exceeds a limit only with others', () => {
  it('takes part when they are set aside after it', () => {
    identity = modelIdentity(rulesOf('{ "types": { "TELEGRAM": { "limit": 2 } } }', 'rules'))
    identity.identify([phone('1'), telegram('t')])
    identity.identify([phone('2'), telegram('u'), telegram('v')])
    const resolution = identity.identify([phone('1'), phone('2'), telegram('w')])

    expect(setAside(resolution)).toEqual(['PHONE:2'])
    expect(identity.grouping()).toEqual([
      ['PHONE:1', 'TELEGRAM:t', 'TELEGRAM:w'],
      ['PHONE:2', 'TELEGRAM:u', 'TELEGRAM:v'],
    ])
  })
})

describe('an identifier that only a merged customer may not hold', () => {
  beforeEach(() => {
    identity = modelIdentity(rulesOf('{ "types": { "TELEGRAM": { "limit": 2 } } }', 'rules'))
    identity.identify([phone('1')])
    identity.identify([phone('2'), telegram('t'), telegram('u')])
    identity.identify([phone('1'), phone('2')])
  })

  it('is kept in reserve for the profile, as many as it could have by itself', () => {
    const resolution = identity.identify([phone('1'), telegram('v'), telegram('w'), telegram('x')])
    expect(resolution.reserve).toEqual([telegram('v'), telegram('w')])
    expect(identity.resolve([phone('1'), telegram('x')]).reserve).toEqual([])
    expect(identity.resolve([phone('2'), telegram('v')]).reserve).toEqual([])
  })

  it('leads to the profile where others of the customer are given too', () => {
    identity.identify([phone('1'), telegram('v')])
    const resolution = identity.identify([telegram('t'), telegram('v'), mail('a')])
    expect([resolution.profile?.id, resolution.add]).toEqual(['p1', [mail('a')]])
    expect(shownSteps(resolution)).toContain('PRIORITY FOUND v')
  })

  it('goes to another customer who claims it in the meantime', () => {
    identity.identify([phone('1'), telegram('v')])
    identity.identify([phone('3'), telegram('v')])
    expect(identity.held().find(({ value }) => value === 'v')?.profileId).toBe('p3')
    expect(identity.resolve([phone('1'), telegram('w'), telegram('x')]).reserve).toHaveLength(2)
  })
})

describe('a type of which only verified values merge', () => {
  beforeEach(() => {
    identity = modelIdentity(rulesOf('{ "types": { "PHONE": { "merges": "VERIFIED" } } }', 'rules'))
    identity.identify([phone('1')])
    identity.identify([mail('a')])
  })

  it('sets a claimed one aside, though it is the strongest', () => {
    const resolution = identity.identify([mail('a'), phone('1')])
    expect(shownSteps(resolution)).toContain('CLAIMED_VALUE SET_ASIDE 1')
    expect(resolution.profile?.id).toBe('p2')
    expect(identity.grouping()).toEqual([['EMAIL:a'], ['PHONE:1']])
  })

  it('attaches nothing to the profile of a merely claimed value', () => {
    identity.identify([phone('1'), telegram('t')])
    expect(identity.grouping()).toEqual([['EMAIL:a'], ['PHONE:1'], ['TELEGRAM:t']])
  })

  it('merges by a verified one', () => {
    identity.identify([mail('a'), phone('1', true)])
    expect(identity.grouping()).toEqual([['EMAIL:a', 'PHONE:1']])
  })

  it('leads new ones away from a claimed one also where it is of the same customer by now', () => {
    const given = [phone('1'), mail('a'), phone('2', true)]
    const apart = identity.resolve(given)
    identity.identify([mail('a'), phone('1', true)])
    const together = identity.resolve(given)
    expect([apart.profile?.id, together.profile?.id]).toEqual(['p2', 'p2'])
    expect(together.customers).toHaveLength(1)
  })

  it('still leads to the profile that has it', () =>
    expect(identity.identify([phone('1')]).profile?.id).toBe('p1'))
})

describe('a shared identifier', () => {
  beforeEach(() => {
    identity.identify([phone('1'), mail('a')])
    identity.markShared(phone('1'))
  })

  it('identifies no customer alone', () => {
    const resolution = identity.identify([phone('1')])
    expect([resolution.isOnlyShared, resolution.profile, resolution.customers]).toEqual([true, null, []])
  })

  it('merges no customers, and each holds it', () => {
    identity.identify([mail('b')])
    const resolution = identity.identify([mail('b'), phone('1')])
    expect(resolution.profile?.id).toBe('p2')
    expect(resolution.hold).toEqual([phone('1')])
    expect(identity.grouping()).toEqual([
      ['EMAIL:a', 'PHONE:1'],
      ['EMAIL:b', 'PHONE:1'],
    ])
    expect(identity.resolve([mail('b'), phone('1')]).hold).toEqual([])
  })

  it('is suggested when more claimed it than the rules expect', () => {
    const rules = { sharedSuggestedAbove: 3, contradictionsToSuspect: 100 }
    const suggested = []
    for (let index = 1; index <= 4; index += 1) {
      identity.identify([cpf(String(index)), telegram('shop')])
      const shop = identity.held().find(({ value }) => value === 'shop')
      suggested.push(shop && isSuspectedShared(shop, rules))
    }
    expect(suggested).toEqual([false, false, false, true])
  })
})

describe('what a person decided', () => {
  it('outranks every identifier: the weakest of the two sides is set aside', () => {
    identity.identify([phone('1')])
    identity.identify([mail('a')])
    identity.identify([telegram('t')])
    identity.separate('p1', 'p2', 'mother and son')
    const resolution = identity.identify([telegram('t'), mail('a'), phone('1')])

    expect(shownSteps(resolution)).toContain('MUST_NOT_LINK SET_ASIDE a')
    expect(resolution.steps.map(({ message }) => message)).toContain(
      'p1 and p2 are different persons by decision: mother and son',
    )
    expect(identity.grouping()).toEqual([['EMAIL:a'], ['PHONE:1', 'TELEGRAM:t']])
  })
})
