import { describe, expect, it } from 'vitest'
import { inOrderOfLogs } from '../../../../../subgraphs/history/feed/group/dispatch/dispatchStore.ts'
import { interactionOf } from '../../../../interactions/interactionOf.ts'

/** The order in which entries with these logs and positions are added, e.g. `A2`. */
function ordered(...given: string[]): string[] {
  const entries = given.map((name) => ({
    change: 'RECORDED' as const,
    interaction: interactionOf(name.charAt(0), Number(name.slice(1)), { id: name }),
  }))
  return inOrderOfLogs(entries).map(({ interaction }) => interaction.id)
}

describe('inOrderOfLogs', () => {
  it('keeps the order of the feed when each log is in order', () => {
    expect(ordered('A1', 'B1', 'A2', 'C7', 'B2')).toEqual(['A1', 'B1', 'A2', 'C7', 'B2'])
  })

  it('lets an entry wait for those of its log with earlier positions', () => {
    expect(ordered('A2', 'B1', 'A1', 'A3')).toEqual(['B1', 'A1', 'A2', 'A3'])
  })

  it('moves no other entry forward when one was amended, so that none overtakes one of another log', () => {
    // The first of A was amended three times, the last time after A7; its customer has the log B too.
    expect(ordered('A9', 'A6', 'B3', 'B4', 'A7', 'B5', 'A10')).toEqual([
      'A6',
      'B3',
      'B4',
      'A7',
      'A9',
      'B5',
      'A10',
    ])
  })
})
