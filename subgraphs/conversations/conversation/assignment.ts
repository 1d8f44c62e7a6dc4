import { nameFaults } from '../../../interactions/recording/inputFaults.ts'
import { withStoredName } from '../../../interactions/recording/recordingInput.ts'
import type { UserError } from '../../../interactions/recording/userError.ts'
import type { AssigneeInput, AssignmentInput } from '../schemaTypes.ts'

/** A department, person or AI agent; `id` is its id in a foreign system. */
export type Assignee = { id: string; name: string | null }

/** Who is responsible; null where there is none. */
export type Assignment = { team: Assignee | null; person: Assignee | null; bot: Assignee | null }

export type AssignmentPart = keyof Assignment

export const assignmentParts = ['team', 'person', 'bot'] as const

export function assignmentFaults(field: string, assignment: AssignmentInput | null | undefined): UserError[] {
  return assignmentParts.flatMap((part) => [
    ...nameFaults([field, part, 'externalId'], assignment?.[part]?.externalId),
    ...nameFaults([field, part, 'name'], assignment?.[part]?.name),
  ])
}

/** The parts that an input gives. */
export function givenParts(assignment: AssignmentInput): AssignmentPart[] {
  return assignmentParts.filter((part) => assignment[part] !== undefined)
}

/** The parts that an input gives, as they are stored. */
export function toAssignment(assignment: AssignmentInput | null | undefined): Partial<Assignment> {
  return Object.fromEntries(
    givenParts(assignment ?? {}).map((part) => [part, toAssignee(assignment?.[part])]),
  )
}

function toAssignee(assignee: AssigneeInput | null | undefined): Assignee | null {
  return assignee ? { id: assignee.externalId, name: assignee.name ?? null } : null
}

/** An assignment of an input with the names of the stored one, for its fingerprint. */
export function withStoredNames(assignment: AssignmentInput) {
  return Object.fromEntries(
    givenParts(assignment).map((part) => [part, assignment[part] && withStoredName(assignment[part])]),
  )
}
