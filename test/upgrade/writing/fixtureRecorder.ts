import { z } from 'zod'
import { askGraph } from '../../support/askGraph.ts'
import { connectSocket } from '../../support/connectSocket.ts'
import type { Expected } from '../fixtureFile.ts'
import { type Question, questions, type Repeatable, streams, things } from '../questionsThen.ts'

export type FixtureRecorder = ReturnType<typeof createFixtureRecorder>

/** Write and ask over the graph at `url`, and keep what has to be answered later in `expected`. */
export function createFixtureRecorder(url: string, expected: Expected) {
  async function ask(query: string, variables: Record<string, unknown>) {
    const { data, errors } = await askGraph(url, query, variables)
    if (errors?.[0])
      throw new Error(`${errors[0].message}\n${query.slice(0, 80)} ${JSON.stringify(variables)}`)
    return data ?? {}
  }

  /** Call a mutation; gives the id of what it made, where it shows one. */
  async function mutate(
    mutation: string,
    input: Record<string, unknown>,
    selection: string,
  ): Promise<string | null> {
    const data = await ask(mutationOf(mutation, selection), { input })
    const payload = z
      .looseObject({ userErrors: z.array(z.looseObject({ message: z.string() })) })
      .parse(data[mutation])
    const [error] = payload.userErrors
    if (error) throw new Error(`${mutation}: ${error.message}`)
    for (const thing of Object.values(payload)) {
      const { data: found } = z.object({ id: z.string() }).safeParse(thing)
      if (found) return found.id
    }
    return null
  }

  /** Call a mutation that may be given again, and keep it to be given again. */
  async function record(mutation: Repeatable, input: Record<string, unknown>): Promise<string> {
    const id = await mutate(mutation, input, things[mutation])
    if ('idempotencyKey' in input || 'source' in input) expected.retries.push({ mutation, input, data: null })
    if (!id) throw new Error(`${mutation} answered no id`)
    return id
  }

  async function keep(question: Question, variables: Record<string, unknown>): Promise<unknown> {
    const data = await ask(questions[question], variables)
    expected.answers.push({ question, variables, data })
    return data
  }

  /** Read every page of a connection at `path`, forwards, and keep them. */
  async function keepPages(
    question: Question,
    variables: Record<string, unknown>,
    path: string[],
  ): Promise<void> {
    const pageSchema = z.looseObject({
      pageInfo: z.object({ hasNextPage: z.boolean(), endCursor: z.string().nullable() }),
    })
    for (let after: string | null = null; ;) {
      let page: unknown = await keep(question, { ...variables, after })
      for (const part of path) page = z.record(z.string(), z.unknown()).parse(page)[part]
      const { pageInfo } = pageSchema.parse(page)
      if (!pageInfo.hasNextPage) return
      after = pageInfo.endCursor
    }
  }

  async function keepStream(
    stream: keyof typeof streams,
    variables: Record<string, unknown>,
    last: string,
  ): Promise<void> {
    const client = await connectSocket(url)
    client.subscribe('1', streams[stream], variables)
    const events: Expected['streams'][number]['events'] = []
    while (events.at(-1)?.interaction?.id !== last) {
      const { payload } = await client.next()
      const event = z
        .object({
          data: z.record(z.string(), z.looseObject({ change: z.string(), interaction: z.unknown() })),
        })
        .parse(payload).data[stream]
      events.push(
        z
          .object({ change: z.string(), interaction: z.looseObject({ id: z.string() }).nullable() })
          .parse(event),
      )
    }
    client.socket.close()
    expected.streams.push({ stream, variables, events })
  }

  async function streamCursor(customerId: string): Promise<string> {
    const data = await ask('query ($id: ID!) { customer(id: $id) { history(last: 1) { streamCursor } } }', {
      id: customerId,
    })
    return z.object({ customer: z.object({ history: z.object({ streamCursor: z.string() }) }) }).parse(data)
      .customer.history.streamCursor
  }

  /** Make every mutation again that may be made again, and keep what is answered then. */
  async function keepRetries(): Promise<void> {
    for (const retry of expected.retries) {
      const selection = Object.entries(things).find(([name]) => name === retry.mutation)?.[1] ?? ''
      retry.data = await ask(mutationOf(retry.mutation, selection), { input: retry.input })
    }
  }

  return { ask, mutate, record, keep, keepPages, keepStream, keepRetries, streamCursor }
}

function mutationOf(mutation: string, selection: string): string {
  const inputType = `${mutation.charAt(0).toUpperCase()}${mutation.slice(1)}Input`
  return `mutation ($input: ${inputType}!) { ${mutation}(input: $input) { ${selection} userErrors { code message } } }`
}
