import type { Subgraph } from '../../platform/subgraph/subgraph.ts'

/** Where a subgraph is: in this process, or at the address of a subgraph server (`http://…/graphql`). */
export type SubgraphSource = { kind: 'local'; subgraph: Subgraph } | { kind: 'remote'; url: string }
