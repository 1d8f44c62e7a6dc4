import { type LiveEvent, liveEvents } from '../../support/liveEvents.ts'
import { asAgent, type History } from '../../support/startHistory.ts'

const subscription = `subscription ($after: String, $filter: FeedFilter, $group: String, $member: String) {
  interactionFeed(after: $after, filter: $filter, group: $group, member: $member) {
    __typename change cursor interaction { id kind revision } replayed ... on FeedInteractionHidden { interactionId }
  }
}`
const acknowledgement = `mutation ($input: AcknowledgeFeedInput!) {
  acknowledgeFeed(input: $input) { cursor userErrors { code message field } }
}`

export type GivenMember = { group: string; member: string; after?: string; filter?: Record<string, unknown> }

/** Acknowledge, and give the answer. */
export async function acknowledge(
  history: Pick<History, 'ask'>,
  input: { group: string; member: string; cursor: string },
  principal = asAgent,
): Promise<unknown> {
  const { data, errors } = await history.ask(acknowledgement, { input }, principal)
  if (errors?.[0]) throw errors[0]
  return data?.['acknowledgeFeed']
}

/** A member of a group that has read its first event, the position. */
export async function openMember(
  history: Pick<History, 'ask' | 'subscribe'>,
  given: GivenMember,
  principal = asAgent,
) {
  const { group, member } = given
  const events = liveEvents(await history.subscribe(subscription, given, principal))
  const position = await events.next()
  return {
    ...events,
    position,
    acknowledge: ({ cursor }: Pick<LiveEvent, 'cursor'>) =>
      acknowledge(history, { group, member, cursor }, principal),
  }
}

export type MemberUnderTest = Awaited<ReturnType<typeof openMember>>

/** What an event says of its interaction. */
export function summaryOf({ change, interaction, replayed }: LiveEvent) {
  return { change, id: interaction?.id, revision: interaction?.revision, replayed }
}

/** As if the time of a session of this member were so many seconds earlier. */
export async function makeEarlier(
  { connection }: Pick<History, 'connection'>,
  member: string,
  field: 'until' | 'progressAt',
  seconds: number,
): Promise<void> {
  await connection
    .collection('feedMembers')
    .updateMany({ member }, [{ $set: { [field]: { $subtract: [`$${field}`, seconds * 1_000] } } }])
}
