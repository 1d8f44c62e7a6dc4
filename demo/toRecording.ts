import { contactIdOf } from './contactIdOf.ts'
import type { Agent, Story } from './storyScript.ts'
import type { TimedStep } from './timeline.ts'

/** A mutation of the graph that the story asks for. `input` lacks nothing but the conversation's id. */
export type Recording = {
  mutation: 'recordAction' | 'recordFeedback'
  input: { customer: { identifiers: { type: string; value: string }[] } } & Record<string, unknown>
}

const channels = {
  whatsapp: 'WHATSAPP',
  email: 'EMAIL',
  instagram: 'INSTAGRAM',
  telegram: 'TELEGRAM',
  site: 'WEBSITE',
}

/** What a step says that Chatwoot cannot know; null for everything else. */
export function toRecording(story: Story, { step, setting, at }: TimedStep): Recording | null {
  if (step.kind !== 'does' && step.kind !== 'scores') return null
  const { person, inbox } = setting
  const contact = `${story.account.id}:${contactIdOf(story, person, inbox)}`
  const common = {
    customer: { identifiers: [{ type: 'CHATWOOT_CONTACT', value: contact }] },
    channel: channels[inbox],
    occurredAt: at.toISOString(),
    idempotencyKey: `demo ${contact} ${step.kind} ${at.toISOString()}`,
  }
  if (step.kind === 'scores') {
    const { about, ...rating } = step.rating
    return {
      mutation: 'recordFeedback',
      input: { ...common, ...rating, ...(about !== undefined && { agent: actorOf(story.agents[about]) }) },
    }
  }
  const { by, ...action } = step.action
  return {
    mutation: 'recordAction',
    input: {
      ...common,
      ...action,
      actor: by === undefined ? { kind: 'CUSTOMER' } : actorOf(story.agents[by]),
    },
  }
}

function actorOf(agent: Agent | undefined) {
  if (!agent) throw new Error('story: an action or rating names an agent who is not there')
  return { kind: agent.type === 'user' ? 'HUMAN' : 'AI', externalId: String(agent.id), name: agent.name }
}
