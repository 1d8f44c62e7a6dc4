import { type GraphQLResolveInfo, Kind, type SelectionNode } from 'graphql'
import { isObject } from '../../lang/isObject.ts'

const ids = new Set(['id', 'profileId', 'profileIds', '__typename'])
const names = new WeakMap<SelectionNode, string | null>()

type Note = (field: string, ids: { customerIds: string[]; objectIds: [] }) => void

/**
 * Note the customers that `_entities` resolves. Interactions and conversations are noted where they were found. A
 * customer that resolves to null, or whose profiles identity did not give, is not read.
 */
export function entitiesRead(
  { representations }: Record<string, unknown>,
  results: unknown,
  info: GraphQLResolveInfo,
  note: Note,
): unknown {
  if (!Array.isArray(representations) || !Array.isArray(results)) return results
  const field = customerField(info)
  if (field === null) return results
  const found: string[] = []
  for (const [index, representation] of representations.entries()) {
    const id = customerIn(representation)
    if (id === null) continue
    const result: unknown = results[index]
    const add = (value: unknown) => value !== null && value !== undefined && found.push(id)
    if (result instanceof Promise)
      result.then(
        (value) => add(value) && note(field, { customerIds: [id], objectIds: [] }),
        () => undefined,
      )
    else add(result)
  }
  if (found.length > 0) note(field, { customerIds: found, objectIds: [] })
  return results
}

function customerIn(representation: unknown): string | null {
  if (!isObject(representation) || representation['__typename'] !== 'Customer') return null
  if (representation['profileIds'] === null) return null
  const id = representation['profileId'] ?? representation['id']
  return typeof id === 'string' ? id : null
}

/** `Customer.history` where only this field is selected, `Customer` for several; null for none but ids. */
function customerField({ fieldNodes }: GraphQLResolveInfo): string | null {
  for (const { selectionSet } of fieldNodes) {
    for (const selection of selectionSet?.selections ?? []) {
      const known = names.get(selection)
      const name = known === undefined ? nameOf(selection) : known
      names.set(selection, name)
      if (name !== null) return name
    }
  }
  return null
}

function nameOf(selection: SelectionNode): string | null {
  if (selection.kind !== Kind.INLINE_FRAGMENT || selection.typeCondition?.name.value !== 'Customer')
    return null
  const selected = selection.selectionSet.selections.flatMap((each) =>
    each.kind === Kind.FIELD ? [each.name.value] : ['a fragment'],
  )
  const shown = [...new Set(selected)].filter((name) => !ids.has(name))
  const [first] = shown
  if (first === undefined) return null
  return shown.length === 1 ? `Customer.${first}` : 'Customer'
}
