import { nameFaults, textFaults } from '../../../interactions/recording/inputFaults.ts'
import { type UserError, userError } from '../../../interactions/recording/userError.ts'
import type { ReferralInput } from '../schemaTypes.ts'

/** The ad, post or link through which the customer came. */
export type Referral = {
  sourceType: string | null
  sourceUrl: string | null
  externalId: string | null
  headline: string | null
  body: string | null
  mediaUrl: string | null
  ref: string | null
  clickId: string | null
}

export function referralFaults(referral: ReferralInput): UserError[] {
  const at = (member: string) => ['referral', member]
  if (Object.values(toReferral(referral)).every((value) => value === null))
    return [userError('REQUIRED', 'referral', 'referral: expected at least one member, got none')]
  return [
    ...nameFaults(at('sourceType'), referral.sourceType, 64),
    ...textFaults(at('sourceUrl'), referral.sourceUrl, 4_096),
    ...nameFaults(at('externalId'), referral.externalId),
    ...textFaults(at('headline'), referral.headline, 1_000),
    ...textFaults(at('body'), referral.body, 10_000),
    ...textFaults(at('mediaUrl'), referral.mediaUrl, 4_096),
    ...textFaults(at('ref'), referral.ref, 1_000),
    ...textFaults(at('clickId'), referral.clickId, 1_000),
  ]
}

export function toReferral(given: ReferralInput): Referral {
  return {
    sourceType: given.sourceType ?? null,
    sourceUrl: given.sourceUrl ?? null,
    externalId: given.externalId ?? null,
    headline: given.headline ?? null,
    body: given.body ?? null,
    mediaUrl: given.mediaUrl ?? null,
    ref: given.ref ?? null,
    clickId: given.clickId ?? null,
  }
}
