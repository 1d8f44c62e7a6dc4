import { describe, expect, it } from 'vitest'
import type { Actor } from '../../../../interactions/interaction.ts'
import { outOfTurnOf } from '../../../../subgraphs/conversations/turn/outOfTurn.ts'
import {
  coveringTurn,
  freeInMs,
  heldNow,
  obstacleTo,
  type TurnState,
} from '../../../../subgraphs/conversations/turn/turn.ts'
import { turnChangeBetween } from '../../../../subgraphs/conversations/turn/watch/turnChange.ts'
import { silentMs, turnRulesOf } from '../../../../subgraphs/conversations/turn/turnRules.ts'

const atlas: Actor = { kind: 'AI', id: 'atlas', name: 'Atlas' }
const nova: Actor = { kind: 'AI', id: 'nova', name: 'Nova' }
const ana: Actor = { kind: 'HUMAN', id: '3', name: 'Ana' }
const bruno: Actor = { kind: 'HUMAN', id: '4', name: 'Bruno' }
const second = (seconds: number) => new Date(Date.UTC(2026, 0, 1, 12, 0, seconds))

const never: TurnState = {
  id: 'cnv_1',
  turnId: 'trn_1',
  scope: 'CONVERSATION',
  token: 0,
  ...{ holder: null, origin: null, keyScope: null, since: null, until: null, endedBy: null },
  ...{ person: null, personAt: null, personUntil: null, past: [], keys: [], attempt: null },
  now: second(10),
}
const ofAtlas: TurnState = {
  ...never,
  ...{ token: 1, holder: atlas, origin: 'TAKEN', keyScope: 'BOT:a', since: second(0), until: second(60) },
}
const takenByAna: TurnState = { ...ofAtlas, holder: ana, keyScope: 'AGENT:3' }
const silence = { person: ana, personAt: second(0), personUntil: second(90) }
const ofAna: TurnState = {
  ...ofAtlas,
  ...silence,
  holder: ana,
  origin: 'MESSAGE',
  keyScope: null,
  until: second(90),
}
const ended: TurnState = { ...ofAtlas, now: second(60) }
const silent: TurnState = { ...ended, ...silence }

describe('who is kept from a turn', () => {
  it.each<[string, TurnState, Actor, Actor | null, number | null]>([
    ['nobody had it', never, atlas, null, null],
    ['a bot has it, for a bot', ofAtlas, nova, atlas, 50_000],
    ['a bot has it, for the same bot', ofAtlas, atlas, atlas, 50_000],
    ['a bot has it, for a person', ofAtlas, ana, null, null],
    ['a person took it, for a bot', takenByAna, atlas, ana, 50_000],
    ['a person took it, for another person', takenByAna, bruno, ana, 50_000],
    ['a person wrote, for a bot', ofAna, atlas, ana, 80_000],
    ['a person wrote, for another person', ofAna, bruno, null, null],
    ['it has ended, for a bot', ended, nova, null, null],
    ['it has ended and a person wrote, for a bot', silent, nova, ana, 30_000],
    ['a bot has it, and a person wrote before', { ...silent, now: second(10) }, nova, atlas, 80_000],
  ])('when %s', (_case, state, agent, holder, ms) => {
    const held = obstacleTo(agent, state)
    expect(held?.holder ?? null).toEqual(holder)
    expect(held && freeInMs(agent, held, state)).toBe(ms)
  })
})

describe('outOfTurn', () => {
  const past = {
    token: 1,
    holder: atlas,
    origin: 'TAKEN',
    keyScope: 'BOT:a',
    since: second(0),
    until: second(5),
  } as const
  const handedOver: TurnState = { ...ofAna, token: 2, since: second(5), past: [past] }
  const sent = { actor: atlas, keyScope: 'BOT:a', token: null, at: null }

  it.each<[string, TurnState, Partial<Parameters<typeof outOfTurnOf>[1]>, Actor | null]>([
    ['its holder, by name', ofAtlas, {}, null],
    ['its holder, by token', ofAtlas, { token: 1 }, null],
    ['its holder, with a clock that is behind', ofAtlas, { token: 1, at: second(-30) }, null],
    ['its holder, with a stale token', ofAtlas, { token: 0 }, atlas],
    ['another caller with the token', ofAtlas, { token: 1, keyScope: 'BOT:b' }, atlas],
    ['another bot', ofAtlas, { actor: nova }, atlas],
    ['a bot without an id', ofAtlas, { actor: { ...atlas, id: null } }, atlas],
    ['anybody before it', ofAtlas, { actor: nova, at: second(-30) }, null],
    ['anybody after it', ended, { actor: nova }, null],
    ['a bot after a person wrote', handedOver, { token: 1 }, ana],
    ['a bot before a person wrote', handedOver, { token: 1, at: second(4) }, null],
    ['a bot in silence', silent, { token: 1 }, ana],
    ['a person', ofAtlas, { actor: bruno }, null],
    ['the customer', ofAtlas, { actor: { ...atlas, kind: 'CUSTOMER' } }, null],
  ])('of %s', (_case, state, message, holder) => {
    expect(outOfTurnOf([state], { ...sent, ...message })?.heldBy ?? null).toEqual(holder)
  })

  it('counts the turn of the customer as well', () => {
    const ofCustomer: TurnState = { ...ofAtlas, scope: 'CUSTOMER', id: 'cus_1', token: 4 }
    expect(outOfTurnOf([never, ofCustomer], { ...sent, token: 4 })).toBeNull()
    expect(outOfTurnOf([never, ofCustomer], { ...sent, actor: nova })?.token).toBe(4)
    expect(coveringTurn([never, ofCustomer])).toBe(ofCustomer)
    expect(coveringTurn([ofAtlas, ofCustomer])).toBe(ofAtlas)
    expect(heldNow(never)).toBeNull()
  })
})

describe('what a subscriber is told between two reads', () => {
  it.each<[string, TurnState | null, TurnState | null, string | null]>([
    ['nothing ever happened', null, null, null],
    ['nothing happened', ofAtlas, { ...ofAtlas, now: second(20) }, null],
    ['it was taken', null, ofAtlas, 'TAKEN'],
    ['another took it', ofAtlas, { ...ofAtlas, token: 2, holder: nova }, 'TAKEN'],
    ['it was renewed', ofAtlas, { ...ofAtlas, until: second(70) }, 'RENEWED'],
    ['a person wrote', ofAtlas, { ...ofAna, token: 2 }, 'PERSON_WROTE'],
    ['the person wrote again', ofAna, { ...ofAna, until: second(100) }, 'RENEWED'],
    ['it was handed off', ofAtlas, { ...ofAna, token: 2, origin: 'HANDOFF' }, 'HANDED_OFF'],
    ['its time was over', ofAtlas, ended, 'EXPIRED'],
    ['its time was over and a person had written', ofAtlas, silent, 'PERSON_WROTE'],
    ['it was released', ofAtlas, { ...never, token: 1, endedBy: 'RELEASED' }, 'RELEASED'],
    ['it was taken and released', never, { ...never, token: 1, endedBy: 'RELEASED' }, 'RELEASED'],
    ['it stays free', ended, { ...ended, now: second(70) }, null],
  ])('when %s', (_case, before, after, change) => {
    expect(turnChangeBetween(before, after)).toBe(change)
  })
})

describe('the rules of turns', () => {
  const rules = turnRulesOf(
    '{ "rules": [{ "departments": ["Vendas"], "silentMinutes": 5 }, { "silentMinutes": 0 }] }',
    'turns.json',
  )

  it('say for how long bots are silent after a person, 30 minutes by default', () => {
    expect(silentMs(rules, 'Vendas')).toBe(300_000)
    expect(silentMs(rules, 'Suporte')).toBe(0)
    expect(silentMs(rules, null)).toBe(0)
    expect(silentMs([], 'Vendas')).toBe(1_800_000)
  })

  it.each([
    ['{ "rules": [{ "silentMinutes": -1 }] }', 'rules.0.silentMinutes: expected at least 0 minutes, got -1'],
    ['{ "rules": [{ "silentMinutes": 10081 }] }', 'expected at most 10080 minutes, got 10081'],
    ['{ "rules": [{ "departments": [], "silentMinutes": 1 }] }', 'expected at least one department'],
    ['{ "rules": [{ "minutes": 1 }] }', 'expected rules, or departments and silentMinutes of a rule'],
    ['{ "rules": [{ "silentMinutes": 1 }, { "silentMinutes": 2 }] }', 'expected a rule that can count'],
    ['{}', 'rules: expected a list of rules'],
  ])('are refused: %s', (text, fault) => {
    expect(() => turnRulesOf(text, 'turns.json')).toThrow(fault)
  })
})
