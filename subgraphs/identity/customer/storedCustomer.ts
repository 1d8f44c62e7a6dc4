import type { PipelineStage } from 'mongoose'
import { byTypeAndValue, type Identifier, oncePerKey } from '../identifier/identifier.ts'
import type { IdentifierDocument } from '../identifier/identifierModel.ts'
import { toIdentifiers } from '../identifier/toIdentifiers.ts'
import { foldText } from '../text/foldText.ts'
import { nameWords } from '../text/nameWords.ts'
import { type Customer, customerOf, type Profile, type ShownCustomer } from './customer.ts'
import type { Detail } from './customerDetail.ts'
import type { CustomerSummary, ProfileDocument } from './profileModel.ts'

/** A customer as an aggregation returns them. */
export type StoredCustomer = {
  canonical?: ProfileDocument[]
  profiles?: ProfileDocument[]
  identifiers?: IdentifierDocument[]
  matched?: IdentifierDocument[]
}

export function toProfile(document: ProfileDocument): Profile {
  const {
    _id: id,
    name,
    namedAt,
    nameTrust,
    correctedName,
    correctedAt,
    tags,
    createdAt,
    erasedAt,
  } = document
  return {
    id,
    name,
    namedAt,
    nameTrust,
    correctedName,
    correctedAt,
    tags: tags.map(({ tag, isOn, at }) => ({ tag, isOn, at })),
    createdAt,
    ...(erasedAt && { erasedAt }),
  }
}

/** The name is the stored one, by the rule of the version that stored it, as when the customer is read without profiles. */
export function toCustomer({ profiles = [], identifiers }: StoredCustomer): Customer {
  const held = identifiers && byProfile(identifiers.flatMap(toIdentifiers).sort(byTypeAndValue))
  const customer = customerOf(
    profiles.map((profile) => ({
      ...toProfile(profile),
      ...(held && { identifiers: held.get(profile._id) ?? [] }),
    })),
  )
  const summary = profiles.find(({ _id }) => _id === customer.id)?.customer
  return summary ? { ...customer, name: summary.name } : customer
}

function byProfile(identifiers: readonly Identifier[]): Map<string, Identifier[]> {
  const held = new Map<string, Identifier[]>()
  for (const identifier of identifiers) {
    const ofProfile = held.get(identifier.profileId)
    if (ofProfile) ofProfile.push(identifier)
    else held.set(identifier.profileId, [identifier])
  }
  return held
}

/** A customer from their canonical profile and what `detailOf` added to it; empty when that profile was not found. */
export function toShown(stored: StoredCustomer): ShownCustomer[] {
  if (stored.profiles?.length) return [toCustomer(stored)]
  const canonical = stored.canonical?.[0]
  if (!canonical?.customer) return []
  const { profileIds, name, tags } = canonical.customer
  const held = stored.identifiers?.flatMap(toIdentifiers)
  return [
    {
      id: canonical._id,
      profileIds,
      name,
      tags,
      createdAt: canonical.createdAt,
      ...(canonical.erasedAt && { erasedAt: canonical.erasedAt }),
      ...(held && { identifiers: oncePerKey(ofOldestFirst(held, profileIds).sort(byTypeAndValue)) }),
    },
  ]
}

/** In the order of their profiles, so that of a shared identifier the oldest profile's holding is first. */
function ofOldestFirst(identifiers: readonly Identifier[], profileIds: readonly string[]): Identifier[] {
  if (profileIds.length === 1) return [...identifiers]
  const ages = new Map(profileIds.map((id, age) => [id, age] as const))
  const ageOf = ({ profileId }: Identifier) => ages.get(profileId) ?? profileIds.length
  return identifiers.toSorted((a, b) => ageOf(a) - ageOf(b))
}

/** The summary for the canonical profile. */
export function summaryOf({ profileIds, name, tags }: Customer): CustomerSummary {
  return {
    profileIds,
    name,
    foldedName: name && foldText(name),
    nameWords: name === null ? [] : nameWords(name),
    tags,
  }
}

export const profilesOf = (customerId: string): PipelineStage.Lookup => ({
  $lookup: { from: 'profiles', localField: customerId, foreignField: 'canonicalId', as: 'profiles' },
})

/** Stages that add the detail to documents with the canonical profile of a customer, alone in `canonical`. */
export function detailOf({ withProfiles, withIdentifiers }: Detail): PipelineStage.FacetPipelineStage[] {
  return [
    ...(withProfiles ? [profilesOf('canonical._id')] : []),
    ...(withIdentifiers
      ? [
          {
            $lookup: {
              from: 'identifiers',
              localField: 'canonical.customer.profileIds',
              foreignField: 'profileId',
              as: 'identifiers',
            },
          },
        ]
      : []),
  ]
}
