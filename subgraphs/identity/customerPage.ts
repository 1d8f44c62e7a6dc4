import { z } from 'zod'
import { createCursor } from '../../platform/cursor.ts'
import { callerError } from '../../platform/errors.ts'
import { type ConnectionOf, forwardConnection, pageSize } from '../../platform/paging.ts'
import type { ShownCustomer } from './customer.ts'
import type { CustomerStore, Detail } from './customerStore.ts'
import { isLongerThan } from './textLength.ts'

export type CustomersArguments = {
  filter?: { name?: string | null; identifier?: string | null } | null
  first?: number | null
  after?: string | null
}

const cursor = createCursor('customers', z.tuple([z.number(), z.string()]))

function checkedText(text: string | null | undefined, field: string, minimum: number): string | null {
  if (text === null || text === undefined) return null
  if (text.trim().length >= minimum && !isLongerThan(text, 255)) return text
  throw callerError(
    'BAD_USER_INPUT',
    `filter.${field}: expected ${minimum} to 255 characters, got ${JSON.stringify(text.slice(0, 80))}`,
  )
}

/** A page of customers, newest first. What is written meanwhile moves nobody from one page to another. */
export async function readCustomerPage(
  store: CustomerStore,
  { filter, first, after }: CustomersArguments,
  detail: Detail,
): Promise<ConnectionOf<ShownCustomer>> {
  const size = pageSize(first, 'first')
  const position = after === null || after === undefined ? null : cursor.decode(after, 'after')
  const customers = await store.findPage(
    {
      name: checkedText(filter?.name, 'name', 0),
      identifier: checkedText(filter?.identifier, 'identifier', 3),
      after: position && { createdAt: new Date(position[0]), id: position[1] },
      limit: size + 1,
    },
    detail,
  )
  return forwardConnection(customers, {
    size,
    hasPreviousPage: position !== null,
    cursorOf: ({ createdAt, id }) => cursor.encode([createdAt.getTime(), id]),
  })
}
