import { demoPrincipal, type Principal } from '../../../../platform/subgraph/principal.ts'

/** A caller that sees only what these departments did. */
export function limitedTo(...departments: string[]): Principal {
  return {
    ...demoPrincipal,
    kind: 'AGENT',
    id: 'limited',
    rows: { departments, customers: { which: 'ALL' } },
  }
}
