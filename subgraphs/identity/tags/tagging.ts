/** The last change of a tag on a profile: it was added or removed. */
export type Tagging = { tag: string; isOn: boolean; at: Date }

const rememberedRemovals = 200

/**
 * The tags that profiles have together, in alphabetical order. The newest tagging of a tag on any of them counts. So the
 * removal of a tag from a customer does not change the profile that has it, and undoing a merge gives it back.
 */
export function tagsInForce(taggings: readonly (readonly Tagging[])[]): string[] {
  const newest = new Map<string, Tagging>()
  for (const tagging of taggings.flat()) {
    const known = newest.get(tagging.tag)
    // In the same millisecond the tag stays.
    if (!known || tagging.at > known.at || (tagging.at.getTime() === known.at.getTime() && tagging.isOn))
      newest.set(tagging.tag, tagging)
  }
  return [...newest.values()]
    .filter(({ isOn }) => isOn)
    .map(({ tag }) => tag)
    .sort()
}

/**
 * The taggings of a profile after these tags were added or removed, later than all taggings of its customer. The last 200
 * removals are kept.
 */
export function withTaggings(
  own: readonly Tagging[],
  tags: readonly string[],
  { isOn, now, others }: { isOn: boolean; now: Date; others: readonly (readonly Tagging[])[] },
): Tagging[] {
  // The clock of another process may be ahead of this one.
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
