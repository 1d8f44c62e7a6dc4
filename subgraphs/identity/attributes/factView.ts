import type { Channel } from '../../../interactions/interaction.ts'
import type { AttributeType, ConsentDecision } from '../schemaTypes.ts'
import { type Fact, type FactEntry, isConsentDecision } from './fact.ts'

const shownAtMost = 100

type AttributeValue = { type: AttributeType; value: string; source: string | null; setAt: Date }
type ConsentRecord = {
  decision: ConsentDecision
  evidence: string | null
  source: string | null
  decidedAt: Date
}

/** An attribute as clients see it. */
export type AttributeView = AttributeValue & { name: string; history: AttributeValue[] }
/** A consent as clients see it. */
export type ConsentView = ConsentRecord & {
  purpose: string
  channel: Channel | null
  history: ConsentRecord[]
}

function valueOf({ type, value, source, at }: FactEntry): AttributeValue {
  return { type, value, source, setAt: at }
}

function recordsOf({ value, evidence, source, at }: FactEntry): ConsentRecord[] {
  return isConsentDecision(value) ? [{ decision: value, evidence, source, decidedAt: at }] : []
}

/** Nothing for a fact of another kind. */
export function attributeView({ kind, name, entries }: Fact): AttributeView[] {
  const history = entries.slice(0, shownAtMost).map(valueOf)
  const [inForce] = history
  return kind === 'ATTRIBUTE' && inForce ? [{ name, ...inForce, history }] : []
}

/** Nothing for a fact of another kind. */
export function consentView({ kind, name, channel, entries }: Fact): ConsentView[] {
  if (kind !== 'CONSENT') return []
  const history = entries.slice(0, shownAtMost).flatMap(recordsOf)
  const [inForce] = history
  return inForce ? [{ purpose: name, channel, ...inForce, history }] : []
}
