import { describe, expect, it } from 'vitest'
import { createGroupOracle } from './groupOracle.ts'

/** An oracle, a session that has `int_1`, and one that acknowledged it and was not answered. */
function acknowledgedWithoutAnswer({ arrivesLate }: { arrivesLate: boolean }) {
  const oracle = createGroupOracle({ arrivesLate })
  const [earlier, acknowledging] = [oracle.begin(), oracle.begin()]
  oracle.recorded('int_1', 'cus_1')
  oracle.given(acknowledging, 'int_1', 1, false)
  oracle.acknowledging(acknowledging, 'int_1')('UNKNOWN')
  expect(oracle.missing()).toEqual([])
  return { oracle, earlier }
}

describe('the oracle of consumer groups', () => {
  it('takes it as lost when a later session was given it again and never acknowledged it', () => {
    for (const arrivesLate of [false, true]) {
      const { oracle } = acknowledgedWithoutAnswer({ arrivesLate })
      oracle.given(oracle.begin(), 'int_1', 1, true)
      expect(oracle.missing(), `arrivesLate: ${arrivesLate}`).toEqual(['int_1'])
    }
  })

  it('does not take a late event of an earlier session as given again', () => {
    const { oracle, earlier } = acknowledgedWithoutAnswer({ arrivesLate: true })
    oracle.given(earlier, 'int_1', 1, false)
    expect([...oracle.missing(), ...oracle.faults]).toEqual([])
  })

  it('finds what was given to others during its acknowledgement, once these have shown that they live', () => {
    const oracle = createGroupOracle({ arrivesLate: true })
    const [one, other] = [oracle.begin(), oracle.begin()]
    oracle.recorded('int_1', 'cus_1')
    oracle.given(one, 'int_1', 1, false)
    const endsWith = oracle.acknowledging(one, 'int_1')
    oracle.given(other, 'int_1', 1, false)
    endsWith('DONE')
    expect(oracle.faults).toEqual([])
    oracle.acknowledging(other, 'int_1')('DONE')
    expect(oracle.faults).toEqual(['int_1 was given to others before its acknowledgement was accepted'])
  })
})
