import type { Connection } from 'mongoose'
import type { Clock } from '../../../platform/process/clock.ts'
import { nameFaults } from '../../../interactions/recording/inputFaults.ts'
import { type UserError, userError } from '../../../interactions/recording/userError.ts'
import { type ChangeAnswer, changeCustomer, refused } from '../customer/changeCustomer.ts'
import { cleanText } from '../text/cleanText.ts'
import { customerOf } from '../customer/customer.ts'
import { maximumTags } from '../customer/customerLimits.ts'
import type { CustomerStore } from '../customer/customerStore.ts'
import { tagsInForce, withTaggings } from './tagging.ts'

export type TagInput = { customerId: string; tags: string[] }

/** Put tags on a customer, or take them off. */
export type TagCustomer = (input: TagInput, action: 'TAG' | 'UNTAG') => Promise<ChangeAnswer>

const maximumTagsAtOnce = 20
const maximumTagLength = 64

function tagFaults(tags: readonly string[]): UserError[] {
  if (tags.length === 0)
    return [userError('REQUIRED', 'tags', `tags: expected 1 to ${maximumTagsAtOnce}, got none`)]
  if (tags.length > maximumTagsAtOnce)
    return [userError('TOO_LONG', 'tags', `tags: expected 1 to ${maximumTagsAtOnce}, got ${tags.length}`)]
  return tags.flatMap((tag, index) => nameFaults(['tags', String(index)], tag, maximumTagLength))
}

/** A tag in the spelling it is kept in; null when nothing is left. */
export function cleanTag(tag: string): string | null {
  return cleanText(tag)?.normalize('NFC') ?? null
}

export function createTagCustomer({
  connection,
  clock,
  customers,
}: {
  connection: Connection
  clock: Clock
  customers: CustomerStore
}): TagCustomer {
  return ({ customerId, tags }, action) =>
    changeCustomer(
      { connection, customers },
      { customerId, faults: tagFaults(tags) },
      async (customer, session) => {
        const isOn = action === 'TAG'
        const has = new Set(customer.tags)
        const cleaned = [...new Set(tags.flatMap((tag) => cleanTag(tag) ?? []))]
        const own = customer.profiles.find(({ id }) => id === customerId)
        const hasItself = new Set(own && tagsInForce([own.tags]))
        // The profile too, so that it has after an unmerge what it would have without the merge.
        const changed = cleaned.filter((tag) => has.has(tag) !== isOn || hasItself.has(tag) !== isOn)
        if (changed.length === 0 || !own) return { customer, userErrors: [] }

        const others = customer.profiles.filter(({ id }) => id !== customerId)
        const taggings = withTaggings(own.tags, changed, {
          isOn,
          now: clock(),
          others: others.map((profile) => profile.tags),
        })
        const after = customerOf([...others, { ...own, tags: taggings }])
        if (after.tags.length > maximumTags) {
          return refused([
            userError(
              'CONFLICT',
              'tags',
              `tags: expected a customer of at most ${maximumTags} tags; he would have ${after.tags.length}`,
            ),
          ])
        }
        await customers.tagProfile(customerId, taggings, session)
        await customers.group(after, session)
        return { customer: after, userErrors: [] }
      },
    )
}
