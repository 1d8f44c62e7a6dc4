import { z } from 'zod'
import { callerError } from '../../platform/errors/errors.ts'
import {
  conversationsDocument,
  customerDocument,
  exportMutation,
  interactionsDocument,
  revisionsDocument,
} from './exportDocuments.ts'

/** Ask the graph as the caller of the export; gives the data, and throws the first error. */
export type AskAsCaller = (query: string, variables: Record<string, unknown>) => Promise<unknown>

/** One line of an export. `cursor` continues after it; a line without one is not continued after. */
export type ExportLine =
  | { type: 'export'; customerId: string; purpose: string; includesNotes: boolean }
  | { type: 'customer'; customer: Record<string, unknown> }
  | { type: 'conversation'; cursor: string; conversation: Record<string, unknown> }
  | { type: 'interaction'; cursor: string; interaction: Record<string, unknown> }
  | { type: 'end'; conversations: number; interactions: number }

export type ExportRequest = {
  customerId: string
  /** `access` for the customer's own request, or a purpose that the customer must have consented to. */
  purpose: string
  format: 'JSONL' | 'HTML'
  includesNotes: boolean
  /** The cursor of the last line that the caller has; null for the beginning. */
  after: string | null
}

const record = z.record(z.string(), z.unknown())
const customerSchema = z.object({
  customer: z
    .looseObject({
      consents: z.array(z.looseObject({ purpose: z.string(), decision: z.string() })),
    })
    .nullable(),
})
const notedSchema = z.object({
  exportCustomer: z.object({ userErrors: z.array(z.object({ message: z.string() })) }),
})
const pageSchema = z.object({
  edges: z.array(z.object({ cursor: z.string(), node: record })),
  pageInfo: z.object({ hasNextPage: z.boolean() }),
})
const conversationsSchema = z.object({ customer: z.object({ conversations: pageSchema }) })
const historySchema = z.object({ customer: z.object({ history: pageSchema }) })
const revisionsSchema = z.object({
  nodes: z.array(record),
  pageInfo: z.object({ hasNextPage: z.boolean(), endCursor: z.string().nullable() }),
})

/** The purpose of an export for the customers themselves, who need no consent of their own. */
export const ownPurpose = 'access'

/**
 * Everything that the graph shows of a customer to the caller: the customer, the conversations, then the history, oldest
 * first. It asks page by page, so that rights, masking and limits are those of the graph, and holds one page at a time.
 * Throws a caller error when there is no such customer, and when they did not consent to the purpose.
 */
export async function* exportCustomer(
  ask: AskAsCaller,
  { customerId, format, purpose, includesNotes, after }: ExportRequest,
): AsyncGenerator<ExportLine> {
  const { customer } = customerSchema.parse(await ask(customerDocument, { id: customerId }))
  if (!customer) throw callerError('NOT_FOUND', `customer: no customer has the id ${customerId}`)
  if (purpose !== ownPurpose && !isGranted(customer.consents, purpose))
    throw callerError('FORBIDDEN', 'purpose: expected one that the customer has consented to')
  const position = positionOf(after)
  const { exportCustomer: noted } = notedSchema.parse(
    await ask(exportMutation, { input: { customerId, format, purpose } }),
  )
  const [refusal] = noted.userErrors
  if (refusal) throw callerError('BAD_USER_INPUT', refusal.message)
  if (!position) {
    yield { type: 'export', customerId, purpose, includesNotes }
    yield { type: 'customer', customer }
  }
  let conversations = 0
  if (position?.list !== 'interaction') {
    const page = async (from: string | null) =>
      conversationsSchema.parse(await ask(conversationsDocument, { id: customerId, after: from })).customer
        .conversations
    for await (const { cursor, node } of edgesOf(page, position?.cursor ?? null)) {
      conversations += 1
      yield { type: 'conversation', cursor: `conversation.${cursor}`, conversation: node }
    }
  }
  let interactions = 0
  const page = async (from: string | null) =>
    historySchema.parse(await ask(interactionsDocument, { id: customerId, after: from })).customer.history
  for await (const { cursor, node } of edgesOf(
    page,
    position?.list === 'interaction' ? position.cursor : null,
  )) {
    if (node['visibility'] === 'INTERNAL' && !includesNotes) continue
    interactions += 1
    yield {
      type: 'interaction',
      cursor: `interaction.${cursor}`,
      interaction: await withAllRevisions(node, ask),
    }
  }
  yield { type: 'end', conversations, interactions }
}

function isGranted(consents: readonly { purpose: string; decision: string }[], purpose: string): boolean {
  const wanted = purpose.trim().normalize('NFC').toLowerCase()
  const decisions = consents.filter((consent) => consent.purpose === wanted)
  return decisions.length > 0 && decisions.every(({ decision }) => decision === 'GRANTED')
}

/** Where to continue; null at the beginning. */
function positionOf(after: string | null): { list: 'conversation' | 'interaction'; cursor: string } | null {
  if (after === null) return null
  const [list, cursor] = [after.slice(0, after.indexOf('.')), after.slice(after.indexOf('.') + 1)]
  if (list === 'conversation' || list === 'interaction') return { list, cursor }
  throw callerError('INVALID_CURSOR', 'after: expected the cursor of a line of an export, got another text')
}

type Edge = z.infer<typeof pageSchema>['edges'][number]

async function* edgesOf(
  page: (after: string | null) => Promise<z.infer<typeof pageSchema>>,
  after: string | null,
): AsyncGenerator<Edge> {
  let next = page(after)
  for (;;) {
    const { edges, pageInfo } = await next
    const last = edges.at(-1)
    // The next page is read while this one is written.
    if (pageInfo.hasNextPage && last) next = page(last.cursor)
    next.catch(() => undefined)
    yield* edges
    if (!pageInfo.hasNextPage || !last) return
  }
}

/** A message with all its versions: its page has the first five. */
async function withAllRevisions(
  node: Record<string, unknown>,
  ask: AskAsCaller,
): Promise<Record<string, unknown>> {
  const first = revisionsSchema.safeParse(node['revisions'])
  if (!first.success) return node
  const all = [...first.data.nodes]
  let { pageInfo } = first.data
  while (pageInfo.hasNextPage) {
    const variables = { id: node['id'], after: pageInfo.endCursor }
    const answer = z
      .object({ interaction: z.object({ revisions: revisionsSchema }) })
      .parse(await ask(revisionsDocument, variables))
    all.push(...answer.interaction.revisions.nodes)
    pageInfo = answer.interaction.revisions.pageInfo
  }
  return { ...node, revisions: all }
}
