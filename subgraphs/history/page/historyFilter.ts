import type { Interaction } from '../../../interactions/interaction.ts'
import { callerError } from '../../../platform/errors/errors.ts'
import { checkedPeriod } from '../../../platform/paging/checkedPeriod.ts'
import type { HistoryFilter } from '../schemaTypes.ts'

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
  checkedPeriod(filter?.occurred, 'filter.occurred')
  return filter ?? {}
}

function isIn<Value>(allowed: Value[] | null | undefined, value: Value | null): boolean {
  return !allowed || (value !== null && allowed.includes(value))
}

/** Whether an interaction matches a filter. `historyPipeline` has the same rule for the database. */
export function matchesFilter(filter: HistoryFilter, interaction: Interaction): boolean {
  const { from, to } = filter.occurred ?? {}
  return (
    isIn(filter.channels, interaction.channel) &&
    isIn(filter.kinds, interaction.kind) &&
    isIn(filter.departments, interaction.department) &&
    isIn(filter.actorKinds, interaction.actor.kind) &&
    isIn(filter.visibilities, interaction.visibility) &&
    (!from || interaction.occurredAt >= from) &&
    (!to || interaction.occurredAt < to)
  )
}
