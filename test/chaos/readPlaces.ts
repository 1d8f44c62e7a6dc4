import { databaseAt } from './cluster/databaseAt.ts'
import type { Place } from './oracle.ts'

type Stored = { _id: string; profileId: string; seq: number; positions: number[]; revision: number }

/** Where these interactions are in their logs. Read from the database itself: no caller of the graph learns it. */
export async function readPlaces(uri: string, ids: string[]): Promise<Map<string, Place>> {
  const found = await databaseAt(uri)
    .collection<Stored>('interactions')
    .find({ _id: { $in: ids } })
    .project<Stored>({ profileId: 1, seq: 1, positions: 1, revision: 1 })
    .toArray()
  return new Map(
    found.map(({ _id, positions, ...place }) => [_id, { ...place, firstSeq: Math.min(...positions) }]),
  )
}

/** What is stored of a message with this number, for a report: its profiles, and the states of its delivery. */
export async function describeStored(uri: string, number: string): Promise<string> {
  const stored = await databaseAt(uri).collection<Stored>('interactions').find({ summary: number }).toArray()
  const inText = new RegExp(`"content":"${number.replace('.', '\\.')}"`, 'u')
  const deliveries = await databaseAt(uri).collection('webhookInbox').find({ body: inText }).toArray()
  const places = stored.map(({ _id, profileId, seq }) => `${_id} at ${seq} of ${profileId}`)
  const states = deliveries.map(({ body: _body, ...state }) => JSON.stringify(state))
  return `stored: ${places.join(', ') || 'nothing'}; deliveries: ${states.join(', ') || 'none'}`
}

/** What is stored of an interaction in the queue of its consumer group, for a report: its entries, the group and its sessions. */
export async function describeQueued(uri: string, interactionId: string): Promise<string> {
  const database = databaseAt(uri)
  const entries = await database.collection('feedEntries').find({ interactionId }).toArray()
  const ids = [...new Set(entries.map(({ group }) => String(group)))]
  const groups = await database
    .collection<{ _id: string }>('feedGroups')
    .find({ _id: { $in: ids } })
    .toArray()
  const members = await database
    .collection('feedMembers')
    .find({ group: { $in: ids } })
    .toArray()
  const now = new Date()
  return `queued: ${JSON.stringify({ now, entries, groups, members })}`
}

/** The profiles that have messages with these numbers. */
export async function profilesOf(uri: string, numbers: readonly string[]): Promise<string[]> {
  const interactions = databaseAt(uri).collection<Stored>('interactions')
  return interactions.distinct('profileId', { summary: { $in: [...numbers] } })
}
