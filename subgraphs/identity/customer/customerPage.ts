import { z } from 'zod'
import { createCursor, cursorTime } from '../../../platform/paging/cursor.ts'
import { checkedPeriod, type Period } from '../../../platform/paging/checkedPeriod.ts'
import { callerError } from '../../../platform/errors/errors.ts'
import { type ConnectionOf, forwardConnection, pageSize } from '../../../platform/paging/paging.ts'
import type { ShownCustomer } from './customer.ts'
import type { CustomerSearch } from './customerSearch.ts'
import type { Detail } from './customerDetail.ts'
import { cleanTag } from '../knowledge/tagCustomer.ts'
import { isLongerThan } from '../text/textLength.ts'

export type CustomersArguments = {
  filter?: {
    name?: string | null
    identifier?: string | null
    tag?: string | null
    lastContact?: Partial<Period> | null
    department?: string | null
  } | null
  first?: number | null
  after?: string | null
}

const cursor = createCursor('customers', z.tuple([cursorTime, z.string()]))

function checkedText(
  text: string | null | undefined,
  field: string,
  [minimum, maximum]: [number, number],
): string | null {
  if (text === null || text === undefined) return null
  const hasControls = /\p{Cc}/u.test(text)
  if (text.trim().length >= minimum && !isLongerThan(text, maximum) && !hasControls) return text
  const expected = `${minimum} to ${maximum} characters, none of them a control character`
  throw callerError(
    'BAD_USER_INPUT',
    `filter.${field}: expected ${expected}, got ${JSON.stringify(text.slice(0, 80))}`,
  )
}

/** A page of customers, newest first. What is written meanwhile moves nobody from one page to another. */
export async function readCustomerPage(
  search: CustomerSearch,
  { filter, first, after }: CustomersArguments,
  detail: Detail,
): Promise<ConnectionOf<ShownCustomer>> {
  const size = pageSize(first, 'first')
  const position = after === null || after === undefined ? null : cursor.decode(after, 'after')
  const tag = checkedText(filter?.tag, 'tag', [1, 64])
  const { customers, stoppedAt } = await search(
    {
      name: checkedText(filter?.name, 'name', [0, 255]),
      identifier: checkedText(filter?.identifier, 'identifier', [3, 255]),
      tag: tag === null ? null : cleanTag(tag),
      lastContact: checkedPeriod(filter?.lastContact, 'filter.lastContact'),
      department: checkedText(filter?.department, 'department', [1, 255]),
      after: position && { createdAt: new Date(position[0]), id: position[1] },
      limit: size + 1,
    },
    detail,
  )
  const cursorOf = ({ createdAt, id }: { createdAt: Date; id: string }) =>
    cursor.encode([createdAt.getTime(), id])
  const page = forwardConnection(customers, { size, hasPreviousPage: position !== null, cursorOf })
  if (!stoppedAt) return page
  // Not all were looked at: the next page goes on where this one stopped.
  return { ...page, pageInfo: { ...page.pageInfo, hasNextPage: true, endCursor: cursorOf(stoppedAt) } }
}
