import type { Clock } from '../../../platform/process/clock.ts'
import type { Principal } from '../../../platform/subgraph/principal.ts'
import { timeFaults, nameFaults, textFaults } from '../../../interactions/recording/inputFaults.ts'
import type { Fact } from '../attributes/fact.ts'
import type { SaveFacts } from '../attributes/saveFacts.ts'
import type { ChangeCustomer } from '../mutation/changeCustomer.ts'
import { answered, type MutationAnswer, refused } from '../mutation/mutationAnswer.ts'
import type { RecordConsentInput } from '../schemaTypes.ts'
import { cleanText } from '../text/cleanText.ts'

export type RecordConsent = (input: RecordConsentInput, by: Principal) => Promise<MutationAnswer>

function decisionOf(input: RecordConsentInput, now: Date): Fact {
  return {
    kind: 'CONSENT',
    name: cleanText(input.purpose)?.normalize('NFC').toLowerCase() ?? '',
    channel: input.channel ?? null,
    entries: [
      {
        type: 'STRING',
        value: input.decision,
        source: cleanText(input.source),
        evidence: cleanText(input.evidence),
        at: input.decidedAt ?? now,
      },
    ],
  }
}

/** Store a decision about a consent with the profile that the input names. */
export function createRecordConsent({
  changeCustomer,
  clock,
  saveFacts,
}: {
  changeCustomer: ChangeCustomer
  clock: Clock
  saveFacts: SaveFacts
}): RecordConsent {
  return (input, by) => {
    const { idempotencyKey, ...content } = input
    const { customer: named, purpose, evidence, source, decidedAt } = content
    const now = clock()
    const faults = [
      ...nameFaults('purpose', purpose, 64),
      ...textFaults('evidence', evidence, 1_000),
      ...nameFaults('source', source, 64),
      ...timeFaults('decidedAt', decidedAt, now),
    ]
    const call = { mutation: 'recordConsent', customer: named, content, idempotencyKey, faults, by } as const
    return changeCustomer(call, async (customer, profileId, session) => {
      const facts = [decisionOf(input, now)]
      const exceeded = await saveFacts({ customer, profileId, facts }, session)
      return exceeded.length > 0 ? refused(...exceeded) : answered([customer])
    })
  }
}
