import { Kind, type FieldNode, parse, print, visit } from 'graphql'

/**
 * What Apollo Client 4.3.8 sends over Node's fetch, as a server showed that received it; `host` and `content-length`
 * are the connection's.
 */
export const apolloHeaders = {
  connection: 'keep-alive',
  accept: 'application/graphql-response+json,application/json;q=0.9',
  'content-type': 'application/json',
  'accept-language': '*',
  'sec-fetch-mode': 'cors',
  'user-agent': 'node',
  'accept-encoding': 'gzip, deflate',
}

const typename: FieldNode = { kind: Kind.FIELD, name: { kind: Kind.NAME, value: '__typename' } }

/** The body of a request as Apollo Client 4.3.8 with its usual cache sends it: every object is asked for its type. */
export function apolloRequest(text: string, variables: Record<string, unknown>): string {
  const document = parse(text, { noLocation: true })
  const operation = document.definitions.find((definition) => definition.kind === Kind.OPERATION_DEFINITION)
  const query = print(
    visit(document, {
      SelectionSet(node, _key, parent) {
        const isRoot = parent && 'kind' in parent && parent.kind === Kind.OPERATION_DEFINITION
        const isAsked = node.selections.some(
          (selection) => selection.kind === Kind.FIELD && selection.name.value === '__typename',
        )
        return isRoot || isAsked ? undefined : { ...node, selections: [...node.selections, typename] }
      },
    }),
  )
  return JSON.stringify({
    operationName: operation?.name?.value,
    variables,
    extensions: { clientLibrary: { name: '@apollo/client', version: '4.3.8' } },
    query,
  })
}
