import { z } from 'zod'
import type { RecordFilter, StoredRecord } from '../../../audit/record/recordStore.ts'
import { callerError } from '../../../platform/errors/errors.ts'
import { isId } from '../../../platform/lang/ids.ts'
import { checkedPeriod } from '../../../platform/paging/checkedPeriod.ts'
import { createCursor } from '../../../platform/paging/cursor.ts'
import { type ConnectionOf, forwardConnection, pageSize } from '../../../platform/paging/paging.ts'
import type { HistoryContext } from '../context.ts'
import { checkCustomerId } from '../live/checkCustomerId.ts'
import type { AuditFilter, QueryAuditRecordsArgs } from '../schemaTypes.ts'

const cursor = createCursor('audit', z.object({ id: z.string().refine((id) => isId('aud', id)) }))
const maximumListed = 50

/** Read a page of `Query.auditRecords`. */
export async function readAuditRecords(
  { filter, first, after }: QueryAuditRecordsArgs,
  context: HistoryContext,
): Promise<ConnectionOf<StoredRecord>> {
  const size = pageSize(first, 'first')
  const before = after === null || after === undefined ? null : cursor.decode(after, 'after').id
  const records = await context.auditLog.list(await toFilter(filter ?? {}, context), {
    before,
    limit: size + 1,
  })
  return forwardConnection(records, {
    size,
    hasPreviousPage: before !== null,
    cursorOf: ({ record }) => cursor.encode({ id: record.id }),
  })
}

async function toFilter(given: AuditFilter, { identity, request }: HistoryContext): Promise<RecordFilter> {
  const { customerId, callerIds, operations, kinds } = given
  for (const [name, list] of Object.entries({ callerIds, operations })) {
    const length = list?.length ?? 0
    if (length > maximumListed)
      throw callerError('BAD_USER_INPUT', `filter.${name}: expected at most ${maximumListed}, got ${length}`)
  }
  const period = checkedPeriod(given.occurred, 'filter.occurred')
  const from = period?.from
  const to = period?.to
  return {
    ...(customerId && { customerIds: await profileIdsOf(customerId) }),
    ...(callerIds && { callerIds }),
    ...(operations && { operations }),
    ...(kinds && { kinds }),
    ...(from && { from }),
    ...(to && { to }),
  }

  /** A record has the id that a customer or profile had then. A customer that was erased is found by its own id. */
  async function profileIdsOf(id: string): Promise<string[]> {
    checkCustomerId(id)
    const found = await identity.findCustomer(id, request)
    return [...new Set([id, ...(found?.profileIds ?? [])])]
  }
}
