import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type FixtureGateway, startFixtureGateway } from '../fixtures/startFixtureGateway.ts'

let gateway: FixtureGateway
beforeAll(async () => {
  gateway = await startFixtureGateway({ limits: { maxTokens: 20 } })
})
afterAll(() => gateway.stop())

/** `{ customer(id: …) { id name } }` has twelve tokens without its name; each further `name` is one more. */
const ofTokens = (count: number) => `{ customer(id: "cus_1") { ${'name '.repeat(count - 10)}} }`

describe('a document', () => {
  it('may have as many tokens as the limit, and no more', async () => {
    expect((await gateway.ask(ofTokens(20))).status).toBe(200)
    const { status, body } = await gateway.ask(ofTokens(21))
    expect(status).toBe(200)
    expect(body.errors).toMatchObject([
      {
        message: 'Syntax Error: Document contains more that 20 tokens. Parsing aborted.',
        extensions: { code: 'GRAPHQL_PARSE_FAILED' },
      },
    ])
  })
})
