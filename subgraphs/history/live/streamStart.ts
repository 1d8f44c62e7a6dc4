import type { CustomerProfiles, IdentityClient } from '../../../interactions/recording/identityClient.ts'
import type { Access, AccessOf } from '../../../interactions/visibility/access.ts'
import { callerError } from '../../../platform/errors/errors.ts'
import { createRequestScope } from '../../../platform/subgraph/requestScope.ts'
import type { SubgraphRequest } from '../../../platform/subgraph/requestScope.ts'
import { type IdentityRecord, identityRecordsIn } from '../log/identityChange.ts'
import type { LogStore } from '../log/logStore.ts'
import type { CursorDue, CursorPosition } from '../log/streamCursor.ts'
import type { FollowFrom } from './customerFollower.ts'
import { isConnected, repairPosition } from './cursorOwnership.ts'
import { limitBy, limitOfShared, readBeyond, withinLogs } from './regroup/leftLogs.ts'
import { isSamePlace, type NamedLimit, type Regrouping, regroupingOf } from './regroup/regrouping.ts'
import type { StreamCursors } from './streamCursors.ts'

/** A customer, and the position from which a reader follows them. */
export type Start = { customer: CustomerProfiles; startAt: FollowFrom }

/** Finds where a reader of a customer's logs starts. An unknown customer, and one that it may not see, is NOT_FOUND. */
export type StreamStart = {
  /** What the reader may see from this moment on: what the request loaded before may be out of date. */
  accessNow(request: SubgraphRequest): Access
  /**
   * At the ends of the logs of the profiles that form the customer at that moment. `follow` is called with profiles
   * before the ends of their logs are read.
   */
  atEnd(customerId: string, request: SubgraphRequest, follow?: (profileIds: string[]) => void): Promise<Start>
  /** At the oldest entries of these logs, with what is up to their ends as the backlog. */
  atOldest(customerId: string, request: SubgraphRequest): Promise<Start>
  /** After a cursor, the value of an argument `field`. INVALID_CURSOR when it is damaged or of another customer. */
  after(customerId: string, after: string, request: SubgraphRequest, field?: string): Promise<Start>
}

export function createStreamStart({
  log,
  cursors,
  identity,
  accessOf,
}: {
  log: Pick<LogStore, 'lastPositions' | 'readIdentityChanges'>
  cursors: StreamCursors
  identity: Pick<IdentityClient, 'findCustomer'>
  accessOf: AccessOf
}): StreamStart {
  const accessNow: StreamStart['accessNow'] = ({ principal }) =>
    accessOf({ principal, scope: createRequestScope() })

  async function findCustomer(customerId: string, request: SubgraphRequest): Promise<CustomerProfiles> {
    // In a scope of its own: what the request loaded before may be out of date.
    const customer = await identity.findCustomer(customerId, {
      ...request,
      scope: createRequestScope({ call: request.scope.call }),
    })
    if (customer && (await accessNow(request).maySeeCustomer(customer.profileIds))) return customer
    throw callerError('NOT_FOUND', `customerId: no customer has the id ${customerId}`)
  }

  async function atEnd(
    customerId: string,
    request: SubgraphRequest,
    follow: (profileIds: string[]) => void = () => undefined,
  ): Promise<Start> {
    let customer = await findCustomer(customerId, request)
    for (;;) {
      follow(customer.profileIds)
      const positions = await log.lastPositions(customer.profileIds)
      const since = await findCustomer(customerId, request)
      if (isSameSet(customer.profileIds, since.profileIds)) {
        const anchor = await cursors.anchorFor(positions)
        return {
          customer,
          startAt: { positions, backlog: new Map(), isJoined: false, regrouping: null, anchor },
        }
      }
      customer = since
    }
  }

  /**
   * Whether the position is that of all logs of the customer at this moment. Then no merge or unmerge is after it, and
   * their records need not be read, which is what a caller that asks regularly is answered by most of the time.
   */
  async function isAtEnd(
    { positions, backlog, due }: CursorPosition,
    profileIds: string[],
  ): Promise<boolean> {
    if (backlog.size > 0 || due || !isSameSet(profileIds, [...positions.keys()])) return false
    const ends = await log.lastPositions(profileIds)
    return profileIds.every((profileId) => ends.get(profileId) === positions.get(profileId))
  }

  /** Whether it is after the last merge or unmerge, so that the others, which can be thousands, need not be read. */
  async function isOfNewest(given: CursorPosition, profileIds: string[]): Promise<boolean> {
    return !given.due && isSameSet(profileIds, [...given.positions.keys()]) && cursors.isOfNewest(given)
  }

  /** What is still to be delivered of the last merge or unmerge. */
  async function regroupingIn(
    { positions, backlog, isJoined, due }: CursorPosition,
    {
      records,
      ownProfileId,
      access,
      invalid,
    }: { records: IdentityRecord[]; ownProfileId: string; access: Access; invalid: () => Error },
  ): Promise<Regrouping | null> {
    if (!due) return null
    const joined = isJoined ? [...backlog.keys()] : []
    const { record: place, done } = due
    if (place) {
      const record = records.find((each) => isSamePlace(each, place))
      if (!record || record.seq > (positions.get(record.profileId) ?? 0)) throw invalid()
      const group = [...positions.keys()]
      const given = await withinLogs(due.beyond, log)
      const beyond = readBeyond(record, group, (profileId) => given.get(profileId))
      const limits = new Map([...beyond.keys()].map((profileId) => [profileId, limitBy(record, profileId)]))
      return regroupingOf(record, group, { joined, beyond, limits, done })
    }
    // A page can have shown what is after the unmerge. A made-up cursor must not name what is of another customer.
    const limits = [...due.left.keys()].map(async (profileId): Promise<[string, NamedLimit][]> => {
      if (await access.maySeeCustomerOf(profileId)) return []
      return [[profileId, limitOfShared(profileId, ownProfileId, records)]]
    })
    return {
      record: null,
      left: await withinLogs(due.left, log),
      beyond: new Map(),
      limits: new Map((await Promise.all(limits)).flat()),
      joined,
      done,
    }
  }

  return {
    accessNow,
    atEnd,

    async atOldest(customerId, request) {
      const { customer, startAt } = await atEnd(customerId, request)
      const ends = [...startAt.positions]
      return {
        customer,
        startAt: {
          ...startAt,
          positions: new Map(ends.map(([profileId]) => [profileId, 0])),
          backlog: new Map(ends.map(([profileId, end]) => [profileId, { end, next: end }])),
        },
      }
    },

    async after(customerId, after, request, field = 'after') {
      const given = await cursors.read(after, field)
      const customer = await findCustomer(customerId, request)
      if ((await isAtEnd(given, customer.profileIds)) || (await isOfNewest(given, customer.profileIds)))
        return { customer, startAt: { ...given, regrouping: null } }
      const own = new Set([...customer.profileIds, customerId])
      const profileIds = [...given.positions.keys()]
      const ownProfileId = profileIds.includes(customerId) ? customerId : profileIds.find((id) => own.has(id))
      const foreign = () =>
        callerError(
          'INVALID_CURSOR',
          `${field}: expected a cursor of ${customerId}, got one of another customer`,
        )
      if (ownProfileId === undefined) throw foreign()
      const records = identityRecordsIn(await log.readIdentityChanges([...new Set([...own, ...profileIds])]))
      const leaving = given.due && !given.due.record ? given.due.left : []
      if (!isConnected(new Map([...given.positions, ...leaving]), own, records)) throw foreign()
      const { added, removed, ...repaired } = repairPosition(given, ownProfileId, records)
      const isJoined = given.isJoined || added.length > 0
      // A merge or unmerge was between the profiles and the positions of a page.
      const missed: CursorDue | null =
        added.length + removed.length > 0
          ? { record: null, left: new Map(removed.map((id) => [id, given.positions.get(id) ?? 0])), done: 0 }
          : null
      const startAt = { ...given, ...repaired, isJoined }
      const regrouping = await regroupingIn(
        { ...startAt, due: given.due ?? missed },
        { records, ownProfileId, access: accessNow(request), invalid: foreign },
      )
      return { customer, startAt: { ...startAt, regrouping } }
    },
  }
}

function isSameSet(some: string[], others: string[]): boolean {
  return some.length === others.length && some.every((one) => others.includes(one))
}
