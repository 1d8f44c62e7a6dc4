import { fingerprint } from '../../../platform/lang/canonicalJson.ts'
import {
  countFaults,
  nameFaults,
  textFaults,
  timeFaults,
} from '../../../interactions/recording/inputFaults.ts'
import { type UserError, userError } from '../../../interactions/recording/userError.ts'
import { maximumAttributes, readAttributes } from '../attributes/readAttributes.ts'
import { cleanText } from '../text/cleanText.ts'
import type { Fact } from '../attributes/fact.ts'
import type { GivenIdentifier, IdentifierKey } from '../identifier/identifier.ts'
import { normalizeIdentifiers } from '../normalization/normalizeIdentifiers.ts'
import type { IdentityRules } from '../rules/identityRules.ts'
import type { IdentifyCustomerInput } from '../schemaTypes.ts'
import { isPlaceholderName } from '../text/placeholderName.ts'
import { hasKeyOf } from './candidates.ts'

/** An identification without faults, everything in its stored spelling. */
export type IdentificationRequest = {
  identifiers: GivenIdentifier[]
  /** Null when none is given, and when a placeholder is. */
  name: string | null
  source: string | null
  /** When the source stated it. */
  statedAt: Date
  /** What the record had before. */
  withdrawn: IdentifierKey[]
  /** The attributes of the input. */
  facts: Fact[]
  reason: string | null
  idempotencyKey: string | null
  /** A hash of the content, to distinguish a retry from another content. */
  fingerprint: string
  isDryRun: boolean
}

const maximumIdentifiers = 20

function nameOf(given: string | null | undefined): string | null {
  const name = cleanText(given)
  return name !== null && isPlaceholderName(name) ? null : name
}

/** The normalised input, or everything that is wrong with it. */
export function readIdentification(
  input: IdentifyCustomerInput,
  rules: IdentityRules,
  now: Date,
): { request: IdentificationRequest; faults?: never } | { request?: never; faults: UserError[] } {
  const { identifiers, name, source, observedAt, reason, idempotencyKey } = input
  const attributes = input.attributes ?? []
  const withdrawn = input.withdrawnIdentifiers ?? []
  const read = readAttributes(attributes, { source: cleanText(source), now })
  const faults = [
    ...textFaults('name', name, 255),
    ...textFaults('source', source, 64),
    ...textFaults('reason', reason, 1_000),
    ...countFaults('attributes', attributes, maximumAttributes),
    ...read.faults,
    ...nameFaults('idempotencyKey', idempotencyKey),
    ...countFaults('withdrawnIdentifiers', withdrawn, maximumIdentifiers),
    ...timeFaults('observedAt', observedAt, now),
  ]
  if (identifiers.length === 0)
    faults.push(
      userError('REQUIRED', 'identifiers', `identifiers: expected 1 to ${maximumIdentifiers}, got none`),
    )
  if (identifiers.length > maximumIdentifiers) {
    faults.push(
      userError(
        'TOO_LONG',
        'identifiers',
        `identifiers: expected 1 to ${maximumIdentifiers}, got ${identifiers.length}`,
      ),
    )
    return { faults }
  }

  const given = normalizeIdentifiers(identifiers, ['identifiers'], rules)
  const givenUp = normalizeIdentifiers(withdrawn, ['withdrawnIdentifiers'], rules)
  faults.push(...given.faults, ...givenUp.faults)
  if (faults.length > 0) return { faults }
  const isGiven = hasKeyOf(given.identifiers)
  return {
    request: {
      identifiers: given.identifiers,
      name: nameOf(name),
      source: cleanText(source),
      statedAt: observedAt ?? now,
      withdrawn: givenUp.identifiers.filter((each) => !isGiven(each)),
      facts: read.facts,
      reason: cleanText(reason),
      idempotencyKey: idempotencyKey ?? null,
      fingerprint: fingerprint([
        given.identifiers,
        cleanText(name),
        cleanText(source),
        cleanText(reason),
        ...(attributes.length > 0 ? [attributes] : []),
        ...(withdrawn.length > 0 || observedAt ? [givenUp.identifiers, observedAt] : []),
      ]),
      isDryRun: input.dryRun ?? false,
    },
  }
}
