import type { InteractionLog } from '../../../interactions/log/interactionLog.ts'
import { newMessage } from './newMessage.ts'

/** Many writers at once: each appends, and amends every third interaction that it has just appended. */
export async function appendAndAmend(
  log: InteractionLog,
  { profileIds, writers, writes }: { profileIds: string[]; writers: number; writes: number },
): Promise<void> {
  await Promise.all(
    Array.from({ length: writers }, async (_, writer) => {
      for (let write = 0; write < writes; write += 1) {
        const profileId = profileIds[(writer + write) % profileIds.length] ?? ''
        const { interaction } = await log.record(newMessage(profileId))
        if (write % 3 === 0) await log.amend(interaction.id, () => ({ summary: 'amended' }))
      }
    }),
  )
}
