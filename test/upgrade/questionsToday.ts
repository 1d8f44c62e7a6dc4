import { z } from 'zod'
import { questions as questionsThen, streams as streamsThen } from './questionsThen.ts'

export { things } from './questionsThen.ts'

/** A text in the names of then, in today's. Where a shape differs too, an alias marks it for `asThen`. */
const renamed = (text: string) =>
  text
    .replaceAll('actor { kind id name }', 'actor { kind id: externalId name }')
    .replaceAll(/\b(team|person|bot) \{ id name \}/gu, '$1 { id: externalId name }')
    .replaceAll('sharedSuggested', 'sharedSuggested: suspectedShared')
    .replaceAll('links { decision otherProfileId', 'links: decisions { decision otherProfile { id }')
    .replaceAll('change reason profiles', 'change reason profilesToday: profiles { id }')

const renamedAll = (texts: Record<string, string>): Record<string, string> =>
  Object.fromEntries(Object.entries(texts).map(([name, text]) => [name, renamed(text)]))

/** The queries by name, in today's SDL. */
export const questions = renamedAll(questionsThen)

/** The subscriptions by name, in today's SDL. */
export const streams = renamedAll(streamsThen)

const objectSchema = z.record(z.string(), z.unknown())
const kindsToday: Record<string, string> = { STATUS: 'STATUS_CHANGE', IDENTITY: 'IDENTITY_CHANGE' }
const valuesThen: Record<string, string> = {
  STATUS_CHANGE: 'STATUS',
  IDENTITY_CHANGE: 'IDENTITY',
  SAME: 'MUST_LINK',
  DIFFERENT: 'MUST_NOT_LINK',
}
const actors = ['actor', 'agent', 'team', 'person', 'bot']

/** Variables of then, as today's SDL takes them. */
export function variablesToday(variables: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(variables).flatMap(([name, value]) => memberToday(name, value)))
}

function memberToday(name: string, value: unknown): [string, unknown][] {
  if (name === 'kinds')
    return [
      [
        name,
        z
          .array(z.string())
          .parse(value)
          .map((kind) => kindsToday[kind] ?? kind),
      ],
    ]
  const { data: object } = objectSchema.safeParse(value)
  if (!object) return [[name, value]]
  if (actors.includes(name)) {
    const { id, ...rest } = object
    return [[name, id === undefined ? rest : { ...rest, externalId: id }]]
  }
  if (name === 'filter') return [[name, filterToday(object)]]
  if (name === 'customer' && 'identifier' in object) {
    const { identifier, ...rest } = object
    return [[name, { ...rest, identifiers: [identifier] }]]
  }
  return [[name, variablesToday(object)]]
}

function filterToday({
  visibility,
  from,
  to,
  tag,
  ...rest
}: Record<string, unknown>): Record<string, unknown> {
  return {
    ...variablesToday(rest),
    ...(visibility !== undefined && { visibilities: [visibility] }),
    ...((from ?? to) !== undefined && { occurred: { from, to } }),
    ...(tag !== undefined && { tags: [tag] }),
  }
}

/** An answer of today in the names and values of then. */
export function asThen(answer: unknown): unknown {
  if (Array.isArray(answer)) return answer.map(asThen)
  if (typeof answer === 'string')
    return valuesThen[answer] ?? answer.replace(/^pro_(?=[\da-f-]{36}$)/u, 'cus_')
  const { data: object } = objectSchema.safeParse(answer)
  if (!object) return answer
  return Object.fromEntries(Object.entries(object).map(([name, value]) => memberThen(name, value)))
}

const idSchema = z.object({ id: z.string() }).transform(({ id }) => asThen(id))

function memberThen(name: string, value: unknown): [string, unknown] {
  if (name === 'otherProfile') return ['otherProfileId', idSchema.parse(value)]
  if (name === 'profilesToday') return ['profiles', z.array(idSchema).nullable().parse(value)]
  return [name, asThen(value)]
}
