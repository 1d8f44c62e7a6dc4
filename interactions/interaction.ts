import { endOfCharacters } from '../platform/lang/endOfCharacters.ts'
import type { Matter } from './matter.ts'

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
  'COMMITMENT',
  'FEEDBACK',
  'HANDOFF',
  'STATUS',
  'IDENTITY',
] as const
export type InteractionKind = (typeof interactionKinds)[number]

export const actorKinds = ['CUSTOMER', 'HUMAN', 'AI', 'AUTOMATION', 'SYSTEM'] as const
export type ActorKind = (typeof actorKinds)[number]

export type Visibility = 'PUBLIC' | 'INTERNAL'

/** Members that are left out are not known, or the actor is no AI agent. */
export type Actor = {
  kind: ActorKind
  id: string | null
  name: string | null
  model?: string
  version?: string
  briefId?: string
}

/** The foreign record that an interaction came from; `version` is the newest version seen. */
export type Source = { system: string; externalId: string; version: number | null }

/** Whether two references name one foreign record, in whatever version. */
export function isSameSource(
  one: Pick<Source, 'system' | 'externalId'> | null | undefined,
  other: Pick<Source, 'system' | 'externalId'> | null | undefined,
): boolean {
  return Boolean(one && other && one.system === other.system && one.externalId === other.externalId)
}

/** The fields of interactions of every kind. */
type InteractionFields = {
  kind: InteractionKind
  occurredAt: Date
  /** Whether its source gave a time that cannot be true, so that another one stands for it. */
  occurredAtCorrected: boolean
  channel: Channel | null
  inbox: string | null
  department: string | null
  conversationId: string | null
  actor: Actor
  visibility: Visibility
  source: Source | null
  /** What it is about; null or left out for none. */
  matter?: Matter | null
  /** One line, for lists, briefs and search. */
  summary: string
  /** The fields of this kind only; written and read by the subgraph that owns the kind. */
  body: unknown
}

/** What the rule of visibility depended on before an amendment changed it. */
export type FormerVisibility = Pick<InteractionFields, 'visibility' | 'department'>

/** Why a content was erased: at the customer's request, or because the rules of retention say so. */
export const erasureCauses = ['REQUEST', 'RETENTION'] as const
export type ErasureCause = (typeof erasureCauses)[number]

/** One thing that happened, in its latest state. */
export type Interaction = InteractionFields & {
  id: string
  /** The profile whose log it is in: the customer's profile at the time; never rewritten. */
  profileId: string
  /** Its position in that log; every revision takes a new one. */
  seq: number
  /** All positions that it ever had: the first is that of its recording, the last is `seq`. */
  positions: number[]
  /** 1 when recorded, one more with every amendment. */
  revision: number
  recordedAt: Date
  /** When this revision was written. */
  changedAt: Date
  /** Each other visibility and department that it had, oldest first; left out when it had no others. */
  formerVisibilities?: FormerVisibility[]
  /** Left out unless its content was erased. What was erased is never changed again. */
  erased?: { at: Date; cause: ErasureCause }
}

/** An interaction to append to a log. */
export type NewInteraction = Omit<InteractionFields, 'occurredAtCorrected'> & {
  /** Default: false. */
  occurredAtCorrected?: true
  profileId: string
  /** Default: a new one. */
  id?: string
  /** The scope of key and source; see `keyScopeOf`. The default is Elo's own scope, which no caller shares. */
  keyScope?: string
  idempotencyKey: string | null
  /** The caller's input, hashed to distinguish a retry from another content; leave out defaults. */
  content: unknown
  /** The same content in the form of earlier versions, whose records a retry must find too. */
  formerContent?: unknown
}

/** A content that an amendment replaces, kept beside the log. Numbers begin at 1 and leave none out. */
export type ReplacedContent = { number: number; content: unknown }

/** The fields that an amendment changes, and what it keeps of the former state. */
export type InteractionChange = Partial<
  Pick<
    InteractionFields,
    | 'occurredAt'
    | 'occurredAtCorrected'
    | 'inbox'
    | 'department'
    | 'visibility'
    | 'actor'
    | 'summary'
    | 'body'
    | 'source'
    | 'matter'
    | 'channel'
    | 'conversationId'
  >
> & { replaced?: ReplacedContent }

/** The body as its owner wrote it. Use it only for kinds that your own subgraph owns. */
export function bodyOf<Body>(interaction: Interaction): Body {
  // eslint-disable-next-line @typescript-eslint/consistent-type-assertions -- only the owning subgraph writes bodies of its kind
  return interaction.body as Body
}

/** A text cut to one line of at most 200 characters, for `summary`. */
export function summarize(text: string): string {
  const line = text.replace(/\s+/gu, ' ').trim()
  const characters = Array.from(line)
  if (characters.length <= 200) return line
  return `${line.slice(0, endOfCharacters(line, characters.slice(0, 199).join('').length))}…`
}
