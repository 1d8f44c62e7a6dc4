import type { Interaction } from '../../platform/interaction.ts'
import { createLruCache } from '../../platform/lruCache.ts'

/** How many interactions of one log are remembered: as many as a page may have. */
const maxPerLog = 100
/** What an object takes up besides its texts, in characters. */
const bareCharacters = 80

/** What is remembered of some logs, at least of one. */
export type Remembered = {
  /** By profile, the newest position of what is remembered: what stands after it is news. */
  upTo: ReadonlyMap<string, number>
  /** The state of an interaction that took this position of its log; null when it is not remembered. */
  at(place: { profileId: string; _id: string; seq: number }): Interaction | null
}

/**
 * Interactions that pages were made of. A revision is written once, at a position of its log that no other ever
 * takes, so what was read under an id and a position is that for ever: a page needs to read again only which ids and
 * positions it has. `maxCharacters` bounds what is kept, roughly.
 */
export type InteractionMemory = {
  /** Null when nothing is remembered of these profiles' logs. */
  of(profileIds: readonly string[]): Remembered | null
  remember(interactions: readonly Interaction[]): void
}

type Kept = { interaction: Interaction; characters: number }
type KeptLog = { upTo: number; byId: ReadonlyMap<string, Kept> }

export function createInteractionMemory(maxCharacters: number): InteractionMemory {
  const logs = createLruCache<KeptLog>(maxCharacters)

  function rememberOf(profileId: string, interactions: readonly Interaction[]): void {
    const known = logs.get(profileId)
    const keptOf = ({ id, seq }: Interaction) => {
      const kept = known?.byId.get(id)
      return kept?.interaction.seq === seq ? kept : null
    }
    if (interactions.every(keptOf)) return
    const read = new Map(interactions.map((each) => [each.id, keptOf(each) ?? keep(each)]))
    const all = new Map([...(known?.byId ?? []), ...read])
    const byId = all.size <= maxPerLog ? all : read
    let characters = 0
    let upTo = 0
    for (const kept of byId.values()) {
      characters += kept.characters
      upTo = Math.max(upTo, kept.interaction.seq)
    }
    logs.set(profileId, { upTo, byId }, characters)
  }

  return {
    of(profileIds) {
      const found = new Map<string, KeptLog>()
      for (const profileId of profileIds) {
        const log = logs.get(profileId)
        if (log) found.set(profileId, log)
      }
      if (found.size === 0) return null
      return {
        upTo: new Map(Array.from(found, ([profileId, log]) => [profileId, log.upTo])),
        at({ profileId, _id, seq }) {
          const interaction = found.get(profileId)?.byId.get(_id)?.interaction
          // A copy: who resolves a reference to it, writes its type into it.
          return interaction?.seq === seq ? { ...interaction } : null
        },
      }
    },

    remember(interactions) {
      const byProfile = new Map<string, Interaction[]>()
      for (const interaction of interactions) {
        const others = byProfile.get(interaction.profileId)
        if (others) others.push(interaction)
        else byProfile.set(interaction.profileId, [interaction])
      }
      for (const [profileId, own] of byProfile) rememberOf(profileId, own)
    },
  }
}

/** Nobody's any more: what it holds is frozen, because many requests will read it. */
function keep(interaction: Interaction): Kept {
  const own = { ...interaction }
  return { interaction: own, characters: frozenCharacters(own) }
}

/** Freeze a value and all that it holds; gives about how many characters it takes up. */
function frozenCharacters(value: unknown): number {
  if (typeof value === 'string') return value.length
  if (typeof value !== 'object' || value === null) return 0
  let characters = bareCharacters
  for (const member of Object.values(Object.freeze(value))) characters += frozenCharacters(member)
  return characters
}
