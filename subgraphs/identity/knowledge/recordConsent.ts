import type { Connection } from 'mongoose'
import type { Clock } from '../../../platform/process/clock.ts'
import { futureFaults, nameFaults, textFaults } from '../../../interactions/recording/inputFaults.ts'
import type { Channel } from '../../../interactions/interaction.ts'
import { type ChangeAnswer, changeCustomer, refused } from '../customer/changeCustomer.ts'
import { cleanText } from '../text/cleanText.ts'
import type { CustomerStore } from '../customer/customerStore.ts'
import type { ConsentDecision, Fact } from './fact.ts'
import type { FactStore } from './factStore.ts'
import { saveFacts } from './saveFacts.ts'

export type RecordConsentInput = {
  customerId: string
  purpose: string
  channel?: Channel | null
  decision: ConsentDecision
  evidence?: string | null
  source?: string | null
  decidedAt?: Date | null
}

export type RecordConsent = (input: RecordConsentInput) => Promise<ChangeAnswer>

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

/** Keep a decision with the profile that is named. */
export function createRecordConsent({
  connection,
  clock,
  customers,
  facts,
}: {
  connection: Connection
  clock: Clock
  customers: CustomerStore
  facts: FactStore
}): RecordConsent {
  return (input) => {
    const { customerId, purpose, evidence, source, decidedAt } = input
    const now = clock()
    const faults = [
      ...nameFaults('purpose', purpose, 64),
      ...textFaults('evidence', evidence, 1_000),
      ...nameFaults('source', source, 64),
      ...futureFaults('decidedAt', decidedAt, now),
    ]
    return changeCustomer({ connection, customers }, { customerId, faults }, async (customer, session) => {
      const said = [decisionOf(input, now)]
      const exceeded = await saveFacts(
        { facts, customers },
        { customer, profileId: customerId, said },
        session,
      )
      return exceeded.length > 0 ? refused(exceeded) : { customer, userErrors: [] }
    })
  }
}
