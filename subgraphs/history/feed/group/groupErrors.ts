import { type UserError, userError } from '../../../../interactions/recording/userError.ts'
import { callerError } from '../../../../platform/errors/errors.ts'
import { acknowledgeWithinMs, limits } from './feedGroup.ts'
import type { JoinRefusal, SessionEnd } from './membershipStore.ts'

/** Why the subscription of a member ends, when its session has ended. */
export function endedError(end: SessionEnd, { groupName, member }: { groupName: string; member: string }) {
  switch (end) {
    case 'REPLACED':
      return conflict(
        `member: expected one subscription with the name "${member}" in the group "${groupName}", got a later one, which takes its place`,
      )
    case 'DELETED':
      return conflict(`group: the group "${groupName}" was deleted`)
    case 'EXPIRED':
      return unavailable('the lease of this member has ended; subscribe again to continue')
  }
}

/** The member has acknowledged nothing for too long. */
export function stalledError(member: string) {
  const seconds = acknowledgeWithinMs / 1_000
  return conflict(
    `member: expected an acknowledgement of "${member}" within ${seconds} s, got none; what it was given goes to others. Subscribe again to continue`,
  )
}

/** The process of the member stops. */
export function stoppedError() {
  return unavailable('the stream is stopping; subscribe again with the same group and member')
}

/** Why a session could not begin. */
export function refusalOf(refusal: JoinRefusal, group: string) {
  switch (refusal) {
    case 'NO_GROUP':
      return conflict(`group: the group "${group}" was deleted at this moment; try again`)
    case 'TOO_MANY_MEMBERS':
      return conflict(`member: expected at most ${limits.members} members of "${group}", got another one`)
    case 'OTHER_RIGHTS':
      return conflict(
        `group: expected the same scopes and rows as those of the connected members of "${group}", got others`,
      )
  }
}

/** The cursor to acknowledge is not of this group. */
export function foreignCursor(group: string): UserError {
  const message = `cursor: expected the cursor of an event of the group "${group}", got another one`
  return userError('INVALID_VALUE', 'cursor', message)
}

/** The cursor to acknowledge is not of the present session of this member. */
export function notOfMember(member: string): UserError {
  const message = `cursor: expected a cursor of the present subscription of "${member}", got one of a subscription that has ended, or of another member; what it was given is given again`
  return userError('CONFLICT', 'cursor', message)
}

function conflict(message: string) {
  return callerError('CONFLICT', message)
}

function unavailable(message: string) {
  return callerError('UNAVAILABLE', message, { retryable: true })
}
