import { describe, expect, it } from 'vitest'
import { expiredFilter } from '../../interactions/retention/expiredFilter.ts'
import { retentionOf } from '../../privacy/retention/retentionRules.ts'

const faultsOf = (text: string): string => {
  try {
    retentionOf(text, 'retention.json')
    return 'none'
  } catch (error) {
    return String(error)
  }
}

describe('the rules of retention', () => {
  it('are read from JSON', () => {
    const text = `{ "rules": [
      { "kinds": ["MESSAGE", "NOTE"], "departments": ["Sales"], "days": 30 },
      { "kinds": ["MESSAGE"], "days": 730 }
    ] }`
    expect(retentionOf(text, 'retention.json')).toEqual([
      { kinds: ['MESSAGE', 'NOTE'], departments: ['Sales'], days: 30 },
      { kinds: ['MESSAGE'], departments: null, days: 730 },
    ])
  })

  it('are refused with every fault and its line', () => {
    const text = `{ "rules": [
      { "kinds": ["MESAGE"], "days": 30 },
      { "kinds": ["NOTE"], "days": 0 },
      { "kinds": ["NOTE"], "days": 9, "channel": "SMS" }
    ] }`
    expect(faultsOf(text)).toBe(`ConfigError: ELO_RETENTION has 3 fault(s):
  retention.json, line 2: rules.0.kinds.0: expected a kind: MESSAGE, NOTE, HANDOFF, STATUS, ACTION, COMMITMENT, FEEDBACK, got "MESAGE"
  retention.json, line 3: rules.1.days: expected at least 1 day, got 0
  retention.json, line 4: rules.2.channel: expected rules, or kinds, departments and days of a rule, got an unknown one`)
  })

  it('are refused when one can never count', () => {
    const text = `{ "rules": [
      { "kinds": ["NOTE", "MESSAGE"], "days": 30 },
      { "kinds": ["NOTE"], "departments": ["Sales"], "days": 9 }
    ] }`
    expect(faultsOf(text)).toContain('retention.json, line 3:')
    expect(faultsOf(text)).toContain('expected a rule that can count')
  })

  it('find what is older than the first rule about it', () => {
    const rules = retentionOf(
      `{ "rules": [{ "kinds": ["NOTE"], "departments": ["Sales"], "days": 1 }, { "kinds": ["NOTE", "ACTION"], "days": 2 }] }`,
      'retention.json',
    )
    const now = new Date('2026-03-10T00:00:00.000Z')
    expect(expiredFilter(rules, ['MESSAGE', 'NOTE'], now)).toEqual({
      $or: [
        {
          kind: { $in: ['NOTE'] },
          department: { $in: ['Sales'] },
          occurredAt: { $lt: new Date('2026-03-09T00:00:00.000Z') },
        },
        {
          kind: { $in: ['NOTE'] },
          occurredAt: { $lt: new Date('2026-03-08T00:00:00.000Z') },
          $nor: [{ kind: { $in: ['NOTE'] }, department: { $in: ['Sales'] } }],
        },
      ],
    })
    expect(expiredFilter(rules, ['FEEDBACK'], now)).toBe(null)
  })
})
