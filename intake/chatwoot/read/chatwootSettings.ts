import type { Channel } from '../state/objectStates.ts'

/** What the operator says of their Chatwoot. */
export type ChatwootSettings = {
  /** The ids of the accounts that may deliver; empty: all. */
  accounts: readonly string[]
  /** The channel of an inbox by the inbox's id, for inboxes whose own channel does not say it. */
  inboxChannels: ReadonlyMap<string, Channel>
  /** The names of contact attributes that hold a CPF or CNPJ. */
  taxNumberAttributes: readonly string[]
}

/** The settings of an operator who says nothing. */
export const defaultChatwootSettings: ChatwootSettings = {
  accounts: [],
  inboxChannels: new Map(),
  taxNumberAttributes: [
    'cpf',
    'cnpj',
    'cpf_cnpj',
    'cnpj_cpf',
    'documento',
    'numero_documento',
    'document',
    'document_number',
    'tax_id',
  ],
}
