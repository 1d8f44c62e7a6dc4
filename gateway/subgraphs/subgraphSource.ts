import type { Subgraph } from '../../platform/subgraph/subgraph.ts'

/** A subgraph in this process, or the address of a subgraph server (`http://…/graphql`). */
export type SubgraphSource = { kind: 'local'; subgraph: Subgraph } | { kind: 'remote'; url: string }
