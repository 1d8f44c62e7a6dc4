import { z } from 'zod'
import { askGraph } from './askGraph.ts'
import { createChatwootDesk } from './chatwootDesk.ts'
import { countInteractions } from './countInteractions.ts'
import type { Delivery } from './delivery.ts'
import type { Story } from './storyScript.ts'
import { type TimedStep, timeline } from './timeline.ts'
import { toRecording } from './toRecording.ts'
import { waitForHistory } from './waitForHistory.ts'

/** The storyteller's way out: where the graph answers, and how deliveries are sent, in their order. */
export type Stage = { url: string; send: (deliveries: Delivery[]) => Promise<void> }

/** How the story goes on after its past: each call tells one live step at that time; false when it is told out. */
export type Telling = { interactions: number; goOn: (now: Date) => Promise<boolean> }

/**
 * Tell the story's past to a running Elo: through the webhook door what Chatwoot knows, by mutations what was done and
 * rated elsewhere. Answers when all of it can be read. Throws when a delivery or mutation is refused, or when the
 * history is not complete a minute after the last one.
 */
export async function tellStory(story: Story, baseTime: Date, stage: Stage): Promise<Telling> {
  const { url, send } = stage
  const desk = createChatwootDesk(story)
  const past = timeline(story, baseTime)

  const deliver = (steps: TimedStep[]) =>
    send(steps.flatMap(({ step, setting, at }) => desk.perform(step, setting, at)))

  async function record(timed: TimedStep): Promise<void> {
    const recording = toRecording(story, timed)
    if (!recording) return
    const conversation = desk.conversationId(timed.setting)
    const conversationId =
      conversation === null ? null : await findConversation(url, recording.input, conversation)
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
    async goOn(now) {
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

/** Elo's id of the conversation that Chatwoot shows under a number; null when it is not there. */
async function findConversation(
  url: string,
  { customer }: { customer: { identifiers: unknown[] } },
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
    { identifier: customer.identifiers[0] },
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
