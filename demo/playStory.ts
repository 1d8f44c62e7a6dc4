import { z } from 'zod'
import { askGraph } from '../scripts/command/askGraph.ts'
import { createChatwootDesk } from './chatwoot/chatwootDesk.ts'
import type { Delivery } from './chatwoot/delivery.ts'
import { countInteractions } from './story/countInteractions.ts'
import type { Story } from './story/storyScript.ts'
import { type TimedStep, timeline } from './story/timeline.ts'
import { type Recording, toRecording } from './toRecording.ts'
import { waitForHistory } from './waitForHistory.ts'

/** The Elo for which the story is played: where the graph answers, and how webhooks are sent to it, in order. */
type Target = { url: string; send: (deliveries: Delivery[]) => Promise<void> }

/** How many interactions the past has; `playNext` plays one step of the live part, and is false when it has ended. */
type PlayedStory = { interactions: number; playNext: (now: Date) => Promise<boolean> }

/**
 * Play the past of the story for a running Elo: webhooks for what happened in Chatwoot, mutations for what was done and
 * rated elsewhere. Resolves when all of it can be read. Throws when a webhook or mutation is refused, or when the history
 * is not complete a minute after the last one.
 */
export async function playStory(story: Story, baseTime: Date, { url, send }: Target): Promise<PlayedStory> {
  const desk = createChatwootDesk(story)
  const past = timeline(story, baseTime)

  const deliver = (steps: TimedStep[]) =>
    send(steps.flatMap(({ step, setting, at }) => desk.perform(step, setting, at)))

  async function record(timed: TimedStep): Promise<void> {
    const recording = toRecording(story, timed)
    if (!recording) return
    const conversation = desk.conversationId(timed.setting)
    const conversationId =
      conversation === null ? null : await findConversation(url, recording.identifier, conversation)
    const input = { ...recording.input, ...(conversationId !== null && { conversationId }) }
    await mutate(url, recording.mutation, input)
  }

  await deliver(past)
  await waitForHistory(url, story, countInteractions(story, 'webhooks'))
  for (const timed of past) await record(timed)
  const expected = countInteractions(story, 'all')
  await waitForHistory(url, story, expected)

  const { person, inbox, thread = 'first', steps } = story.live
  const coming = steps.values()
  return {
    interactions: [...expected.values()].reduce((sum, count) => sum + count, 0),
    async playNext(now) {
      const next = coming.next()
      if (next.done) return false
      const setting = { person, inbox, thread, begins: 'open' as const, subject: null }
      const timed = { at: now, setting, step: next.value }
      await deliver([timed])
      await record(timed)
      return true
    },
  }
}

const conversationsSchema = z.object({
  customerByIdentifier: z
    .object({
      conversations: z.object({
        nodes: z.array(z.object({ id: z.string(), source: z.object({ externalId: z.string() }).nullable() })),
      }),
    })
    .nullable(),
})

/** Elo's id of the conversation with this display id in Chatwoot; null when there is none. */
async function findConversation(
  url: string,
  identifier: Recording['identifier'],
  displayId: number,
): Promise<string | null> {
  const { customerByIdentifier } = await askGraph(
    url,
    conversationsSchema,
    `query ($identifier: IdentifierInput!) {
      customerByIdentifier(identifier: $identifier) {
        conversations(first: 100) { nodes { id source { externalId } } }
      }
    }`,
    { identifier },
  )
  const found = customerByIdentifier?.conversations.nodes.find(
    ({ source }) => source?.externalId.split(':').at(-1) === String(displayId),
  )
  return found?.id ?? null
}

const payloadSchema = z.record(
  z.string(),
  z.object({ userErrors: z.array(z.object({ message: z.string() })) }),
)

async function mutate(
  url: string,
  mutation: 'recordAction' | 'recordFeedback',
  input: Record<string, unknown>,
): Promise<void> {
  const inputType = mutation === 'recordAction' ? 'RecordActionInput' : 'RecordFeedbackInput'
  const answer = await askGraph(
    url,
    payloadSchema,
    `mutation ($input: ${inputType}!) { ${mutation}(input: $input) { userErrors { message } } }`,
    { input },
  )
  const faults = answer[mutation]?.userErrors ?? []
  if (faults.length > 0) throw new Error(`${mutation}: ${faults.map(({ message }) => message).join('; ')}`)
}
