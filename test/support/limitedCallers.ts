import { demoPrincipal, type Principal } from '../../platform/subgraph/principal.ts'
import { allRows } from '../../platform/subgraph/rows.ts'

/** An agent that sees what these departments do, and what no department does. */
export function agentOf(...departments: string[]): Principal {
  return {
    ...demoPrincipal,
    kind: 'AGENT',
    id: `agent of ${departments.join()}`,
    rows: { ...allRows, departments },
  }
}

/** An agent that sees the customers with a conversation that is assigned to it. */
export function assignedAgent(actorId: string): Principal {
  return {
    ...demoPrincipal,
    kind: 'AGENT',
    id: `agent ${actorId}`,
    rows: { ...allRows, customers: { which: 'ASSIGNED', actorId } },
  }
}

/** A customer who sees their own record. */
export function customerSelf(customerId: string): Principal {
  return {
    kind: 'CUSTOMER',
    id: customerId,
    scopes: ['customers:read', 'customers:write'],
    rows: { ...allRows, customers: { which: 'OWN', customerId } },
  }
}
