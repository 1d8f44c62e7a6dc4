import { execFile } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:http'
import { promisify } from 'node:util'
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio'
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { tools } from '../../gateway/mcp/tools/tools.ts'
import { callerError } from '../../platform/errors/errors.ts'
import { demoPrincipal } from '../../platform/subgraph/principal.ts'
import { callTool, connectMcp, type Era, eras } from '../support/connectMcp.ts'
import { until } from '../support/until.ts'
import { startWholeGraph, type WholeGraph } from '../support/wholeGraph.ts'

const command = ['--import', 'tsx', 'scripts/mcp.ts']

let graph: WholeGraph
beforeAll(async () => {
  graph = await startWholeGraph({
    async principalOf({ headers: { authorization } }) {
      if (authorization === 'Bearer secret') return demoPrincipal
      throw callerError(
        'UNAUTHENTICATED',
        'authorization: expected "Bearer" and a token or API key, got nothing',
      )
    },
  })
})
afterAll(() => graph.stop())

/** A client that starts the command, as desktop clients do. */
function start(era: Era, { url = graph.url, token = 'secret' } = {}) {
  const transport = new StdioClientTransport({
    command: process.execPath,
    args: [...command, '--url', url],
    env: { PATH: process.env['PATH'] ?? '', ELO_TOKEN: token },
    stderr: 'pipe',
  })
  return connectMcp({ url, era, transport })
}

const note = (era: Era, text: string) => ({
  customer: { identifiers: [{ type: 'PHONE', value: '+5511955550000' }] },
  text,
  actor: {},
  idempotencyKey: `${era} ${text}`,
})

describe('npm run mcp', () => {
  it.each(eras)('passes tools, resources and prompts on in the era of %s', async (era) => {
    const client = await start(era)
    onTestFinished(() => client.close())
    expect((await client.listTools()).tools.map(({ name }) => name)).toEqual(tools.map(({ name }) => name))
    const { structured } = await callTool(client, 'add_note', note(era, 'by stdio'))
    expect(structured['userErrors']).toEqual([])
    const found = await callTool(client, 'find_customer', {
      identifier: { type: 'PHONE', value: '+5511955550000' },
    })
    const [customerId = ''] = found.text.split(' ')
    expect((await callTool(client, 'read_history', { customerId })).text).toContain('"by stdio"')
    const { contents } = await client.readResource({ uri: `elo://customers/${customerId}/history` })
    expect(JSON.stringify(contents)).toContain('by stdio')
    expect((await client.getPrompt({ name: 'hand_over', arguments: { customerId } })).messages).toHaveLength(
      2,
    )
    expect(await callTool(client, 'read_history', {})).toMatchObject({ isError: true })
    if (era === '2025') return

    const updates: string[] = []
    client.setNotificationHandler('notifications/resources/updated', ({ params }) => {
      updates.push(params.uri)
    })
    const uri = `elo://customers/${customerId}/history`
    const subscription = await client.listen({ resourceSubscriptions: [uri] })
    await callTool(client, 'add_note', note(era, 'notified'))
    await until('the change was notified', () => updates.length > 0)
    expect(new Set(updates)).toEqual(new Set([uri]))
    await subscription.close()
  })

  it('answers with the reason when Elo refuses the token', async () => {
    await expect(start('2025', { token: 'other' })).rejects.toThrow(
      'Elo refused it with 401: authorization: expected "Bearer" and a token or API key, got nothing',
    )
  })

  it('answers with the reason when something else answers at the address', async () => {
    const server = createServer((_request, response) => {
      response.writeHead(500).end('oops')
    })
    server.listen(0, '127.0.0.1')
    await once(server, 'listening')
    onTestFinished(() => void server.close())
    const address = server.address()
    if (address === null || typeof address === 'string') throw new Error('expected a port')
    await expect(start('2025', { url: `http://127.0.0.1:${address.port}` })).rejects.toThrow(
      'Elo refused it with 500: oops',
    )
  })

  it('explains its use when the address is none', async () => {
    const failing = promisify(execFile)(process.execPath, [...command, '--url', 'nowhere'])
    await expect(failing).rejects.toMatchObject({ code: 2, stdout: '' })
  })
})
