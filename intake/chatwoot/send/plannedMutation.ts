import { fingerprint } from '../../../platform/lang/canonicalJson.ts'
import type { MutationName } from './graphMutations.ts'

/** A mutation that brings the graph up to date with an object. */
export type PlannedMutation = {
  /** Names it among the mutations of one object. It is sent again only when its fingerprint has changed. */
  name: 'identify' | 'merge' | 'record' | `attribute ${string}`
  mutation: MutationName
  /** Without the ids that are known only when it is sent. */
  input: Record<string, unknown>
  /** Names each of its `withdrawnIdentifiers`, in their order. It is sent again only when its fingerprint has changed. */
  withdrawals?: readonly { name: string; fingerprint: string }[]
  /** The contacts whose customers it merges. Every other mutation has none. */
  contacts?: readonly ContactIdentifier[]
  /** The key of the conversation whose id in Elo the input needs; null when it needs none. */
  conversation: string | null
  /** Of the content, without the customer: Elo uses the customer only when it records an object for the first time. */
  fingerprint: string
}

export const source = 'chatwoot'

type ContactIdentifier = { type: 'CHATWOOT_CONTACT'; value: string; verified: true }

export function contactIdentifier(account: string, contact: string): ContactIdentifier {
  return { type: 'CHATWOOT_CONTACT', value: `${account}:${contact}`, verified: true }
}

export function customerOf(account: string, contact: string): { identifiers: ContactIdentifier[] } {
  return { identifiers: [contactIdentifier(account, contact)] }
}

export function plan(
  name: PlannedMutation['name'],
  mutation: MutationName,
  input: Record<string, unknown>,
  conversation: string | null = null,
): PlannedMutation {
  const { customer: _customer, ...content } = input
  return { name, mutation, input, conversation, fingerprint: fingerprint([mutation, content]) }
}
