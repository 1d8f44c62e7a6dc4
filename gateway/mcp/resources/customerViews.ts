import { getBrief } from '../tools/getBrief.ts'
import { readHistory } from '../tools/history.ts'
import type { Tool } from '../tools/tool.ts'

/** What a resource shows of a customer, and the tool that reads it by the customer's id. */
export type CustomerView = { name: string; title: string; description: string; tool: Tool }

export const historyView: CustomerView = {
  name: 'history',
  title: 'The history of a customer',
  description: 'The newest 20 things that happened with the customer, over all channels, oldest first.',
  tool: readHistory,
}

export const briefView: CustomerView = {
  name: 'brief',
  title: 'The brief of a customer',
  description: 'Where things stand with the customer, in at most 1,000 tokens, in Portuguese.',
  tool: getBrief,
}

export const customerViews: readonly CustomerView[] = [historyView, briefView]

/** The template of the URIs of a view. */
export function customerTemplate({ name }: CustomerView): string {
  return `elo://customers/{id}/${name}`
}

/** The URI of a view of a customer. */
export function customerUri(id: string, { name }: CustomerView): string {
  return `elo://customers/${encodeURIComponent(id)}/${name}`
}

const uriForm = /^elo:\/\/customers\/([^/?#]{1,300})\/([a-z]+)$/u

/** The customer whose view has this URI; null when no view has it. */
export function customerIdIn(uri: string): string | null {
  const [, id, name] = uriForm.exec(uri) ?? []
  if (id === undefined || !customerViews.some((view) => view.name === name)) return null
  try {
    return decodeURIComponent(id)
  } catch {
    return null
  }
}
