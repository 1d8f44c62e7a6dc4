/** What a caller may be allowed to do: the closed list that roles are made of and `@requiresScopes` names. */
export const scopes = [
  'customers:read',
  /** Record, identify, tag; attributes, consents, conversations. */
  'customers:write',
  /** Merge, unmerge, decide, mark as shared, rename, move or remove an identifier, undo. */
  'identity:write',
  'notes:read',
  'notes:write',
  /** Streams and lists over the interactions of all customers. */
  'feed:read',
  'pii:read',
  /** What was deleted. */
  'audit:read',
  /** Who read and changed what. */
  'access:read',
  /** Export and erase customers, hold them from erasure. */
  'privacy:write',
  /** API keys. */
  'keys:write',
  /** Webhooks out. */
  'webhooks:read',
  'webhooks:write',
] as const

export type Scope = (typeof scopes)[number]
