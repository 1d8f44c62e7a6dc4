import { z } from 'zod'

/** The longest text of one interaction in a line; the structured content has the whole text. */
const maxTextLength = 2_000

const text = z.string().nullish()
const interactionSchema = z.object({
  id: z.string(),
  kind: z.string(),
  occurredAt: z.string(),
  channel: text,
  department: text,
  visibility: text,
  summary: text,
  deleted: z.boolean().nullish(),
  erasedAt: text,
  text,
  actor: z.object({ kind: z.string(), name: text }).nullish(),
  conversation: z.object({ id: z.string() }).nullish(),
})

/**
 * An interaction as one line, with `snippet` in place of its text where it is given. What people wrote is a JSON string, so that it can neither end the line nor look like a
 * part of it.
 */
export function interactionLine(given: unknown, snippet?: string): string {
  const { data } = interactionSchema.safeParse(given)
  if (!data) return 'an interaction that cannot be shown'
  const { id, kind, occurredAt, channel, department, visibility, actor, conversation } = data
  return [
    occurredAt,
    kind,
    ...(channel ? [channel] : []),
    ...(visibility === 'INTERNAL' ? ['INTERNAL'] : []),
    ...(department ? [`department=${JSON.stringify(department)}`] : []),
    ...(actor ? [`by=${actor.kind}${actor.name ? ` ${JSON.stringify(actor.name)}` : ''}`] : []),
    snippet === undefined ? contentOf(data) : quoted(snippet),
    ...(conversation ? [`[${id} in ${conversation.id}]`] : [`[${id}]`]),
  ].join(' ')
}

function contentOf({ text: written, summary, deleted, erasedAt }: z.infer<typeof interactionSchema>): string {
  if (erasedAt) return '(erased)'
  if (deleted) return '(deleted)'
  return quoted(written || summary || '')
}

/** A text of a person as a JSON string, cut when it is very long. */
export function quoted(written: string): string {
  const isLong = written.length > maxTextLength
  return `${JSON.stringify(isLong ? written.slice(0, maxTextLength) : written)}${isLong ? '… (cut)' : ''}`
}
