import { z } from 'zod'
import { createRequestScope } from '../../../../../platform/subgraph/requestScope.ts'
import { asAgent, type History } from '../../support/startHistory.ts'
import type { ShownBrief } from './askBrief.ts'

/** A text without anything but its letters and digits, by which it is compared. */
export function bare(text: string): string {
  return text.normalize('NFC').replace(/[^\p{L}\p{N}]/gu, '')
}

type Content = { has(text: string): boolean; dates: string[] }

/** The lines of a brief, in UTC, that what they name does not support: a quote that is nowhere in it, or a date of nothing. */
export async function unsupportedLines(history: History, brief: ShownBrief): Promise<string[]> {
  const lines = brief.sections.flatMap((section) => section.lines)
  const contents = await contentsOf(history, [...new Set(lines.flatMap((line) => line.objectIds))])
  return lines
    .filter(({ text, objectIds }) => {
      const named = objectIds.map((id) => contents.get(id))
      if (named.length === 0 || named.some((content) => !content)) return true
      const quotes = [...text.matchAll(/«([^»]*)»/gu)].map(([, quote = '']) => bare(quote))
      const dates = text.replace(/«[^»]*»/gu, '').match(/\d{4}-\d\d-\d\d(?: \d\d:\d\d)?/gu) ?? []
      return (
        !quotes.every((quote) => named.some((content) => content?.has(quote))) ||
        !dates.every((date) => named.some((content) => content?.dates.some((own) => own.startsWith(date))))
      )
    })
    .map(({ text }) => text)
}

async function contentsOf(history: History, ids: string[]): Promise<Map<string, Content>> {
  const found = new Map<string, Content>()
  const documents = await history.connection
    .collection<{ _id: string; occurredAt: Date }>('interactions')
    .find({ _id: { $in: ids } })
    .toArray()
  for (const { _id, ...document } of documents) {
    const text = textsIn(document).map(bare)
    found.set(_id, {
      has: (quote) => text.some((each) => each.includes(quote)),
      dates: datesIn(document).map((date) => date.toISOString().replace('T', ' ')),
    })
  }
  for (const id of ids.filter((each) => each.startsWith('cus_'))) {
    const text = textsIn(await customerOf(history, id)).map(bare)
    found.set(id, { has: (quote) => text.some((each) => each.includes(quote)), dates: [] })
  }
  return found
}

async function customerOf(history: History, id: string): Promise<unknown> {
  const query = `query ($id: ID!) { customer(id: $id) { name tags identifiers { value } attributes { name value } } }`
  const asking = { query, variables: { id }, principal: asAgent, scope: createRequestScope() }
  return z.object({ customer: z.unknown() }).parse((await history.callIdentity(asking)).data).customer
}

function textsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value]
  if (value instanceof Date || typeof value !== 'object' || value === null) return []
  return Object.values(value).flatMap(textsIn)
}

function datesIn(value: unknown): Date[] {
  if (value instanceof Date) return [value]
  if (typeof value !== 'object' || value === null) return []
  return Object.values(value).flatMap(datesIn)
}
