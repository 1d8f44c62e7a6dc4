import { request as httpRequest } from 'node:http'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type FixtureGateway, startFixtureGateway } from '../fixtures/startFixtureGateway.ts'

const maxBodyBytes = 1_000

let gateway: FixtureGateway
beforeAll(async () => {
  gateway = await startFixtureGateway({ limits: { maxBodyBytes } })
})
afterAll(() => gateway.stop())

describe('a mutation by GET', () => {
  it('is refused and not executed, also with the header that a foreign page cannot send', async () => {
    const url = new URL('/graphql', gateway.url)
    url.searchParams.set('query', 'mutation { renameCustomer(id: "cus_2", name: "X") { id } }')
    const response = await fetch(url, { headers: { 'apollo-require-preflight': 'true' } })
    expect(response.status).toBe(400)
    expect(await response.json()).toEqual({
      errors: [
        {
          message: 'expected a query over this transport, got a mutation; send it as an HTTP POST',
          extensions: { code: 'BAD_REQUEST' },
        },
      ],
    })
    expect(gateway.fixtures.names.get('cus_2')).toBe('Bruno')
  })
})

describe('an error', () => {
  it('repeats no name of any length', async () => {
    const { body } = await gateway.ask(`{ ${'n'.repeat(200)} }`)
    expect(body.errors?.map(({ message }) => message)).toEqual([
      `Cannot query field "${'n'.repeat(79)}… on type "Query".`,
    ])
  })

  it('refuses a name that is longer than the limit', async () => {
    const { body } = await gateway.ask(`{ ${'n'.repeat(201)} }`)
    expect(body.errors?.map(({ message }) => message)).toEqual([
      'expected names of at most 200 characters, got a longer one',
    ])
    const text = 'x'.repeat(300)
    expect(await gateway.ask(`{ customer(id: "${text}") { name } }`)).toMatchObject({
      body: { data: { customer: null } },
    })
  })

  it('says when there are more errors than it reports', async () => {
    const fields = Array.from({ length: 30 }, (_, n) => `n${n}`).join(' ')
    const { body } = await gateway.ask(`{ ${fields} }`)
    expect(body.errors).toHaveLength(21)
    expect(body.errors?.at(-1)?.message).toBe(
      'Too many validation errors, error limit reached. Validation aborted.',
    )
  })
})

/** The status of a POST in chunks, which does not say its length. */
function postInChunks(chunks: readonly string[]): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const request = httpRequest(
      new URL('/graphql', gateway.url),
      { method: 'POST', headers: { 'content-type': 'application/json', 'transfer-encoding': 'chunked' } },
      (response) => {
        response.resume()
        resolve(response.statusCode)
      },
    )
    request.on('error', reject)
    for (const chunk of chunks) request.write(chunk)
    request.end()
  })
}

describe('a body that does not say its length', () => {
  it('is refused as soon as it exceeds the limit', async () => {
    const question = '{"query":"{ whoAmI }"}'
    expect(await postInChunks([question.slice(0, 5), question.slice(5)])).toBe(200)
    const filled = question.padEnd(maxBodyBytes, ' ')
    expect(await postInChunks([filled])).toBe(200)
    expect(await postInChunks([filled, ' '])).toBe(413)
  })
})
