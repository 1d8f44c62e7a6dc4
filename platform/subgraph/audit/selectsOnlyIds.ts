import { type FieldNode, type GraphQLResolveInfo, Kind } from 'graphql'

const ids = new Set(['id', 'profileId', 'profileIds', '__typename'])
const known = new WeakMap<FieldNode, boolean>()

/** Whether a field is asked for ids and nothing else. Such a question shows nothing of a customer. */
export function selectsOnlyIds({ fieldNodes }: GraphQLResolveInfo): boolean {
  return fieldNodes.every((node) => {
    const isOnlyIds = known.get(node) ?? selectionIsOnlyIds(node)
    known.set(node, isOnlyIds)
    return isOnlyIds
  })
}

function selectionIsOnlyIds({ selectionSet }: FieldNode): boolean {
  return (
    selectionSet?.selections.every(
      (selection) => selection.kind === Kind.FIELD && ids.has(selection.name.value),
    ) ?? false
  )
}
