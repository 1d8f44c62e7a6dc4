import type { Subgraph } from '../../platform/subgraph/subgraph.ts'

/**
 * A subgraph in this process, or the address of a subgraph server (`http://…/graphql`), with the secrets that calls to
 * it are signed with.
 */
export type SubgraphSource =
  { kind: 'local'; subgraph: Subgraph } | { kind: 'remote'; url: string; secrets?: readonly string[] }
