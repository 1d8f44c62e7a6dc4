import { shownKind } from '../../interactions/interactionKinds.ts'
import type { Interaction } from '../../interactions/interaction.ts'
import type { Principal } from '../../platform/subgraph/principal.ts'
import { bodyFields } from './bodyFields.ts'
import { actorFields, members, type Members } from './members.ts'

/**
 * An interaction that a principal may read, by the names of the graph and with the values that the graph gives that
 * principal, not yet masked. `conversation` is that of the interaction if the principal may see it.
 */
export function shownInteraction(
  interaction: Interaction,
  { principal, conversation }: { principal: Principal; conversation: { id: string } | null },
): { common: Members; ofKind: Members } {
  const { id, kind, actor, source, matter, erased, ...rest } = interaction
  const common = {
    id,
    kind: shownKind(kind),
    ...members(rest, ['occurredAt', 'occurredAtCorrected', 'recordedAt', 'revision']),
    ...members(rest, ['channel', 'inbox', 'department']),
    actor: actorFields(actor),
    visibility: rest.visibility,
    erasedAt: erased?.at ?? null,
    erasureCause: erased?.cause ?? null,
    summary: rest.summary,
    source: source && members(source, ['system', 'externalId', 'version']),
    conversation,
    matter: matter ? members(matter, ['kind', 'externalId']) : null,
  }
  return { common, ofKind: bodyFields(interaction, principal) }
}
