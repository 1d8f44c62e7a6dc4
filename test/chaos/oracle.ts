import type { Delivery, KnownInteraction, Model } from './model.ts'

/** What one client got wrong, each as a sentence; all empty when nothing. */
export type Verdict = {
  lost: string[]
  repeated: string[]
  reordered: string[]
  differs: string[]
  refused: string[]
}

export const noFaults = (): Verdict => ({ lost: [], repeated: [], reordered: [], differs: [], refused: [] })

/** Where an interaction is in its log, read from the database at the end. */
export type Place = {
  profileId: string
  /** Of its present revision. */
  seq: number
  /** Of its first revision. */
  firstSeq: number
  revision: number
}

/** How a client's model differs from the page that the same client reads; empty when it does not. */
export function differences(
  model: ReadonlyMap<string, KnownInteraction>,
  page: readonly KnownInteraction[],
): string[] {
  const inPage = new Set(page.map(({ id }) => id))
  const missing = page.flatMap((each) => {
    const known = model.get(each.id)
    if (!known) return [`lacks ${each.id} "${each.summary}" revision ${each.revision}`]
    return known.revision === each.revision && known.summary === each.summary
      ? []
      : [
          `has ${each.id} "${known.summary}" in revision ${known.revision}, the page "${each.summary}" in ${each.revision}`,
        ]
  })
  const more = [...model.values()]
    .filter(({ id }) => !inPage.has(id))
    .map(({ id, summary, revision }) => `has ${id} "${summary}" revision ${revision}, which the page has not`)
  return [...missing, ...more]
}

/**
 * What the events of a client brought in another order than that of its log. Only the present revision of an interaction
 * has a known position. A merge or unmerge is in two logs, of which the stream shows one, so it takes no part.
 */
export function outOfLogOrder({ deliveries }: Model, places: ReadonlyMap<string, Place>): string[] {
  const last = new Map<string, { id: string; seq: number }>()
  return deliveries.flatMap(({ id, revision, kind }) => {
    const place = places.get(id)
    if (!place || place.revision !== revision || kind === 'IDENTITY_CHANGE') return []
    const before = last.get(place.profileId)
    last.set(place.profileId, { id, seq: place.seq })
    if (!before || before.seq < place.seq) return []
    return [`${id} at position ${place.seq} came after ${before.id} at ${before.seq} of the same log`]
  })
}

/** What the feed brought for the first time in another order than that of its log. */
export function outOfRecordedOrder(
  { deliveries }: { deliveries: readonly Pick<Delivery, 'id' | 'revision'>[] },
  places: ReadonlyMap<string, Place>,
): string[] {
  const last = new Map<string, { id: string; firstSeq: number }>()
  return deliveries.flatMap(({ id, revision }) => {
    const place = places.get(id)
    if (!place || revision !== 1) return []
    const before = last.get(place.profileId)
    last.set(place.profileId, { id, firstSeq: place.firstSeq })
    if (!before || before.firstSeq < place.firstSeq) return []
    return [
      `${id}, recorded at ${place.firstSeq}, came after ${before.id} at ${before.firstSeq} of the same log`,
    ]
  })
}

/** What was acknowledged to a writer. The intake acknowledges before there is an interaction, so without an id. */
export type Acknowledged = { id: string | null; revision: number; number: string }

/** What was acknowledged and is in no page, or in an earlier revision; and what was recorded twice. */
export function checkWriters(
  acknowledged: readonly Acknowledged[],
  pages: readonly KnownInteraction[],
): Pick<Verdict, 'lost' | 'repeated'> {
  const byId = new Map(pages.map((each) => [each.id, each]))
  const byNumber = new Map<string, KnownInteraction[]>()
  for (const each of byId.values())
    if (each.kind === 'MESSAGE') byNumber.set(numberOf(each), [...(byNumber.get(numberOf(each)) ?? []), each])
  const lost = acknowledged.flatMap(({ id, revision, number }) => {
    const kept = id === null ? byNumber.get(number)?.[0] : byId.get(id)
    if (!kept) return [`${number} was acknowledged as ${id ?? 'a delivery'}, and is in no page`]
    return kept.revision < revision
      ? [`revision ${revision} of ${number} was acknowledged, the page has ${kept.revision}`]
      : []
  })
  const repeated = [...byNumber]
    .filter(([, same]) => same.length > 1)
    .map(([number, same]) => `${number} was recorded as ${same.map(({ id }) => id).join(' and ')}`)
  return { lost, repeated }
}

/** Every message begins with the number of its writing, e.g. `#12.3`, also when it is edited. */
function numberOf({ summary }: KnownInteraction): string {
  return summary.split(' ')[0] ?? ''
}
