import { describe, expect, it } from 'vitest'
import { expectCalmLog, expectRefusal } from './support/expectRefusal.ts'
import { aliasedMutations, aliasedQueries } from './support/manyRootFields.ts'
import { post, transports } from './support/send.ts'
import { useTarget } from './support/target.ts'
import { withstand } from './support/withstand.ts'

const target = useTarget({ name: 'hostile-many-root-fields' })
const recorded = () =>
  target().database.connection.collection('interactions').countDocuments({ 'body.text': 'by alias' })

describe('a document of many mutations', () => {
  it.each([
    ['1,001', aliasedMutations(1_001)],
    ['3,300', aliasedMutations(3_300)],
    ['9,000', aliasedMutations(9_000)],
    ['3,300 in fragments', aliasedMutations(3_300, { inFragments: true })],
  ])('of %s is refused, and nothing is recorded', async (_, question) => {
    expectRefusal(await withstand(target(), (signal) => post(target().url, question, signal)))
    expect(await recorded()).toBe(0)
    expectCalmLog(target())
  })

  it('of 3,300 is refused over a WebSocket too', async () => {
    const question = aliasedMutations(3_300)
    expectRefusal(await withstand(target(), (signal) => transports.WebSocket(target().url, question, signal)))
    expect(await recorded()).toBe(0)
  })

  it('of 1,000 that change nothing is answered without blocking others', async () => {
    const question = aliasedMutations(1_000, { isWrong: true })
    const { data, errors } = await withstand(target(), (signal) => post(target().url, question, signal))
    expect(errors).toBeUndefined()
    expect(Object.keys(data ?? {})).toHaveLength(1_000)
  })
})

describe('a document of many queries', () => {
  it.each([
    ['101', aliasedQueries(101)],
    ['3,000', aliasedQueries(3_000)],
    ['3,000 in fragments', aliasedQueries(3_000, { inFragments: true })],
  ])('of %s is refused', async (_, question) => {
    expectRefusal(await withstand(target(), (signal) => post(target().url, question, signal)))
    expectCalmLog(target())
  })

  it('of 100 is answered', async () => {
    const { data, errors } = await withstand(target(), (signal) =>
      post(target().url, aliasedQueries(100), signal),
    )
    expect(errors).toBeUndefined()
    expect(Object.keys(data ?? {})).toHaveLength(100)
  })

  it('of one field under 9,000 aliases deeper down is refused', async () => {
    const aliases = Array.from({ length: 9_000 }, (_, n) => `a${n}: name`).join(' ')
    const query = `{ customer(id: "${target().customerId}") { ${aliases} } }`
    expectRefusal(await withstand(target(), (signal) => post(target().url, { query }, signal)))
    expectCalmLog(target())
  })
})
