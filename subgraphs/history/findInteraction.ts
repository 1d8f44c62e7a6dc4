import type { Interaction } from '../../interactions/interaction.ts'
import { callerError } from '../../platform/errors/errors.ts'
import { isId } from '../../platform/lang/ids.ts'
import type { HistoryContext } from './context.ts'

/** An interaction by id; null when it is missing or not for the caller to see, BAD_USER_INPUT when the id is malformed. */
export async function findInteraction(
  id: string,
  { interactions, access }: HistoryContext,
): Promise<Interaction | null> {
  if (!isId('int', id)) throw callerError('BAD_USER_INPUT', `id: expected int_…, got "${id.slice(0, 80)}"`)
  const interaction = await interactions.load(id)
  return interaction && (await access.maySeeInteraction(interaction)) ? interaction : null
}
