import { callStatuses, type MessageExtras } from '../../state/messageExtras.ts'
import { type JsonObject, nameOf, objectOf } from '../json.ts'

const statusNames: Readonly<Record<string, (typeof callStatuses)[number]>> = {
  initiated: 'RINGING',
  queued: 'RINGING',
  ringing: 'RINGING',
  accepted: 'IN_PROGRESS',
  connected: 'IN_PROGRESS',
  answered: 'IN_PROGRESS',
  in_progress: 'IN_PROGRESS',
  completed: 'COMPLETED',
  ended: 'COMPLETED',
  no_answer: 'NO_ANSWER',
  missed: 'NO_ANSWER',
  busy: 'BUSY',
  rejected: 'REJECTED',
  declined: 'REJECTED',
  canceled: 'CANCELED',
  cancelled: 'CANCELED',
  failed: 'FAILED',
}

/** The longest duration that an Int of GraphQL holds. */
const maximumSeconds = 2_147_483_647

/** The outcome of a call; undefined for a message that is no call. */
export function readCall(message: JsonObject, attributes: JsonObject): MessageExtras['call'] {
  if (message['content_type'] !== 'voice_call') return undefined
  const data = objectOf(attributes['data'])
  const name = nameOf(data['status'])?.toLowerCase().replace(/[-\s]/gu, '_')
  const status = name !== undefined && Object.hasOwn(statusNames, name) ? statusNames[name] : undefined
  const seconds = Math.round(
    Number(data['duration'] ?? data['duration_seconds'] ?? data['call_duration'] ?? Number.NaN),
  )
  return {
    status: status === undefined ? -1 : callStatuses.indexOf(status),
    durationSeconds: seconds >= 0 && seconds <= maximumSeconds ? seconds : null,
  }
}
