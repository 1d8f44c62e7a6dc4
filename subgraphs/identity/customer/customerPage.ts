import { z } from 'zod'
import { createCursor, cursorTime } from '../../../platform/paging/cursor.ts'
import { checkedPeriod } from '../../../platform/paging/checkedPeriod.ts'
import { callerError } from '../../../platform/errors/errors.ts'
import { type ConnectionOf, forwardConnection, pageSize } from '../../../platform/paging/paging.ts'
import type { Principal } from '../../../platform/subgraph/principal.ts'
import { readableConditions } from '../../../interactions/visibility/visibility.ts'
import type { IdentityContext } from '../context.ts'
import type { ShownCustomer } from './customer.ts'
import type { CustomerSearch } from './customerSearchStore.ts'
import type { Detail } from './customerDetail.ts'
import type { CustomerFilter, QueryCustomersArgs } from '../schemaTypes.ts'
import { wholeIdentifiers } from '../normalization/wholeIdentifiers.ts'
import { cleanTag } from '../tags/tagCustomer.ts'
import { isLongerThan } from '../text/textLength.ts'

const maximumListed = 20

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

/** Each text of a list once; null when the list is not given. */
function checkedTexts(
  filter: CustomerFilter | null | undefined,
  field: 'tags' | 'departments',
  maximum: number,
): string[] | null {
  const texts = filter?.[field]
  if (!texts) return null
  if (texts.length > maximumListed)
    throw callerError(
      'BAD_USER_INPUT',
      `filter.${field}: expected at most ${maximumListed}, got ${texts.length}`,
    )
  const checked = texts.map((text, index) => checkedText(text, `${field}.${index}`, [1, maximum]))
  return [...new Set(checked.flatMap((text) => text ?? []))]
}

/** Refuse filters whose answers would say what the caller may not see. */
function checkMayFilter(filter: CustomerFilter | null | undefined, { scopes, rows }: Principal): void {
  if (typeof filter?.identifier === 'string' && !scopes.includes('pii:read'))
    throw callerError('FORBIDDEN', 'filter.identifier: expected a caller with the scope pii:read')
  if (filter?.tags && rows.customers.which === 'OWN')
    throw callerError('FORBIDDEN', 'filter.tags: expected a caller who serves customers, got a customer')
  const { departments } = rows
  const place = departments
    ? (filter?.departments?.findIndex((name) => !departments.includes(name)) ?? -1)
    : -1
  if (departments && place >= 0) {
    const own = departments.length === 0 ? 'of which there are none' : departments.join(', ')
    const got = JSON.stringify(filter?.departments?.[place]?.slice(0, 80))
    throw callerError(
      'FORBIDDEN',
      `filter.departments.${place}: expected a department of the caller, ${own}, got ${got}`,
    )
  }
}

/** A page of customers, newest first. Writes in the meantime move no customer from one page to another. */
export async function readCustomerPage(
  search: CustomerSearch,
  { filter, first, after }: Partial<QueryCustomersArgs>,
  detail: Detail,
  { rules, principal, access }: Pick<IdentityContext, 'rules' | 'principal' | 'access'>,
): Promise<ConnectionOf<ShownCustomer>> {
  checkMayFilter(filter, principal)
  const size = pageSize(first, 'first')
  const position = after === null || after === undefined ? null : cursor.decode(after, 'after')
  const identifier = checkedText(filter?.identifier, 'identifier', [3, 255])
  const { customers, stoppedAt } = await search(
    {
      name: checkedText(filter?.name, 'name', [0, 255]),
      onlyPlainNames: !principal.scopes.includes('pii:read'),
      identifier,
      wholeIdentifiers: identifier === null ? [] : wholeIdentifiers(identifier, rules),
      tags: checkedTexts(filter, 'tags', 64)?.flatMap((tag) => cleanTag(tag) ?? []) ?? null,
      lastContact: checkedPeriod(filter?.lastContact, 'filter.lastContact'),
      departments: checkedTexts(filter, 'departments', 255),
      visibleProfiles: await access.visibleProfiles(),
      readable: readableConditions(principal),
      after: position && { createdAt: new Date(position[0]), id: position[1] },
      limit: size + 1,
    },
    detail,
  )
  const cursorOf = ({ createdAt, id }: { createdAt: Date; id: string }) =>
    cursor.encode([createdAt.getTime(), id])
  const page = forwardConnection(customers, { size, hasPreviousPage: position !== null, cursorOf })
  if (!stoppedAt) return page
  // The search stopped before the end: the next page continues there.
  return { ...page, pageInfo: { ...page.pageInfo, hasNextPage: true, endCursor: cursorOf(stoppedAt) } }
}
