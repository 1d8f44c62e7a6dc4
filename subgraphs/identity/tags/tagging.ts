/** That a tag was put on a profile or taken off it: what was done last with this tag. */
export type Tagging = { tag: string; isOn: boolean; at: Date }

const rememberedRemovals = 200

/**
 * The tags that profiles have together, in alphabetical order. Of each tag the newest tagging of any of them counts, so
 * that taking a tag off a customer needs no change to the profile it was put on, and undoing a merge gives it back.
 */
export function tagsInForce(taggings: readonly (readonly Tagging[])[]): string[] {
  const newest = new Map<string, Tagging>()
  for (const tagging of taggings.flat()) {
    const known = newest.get(tagging.tag)
    // Within a millisecond the tag stays on.
    if (!known || tagging.at > known.at || (tagging.at.getTime() === known.at.getTime() && tagging.isOn))
      newest.set(tagging.tag, tagging)
  }
  return [...newest.values()]
    .filter(({ isOn }) => isOn)
    .map(({ tag }) => tag)
    .sort()
}

/**
 * A profile's taggings after these tags were put on or taken off, later than whatever its customer has. Of removals the
 * last 200 are remembered.
 */
export function withTaggings(
  own: readonly Tagging[],
  tags: readonly string[],
  { isOn, now, others }: { isOn: boolean; now: Date; others: readonly (readonly Tagging[])[] },
): Tagging[] {
  // A clock of another process may be ahead of ours.
  const latest = Math.max(
    ...[own, ...others].flat().flatMap(({ tag, at }) => (tags.includes(tag) ? [at.getTime() + 1] : [])),
    now.getTime(),
  )
  const kept = own.filter(({ tag }) => !tags.includes(tag))
  const all = [...kept, ...tags.map((tag) => ({ tag, isOn, at: new Date(latest) }))]
  const removals = all.filter((each) => !each.isOn).sort((a, b) => b.at.getTime() - a.at.getTime())
  const forgotten = new Set(removals.slice(rememberedRemovals))
  return all.filter((each) => !forgotten.has(each))
}
