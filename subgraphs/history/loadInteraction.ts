import { callerError } from '../../platform/errors/errors.ts'
import { isId } from '../../platform/lang/ids.ts'
import type { Interaction } from '../../interactions/interaction.ts'
import { mayRead } from '../../interactions/visibility.ts'
import type { HistoryContext } from './context.ts'

/** An interaction by id; null when there is none or he may not see it. */
export async function loadInteraction(
  id: string,
  { interactions, principal }: HistoryContext,
): Promise<Interaction | null> {
  const interaction = await interactions.load(id)
  return interaction && mayRead(principal, interaction) ? interaction : null
}

/** `Query.interaction`: as `loadInteraction`, and BAD_USER_INPUT when it is no id at all. */
export async function findInteraction(id: string, context: HistoryContext): Promise<Interaction | null> {
  if (!isId('int', id)) throw callerError('BAD_USER_INPUT', `id: expected int_…, got "${id.slice(0, 80)}"`)
  return loadInteraction(id, context)
}
