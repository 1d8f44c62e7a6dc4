import type { Principal } from '../../platform/subgraph/principal.ts'
import type { AllowMatrix } from './allowMatrix.ts'
import type { Answer, WholeGraph } from '../support/wholeGraph.ts'
import type { World } from './world.ts'

/** A question about one thing of the world. */
export type Asked = {
  /** Ask it; with another id, about that. */
  ask: (id: string) => Promise<Answer>
  id: string
  /** Other ids in the question. */
  given?: readonly string[]
  /** Whether the caller may see the thing. */
  isVisible: boolean
  /** What a visible thing must show, by the matrix; ids in any order. */
  wanted?: readonly string[]
  /** The same out of the answer. */
  found?: (answer: Answer) => readonly string[]
}

/** A kind of question; `pick` chooses the thing. */
export type Probe = (probe: {
  graph: WholeGraph
  world: World
  matrix: AllowMatrix
  principal: Principal
  pick: number
}) => Asked

export function chosen<Item>(items: readonly Item[], pick: number): Item {
  const item = items[pick % items.length]
  if (item === undefined) throw new Error('expected at least one to choose from')
  return item
}

export const customerIdOf = ({ customers }: World, number: number) =>
  customers[number]?.profileIds.at(-1) ?? ''
