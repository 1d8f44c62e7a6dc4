import type { Interaction } from '../../interactions/interaction.ts'

/** What a webhook reports: an event of the feed that is about an interaction. */
export type PayloadEvent = { cursor: string } & (
  | { change: 'RECORDED' | 'AMENDED'; interaction: Interaction }
  | ({ change: 'HIDDEN'; interactionId: string } & Pick<Interaction, 'profileId' | 'changedAt'>)
)

/** The type of an event in the body of a webhook. */
export type PayloadType = 'interaction.recorded' | 'interaction.amended' | 'interaction.hidden'

export const payloadTypes: Readonly<Record<PayloadEvent['change'], PayloadType>> = {
  RECORDED: 'interaction.recorded',
  AMENDED: 'interaction.amended',
  HIDDEN: 'interaction.hidden',
}
