import type { Connection } from 'mongoose'
import { readAcceptedKeys } from '../../audit/checkpoint/checkpointKeys.ts'
import { createVerifyStore } from '../../audit/verify/verifyStore.ts'
import { verifyLog } from '../../audit/verify/verifyLog.ts'
import { createFollower } from './createFollower.ts'
import { type Acknowledged, messageOf, record } from './startWriters.ts'
import { areSame, type Findings } from './findings.ts'
import { readFeed } from './readFeed.ts'
import { type History, readHistory } from './readHistory.ts'

/** The number of a message after all those of the writers. */
const afterAll = 1_000_000

/** Expect that a copy has the messages of one point in time, and that this time is not before the copy began. */
export function comparePointInTime(
  found: Findings,
  all: readonly Acknowledged[],
  kept: ReadonlySet<string>,
  copyBeganAt: number,
): void {
  const missing = all.filter(({ id }) => !kept.has(id))
  found.say(`${all.length} messages were acknowledged, ${kept.size} are in the copy`)
  found.expect(missing.length > 0, 'messages were acknowledged after the copy')
  found.expect(
    missing.every(({ acknowledgedAt }) => acknowledgedAt > copyBeganAt),
    'what was acknowledged before the copy began is in it',
  )
  const firstMissing = Math.min(...missing.map(({ acknowledgedAt }) => acknowledgedAt))
  found.expect(
    all.every(({ id, sentAt }) => !kept.has(id) || sentAt <= firstMissing),
    'nothing in it was sent after something that is missing was acknowledged: it is one point in time',
  )
}

/** Compare a customer in the restored Elo with the same customer in the source, and go on with streams and keys. */
export async function compareCustomer(
  found: Findings,
  customerId: string,
  urls: { source: string; restored: string },
  /** Read from the source before the copy. */
  before: History,
): Promise<void> {
  const { messages } = await readHistory(urls.restored, customerId)
  const all = (await readHistory(urls.source, customerId)).messages
  found.expect(
    areSame(messages, all.slice(0, messages.length)),
    `${customerId}: the ${messages.length} messages of the copy are the first of the ${all.length} of the source`,
  )
  const repeated = await record(urls.restored, messageOf(customerId, 1))
  found.expect(repeated === messages[0], `${customerId}: a message that is sent again is recorded once`)

  const follower = createFollower(customerId, urls.restored, before.streamCursor)
  const next = await record(urls.restored, messageOf(customerId, afterAll))
  await follower.hasSeen(next)
  await follower.stop()
  found.expect(
    areSame(follower.seen, [...messages.slice(before.messages.length), next]),
    `${customerId}: a stream after a cursor of before the copy gives the ${follower.seen.length} messages since, once and in order`,
  )
}

/** Follow the feed of the restored Elo after a position that the source gave when `known` were acknowledged. */
export async function compareFeed(
  found: Findings,
  url: string,
  position: string,
  { known, kept, customerId }: { known: ReadonlySet<string>; kept: ReadonlySet<string>; customerId: string },
): Promise<void> {
  const last = await record(url, messageOf(customerId, afterAll + 1))
  const ids = await readFeed(url, position, last)
  const given = new Set(ids)
  const expected = [...kept].filter((id) => !known.has(id))
  found.expect(
    expected.every((id) => given.has(id)),
    `the feed after a position of before the copy gives the ${expected.length} messages since`,
  )
  found.say(`the feed gave ${ids.length} interactions in all: after a restore it begins earlier, by time`)
}

/** Verify the audit trail of a restored database with the key of the source. */
export async function compareAudit(
  found: Findings,
  connection: Connection,
  keyFile: string,
  /** A checkpoint that the source gave before the copy. */
  witness: string | null,
): Promise<void> {
  const keys = await readAcceptedKeys(keyFile)
  const { size, findings } = await verifyLog(createVerifyStore(connection), { keys, witness })
  found.expect(
    witness !== null && findings.length === 0,
    `the audit trail of the copy, ${size} records, is whole and continues a checkpoint of before the copy`,
  )
  if (witness === null) found.say('there was no checkpoint before the copy')
  for (const { fault, message } of findings) found.say(`${fault}: ${message}`)
}
