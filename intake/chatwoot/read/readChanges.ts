import type { ChatwootObject } from '../state/chatwootObject.ts'
import { idOf, isNonsenseTime, type JsonObject, listOf, objectOf, timeOf } from './json.ts'
import {
  assignmentParts,
  type AssignmentPart,
  type HandoffState,
  type PartChange,
} from '../state/objectStates.ts'
import { assignmentOf, type Snapshot, statusOf } from './readConversation.ts'

const fieldOfPart: Record<AssignmentPart, string> = {
  team: 'team_id',
  person: 'assignee_id',
  bot: 'assignee_agent_bot_id',
}

/** The changes in `changed_attributes` by field. */
function changesOf(body: JsonObject): Map<string, JsonObject> {
  return new Map(
    listOf(body['changed_attributes']).flatMap((change) =>
      Object.entries(objectOf(change)).map(([field, values]) => [field, objectOf(values)] as const),
    ),
  )
}

/**
 * The status change and the hand-off in one update of a conversation, in this order. Their ids are the conversation and
 * the time, so that the two deliveries about one change give one object.
 */
export function readChanges(body: JsonObject, snapshot: Snapshot, sentAt: number): ChatwootObject[] {
  const { account, id, key, latestAt, conversation } = snapshot
  const changes = changesOf(body)
  const changedTo = changes.get('updated_at')?.['current_value']
  const given = snapshot.updatedAt ?? timeOf(changedTo, latestAt)?.ms ?? null
  const at = given ?? sentAt
  const isCorrected =
    given === null &&
    [conversation['updated_at'], changedTo].some((time) => isNonsenseTime(time, latestAt)) &&
    ({ isCorrected: true } as const)
  const objects: ChatwootObject[] = []

  const status = changes.get('status')
  const isStatusEvent = body['event'] === 'conversation_status_changed'
  const from = statusOf(status?.['previous_value'])
  const to = statusOf(status?.['current_value']) ?? (isStatusEvent ? statusOf(conversation['status']) : null)
  // A status without a previous one is that of the creation, unless the event itself is a status change.
  if (to !== null && to !== from && (from !== null || isStatusEvent)) {
    objects.push({
      kind: 'status',
      account,
      id: `${id}:${at}`,
      state: { conversation: key, at, to, from, ...isCorrected },
    })
  }

  const shown = assignmentOf(conversation)
  const parts: HandoffState['parts'] = {}
  for (const part of assignmentParts) {
    const change = changes.get(fieldOfPart[part])
    if (!change) continue
    const moved: PartChange = {
      from: idOf(change['previous_value']),
      to: idOf(change['current_value']),
      name: null,
    }
    if (moved.from === moved.to) continue
    // The body may be from after a further change, and then it names another assignee.
    const name = shown[part]?.id === moved.to ? (shown[part]?.name ?? null) : null
    parts[part] = { ...moved, name }
  }
  if (Object.keys(parts).length > 0)
    objects.push({
      kind: 'handoff',
      account,
      id: `${id}:${at}`,
      state: { conversation: key, at, parts, ...isCorrected },
    })
  return objects
}
