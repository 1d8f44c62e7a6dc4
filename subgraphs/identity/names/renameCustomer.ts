import type { Clock } from '../../../platform/process/clock.ts'
import type { Principal } from '../../../platform/subgraph/principal.ts'
import { nameFaults, textFaults } from '../../../interactions/recording/inputFaults.ts'
import { type UserError, userError } from '../../../interactions/recording/userError.ts'
import { correctedProfileOf, customerOf, type Profile } from '../customer/customer.ts'
import type { CustomerStore } from '../customer/customerStore.ts'
import type { ChangeCustomer } from '../mutation/changeCustomer.ts'
import { answered, type MutationAnswer } from '../mutation/mutationAnswer.ts'
import type { RenameCustomerInput } from '../schemaTypes.ts'
import { cleanText } from '../text/cleanText.ts'
import type { NameCorrectionStore } from './nameCorrectionStore.ts'

/** Correct the name of a customer, or withdraw the correction. */
export type RenameCustomer = (input: RenameCustomerInput, by: Principal) => Promise<MutationAnswer>

/** A person may give any name, also one that would be a placeholder from a source; a blank one is none. */
function givenNameFaults(name: string | null | undefined): UserError[] {
  const faults = nameFaults('name', name)
  if (faults.length > 0 || !name || cleanText(name) !== null) return faults
  return [userError('REQUIRED', 'name', 'name: expected a value, got control characters only')]
}

/**
 * The profile after its name was corrected, or the correction withdrawn, later than all corrections of its customer.
 * Null when it has and is that already. Only a withdrawal that other profiles' corrections would undo is remembered: by
 * itself a profile whose correction was withdrawn is as one that was never corrected.
 */
function corrected(
  own: Profile,
  others: readonly Profile[],
  { name, now }: { name: string | null; now: Date },
): { profile: Profile; at: Date } | null {
  const inForce = correctedProfileOf([own, ...others])
  const isInForce = name === null ? inForce === null : inForce?.id === own.id
  if (isInForce && name === (own.correctedName ?? null)) return null
  // The clock of another process may be ahead of this one.
  const times = [own, ...others].flatMap(({ correctedAt }) =>
    correctedAt ? [correctedAt.getTime() + 1] : [],
  )
  const at = new Date(Math.max(now.getTime(), ...times))
  const isRemembered = name !== null || others.some(({ correctedName }) => correctedName)
  return { profile: { ...own, correctedName: name, correctedAt: isRemembered ? at : null }, at }
}

/** The correction is kept with the profile that the input leads to, so that an unmerge leaves each profile with its own. */
export function createRenameCustomer({
  changeCustomer,
  clock,
  customers,
  nameCorrections,
}: {
  changeCustomer: ChangeCustomer
  clock: Clock
  customers: CustomerStore
  nameCorrections: NameCorrectionStore
}): RenameCustomer {
  return (input, by) => {
    const { customer: named, idempotencyKey } = input
    const [name, reason] = [cleanText(input.name), cleanText(input.reason)]
    const faults = [...givenNameFaults(input.name), ...textFaults('reason', input.reason, 1_000)]
    const content = { customer: named, name, reason }
    const call = { mutation: 'renameCustomer', customer: named, content, idempotencyKey, faults, by } as const
    return changeCustomer(call, async (customer, profileId, session) => {
      const own = customer.profiles.find(({ id }) => id === profileId)
      const others = customer.profiles.filter(({ id }) => id !== profileId)
      const change = own && corrected(own, others, { name, now: clock() })
      if (!change) return answered([customer])

      const after = customerOf([...others, change.profile])
      await customers.correctName(change.profile, session)
      await nameCorrections.add({ profileId, name, reason, at: change.at, by }, session)
      await customers.group(after, session)
      return answered([after])
    })
  }
}
