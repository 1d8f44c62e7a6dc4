import { nameFaults } from '../../../interactions/recording/inputFaults.ts'
import type { UserError } from '../../../interactions/recording/userError.ts'

/** A department, person or AI agent. */
export type Assignee = { id: string; name: string | null }

/** Who is responsible; null where there is none. */
export type Assignment = { team: Assignee | null; person: Assignee | null; bot: Assignee | null }

export type AssignmentPart = keyof Assignment

export const assignmentParts = ['team', 'person', 'bot'] as const

type AssigneeInput = { id: string; name?: string | null }

/** AssignmentInput of the schema: a part left out stays as it is, null means nobody. */
export type AssignmentInput = Partial<Record<AssignmentPart, AssigneeInput | null>>

export function assignmentFaults(field: string, assignment: AssignmentInput | null | undefined): UserError[] {
  return assignmentParts.flatMap((part) => [
    ...nameFaults([field, part, 'id'], assignment?.[part]?.id),
    ...nameFaults([field, part, 'name'], assignment?.[part]?.name),
  ])
}

/** The parts that an input gives. */
export function givenParts(assignment: AssignmentInput): AssignmentPart[] {
  return assignmentParts.filter((part) => assignment[part] !== undefined)
}

/** What an input says of the parts it gives. */
export function toAssignment(assignment: AssignmentInput | null | undefined): Partial<Assignment> {
  return Object.fromEntries(
    givenParts(assignment ?? {}).map((part) => [part, toAssignee(assignment?.[part])]),
  )
}

function toAssignee(assignee: AssigneeInput | null | undefined): Assignee | null {
  return assignee ? { id: assignee.id, name: assignee.name ?? null } : null
}
