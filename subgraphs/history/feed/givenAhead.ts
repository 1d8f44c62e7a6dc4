/** A revision of an interaction. */
type Revised = { id: string; revision: number }

/**
 * Which interactions a reader was given in a later revision than that of their change, so that the change of this
 * revision is still to come and would repeat it.
 */
export type GivenAhead = {
  /** Whether this change brings nothing new. It is asked of each change once, in their order. */
  includes(change: Revised): boolean
  /** The reader was given a change with its interaction in this revision. */
  add(change: Revised, givenRevision: number): void
}

/** More are forgotten: then their changes are repeated. */
const maxRemembered = 10_000

export function createGivenAhead(): GivenAhead {
  const given = new Map<string, number>()
  return {
    includes({ id, revision }) {
      const ahead = given.get(id)
      if (ahead === undefined) return false
      if (revision >= ahead) given.delete(id)
      return revision <= ahead
    },
    add({ id, revision }, givenRevision) {
      if (givenRevision <= revision) return
      given.delete(id)
      given.set(id, givenRevision)
      if (given.size <= maxRemembered) return
      const oldest = given.keys().next()
      if (!oldest.done) given.delete(oldest.value)
    },
  }
}
