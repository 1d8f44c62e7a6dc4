import { randomInt } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import type { Client } from '@modelcontextprotocol/client'
import { z } from 'zod'
import { freePort } from '../../../embeddedMongo/freePort.ts'
import { callTool, connectMcp, type Era } from '../../support/connectMcp.ts'
import { type EloProcess, startEloProcess } from '../../support/eloProcess.ts'
import { openTestDatabase } from '../../support/testDatabase.ts'

/** What came of a run: what was written, and what each reader handled. */
export type Interrupted = {
  disconnections: number
  kills: number
  /** The ids of what was recorded, each once. */
  written: string[]
  /** The ids in the history at the end. */
  stored: string[]
  /** By era: the ids as they were handled. */
  handled: Record<Era, string[]>
}

const changesSchema = z.object({
  events: z.array(z.object({ change: z.string(), interaction: z.object({ id: z.string() }) })),
  cursor: z.string(),
  hasMore: z.boolean(),
})
const recordedSchema = z.object({
  message: z.object({ id: z.string(), customer: z.object({ id: z.string() }) }),
})

/** How long a request may take before its connection is cut off: about as long as one takes. */
const cutWithinMs = 25

/**
 * Write messages and read them by `changes_since` in both eras, while connections are cut off and Elo is killed by
 * SIGKILL and started again, as often as asked. Every client keeps only its cursor, and what it handled, together.
 */
export async function runInterrupted(
  mongodbUri: string,
  { disconnections, kills }: { disconnections: number; kills: number },
): Promise<Interrupted> {
  const database = await openTestDatabase(mongodbUri, `mcp_interrupted_${process.pid}_${Date.now()}`)
  const folder = await mkdtemp(join(tmpdir(), 'elo-mcp-'))
  const port = await freePort()
  const start = () =>
    startEloProcess({
      MONGODB_URI: database.uri,
      PORT: String(port),
      ELO_DATA_DIR: folder,
      ELO_AUDIT_KEY: join(folder, 'audit.key'),
      LOG_LEVEL: 'info',
    })
  let elo: EloProcess = await start()
  const { url } = elo
  let cut = 0
  let killed = 0
  let isOver = false

  /** Cut off the connection of some requests, at any time before their end. */
  const cutting: typeof fetch = async (input, init) => {
    if (isOver || randomInt(2) === 0) return fetch(input, init)
    const signals = [init?.signal, AbortSignal.timeout(randomInt(cutWithinMs))].filter((one) => one != null)
    try {
      const response = await fetch(input, { ...init, signal: AbortSignal.any(signals) })
      const body = await response.arrayBuffer()
      return new Response(response.status === 202 ? null : body, response)
    } catch (error) {
      cut += 1
      throw error
    }
  }

  /** Call a tool until it answers, as a client does that keeps nothing but its arguments. */
  async function call(client: Client, name: string, args: Record<string, unknown>) {
    for (;;) {
      try {
        const { isError, structured } = await callTool(client, name, args)
        if (!isError) return structured
      } catch {
        // Cut off, or Elo is not there: the next try has the same arguments.
      }
      await delay(5)
    }
  }

  async function connect(era: Era): Promise<Client> {
    for (;;) {
      try {
        return await connectMcp({ url, era, fetch: cutting })
      } catch {
        await delay(5)
      }
    }
  }

  async function write(client: Client, index: number) {
    const answer = await call(client, 'record_message', {
      customer: { identifiers: [{ type: 'PHONE', value: '+5511912345678' }] },
      channel: 'WHATSAPP',
      actor: { kind: 'CUSTOMER' },
      text: `message ${index}`,
      idempotencyKey: `message ${index}`,
    })
    return recordedSchema.parse(answer).message
  }

  async function read(era: Era, customerId: string): Promise<string[]> {
    const client = await connect(era)
    const handled: string[] = []
    let cursor: string | undefined
    for (;;) {
      const wasOver = isOver
      const answer = await call(client, 'changes_since', { customerId, after: cursor, limit: 3 })
      const { events, cursor: next, hasMore } = changesSchema.parse(answer)
      handled.push(...events.map(({ interaction }) => interaction.id))
      cursor = next
      if (wasOver && !hasMore) return handled
    }
  }

  try {
    const writer = await connect('2026')
    const first = await write(writer, 0)
    const customerId = first.customer.id
    const written = [first.id]
    const readers = { '2025': read('2025', customerId), '2026': read('2026', customerId) }
    const killing = (async () => {
      while (killed < kills) {
        await elo.end('SIGKILL')
        killed += 1
        elo = await start()
      }
    })()
    let isKilling = true
    void killing.finally(() => (isKilling = false))
    while (cut < disconnections || isKilling) written.push((await write(writer, written.length)).id)
    await killing
    isOver = true
    const handled = { '2025': await readers['2025'], '2026': await readers['2026'] }
    const stored: string[] = []
    let before: string | undefined
    for (;;) {
      const page = await call(writer, 'read_history', { customerId, limit: 100, before })
      const { nodes, pageInfo } = z
        .object({
          nodes: z.array(z.object({ id: z.string() })),
          pageInfo: z.object({ hasPreviousPage: z.boolean(), startCursor: z.string().nullable() }),
        })
        .parse(page['history'])
      stored.unshift(...nodes.map(({ id }) => id))
      if (!pageInfo.hasPreviousPage) break
      before = pageInfo.startCursor ?? undefined
    }
    return { disconnections: cut, kills: killed, written, stored, handled }
  } finally {
    isOver = true
    await elo.end('SIGKILL')
    await database.drop()
    await rm(folder, { recursive: true })
  }
}
