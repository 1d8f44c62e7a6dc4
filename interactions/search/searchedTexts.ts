import { isObject } from '../../platform/lang/isObject.ts'
import type { Interaction } from '../interaction.ts'

/** What of an interaction the search reads. */
export type Searched = Pick<Interaction, 'kind' | 'summary' | 'body' | 'erased'>

/**
 * The texts of an interaction in which it is searched: of a message the text, the subject and the transcripts, of a note
 * the text, of an action its summary, name and reference, of a commitment its summary, terms and reason, of feedback the comment, of a hand-off the reason. A deleted
 * message has none, and neither has what was erased.
 */
export function searchedTexts({ kind, summary, body, erased }: Searched): string[] {
  if (erased || !isObject(body)) return []
  switch (kind) {
    case 'MESSAGE':
    case 'NOTE':
      return body['deleted'] === true
        ? []
        : [
            ...textsOf(body, 'text'),
            ...textsOf(body['email'], 'subject'),
            ...listOf(body['attachments']).flatMap((attachment) => textsOf(attachment, 'transcript')),
          ]
    case 'ACTION':
      return [summary, ...textsOf(body, 'name', 'externalReference')]
    case 'COMMITMENT':
      return [summary, ...textsOf(body['terms'], 'text'), ...textsOf(body, 'stateReason')]
    case 'FEEDBACK':
      return textsOf(body, 'comment')
    case 'HANDOFF':
      return textsOf(body, 'reason')
    case 'STATUS':
    case 'IDENTITY':
      return []
  }
}

function textsOf(value: unknown, ...members: string[]): string[] {
  if (!isObject(value)) return []
  return members.flatMap((member) => {
    const text = value[member]
    return typeof text === 'string' && text !== '' ? [text] : []
  })
}

function listOf(value: unknown): unknown[] {
  return Array.isArray(value) ? value : []
}
