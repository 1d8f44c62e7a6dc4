import { describe, expect, it } from 'vitest'
import { expectCalmLog, expectRefusal, expectTooManyNodes } from './support/expectRefusal.ts'
import { nested, nestedInMutation, nestedInSubscription, nestedPages } from './support/nestedPages.ts'
import { post, transports } from './support/send.ts'
import { useTarget } from './support/target.ts'
import { withstand } from './support/withstand.ts'

const target = useTarget({ name: 'hostile-nested-pages' })
const someVariants = ['three levels of a hundred', 'sizes in variables', 'fragments', 'aliases at the root']

/** A page as a client of Elo requests it. */
const honest = `query ($id: ID!) { customer(id: $id) { id name history(last: 100) { nodes { id summary } } } }`

describe('pages in pages', () => {
  it.each(Object.entries(nestedPages))('%s are refused with the number of nodes', async (_, question) => {
    const answer = await withstand(target(), (signal) => post(target().url, question, signal))
    expectTooManyNodes(answer)
    expectCalmLog(target())
    const page = { query: honest, variables: { id: target().customerId } }
    expect((await post(target().url, page, AbortSignal.timeout(5_000))).errors).toBeUndefined()
  })

  it.each(someVariants.flatMap((name) => ['GET', 'WebSocket'].map((transport) => [name, transport])))(
    '%s are refused over %s',
    async (name, transport) => {
      const question = nestedPages[name]
      const ask = transport === 'GET' ? transports.GET : transports.WebSocket
      if (!question) throw new Error(`no variant is called ${name}`)
      expectTooManyNodes(await withstand(target(), (signal) => ask(target().url, question, signal)))
      expectCalmLog(target())
    },
  )

  it('are refused in the answer of a mutation, before anything is recorded', async () => {
    const question = nestedInMutation('recorded by an attack')
    expectTooManyNodes(await withstand(target(), (signal) => post(target().url, question, signal)))
    const interactions = target().database.connection.collection('interactions')
    expect(await interactions.countDocuments({ 'body.text': 'recorded by an attack' })).toBe(0)
  })

  it('are refused in the events of a subscription, before it begins', async () => {
    const question = nestedInSubscription(target().customerId)
    expectTooManyNodes(
      await withstand(target(), (signal) => transports.WebSocket(target().url, question, signal)),
    )
  })

  it('are refused, many levels deep, before their types are multiplied', async () => {
    const query = `{ customers { nodes { ${nested(6, '')} } } }`
    expectRefusal(await withstand(target(), (signal) => post(target().url, { query }, signal)))
    expectCalmLog(target())
  })

  it('are refused sixteen at once', async () => {
    const questions = Object.values(nestedPages)
    const answers = await withstand(target(), (signal) =>
      Promise.all(
        Array.from({ length: 16 }, (_, n) =>
          post(target().url, questions[n % questions.length] ?? { query: '' }, signal),
        ),
      ),
    )
    for (const answer of answers) expectTooManyNodes(answer)
  })
})
