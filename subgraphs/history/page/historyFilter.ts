import { matchesText, type TextSearch } from '../../../interactions/search/matchesText.ts'
import { readSearchText } from '../../../interactions/search/searchText.ts'
import type { Principal } from '../../../platform/subgraph/principal.ts'
import type { Interaction } from '../../../interactions/interaction.ts'
import { isSameMatter } from '../../../interactions/matter.ts'
import { callerError } from '../../../platform/errors/errors.ts'
import { checkedPeriod } from '../../../platform/paging/checkedPeriod.ts'
import type { HistoryFilter } from '../schemaTypes.ts'

const boundedLists = ['departments', 'matters', 'actors', 'models'] as const
const maximumItems = 50

/** The filter as it was given, `{}` when there was none. BAD_USER_INPUT when it exceeds its limits. */
export function checkedFilter(filter: HistoryFilter | null | undefined): HistoryFilter {
  for (const list of boundedLists) {
    const count = filter?.[list]?.length ?? 0
    if (count > maximumItems)
      throw callerError('BAD_USER_INPUT', `filter.${list}: expected at most ${maximumItems}, got ${count}`)
  }
  checkedPeriod(filter?.occurred, 'filter.occurred')
  return filter ?? {}
}

/** What the text of a filter searches for; null when it has none. BAD_USER_INPUT when it exceeds its limits. */
export function textSearchOf({ text }: HistoryFilter, principal: Principal): TextSearch | null {
  return text === null || text === undefined ? null : textSearch(text, 'filter.text', principal)
}

/** What a caller searches for by a text. */
export function textSearch(text: string, field: string, { scopes }: Principal): TextSearch {
  return { ...readSearchText(text, field), seesIdentifiers: scopes.includes('pii:read') }
}

function isIn<Value>(allowed: Value[] | null | undefined, value: Value | null | undefined): boolean {
  return !allowed || (value !== null && value !== undefined && allowed.includes(value))
}

/**
 * Whether an interaction matches a filter, and its text when one is given. `historyPipeline` has the same rule for the
 * database.
 */
export function matchesFilter(
  filter: HistoryFilter,
  interaction: Interaction,
  text: TextSearch | null = null,
): boolean {
  const { from, to } = filter.occurred ?? {}
  return (
    isIn(filter.channels, interaction.channel) &&
    isIn(filter.kinds, interaction.kind) &&
    isIn(filter.departments, interaction.department) &&
    isIn(filter.actorKinds, interaction.actor.kind) &&
    isIn(filter.visibilities, interaction.visibility) &&
    (!filter.matters || filter.matters.some((matter) => isSameMatter(matter, interaction.matter))) &&
    isIn(filter.actors, interaction.actor.id) &&
    isIn(filter.models, interaction.actor.model) &&
    (!from || interaction.occurredAt >= from) &&
    (!to || interaction.occurredAt < to) &&
    (!text || matchesText(text, interaction))
  )
}
