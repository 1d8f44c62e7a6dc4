import type { ActorInput } from '../../../interactions/recording/recordingInput.ts'
import { type UserError, userError } from '../../../interactions/recording/userError.ts'
import type { Principal } from '../../../platform/subgraph/principal.ts'

/** Who signs in as a person of the business. Programs and other companies approve nothing. */
const people: ReadonlySet<Principal['kind']> = new Set(['ADMIN', 'SUPERVISOR', 'AGENT', 'DEMO'])

/** The faults of an approval: a person gives it, for themselves, and not for what they promised. */
export function approvalFaults(
  { approvedBy, actor }: { approvedBy?: ActorInput | null; actor: ActorInput },
  by: Principal,
): UserError[] {
  if (!approvedBy) return []
  const { kind, externalId } = approvedBy
  if (kind !== 'HUMAN')
    return [
      userError('INVALID_VALUE', ['approvedBy', 'kind'], `approvedBy.kind: expected HUMAN, got ${kind}`),
    ]
  if (!people.has(by.kind))
    return [
      userError(
        'INVALID_VALUE',
        'approvedBy',
        `approvedBy: expected an approval that a person gives, got one from ${by.kind}`,
      ),
    ]
  if (externalId === null || externalId === undefined)
    return [
      userError(
        'REQUIRED',
        ['approvedBy', 'externalId'],
        'approvedBy.externalId: expected who approves, got none',
      ),
    ]
  if (actor.kind !== 'HUMAN' || actor.externalId !== externalId) return []
  return [
    userError(
      'INVALID_VALUE',
      'approvedBy',
      'approvedBy: expected another person than the actor, got the same',
    ),
  ]
}
