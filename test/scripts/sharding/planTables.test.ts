import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { plan } from '../../../scripts/sharding/plan.ts'
import { planTables, shardCommands } from '../../../scripts/sharding/planTables.ts'

/** A table without the blanks and dashes that align it. */
function unaligned(markdown: string): string {
  return markdown.replace(/ +/gu, ' ').replace(/-{3,}/gu, '---')
}

describe('planTables', () => {
  const document = unaligned(readFileSync(new URL('../../../docs/operating.md', import.meta.url), 'utf8'))

  it.each([...planTables(plan)])('gives the table of docs/operating.md: %s', (title, table) => {
    expect(document).toContain(`### ${title}\n\n${unaligned(table)}\n`)
  })
})

describe('shardCommands', () => {
  it('shards the collections that have a shard key, and no other', () => {
    const two = new Map([
      ['a', { key: { group: 1, number: 1 }, why: '', refused: [], everyShard: [] } as const],
      ['b', { bound: 'small' }],
    ])
    expect(shardCommands(two, 'elo')).toEqual(['sh.shardCollection("elo.a", { group: 1, number: 1 })'])
  })
})
