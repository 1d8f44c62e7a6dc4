import type { Channel } from '../../../interactions/interaction.ts'
import type { AttributeType, Fact, FactEntry } from './fact.ts'

const shownAtMost = 100

type AttributeValue = { type: AttributeType; value: string; source: string | null; setAt: Date }
type ConsentRecord = { decision: string; evidence: string | null; source: string | null; decidedAt: Date }

function valueOf({ type, value, source, at }: FactEntry): AttributeValue {
  return { type, value, source, setAt: at }
}

function recordOf({ value, evidence, source, at }: FactEntry): ConsentRecord {
  return { decision: value, evidence, source, decidedAt: at }
}

/** An attribute as it is shown; nothing of a fact of another kind. */
export function attributeView({
  kind,
  name,
  entries,
}: Fact): (AttributeValue & { name: string; history: AttributeValue[] })[] {
  const history = entries.slice(0, shownAtMost).map(valueOf)
  const [inForce] = history
  return kind === 'ATTRIBUTE' && inForce ? [{ name, ...inForce, history }] : []
}

/** A consent as it is shown; nothing of a fact of another kind. */
export function consentView({
  kind,
  name,
  channel,
  entries,
}: Fact): (ConsentRecord & { purpose: string; channel: Channel | null; history: ConsentRecord[] })[] {
  const history = entries.slice(0, shownAtMost).map(recordOf)
  const [inForce] = history
  return kind === 'CONSENT' && inForce ? [{ purpose: name, channel, ...inForce, history }] : []
}
