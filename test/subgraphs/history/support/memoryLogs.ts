import type { IdentityChangeBody } from '../../../../interactions/identityChange.ts'
import type { Interaction } from '../../../../interactions/interaction.ts'
import type { JoinedLogStore } from '../../../../subgraphs/history/log/joinedLogStore.ts'
import type { LogStore } from '../../../../subgraphs/history/log/logStore.ts'

/** Logs of profiles in memory, each write at once: for tests that decide when each read is answered. */
export function createMemoryLogs(profileIds: readonly string[]) {
  const logs = new Map(profileIds.map((id) => [id, { end: 0, entries: new Map<string, Interaction>() }]))
  let groups = profileIds.map((id) => [id])
  let written = 0
  const all = (profileId: string) =>
    [...(logs.get(profileId)?.entries.values() ?? [])].sort((one, other) => one.seq - other.seq)
  const groupOf = (profileId: string) => groups.find((group) => group.includes(profileId)) ?? [profileId]

  function place(
    profileId: string,
    entry: Omit<Interaction, 'seq' | 'positions'>,
    former: number[] = [],
  ): Interaction {
    const log = logs.get(profileId)
    if (!log) throw new Error(`no log of ${profileId}`)
    log.end += 1
    const placed = { ...entry, seq: log.end, positions: [...former, log.end] }
    log.entries.set(entry.id, placed)
    return placed
  }

  function record(profileId: string, fields: Partial<Interaction> = {}): Interaction {
    written += 1
    const at = new Date(1_780_000_000_000 + written * 1_000)
    return place(profileId, {
      ...{
        id: `int_${written}`,
        profileId,
        kind: 'MESSAGE',
        revision: 1,
        occurredAt: at,
        recordedAt: at,
        changedAt: at,
      },
      ...{ occurredAtCorrected: false, channel: null, inbox: null, department: null, conversationId: null },
      ...{
        actor: { kind: 'CUSTOMER', id: null, name: null },
        visibility: 'PUBLIC',
        source: null,
        summary: '',
        body: null,
      },
      ...fields,
    })
  }

  function regroup(
    change: IdentityChangeBody['change'],
    customers: string[][],
    recordedIn: string[],
    isLate: boolean,
  ): Interaction[] {
    const concerned = customers.flat()
    groups = [...groups.filter((group) => !group.some((id) => concerned.includes(id))), ...customers]
    const positions = Object.fromEntries(
      concerned.map((id) => [id, (logs.get(id)?.end ?? 0) + (recordedIn.includes(id) ? 1 : 0)]),
    )
    const other = isLate && concerned.find((id) => !recordedIn.includes(id))
    const late = other ? [record(other)] : []
    const records = recordedIn.map((profileId, index) => {
      const twinProfileId = recordedIn[1 - index] ?? ''
      const others = { customers, positions, isTwin: index === 1, twinProfileId }
      return record(profileId, {
        kind: 'IDENTITY',
        body: { change, reason: null, rule: 'MANUAL', ...others },
      })
    })
    return [...late, ...records]
  }

  const byAge = (ids: string[]) =>
    [...ids].sort((one, other) => profileIds.indexOf(one) - profileIds.indexOf(other))

  const store: Pick<LogStore, 'readAfter' | 'lastPositions' | 'readIdentityChanges'> &
    Pick<JoinedLogStore, 'readTwins' | 'readRecordedAt'> = {
    readAfter: async (profileId, position, { limit, upTo = Infinity }) =>
      all(profileId)
        .filter(({ seq }) => seq > position && seq <= upTo)
        .slice(0, limit),
    lastPositions: async (ids) => new Map(ids.map((id) => [id, logs.get(id)?.end ?? 0])),
    readIdentityChanges: async (ids) => ids.flatMap(all).filter(({ kind }) => kind === 'IDENTITY'),
    readTwins: async (ids, others) =>
      ids.flatMap(all).filter(({ body }) => isTwin(body) && others.includes(body.twinProfileId)),
    readRecordedAt: async (ranges) =>
      ranges.flatMap(({ profileId, after, upTo }) =>
        all(profileId).filter(({ positions: [first = 0] }) => first > after && first <= upTo),
      ),
  }

  return {
    store,
    groupOf,
    record,
    /** Amend the entry that is chosen among those of a log, if there is one. */
    amend(profileId: string, choice: number): Interaction[] {
      const entries = all(profileId).filter(({ kind }) => kind === 'MESSAGE')
      const chosen = entries[choice % Math.max(1, entries.length)]
      if (!chosen) return []
      const { seq: _seq, positions, ...entry } = chosen
      return [place(profileId, { ...entry, revision: entry.revision + 1 }, positions)]
    },
    /** With `isLate` something is recorded in a log without a record, after the merge has read the end of this log. */
    merge(profileId: string, other: string, isLate: boolean): Interaction[] {
      const [own, others] = [groupOf(profileId), groupOf(other)]
      if (own === others) return []
      return regroup('MERGED', [byAge([...own, ...others])], byAge([own[0] ?? '', others[0] ?? '']), isLate)
    },
    unmerge(profileId: string, isLate: boolean): Interaction[] {
      const rest = groupOf(profileId).filter((id) => id !== profileId)
      return rest.length === 0
        ? []
        : regroup('UNMERGED', [rest, [profileId]], [rest[0] ?? '', profileId], isLate)
    },
    /** What a page of the customer of a profile shows: the revision of each interaction. */
    page(profileId: string): Map<string, number> {
      const group = groupOf(profileId)
      const shown = group
        .flatMap(all)
        .filter(({ body }) => !(isTwin(body) && group.includes(body.twinProfileId)))
      return new Map(shown.map(({ id, revision }) => [id, revision]))
    },
    positions: (ids: readonly string[]) => new Map(ids.map((id) => [id, logs.get(id)?.end ?? 0])),
  }
}

export type MemoryLogs = ReturnType<typeof createMemoryLogs>

function isTwin(body: unknown): body is { twinProfileId: string } {
  return typeof body === 'object' && body !== null && 'isTwin' in body && body.isTwin === true
}
