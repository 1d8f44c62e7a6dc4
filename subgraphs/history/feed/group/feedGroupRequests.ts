import { GraphQLError } from 'graphql'
import { keyScopeOf } from '../../../../interactions/log/keyScope.ts'
import { type UserError, userError } from '../../../../interactions/recording/userError.ts'
import type { ClosableIterator } from '../../../../platform/async/closableIterator.ts'
import { callerError } from '../../../../platform/errors/errors.ts'
import { fingerprint } from '../../../../platform/lang/canonicalJson.ts'
import type { Principal } from '../../../../platform/subgraph/principal.ts'
import type { SubgraphRequest } from '../../../../platform/subgraph/requestScope.ts'
import type { FeedEvent } from '../../live/historyEvent.ts'
import { shownChanges } from '../../live/shownChanges.ts'
import type {
  AcknowledgeFeedInput,
  DeleteFeedGroupInput,
  SubscriptionInteractionFeedArgs,
} from '../../schemaTypes.ts'
import type { InteractionFeed } from '../interactionFeed.ts'
import { type FeedGroupState, groupNameFaults, limits } from './feedGroup.ts'
import { groupCursor } from './groupCursor.ts'
import { foreignCursor, notOfMember, refusalOf } from './groupErrors.ts'
import type { GroupMember, MemberEvents } from './groupMember.ts'
import type { GroupSignals } from './groupSignals.ts'
import type { GroupStore } from './groupStore.ts'
import type { MembershipStore } from './membershipStore.ts'

/** The consumer groups of the feed. */
export type FeedGroupRequests = {
  /** Start `Subscription.interactionFeed`: as a member when a group is given, else the feed itself. */
  subscribe(
    given: SubscriptionInteractionFeedArgs,
    request: SubgraphRequest,
  ): Promise<ClosableIterator<FeedEvent>>
  acknowledge(
    input: AcknowledgeFeedInput,
    request: SubgraphRequest,
  ): Promise<{ cursor: string | null; userErrors: UserError[] }>
  readAll(request: SubgraphRequest): Promise<FeedGroupState[]>
  delete(
    input: DeleteFeedGroupInput,
    request: SubgraphRequest,
  ): Promise<{ group: string | null; userErrors: UserError[] }>
  /** End all subscriptions of members in this process with UNAVAILABLE. */
  stop(): Promise<void>
}

export function createFeedGroupRequests({
  groups,
  memberships,
  signals,
  interactionFeed,
  followGroup,
}: {
  groups: GroupStore
  memberships: MembershipStore
  signals: GroupSignals
  interactionFeed: InteractionFeed
  followGroup: GroupMember
}): FeedGroupRequests {
  const running = new Set<MemberEvents>()

  /** Where a new group begins: the given cursor, or now. */
  async function beginning(
    { after, filter }: SubscriptionInteractionFeedArgs,
    request: SubgraphRequest,
  ): Promise<string> {
    const feed = await interactionFeed({ after: after ?? null, filter: filter ?? null }, request)
    try {
      const first = await feed.next()
      if (first.done) throw new Error('expected the position of the feed, got its end')
      return first.value.cursor
    } finally {
      await feed.return()
    }
  }

  async function findOrCreate(
    given: SubscriptionInteractionFeedArgs & { group: string },
    request: SubgraphRequest,
  ): Promise<string> {
    const { group: name } = given
    const keyScope = keyScopeOf(request.principal)
    const filter = fingerprint(filterOf(given.filter))
    if (!(await groups.find(keyScope, name))) {
      if ((await groups.count(keyScope)) >= limits.groups)
        throw callerError(
          'CONFLICT',
          `group: expected at most ${limits.groups} groups, got another one; delete some`,
        )
      const cursor = await beginning(given, request)
      await groups.create({ keyScope, name, filter, rights: rightsOf(request.principal), cursor })
    }
    const found = await groups.find(keyScope, name)
    if (!found) throw refusalOf('NO_GROUP', name)
    if (found.filter !== filter)
      throw callerError(
        'CONFLICT',
        `filter: expected the filter with which the group "${name}" was made, got another one`,
      )
    return found.id
  }

  async function join(
    given: SubscriptionInteractionFeedArgs & { group: string; member: string },
    request: SubgraphRequest,
  ): Promise<ClosableIterator<FeedEvent>> {
    const { group: groupName, member, after } = given
    const filter = given.filter ?? null
    const { principal } = request
    const decide = shownChanges(filter, principal)
    if (principal.rows.customers.which !== 'ALL') {
      // The feed itself says why.
      return interactionFeed({ filter }, request)
    }
    const group = await findOrCreate(given, request)
    const joined = await memberships.join({ group, member, rights: rightsOf(principal) })
    if (typeof joined === 'string') throw refusalOf(joined, groupName)
    signals.signal(group)
    const position = isOfGroup(after, group) ? after : null
    const following = followGroup(
      { group, groupName, member, ...joined, position, filter, request, decide },
      () => running.delete(following),
    )
    running.add(following)
    return following.events
  }

  return {
    async subscribe(given, request) {
      const { group, member } = given
      if (!isGiven(group) && !isGiven(member)) return interactionFeed(given, request)
      if (!isGiven(group) || !isGiven(member)) {
        const got = isGiven(group) ? 'only group' : 'only member'
        throw callerError('BAD_USER_INPUT', `group, member: expected both or neither, got ${got}`)
      }
      const [fault] = [...groupNameFaults('group', group), ...groupNameFaults('member', member)]
      if (fault) throw callerError('BAD_USER_INPUT', fault.message)
      return join({ ...given, group, member }, request)
    },

    async acknowledge({ group, member, cursor }, { principal }) {
      const faults = [...groupNameFaults('group', group), ...groupNameFaults('member', member)]
      if (faults.length > 0) return { cursor: null, userErrors: faults }
      const position = decoded(cursor)
      const found = await groups.find(keyScopeOf(principal), group)
      if (!position || position.group !== found?.id)
        return { cursor: null, userErrors: [foreignCursor(group)] }
      const { session, place } = position
      const isDone = await memberships.acknowledge({ group: found.id, member, session, place })
      if (!isDone) return { cursor: null, userErrors: [notOfMember(member)] }
      signals.signal(found.id)
      return { cursor, userErrors: [] }
    },

    readAll: ({ principal }) => groups.readAll(keyScopeOf(principal)),

    async delete({ group }, { principal }) {
      const faults = groupNameFaults('group', group)
      if (faults.length > 0) return { group: null, userErrors: faults }
      if (await groups.delete(keyScopeOf(principal), group)) return { group, userErrors: [] }
      const message = `group: expected the name of a group of yours, got "${group}"`
      return { group: null, userErrors: [userError('NOT_FOUND', 'group', message)] }
    },

    async stop() {
      await Promise.all([...running].map((following) => following.stop()))
    },
  }
}

function isGiven(name: string | null | undefined): name is string {
  return name !== null && name !== undefined
}

/** The same filter, however it was written: without what is not given. */
function filterOf(filter: SubscriptionInteractionFeedArgs['filter']): Record<string, unknown> {
  const given = Object.entries(filter ?? {}).filter(([, value]) => value !== null && value !== undefined)
  return Object.fromEntries(given)
}

/** All members have equal rights, so that each of them sees what the dispatcher sees. */
function rightsOf({ scopes, rows }: Principal): string {
  return fingerprint([[...scopes].sort(), rows])
}

function decoded(cursor: string) {
  try {
    return groupCursor.decode(cursor, 'cursor')
  } catch (error) {
    if (error instanceof GraphQLError) return null
    throw error
  }
}

/** A client, or a gateway, that resumes a member after its last cursor gets this cursor as its position. */
function isOfGroup(after: string | null | undefined, group: string): after is string {
  return isGiven(after) && decoded(after)?.group === group
}
