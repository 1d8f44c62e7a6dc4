import type { ClientSession } from 'mongoose'
import type { Principal } from '../../../platform/subgraph/principal.ts'
import type { CustomerStore } from '../customer/customerStore.ts'
import { hasKeyOf } from '../identification/candidates.ts'
import type { IdentificationRequest } from '../identification/readIdentification.ts'
import type { ResolutionStep } from '../identification/resolutionStep.ts'
import type { GivenIdentifier, Identifier, IdentifierKey } from '../identifier/identifier.ts'
import type { IdentifierType } from '../identifier/identifierTypes.ts'
import type { IdentityRules } from '../rules/identityRules.ts'
import type { CorrectedIdentifierStore } from './correctedIdentifierStore.ts'
import type { GiveUpIdentifier } from './giveUpIdentifier.ts'

/**
 * Withdraw what a source said earlier of the record that it names now: what it says to be gone, and values in place of
 * which it gives others. It is done before the identification is resolved, so that a corrected value breaks no rule.
 */
export type WithdrawStatements = (
  request: IdentificationRequest,
  by: Principal,
  session: ClientSession,
) => Promise<ResolutionStep[]>

/** Of these a record has one at a time, so another one is a correction. */
const correctable: readonly IdentifierType[] = ['PHONE', 'EMAIL', 'CPF', 'CNPJ']
const isCorrectable = (type: IdentifierType) => correctable.includes(type)

export function createWithdrawStatements({
  customers: store,
  corrected,
  giveUpIdentifier,
  rules,
}: {
  customers: CustomerStore
  corrected: CorrectedIdentifierStore
  giveUpIdentifier: GiveUpIdentifier
  rules: IdentityRules
}): WithdrawStatements {
  const rankOf = ({ type }: IdentifierKey) => rules.types[type].record ?? Number.POSITIVE_INFINITY

  /** The strongest of these that a profile has; null when the strongest record is not known yet. */
  function recordOf(given: readonly GivenIdentifier[], matched: readonly Identifier[]): Identifier | null {
    const first = Math.min(...given.map(rankOf))
    const [record] = matched
      .filter((each) => rankOf(each) === first)
      .sort((a, b) => rules.types[a.type].priority - rules.types[b.type].priority)
    return record ?? null
  }

  function mayReplace({ identifiers, source }: IdentificationRequest): boolean {
    const hasRecord = identifiers.some(({ type }) => rules.types[type].record !== null)
    return source !== null && hasRecord && identifiers.some(({ type }) => isCorrectable(type))
  }

  /** What the source gave before of the types of which it gives another value now. */
  async function replacedBy(
    { identifiers, source, statedAt }: IdentificationRequest,
    record: Identifier,
    session: ClientSession,
  ): Promise<IdentifierKey[]> {
    if (source === null || rules.types[record.type].record === null) return []
    const types = correctable.filter((type) => identifiers.some((each) => each.type === type))
    if (types.length === 0) return []
    const stated = await corrected.findStated(record.profileId, { types, source, before: statedAt }, session)
    const isGiven = hasKeyOf(identifiers)
    const isStated = hasKeyOf(stated)
    const isOfAnother = (type: IdentifierType) =>
      identifiers.some((each) => each.type === type && !isStated(each))
    return stated.filter((each) => !isGiven(each) && isOfAnother(each.type))
  }

  return async (request, by, session) => {
    const { identifiers, withdrawn, statedAt, reason } = request
    if (withdrawn.length === 0 && !mayReplace(request)) return []
    const { matched } = await store.findByIdentifiers(identifiers, { session })
    const record = recordOf(identifiers, matched)
    if (!record) return []
    const steps: ResolutionStep[] = []
    const { profileId } = record
    for (const key of [...withdrawn, ...(await replacedBy(request, record, session))]) {
      if (key.type === record.type && key.value === record.value) continue
      const [customer] = await store.findByProfileIds([profileId], { session })
      if (!customer) continue
      const given = { customer, profileIds: [profileId], key }
      const act = { kind: 'SOURCE', reason, undoToken: null, by, at: statedAt } as const
      steps.push(...(await giveUpIdentifier({ ...given, ...act }, session)).steps)
    }
    return steps
  }
}
