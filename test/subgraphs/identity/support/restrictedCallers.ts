import type { Connection } from 'mongoose'
import { newId } from '../../../../platform/lang/ids.ts'
import type { Principal } from '../../../../platform/subgraph/principal.ts'
import { allRows } from '../../../../platform/subgraph/rows.ts'
import { scopes } from '../../../../platform/subgraph/scopes.ts'

/** A caller with every scope, so that only its rows restrict it. */
const everybody: Principal = { kind: 'AGENT', id: 'user:paula', scopes: [...scopes], rows: allRows }

/** Sees the customers with a conversation that is assigned to this agent. */
export function assignedTo(actorId: string, departments: string[] | null = null): Principal {
  return { ...everybody, rows: { departments, customers: { which: 'ASSIGNED', actorId } } }
}

/** Is the customer who had this id. */
export function customerWith(customerId: string): Principal {
  const rows = { departments: null, customers: { which: 'OWN', customerId } } as const
  return { ...everybody, kind: 'CUSTOMER', id: 'user:marina', rows }
}

/** Sees all customers, and what these departments do. */
export function ofDepartments(...departments: string[]): Principal {
  return { ...everybody, rows: { ...allRows, departments } }
}

/** Store a conversation of a profile. It is assigned to a person or a bot, and to a team where one is named. */
export async function addConversation(
  connection: Connection,
  profileId: string,
  { person, bot, team }: { person?: string; bot?: string; team?: string } = {},
): Promise<string> {
  const _id = newId('cnv')
  const assignee = (id: string | undefined) => (id === undefined ? null : { id, name: null })
  await connection.collection<{ _id: string }>('conversations').insertOne({
    ...{ _id, profileId, person: assignee(person), bot: assignee(bot) },
    ...{ team: team === undefined ? null : { id: '1', name: team } },
  })
  return _id
}
