import { z } from 'zod'
import { askGraph } from '../scripts/command/askGraph.ts'
import { contactIdOf } from './story/contactIdOf.ts'
import type { InboxKey, Story } from './story/storyScript.ts'

const pollMs = 250
const limitMs = 60_000

const countSchema = z.record(
  z.string(),
  z.object({ history: z.object({ nodes: z.array(z.unknown()) }) }).nullable(),
)

/**
 * Wait until every person of the story has at least this many interactions. Throws after a minute, with the number that
 * each person lacks.
 */
export async function waitForHistory(
  url: string,
  story: Story,
  expected: ReadonlyMap<string, number>,
): Promise<void> {
  const people = [...expected.keys()]
  const query = `query {\n${people.map((person) => countOf(story, person)).join('\n')}\n}`
  const deadline = Date.now() + limitMs
  for (;;) {
    const counts = await askGraph(url, countSchema, query)
    const lacking = people.flatMap((person) => {
      const missing = (expected.get(person) ?? 0) - (counts[person]?.history.nodes.length ?? 0)
      return missing > 0 ? [`${person} ${missing}`] : []
    })
    if (lacking.length === 0) return
    if (Date.now() > deadline)
      throw new Error(`after a minute interactions are missing: ${lacking.join(', ')}`)
    await new Promise((resolve) => setTimeout(resolve, pollMs))
  }
}

/** A selection that counts the interactions of one person. The identifier is the person's first contact in the story. */
function countOf(story: Story, person: string): string {
  const inboxes = Object.keys(story.people[person]?.contacts ?? {})
  const inbox = inboxKeys.find((key) => key === inboxes[0])
  if (!inbox) throw new Error(`story: ${person} has no contact`)
  const contact = `${story.account.id}:${contactIdOf(story, person, inbox)}`
  return `${person}: customerByIdentifier(identifier: { type: CHATWOOT_CONTACT, value: "${contact}" }) {
    history(last: 100, filter: { kinds: [MESSAGE, NOTE, ACTION, FEEDBACK, HANDOFF, STATUS_CHANGE] }) { nodes { id } }
  }`
}

const inboxKeys: InboxKey[] = ['whatsapp', 'email', 'instagram', 'telegram', 'site']
