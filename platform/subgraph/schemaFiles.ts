import { readFileSync } from 'node:fs'
import { type DocumentNode, parse } from 'graphql'

export const subgraphNames = ['identity', 'conversations', 'actions', 'feedback', 'history'] as const
export type SubgraphName = (typeof subgraphNames)[number]

/** The text of a file in `schema/`. Throws when there is none. */
export function readSchemaFile(name: string): string {
  return readFileSync(new URL(`../../schema/${name}`, import.meta.url), 'utf8')
}

/** The whole SDL of a subgraph: its own file and shared.graphql. */
export function readSubgraphSchema(name: SubgraphName): DocumentNode {
  return parse(`${readSchemaFile(`${name}.graphql`)}\n${readSchemaFile('shared.graphql')}`, {
    noLocation: true,
  })
}
