import { describe, expect, it } from 'vitest'
import { post } from './support/send.ts'
import { useTarget } from './support/target.ts'
import { withstand } from './support/withstand.ts'

const target = useTarget({ name: 'hostile-plan-memory' })
const queries = 11_000
const rounds = 4
const atOnce = 16
const mostGrowthBytes = 128 * 1024 * 1024

describe('different short queries', () => {
  it('in thousands, each sent four times, keep the heap bounded', async () => {
    const { url } = target()
    const before = await target().use()
    let next = 0
    async function askOn(signal: AbortSignal): Promise<void> {
      while (next < queries * rounds) {
        const n = next++ % queries
        const query = `{ customers(first: 1) { nodes { a${n}: id name history(last: 1) { nodes { id } } } } }`
        const { errors } = await post(url, { query }, signal)
        expect(errors).toBeUndefined()
      }
    }
    // Not sent as one attack, because it takes minutes.
    const signal = AbortSignal.timeout(280_000)
    await Promise.all(Array.from({ length: atOnce }, () => askOn(signal)))
    const { heapBytes } = await target().use()
    process.stdout.write(`    the heap grew by ${Math.round((heapBytes - before.heapBytes) / 1e6)} MB\n`)
    expect(heapBytes - before.heapBytes).toBeLessThan(mostGrowthBytes)
    await withstand(target(), async () => undefined)
  })
})
