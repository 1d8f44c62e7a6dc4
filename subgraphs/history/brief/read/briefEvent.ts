import type { Actor, Channel, InteractionKind, Visibility } from '../../../../interactions/interaction.ts'

/** An interaction as far as a brief shows it. */
export type BriefEvent = {
  id: string
  profileId: string
  /** Kinds that this version does not know are shown by their summary. */
  kind: InteractionKind | 'COMMITMENT'
  seq: number
  occurredAt: Date
  channel: Channel | null
  department: string | null
  actor: Actor
  visibility: Visibility
  summary: string
  /** Of an action. */
  status: string | null
  /** What it is about, e.g. an order; null when nothing is named. */
  matter: { kind: string; externalId: string } | null
  isDeleted: boolean
  isErased: boolean
}
