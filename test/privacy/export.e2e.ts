import {
  buildSchema,
  isInterfaceType,
  isObjectType,
  parse,
  TypeInfo,
  visit,
  visitWithTypeInfo,
} from 'graphql'
import { mkdtemp, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { interactionsDocument } from '../../gateway/export/exportDocuments.ts'
import { readSchemaFile } from '../../platform/subgraph/schemaFiles.ts'
import { askGraph } from '../support/askGraph.ts'
import { runEloProcess, startEloProcess } from '../support/eloProcess.ts'
import { type SingleProcess, startSingleProcess } from '../singleProcess/support/startSingleProcess.ts'

let elo: SingleProcess
beforeAll(async () => void (elo = await startSingleProcess('privacy-export')))
afterAll(() => elo.stop())

const lineSchema = z.looseObject({
  type: z.string(),
  cursor: z.string().optional(),
  interaction: z.record(z.string(), z.unknown()).optional(),
})
type Line = z.infer<typeof lineSchema>

async function exported(id: string, query = ''): Promise<{ status: number; text: string; lines: Line[] }> {
  const response = await fetch(`${elo.url}/export/customers/${id}?${query}`)
  const text = await response.text()
  const isLines = response.headers.get('content-type')?.startsWith('application/jsonl')
  const lines = isLines ? z.array(lineSchema).parse(JSON.parse(`[${text.trim().split('\n').join(',')}]`)) : []
  return { status: response.status, text, lines }
}

describe('an export', () => {
  it('selects every field of every kind of interaction', () => {
    const api = buildSchema(readSchemaFile('api.graphql'))
    const types = new TypeInfo(api)
    const selected = new Map<string, Set<string>>()
    visit(
      parse(interactionsDocument),
      visitWithTypeInfo(types, {
        Field(node) {
          const parent = types.getParentType()?.name ?? ''
          selected.set(parent, (selected.get(parent) ?? new Set()).add(node.name.value))
        },
      }),
    )
    const interaction = api.getType('Interaction')
    const kinds = isInterfaceType(interaction) ? api.getPossibleTypes(interaction) : []
    expect(kinds.length).toBe(8)
    for (const kind of kinds) {
      const wanted = isObjectType(kind) ? Object.keys(kind.getFields()) : []
      const has = (field: string) =>
        selected.get(kind.name)?.has(field) || selected.get('Interaction')?.has(field)
      expect([kind.name, wanted.filter((field) => !has(field))]).toEqual([kind.name, []])
    }
  })

  it('gives the customer, the conversations and the history in lines, each of which it continues after', async () => {
    const phone = '+5511981110001'
    const { customer } = await elo.record(phone, 'Message 0')
    for (let number = 1; number < 130; number += 1) await elo.record(phone, `Message ${number}`)
    const { status, lines } = await exported(customer.id)
    expect(status).toBe(200)
    expect(lines.map(({ type }) => type)).toEqual([
      ...['export', 'customer', 'conversation'],
      ...Array.from({ length: 130 }, () => 'interaction'),
      'end',
    ])
    expect(lines.at(-1)).toEqual({ type: 'end', conversations: 1, interactions: 130 })
    const texts = lines.flatMap(({ interaction }) => interaction?.['text'] ?? [])
    expect(texts).toEqual(Array.from({ length: 130 }, (_, number) => `Message ${number}`))

    const { cursor = '' } = lines[60] ?? {}
    const rest = await exported(customer.id, `after=${encodeURIComponent(cursor)}`)
    expect(rest.lines.slice(0, -1)).toEqual(lines.slice(61, -1))
    const { cursor: thread = '' } = lines[2] ?? {}
    expect((await exported(customer.id, `after=${encodeURIComponent(thread)}`)).lines.slice(0, -1)).toEqual(
      lines.slice(3, -1),
    )
  })

  it('is a page for people with every text escaped', async () => {
    const { customer } = await elo.record('+5511981110002', '<script>alert("x")</script> & adeus')
    const { status, text } = await exported(customer.id, 'format=html')
    expect(status).toBe(200)
    expect(text).toContain('Extrato de dados pessoais')
    expect(text).toContain('&lt;script&gt;alert(&quot;x&quot;)&lt;/script&gt; &amp; adeus')
    expect(text).not.toContain('<script')
    expect(text.trimEnd().endsWith('</html>')).toBe(true)
  })

  it('has notes only for who asks for them, and other purposes only with a consent', async () => {
    const phone = '+5511981110003'
    const { customer } = await elo.record(phone, 'Oi')
    const of = `customer: { identifiers: [{ type: PHONE, value: "${phone}" }] }`
    await elo.mutate(
      `recordNote(input: { ${of} actor: { kind: HUMAN } text: "Internal" }) { userErrors { code } }`,
    )
    expect((await exported(customer.id)).text).not.toContain('Internal')
    expect((await exported(customer.id, 'notes=true')).text).toContain('Internal')
    expect((await exported(customer.id, 'purpose=marketing')).status).toBe(403)
    await elo.mutate(
      `recordConsent(input: { ${of} purpose: "marketing" decision: GRANTED }) { userErrors { code } }`,
    )
    expect((await exported(customer.id, 'purpose=marketing')).status).toBe(200)
    await elo.mutate(
      `recordConsent(input: { ${of} purpose: "marketing" decision: WITHDRAWN }) { userErrors { code } }`,
    )
    expect((await exported(customer.id, 'purpose=marketing')).status).toBe(403)
  })

  it('is offered by exportCustomer, and is in the audit trail', async () => {
    const { customer } = await elo.record('+5511981110009', 'Oi')
    const ask = async (input: string) =>
      (
        await askGraph(
          elo.url,
          `mutation { exportCustomer(input: { ${input} }) { path userErrors { code field } } }`,
        )
      ).data?.['exportCustomer']
    const path = `/export/customers/${customer.id}?format=html&purpose=access`
    expect(await ask(`customerId: "${customer.id}", format: HTML`)).toEqual({ path, userErrors: [] })
    expect(await ask('customerId: "cus_0197a0a0-0000-7000-8000-000000000000"')).toEqual({
      path: null,
      userErrors: [{ code: 'NOT_FOUND', field: ['customerId'] }],
    })
    const response = await fetch(new URL(path, elo.url))
    expect(await response.text()).toContain('Extrato de dados pessoais')
    const { data } = await askGraph(
      elo.url,
      `query ($id: ID!) { auditRecords(filter: { customerId: $id, kinds: [EXPORT] }) {
        nodes { kind fields customerIds outcome caller { kind } } } }`,
      { id: customer.id },
    )
    const kept = {
      ...{ kind: 'EXPORT', fields: ['exportCustomer'], customerIds: [customer.id] },
      ...{ outcome: 'DONE', caller: { kind: 'DEMO' } },
    }
    expect(data).toEqual({ auditRecords: { nodes: [kept, kept] } })
  })

  it('needs no place in a safelist, and little of the budget of its caller', async () => {
    const { customer } = await elo.record('+5511981110010', 'Message 0')
    for (let number = 1; number < 150; number += 1) await elo.record('+5511981110010', `Message ${number}`)
    const folder = await mkdtemp(join(tmpdir(), 'elo-export-'))
    const create = ['--import', 'tsx', 'scripts/keys.ts', 'create', '--name', 'dpo', '--role', 'admin']
    const { log } = await runEloProcess({ ELO_KEYS_DIR: folder }, create)
    const [key = ''] = /elo_\S+/u.exec(log) ?? []
    const operations = join(folder, 'operations.json')
    await writeFile(operations, '{}')
    const only = await startEloProcess({
      ...{ MONGODB_URI: elo.database.uri, ELO_KEYS_DIR: folder },
      ...{ ELO_OPERATIONS: operations, ELO_OPERATIONS_MODE: 'only', ELO_COST_PER_MINUTE: '100' },
    })
    const response = await fetch(`${only.url}/export/customers/${customer.id}`, {
      headers: { authorization: `Bearer ${key}` },
    })
    const text = await response.text()
    await only.end('SIGTERM')
    expect(text.trimEnd().split('\n').at(-1)).toBe('{"type":"end","conversations":1,"interactions":150}')
  })

  it('is refused before its first line when there is nothing to export or the request is wrong', async () => {
    const missing = 'cus_0197a0a0-0000-7000-8000-000000000000'
    expect((await exported(missing)).status).toBe(404)
    expect((await exported('nobody')).status).toBe(400)
    expect((await exported('%')).status).toBe(400)
    const { customer } = await elo.record('+5511981110004', 'Oi')
    expect((await exported(customer.id, 'format=pdf')).status).toBe(400)
    expect((await exported(customer.id, 'after=x')).status).toBe(400)
  })
})

describe('a protocol number', () => {
  it('is the same for ever, and finds its conversation in any spelling', async () => {
    const { customer } = await elo.record('+5511981110005', 'Oi')
    const { data } = await askGraph(
      elo.url,
      `query ($id: ID!) { customer(id: $id) { conversations { nodes { id protocol } } } }`,
      { id: customer.id },
    )
    const [, id = '', protocol = ''] =
      /"id":"(cnv_[^"]+)","protocol":"([^"]+)"/u.exec(JSON.stringify(data)) ?? []
    expect(protocol).toMatch(/^\d{8}-\d{6}-\d{8}-\d$/u)
    for (const spelled of [protocol, protocol.replaceAll('-', ''), protocol.replaceAll('-', ' ')]) {
      const found = await askGraph(
        elo.url,
        `query ($protocol: String!) { conversationByProtocol(protocol: $protocol) { id protocol } }`,
        { protocol: spelled },
      )
      expect(found).toEqual({ data: { conversationByProtocol: { id, protocol } } })
    }
    const wrong = `${protocol.slice(0, -1)}${(Number(protocol.at(-1)) + 1) % 10}`
    const { errors } = await askGraph(
      elo.url,
      `query ($protocol: String!) { conversationByProtocol(protocol: $protocol) { id } }`,
      { protocol: wrong },
    )
    expect(errors?.[0]?.extensions?.['code']).toBe('BAD_USER_INPUT')
  })
})
