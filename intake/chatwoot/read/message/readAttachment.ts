import { isObject } from '../../../../platform/lang/isObject.ts'
import type { Attachment } from '../../state/messageState.ts'
import type { AttachmentDetails } from '../../state/messageExtras.ts'
import { idOf, type JsonObject, nameOf, objectOf, textOf } from '../json.ts'
import { limited } from '../limited.ts'

const phonePattern = /^\+?[\d\s().-]{5,40}$/u

/** The observation of one attachment; null for what is no object. */
export function readAttachment(value: unknown, index: number): Attachment | null {
  if (!isObject(value)) return null
  const url = textOf(value['data_url'])
  const size = value['file_size']
  const title = nameOf(value['fallback_title']) ?? personOf(value)
  return {
    key: idOf(value['id']) ?? `${index} ${url ?? ''}`,
    type: nameOf(value['file_type'])?.slice(0, 64) ?? 'file',
    url: url !== null && url.length <= 4096 ? url : null,
    mimeType: nameOf(value['content_type'])?.slice(0, 255) ?? null,
    sizeBytes: typeof size === 'number' && Number.isSafeInteger(size) && size >= 0 ? size : null,
    title: title === null ? null : limited(title, 1000),
  }
}

/** What the attachment says of a place or a person; null when it is neither. */
export function readAttachmentDetails(value: unknown): AttachmentDetails | null {
  if (!isObject(value)) return null
  if (value['file_type'] === 'location') return placeOf(value)
  return value['file_type'] === 'contact' ? cardOf(value) : null
}

function placeOf(value: JsonObject): AttachmentDetails | null {
  const latitude = degreesOf(value['coordinates_lat'], 90)
  const longitude = degreesOf(value['coordinates_long'], 180)
  return latitude === null || longitude === null ? null : { latitude, longitude }
}

function degreesOf(value: unknown, limit: number): number | null {
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value
  return typeof number === 'number' && Math.abs(number) <= limit ? number : null
}

/** Chatwoot gives the number of a card as the title and the name apart from it. */
function cardOf(value: JsonObject): AttachmentDetails | null {
  const title = nameOf(value['fallback_title'])
  const person = personOf(value)
  const isNumber = title !== null && phonePattern.test(title)
  if (person === null && !isNumber) return null
  return {
    ...(person !== null && { title: limited(person, 1000) }),
    ...(isNumber && { phones: [title] }),
  }
}

function personOf(value: JsonObject): string | null {
  const { firstName, lastName, formattedName } = objectOf(value['meta'])
  const name = [nameOf(firstName), nameOf(lastName)].filter((part) => part !== null).join(' ')
  return name === '' ? nameOf(formattedName) : name
}
