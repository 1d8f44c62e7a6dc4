import { fingerprint } from '../../../platform/lang/canonicalJson.ts'
import { characterFaults, countFaults } from '../../../interactions/recording/inputFaults.ts'
import { type UserError, userError } from '../../../interactions/recording/userError.ts'
import { type AttributeInput, maximumAttributes, readAttributes } from '../knowledge/attributeInput.ts'
import { cleanText } from '../text/cleanText.ts'
import type { Fact } from '../knowledge/fact.ts'
import { type GivenIdentifier, withoutRepeats } from '../identifier/identifier.ts'
import type { IdentifierType } from '../identifier/identifierTypes.ts'
import { normalizeIdentifier } from '../normalization/normalizeIdentifier.ts'
import type { IdentityRules } from '../rules/identityRules.ts'
import { isLongerThan } from '../text/textLength.ts'

export type IdentifierInput = { type: IdentifierType; value: string; verified?: boolean | null }

export type IdentifyCustomerInput = {
  identifiers: IdentifierInput[]
  name?: string | null
  source?: string | null
  attributes?: AttributeInput[] | null
  reason?: string | null
  idempotencyKey?: string | null
  dryRun?: boolean | null
}

/** An identification without faults, everything in the spelling it is kept in. */
export type IdentificationRequest = {
  identifiers: GivenIdentifier[]
  name: string | null
  source: string | null
  /** What else is known of him. */
  said: Fact[]
  reason: string | null
  idempotencyKey: string | null
  /** What was asked, hashed, to tell a retry from another content. */
  fingerprint: string
  isDryRun: boolean
}

const maximumIdentifiers = 20

/** The fault of a text that exceeds its limit or has half a character. */
export function lengthFaults(field: string, text: string | null | undefined, limit: number): UserError[] {
  if (!text || !isLongerThan(text, limit)) return characterFaults(field, text)
  return [
    userError(
      'TOO_LONG',
      field,
      `${field}: expected at most ${limit} characters, got ${Array.from(text).length}`,
    ),
  ]
}

/** Check and normalise what identifies a customer, or name everything that is wrong with it. */
export function readIdentification(
  input: IdentifyCustomerInput,
  rules: IdentityRules,
  now: Date,
): { request: IdentificationRequest; faults?: never } | { request?: never; faults: UserError[] } {
  const { identifiers, name, source, reason, idempotencyKey } = input
  const attributes = input.attributes ?? []
  const read = readAttributes(attributes, { source: cleanText(source), now })
  const faults = [
    ...lengthFaults('name', name, 255),
    ...lengthFaults('source', source, 64),
    ...lengthFaults('reason', reason, 1_000),
    ...countFaults('attributes', attributes, maximumAttributes),
    ...read.faults,
    ...lengthFaults('idempotencyKey', idempotencyKey, 255),
  ]
  if (idempotencyKey?.trim() === '')
    faults.push(
      userError('REQUIRED', 'idempotencyKey', 'idempotencyKey: expected a text or null, got a blank one'),
    )
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

  const given: GivenIdentifier[] = []
  for (const [index, { type, value, verified }] of identifiers.entries()) {
    const normalized = normalizeIdentifier({ type, value }, ['identifiers', String(index), 'value'], rules)
    if (normalized.fault) faults.push(normalized.fault)
    else given.push({ type, value: normalized.value, verified: verified ?? false })
  }
  if (faults.length > 0) return { faults }
  return {
    request: {
      identifiers: withoutRepeats(given),
      name: cleanText(name),
      source: cleanText(source),
      said: read.facts,
      reason: cleanText(reason),
      idempotencyKey: idempotencyKey ?? null,
      fingerprint: fingerprint([
        withoutRepeats(given),
        cleanText(name),
        cleanText(source),
        cleanText(reason),
        ...(attributes.length > 0 ? [attributes] : []),
      ]),
      isDryRun: input.dryRun ?? false,
    },
  }
}
