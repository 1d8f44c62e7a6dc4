import type { Clock } from '../../../platform/process/clock.ts'
import type { Principal } from '../../../platform/subgraph/principal.ts'
import { nameFaults } from '../../../interactions/recording/inputFaults.ts'
import { type UserError, userError } from '../../../interactions/recording/userError.ts'
import { customerOf } from '../customer/customer.ts'
import { maximumTags } from '../customer/customerLimits.ts'
import type { CustomerStore } from '../customer/customerStore.ts'
import type { ChangeCustomer } from '../mutation/changeCustomer.ts'
import { answered, type MutationAnswer, refused } from '../mutation/mutationAnswer.ts'
import type { TagCustomerInput } from '../schemaTypes.ts'
import { cleanText } from '../text/cleanText.ts'
import { tagsInForce, withTaggings } from './tagging.ts'

/** Add tags to a customer, or remove them. */
export type TagCustomer = (
  input: TagCustomerInput,
  mutation: 'tagCustomer' | 'untagCustomer',
  by: Principal,
) => Promise<MutationAnswer>

const maximumTagsAtOnce = 20
const maximumTagLength = 64

function tagFaults(tags: readonly string[]): UserError[] {
  if (tags.length === 0)
    return [userError('REQUIRED', 'tags', `tags: expected 1 to ${maximumTagsAtOnce}, got none`)]
  if (tags.length > maximumTagsAtOnce)
    return [userError('TOO_LONG', 'tags', `tags: expected 1 to ${maximumTagsAtOnce}, got ${tags.length}`)]
  return tags.flatMap((tag, index) => nameFaults(['tags', String(index)], tag, maximumTagLength))
}

/** A tag in its stored spelling; null when nothing is left. */
export function cleanTag(tag: string): string | null {
  return cleanText(tag)?.normalize('NFC') ?? null
}

export function createTagCustomer({
  changeCustomer,
  clock,
  customers,
}: {
  changeCustomer: ChangeCustomer
  clock: Clock
  customers: CustomerStore
}): TagCustomer {
  return ({ customer: named, tags, idempotencyKey }, mutation, by) => {
    const content = { customer: named, tags }
    const call = { mutation, customer: named, content, idempotencyKey, faults: tagFaults(tags), by }
    return changeCustomer(call, async (customer, profileId, session) => {
      const isOn = mutation === 'tagCustomer'
      const ofCustomer = new Set(customer.tags)
      const cleaned = [...new Set(tags.flatMap((tag) => cleanTag(tag) ?? []))]
      const own = customer.profiles.find(({ id }) => id === profileId)
      const ofProfile = new Set(own && tagsInForce([own.tags]))
      // The profile is compared too, so that it has after an unmerge what it would have without the merge.
      const changed = cleaned.filter((tag) => ofCustomer.has(tag) !== isOn || ofProfile.has(tag) !== isOn)
      if (changed.length === 0 || !own) return answered([customer])

      const others = customer.profiles.filter(({ id }) => id !== profileId)
      const taggings = withTaggings(own.tags, changed, {
        isOn,
        now: clock(),
        others: others.map((profile) => profile.tags),
      })
      const after = customerOf([...others, { ...own, tags: taggings }])
      if (after.tags.length > maximumTags) {
        const message = `tags: expected a customer of at most ${maximumTags} tags; they would have ${after.tags.length}`
        return refused(userError('CONFLICT', 'tags', message))
      }
      await customers.tagProfile(profileId, taggings, session)
      await customers.group(after, session)
      return answered([after])
    })
  }
}
