import type { ExecutionResult } from 'graphql'
import { expect } from 'vitest'
import { z } from 'zod'
import type { Principal } from '../../../../../platform/subgraph/principal.ts'
import { asAgent, type History } from '../../support/startHistory.ts'

const briefSchema = z.object({
  id: z.string().optional(),
  text: z.string(),
  sections: z.array(
    z.object({
      kind: z.string(),
      title: z.string(),
      lines: z.array(z.object({ text: z.string(), objectIds: z.array(z.string()) })),
      omittedCount: z.number(),
    }),
  ),
  tokens: z.number(),
  tokenizer: z.string(),
  streamCursor: z.string(),
  truncated: z.boolean(),
})
export type ShownBrief = z.infer<typeof briefSchema>

const selection =
  'text sections { kind title lines { text objectIds } omittedCount } tokens tokenizer streamCursor truncated'

/** The arguments of `Customer.brief`, and whether the id is asked for, so that the brief is kept. */
export type BriefGiven = {
  maxTokens?: number
  language?: 'PT' | 'EN'
  department?: string
  since?: string
  timeZone?: string
  withId?: boolean
}

function argumentsOf({ language, withId: _withId, ...others }: BriefGiven): string {
  const given = Object.entries(others).map(([name, value]) => `${name}: ${JSON.stringify(value)}`)
  if (language) given.push(`language: ${language}`)
  return given.length > 0 ? `(${given.join(', ')})` : ''
}

/** Ask for the brief of a customer, as the gateway does; the whole answer. */
export function answerOf(
  history: History,
  profileIds: string[],
  given: BriefGiven = {},
  principal: Principal = asAgent,
): Promise<ExecutionResult<Record<string, unknown>>> {
  const query = `query ($customer: _Any!) {
    _entities(representations: [$customer]) {
      ... on Customer { brief${argumentsOf(given)} { ${given.withId ? 'id' : ''} ${selection} } }
    }
  }`
  const customer = { __typename: 'Customer', profileId: profileIds[0], profileIds }
  return history.ask(query, { customer }, principal)
}

const answerSchema = z.object({ _entities: z.tuple([z.object({ brief: briefSchema })]) })

/** The brief of a customer; fails when there is none. */
export async function briefOf(...given: Parameters<typeof answerOf>): Promise<ShownBrief> {
  const { data, errors } = await answerOf(...given)
  expect(errors).toBeUndefined()
  return answerSchema.parse(data)._entities[0].brief
}

/** A kept brief by its id; null when there is none for this caller. */
export async function keptBrief(
  history: History,
  id: string,
  principal: Principal = asAgent,
): Promise<ShownBrief | null> {
  const { data, errors } = await history.ask(
    `query ($id: ID!) { brief(id: $id) { id ${selection} } }`,
    { id },
    principal,
  )
  expect(errors).toBeUndefined()
  return z.object({ brief: briefSchema.nullable() }).parse(data).brief
}

/** The lines of one section; none when it is missing. */
export function linesOf(brief: ShownBrief, kind: string): string[] {
  return brief.sections.find((section) => section.kind === kind)?.lines.map(({ text }) => text) ?? []
}
