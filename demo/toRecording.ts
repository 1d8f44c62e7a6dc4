import { contactIdOf } from './story/contactIdOf.ts'
import type { Agent, Story } from './story/storyScript.ts'
import type { TimedStep } from './story/timeline.ts'

/** A mutation of the graph that the story asks for. */
export type Recording = {
  mutation: 'recordAction' | 'recordFeedback'
  /** The identifier by which the graph finds the customer. */
  identifier: { type: 'CHATWOOT_CONTACT'; value: string }
  /** The input, complete but for the conversation's id. */
  input: Record<string, unknown>
}

const channels = {
  whatsapp: 'WHATSAPP',
  email: 'EMAIL',
  instagram: 'INSTAGRAM',
  telegram: 'TELEGRAM',
  site: 'WEBSITE',
}

/** The mutation for a step that no webhook of Chatwoot reports; null for every other step. */
export function toRecording(story: Story, { step, setting, at }: TimedStep): Recording | null {
  if (step.kind !== 'does' && step.kind !== 'scores') return null
  const { person, inbox } = setting
  const contact = `${story.account.id}:${contactIdOf(story, person, inbox)}`
  const identifier = { type: 'CHATWOOT_CONTACT', value: contact } as const
  const common = {
    customer: { identifiers: [identifier] },
    channel: channels[inbox],
    occurredAt: at.toISOString(),
    idempotencyKey: `demo ${contact} ${step.kind} ${at.toISOString()}`,
  }
  if (step.kind === 'scores') {
    const { about, ...rating } = step.rating
    const agent = about === undefined ? {} : { agent: actorOf(story.agents[about]) }
    return { mutation: 'recordFeedback', identifier, input: { ...common, ...rating, ...agent } }
  }
  const { by, ...action } = step.action
  const actor = by === undefined ? { kind: 'CUSTOMER' } : actorOf(story.agents[by])
  return { mutation: 'recordAction', identifier, input: { ...common, ...action, actor } }
}

function actorOf(agent: Agent | undefined) {
  if (!agent)
    throw new Error('story: expected the key of an agent in an action or rating, got an unknown key')
  return {
    kind: agent.type === 'user' ? 'HUMAN' : 'AI',
    externalId: String(agent.id),
    name: agent.name,
  }
}
