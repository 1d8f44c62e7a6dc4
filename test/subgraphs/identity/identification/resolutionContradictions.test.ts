import { beforeEach, describe, expect, it } from 'vitest'
import { keyOf } from '../../../../subgraphs/identity/identifier/identifier.ts'
import type { Resolution } from '../../../../subgraphs/identity/identification/resolution.ts'
import { readRules } from '../../../../subgraphs/identity/rules/readRules.ts'
import { given, type ModelIdentity, modelIdentity } from '../support/modelIdentity.ts'

const [cpf, id] = [given('CPF'), given('INTERNAL_ID')]
const [phone, mail, telegram] = [given('PHONE'), given('EMAIL'), given('TELEGRAM')]

const shownSteps = ({ steps }: Resolution) =>
  steps.map(({ rule, outcome, of }) => [rule, outcome, ...of.map(({ value }) => value)].join(' '))
const setAside = ({ steps }: Resolution) =>
  steps.filter(({ outcome }) => outcome === 'SET_ASIDE').flatMap(({ of }) => of.map(keyOf))

let identity: ModelIdentity
beforeEach(() => void (identity = modelIdentity(readRules())))

describe('a contradiction', () => {
  it('keeps customers apart: the weakest contact point is set aside', () => {
    identity.identify([cpf('1'), phone('1')])
    identity.identify([cpf('2'), mail('a')])
    const resolution = identity.identify([mail('a'), telegram('t'), phone('1')])

    expect(setAside(resolution)).toEqual(['EMAIL:a'])
    expect(shownSteps(resolution)).toContain('CONTRADICTION SET_ASIDE a')
    expect(resolution.steps.map(({ message }) => message)).toContain(
      'EMAIL: expected records of one person, got another CPF than p2 has',
    )
    expect(identity.grouping()).toEqual([
      ['CPF:1', 'PHONE:1', 'TELEGRAM:t'],
      ['CPF:2', 'EMAIL:a'],
    ])
  })

  it.each([
    ['another CPF', [cpf('1'), phone('1')], [cpf('2'), phone('1')], ['Ana', 'Ana']],
    [
      'another channel account that is proved',
      [telegram('t', true), phone('1')],
      [telegram('u', true), phone('1')],
      ['Ana', 'Ana'],
    ],
    [
      'clearly another name of a business record',
      [id('1'), phone('1')],
      [id('2'), phone('1')],
      ['Ana Lima', 'Paulo Reis'],
    ],
  ])('of records with one telephone: %s', (_what, first, second, [name = '', otherName = '']) => {
    identity.identify(first, name)
    const resolution = identity.identify(second, otherName)

    expect(setAside(resolution)).toEqual(['PHONE:1'])
    expect(shownSteps(resolution)).toContain('CONTRADICTION SET_ASIDE 1')
    expect(resolution.profile).toBeNull()
    expect(identity.grouping()).toHaveLength(2)
    expect(identity.held().find(({ value, type }) => type === 'PHONE' && value === '1')).toMatchObject({
      ...{ profileId: 'p1', claimedBy: ['p2'], contradictedBy: ['p2'] },
    })
  })

  it.each([
    ['channel accounts that are claimed', [telegram('t'), phone('1')], [telegram('u'), phone('1')], []],
    ['the same name', [id('1'), phone('1')], [id('2'), phone('1')], ['Ana Lima', 'Ana Lima']],
    ['a short form of the name', [id('1'), phone('1')], [id('2'), phone('1')], ['Beatriz Lima', 'Bia Lima']],
    ['names that channels give', [telegram('t'), phone('1')], [phone('1'), telegram('u')], ['Ana', 'Paulo']],
  ])('is none: %s', (_what, first, second, [name = null, otherName = null]) => {
    identity.identify(first, name)
    expect(setAside(identity.identify(second, otherName))).toEqual([])
    expect(identity.grouping()).toHaveLength(1)
  })

  it('is of contact points only: a record that both have merges them', () => {
    identity.identify([id('1'), phone('1')], 'Ana Lima')
    identity.identify([id('2'), mail('a')], 'Paulo Reis')
    expect(setAside(identity.identify([id('1'), id('2'), phone('1'), mail('a')]))).toEqual([])
    expect(identity.grouping()).toHaveLength(1)
  })

  it('gives the same answer again without a change', () => {
    identity.identify([cpf('1'), phone('1')])
    identity.identify([cpf('2'), phone('1')])
    const again = identity.resolve([cpf('2'), phone('1')])

    expect(setAside(again)).toEqual(['PHONE:1'])
    expect([again.customers.length, again.add, again.claims]).toEqual([1, [], []])
  })

  it('makes the value suspected, which merges no others from then on', () => {
    identity.identify([cpf('1'), phone('1')])
    identity.identify([cpf('2'), phone('1')])
    const resolution = identity.identify([telegram('t'), phone('1')])

    expect(shownSteps(resolution)).toContain('SUSPECTED_SHARED SET_ASIDE 1')
    expect(resolution.customers).toEqual([])
    expect(identity.resolve([phone('1')]).profile?.id).toBe('p1')
  })
})
