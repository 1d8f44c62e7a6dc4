import type { InteractionKind } from './interaction.ts'

/** The stored kind of each kind of the SDL. Two were renamed in the SDL, and what is stored keeps its names. */
export const storedKinds = {
  MESSAGE: 'MESSAGE',
  NOTE: 'NOTE',
  ACTION: 'ACTION',
  COMMITMENT: 'COMMITMENT',
  FEEDBACK: 'FEEDBACK',
  HANDOFF: 'HANDOFF',
  STATUS_CHANGE: 'STATUS',
  IDENTITY_CHANGE: 'IDENTITY',
} as const satisfies Record<string, InteractionKind>

/** The kind as the SDL names it. */
export function shownKind(kind: InteractionKind): string {
  return Object.entries(storedKinds).find(([, stored]) => stored === kind)?.[0] ?? kind
}

/** The type of the SDL of each kind. */
export const typeNames = {
  MESSAGE: 'Message',
  NOTE: 'Note',
  ACTION: 'Action',
  COMMITMENT: 'Commitment',
  FEEDBACK: 'Feedback',
  HANDOFF: 'Handoff',
  STATUS: 'StatusChange',
  IDENTITY: 'IdentityChange',
} as const satisfies Record<InteractionKind, string>
