import { callerError } from '../../../platform/errors/errors.ts'
import type {
  ActorKind,
  Channel,
  Interaction,
  InteractionKind,
  Visibility,
} from '../../../interactions/interaction.ts'

/** Which interactions: every given member must match, null counts as not given, an empty list matches nothing. */
export type HistoryFilter = {
  channels?: Channel[] | null | undefined
  kinds?: InteractionKind[] | null | undefined
  departments?: string[] | null | undefined
  actorKinds?: ActorKind[] | null | undefined
  visibility?: Visibility | null | undefined
  /** At or after. */
  from?: Date | null | undefined
  /** Before. */
  to?: Date | null | undefined
}

const maximumDepartments = 50

/** The filter as it was given, `{}` when there was none. BAD_USER_INPUT when it exceeds its limits. */
export function checkedFilter(filter: HistoryFilter | null | undefined): HistoryFilter {
  const departments = filter?.departments?.length ?? 0
  if (departments > maximumDepartments) {
    throw callerError(
      'BAD_USER_INPUT',
      `filter.departments: expected at most ${maximumDepartments}, got ${departments}`,
    )
  }
  return filter ?? {}
}

function isIn<Value>(allowed: Value[] | null | undefined, value: Value | null): boolean {
  return !allowed || (value !== null && allowed.includes(value))
}

/** Whether an interaction passes a filter. `historyPipeline` says the same to the database. */
export function passesFilter(filter: HistoryFilter, interaction: Interaction): boolean {
  return (
    isIn(filter.channels, interaction.channel) &&
    isIn(filter.kinds, interaction.kind) &&
    isIn(filter.departments, interaction.department) &&
    isIn(filter.actorKinds, interaction.actor.kind) &&
    (!filter.visibility || filter.visibility === interaction.visibility) &&
    (!filter.from || interaction.occurredAt >= filter.from) &&
    (!filter.to || interaction.occurredAt < filter.to)
  )
}
