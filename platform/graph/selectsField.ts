import { type GraphQLResolveInfo, Kind, type SelectionNode } from 'graphql'

/** Whether a field of this name is selected at any level below the field being resolved. */
export function selectsField({ fieldNodes, fragments }: GraphQLResolveInfo, fieldName: string): boolean {
  function isIn(selections: readonly SelectionNode[] = []): boolean {
    return selections.some((selection) => {
      if (selection.kind === Kind.FRAGMENT_SPREAD)
        return isIn(fragments[selection.name.value]?.selectionSet.selections)
      const isIt = selection.kind === Kind.FIELD && selection.name.value === fieldName
      return isIt || isIn(selection.selectionSet?.selections)
    })
  }
  return fieldNodes.some(({ selectionSet }) => isIn(selectionSet?.selections))
}
