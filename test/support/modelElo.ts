import { z } from 'zod'
import type { MutationAnswer } from '../../intake/chatwoot/send/graphMutations.ts'
import type { MutationName } from '../../intake/chatwoot/send/mutationPlan.ts'
import type { GraphCall } from '../../platform/graph/graphCall.ts'
import {
  comparable,
  comparableParts,
  type ComparableCustomer,
  type ComparableInteraction,
} from './expectedHistory.ts'

const identifierSchema = z.object({ type: z.string(), value: z.string() })
const customerSchema = z.object({ identifiers: z.array(identifierSchema) })
const sourceSchema = z.object({ externalId: z.string(), version: z.number().optional() })
const partsSchema = z.record(
  z.string(),
  z
    .object({ externalId: z.string(), name: z.string().nullish() })
    .transform(({ externalId, name }) => ({ id: externalId, name }))
    .nullable(),
)
const inputSchema = z.looseObject({
  source: z.union([sourceSchema, z.string()]),
  customer: customerSchema.optional(),
  identifiers: z.array(identifierSchema).optional(),
  conversationId: z.string().optional(),
  channel: z.string().optional(),
  occurredAt: z.string().optional(),
  actor: z.object({ kind: z.string() }).optional(),
  attachments: z.array(z.object({ type: z.string(), transcript: z.string().nullable() })).optional(),
  deliveryStatus: z.string().optional(),
  status: z.string().optional(),
  reason: z.string().optional(),
  from: z.unknown().optional(),
  to: z.unknown().optional(),
})
type Input = z.infer<typeof inputSchema>

const kinds: Partial<Record<MutationName, { kind: string; visibility: string; actor: string }>> = {
  recordMessage: { kind: 'MESSAGE', visibility: 'PUBLIC', actor: '' },
  recordNote: { kind: 'NOTE', visibility: 'INTERNAL', actor: '' },
  recordFeedback: { kind: 'FEEDBACK', visibility: 'PUBLIC', actor: 'CUSTOMER' },
  changeConversationStatus: { kind: 'STATUS', visibility: 'PUBLIC', actor: 'SYSTEM' },
  handOffConversation: { kind: 'HANDOFF', visibility: 'INTERNAL', actor: 'SYSTEM' },
}

/** Telephones of Brazilian mobiles get their ninth digit, as identity gives it. */
function normalized({ type, value }: z.infer<typeof identifierSchema>): string {
  const mobile = type === 'PHONE' ? /^\+55(\d{2})([6-9]\d{7})$/u.exec(value) : null
  return mobile ? `PHONE +55${mobile[1]}9${mobile[2]}` : `${type} ${value}`
}

const statusOf = (status: Input['from']) => (typeof status === 'string' ? status.toLowerCase() : null)

type Recorded = { version: number; input: Input; mutation: MutationName; person: string }

/**
 * Elo in a hundred lines: what the schema promises of the mutations that the intake calls, and nothing else. Tests of
 * the intake alone compare what it says with what is expected; whether Elo keeps its promises is tested elsewhere.
 */
export function createModelElo() {
  const holders = new Map<string, Set<string>>()
  const conversations = new Map<string, { id: string; channel: string; person: string }>()
  const recorded = new Map<string, Recorded>()
  const calls: MutationName[] = []
  const reasons: string[] = []

  /** All identifiers that belong together are one set, which each of them leads to. */
  function identify(identifiers: z.infer<typeof identifierSchema>[]): string {
    const names = identifiers.map(normalized)
    const joined = new Set(names.flatMap((name) => [...(holders.get(name) ?? [name])]))
    for (const name of joined) holders.set(name, joined)
    return names[0] ?? ''
  }

  function record(mutation: MutationName, input: Input): void {
    const { source } = input
    if (typeof source === 'string') return
    const known = recorded.get(source.externalId)
    const version = source.version ?? 0
    if (known && known.version >= version) return
    const conversation = conversations.get(input.conversationId ?? '')
    if (!conversation) throw new Error(`no conversation ${input.conversationId}`)
    const person = input.customer ? identify(input.customer.identifiers) : conversation.person
    recorded.set(source.externalId, { version, input, mutation, person: known?.person ?? person })
  }

  function mutate(mutation: MutationName, given: Record<string, unknown>): MutationAnswer {
    calls.push(mutation)
    const input = inputSchema.parse(given)
    if (mutation === 'identifyCustomer') {
      if (input.reason !== undefined) reasons.push(input.reason)
      identify(input.identifiers ?? [])
      return { id: 'cus_1', userErrors: [] }
    }
    if (mutation === 'recordConversation') {
      const externalId = typeof input.source === 'string' ? input.source : input.source.externalId
      const id = `cnv_${externalId}`
      const person = identify(input.customer?.identifiers ?? [])
      if (!conversations.has(id))
        conversations.set(id, { id: externalId, channel: input.channel ?? '', person })
      return { id, userErrors: [] }
    }
    record(mutation, input)
    return { id: 'int_1', userErrors: [] }
  }

  function render({ input, mutation }: Recorded): ComparableInteraction {
    const conversation = conversations.get(input.conversationId ?? '')
    const { kind = '', visibility, actor } = kinds[mutation] ?? {}
    const isDeleted = input['deleted'] === true
    const common = {
      occurredAt: input.occurredAt ?? '',
      kind,
      actor: input.actor?.kind ?? actor,
      visibility,
      channel: conversation?.channel,
      conversation: conversation?.id,
    }
    switch (kind) {
      case 'FEEDBACK':
        return { ...common, rating: input['rating'], comment: input['comment'] }
      case 'STATUS':
        return { ...common, from: statusOf(input.from), to: statusOf(input.to) }
      case 'HANDOFF':
        return {
          ...common,
          from: comparableParts(partsSchema.parse(input.from), false),
          to: comparableParts(partsSchema.parse(input.to), true),
        }
      default:
        return {
          ...common,
          text: isDeleted ? null : input['text'],
          attachments: isDeleted
            ? []
            : (input.attachments ?? []).map(({ type, transcript }) => ({ type, transcript })),
          deleted: isDeleted,
          delivery: input.deliveryStatus?.toLowerCase() ?? null,
        }
    }
  }

  function history(): ComparableCustomer[] {
    const people = [...new Set(holders.values())]
    return comparable(
      people.map((names) => ({
        identifiers: [...names].map((name) => {
          const blank = name.indexOf(' ')
          return { type: name.slice(0, blank), value: name.slice(blank + 1) }
        }),
        interactions: [...recorded.values()].filter(({ person }) => names.has(person)).map(render),
      })),
    )
  }

  const graph: GraphCall = async ({ query, variables }) => {
    const name = /\n\s+(\w+)\(input: \$input\)/u.exec(query)?.[1]
    const mutation = z
      .enum([
        'identifyCustomer',
        'recordConversation',
        'changeConversationStatus',
        'handOffConversation',
        'recordMessage',
        'recordNote',
        'recordFeedback',
      ])
      .parse(name)
    const { id, userErrors } = mutate(mutation, z.record(z.string(), z.unknown()).parse(variables['input']))
    return { data: { [mutation]: { thing: id === null ? null : { id }, userErrors } } }
  }

  return { graph, mutate, history, calls, reasons }
}
export type ModelElo = ReturnType<typeof createModelElo>
