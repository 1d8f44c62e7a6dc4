export const channels = [
  'WHATSAPP',
  'EMAIL',
  'INSTAGRAM',
  'TELEGRAM',
  'WEBSITE',
  'FACEBOOK',
  'SMS',
  'VOICE',
  'LINE',
  'IN_PERSON',
  'API',
  'OTHER',
] as const
export type Channel = (typeof channels)[number]

export const interactionKinds = [
  'MESSAGE',
  'NOTE',
  'ACTION',
  'FEEDBACK',
  'HANDOFF',
  'STATUS',
  'IDENTITY',
] as const
export type InteractionKind = (typeof interactionKinds)[number]

export const actorKinds = ['CUSTOMER', 'HUMAN', 'AI', 'AUTOMATION', 'SYSTEM'] as const
export type ActorKind = (typeof actorKinds)[number]

export type Visibility = 'PUBLIC' | 'INTERNAL'

export type Actor = { kind: ActorKind; id: string | null; name: string | null }

/** The foreign record an interaction came from; `version` is the newest one seen. */
export type Source = { system: string; externalId: string; version: number | null }

/** What every interaction has, whatever its kind. */
type InteractionFields = {
  kind: InteractionKind
  occurredAt: Date
  channel: Channel | null
  inbox: string | null
  department: string | null
  conversationId: string | null
  actor: Actor
  visibility: Visibility
  source: Source | null
  /** One line, for lists, briefs and search. */
  summary: string
  /** What only this kind has; written and read by the subgraph that owns the kind. */
  body: unknown
}

/** One thing that happened, in its latest state. */
export type Interaction = InteractionFields & {
  id: string
  /** Whose log it is in: the profile at the time; never rewritten. */
  profileId: string
  /** Its position in that log, taken anew with every revision. */
  seq: number
  /** Every position it ever had, the first when it was recorded, the last is `seq`. */
  positions: number[]
  /** 1 when recorded, one more with every amendment. */
  revision: number
  recordedAt: Date
  /** When this revision was written. */
  changedAt: Date
}

/** What to append to a log. */
export type NewInteraction = InteractionFields & {
  profileId: string
  /** Default: a new one. */
  id?: string
  /** Whose key and source they are; see `keyScopeOf`. Default: those of Elo itself, which no caller shares. */
  keyScope?: string
  idempotencyKey: string | null
  /** What the caller said, hashed to tell a retry from another content; leave out what was defaulted. */
  content: unknown
}

/** What an amendment may change. */
export type InteractionChange = Partial<
  Pick<
    InteractionFields,
    | 'occurredAt'
    | 'inbox'
    | 'department'
    | 'actor'
    | 'summary'
    | 'body'
    | 'source'
    | 'channel'
    | 'conversationId'
  >
>

/** The body as its owner wrote it. Ask only for kinds that your own subgraph owns. */
export function bodyOf<Body>(interaction: Interaction): Body {
  // eslint-disable-next-line @typescript-eslint/consistent-type-assertions -- only the owning subgraph writes bodies of its kind
  return interaction.body as Body
}

/** A text cut to one line of at most 200 characters, for `summary`. */
export function summarize(text: string): string {
  const line = text.replace(/\s+/gu, ' ').trim()
  const characters = Array.from(line)
  return characters.length <= 200 ? line : `${characters.slice(0, 199).join('')}…`
}
