import type { RetainedKind, RetentionRule } from '../../privacy/retention/retentionRules.ts'

const dayMs = 86_400_000

/** The filter of the interactions of some kinds that are older than their rule allows; null when no rule is about them. */
export function expiredFilter(
  rules: readonly RetentionRule[],
  kinds: readonly RetainedKind[],
  now: Date,
): { $or: object[] } | null {
  const conditions = rules.map((rule) => conditionOf(rule, kinds))
  const expired = rules.flatMap(({ days }, index) => {
    const condition = conditions[index]
    if (!condition) return []
    const earlier = conditions.slice(0, index).flatMap((each) => each ?? [])
    return [
      {
        ...condition,
        occurredAt: { $lt: new Date(now.getTime() - days * dayMs) },
        // The first rule counts.
        ...(earlier.length > 0 && { $nor: earlier }),
      },
    ]
  })
  return expired.length > 0 ? { $or: expired } : null
}

function conditionOf({ kinds: all, departments }: RetentionRule, kinds: readonly RetainedKind[]) {
  const concerned = all.filter((kind) => kinds.includes(kind))
  if (concerned.length === 0) return null
  return { kind: { $in: concerned }, ...(departments && { department: { $in: departments } }) }
}
