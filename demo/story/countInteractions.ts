import type { Step, Story } from './storyScript.ts'
import { timeline } from './timeline.ts'

/**
 * How many interactions each person has in the past of the story: all of them, or those from webhooks only. A second
 * rating, a receipt and a deletion amend an interaction; an updated contact makes none. Changes of identity are not
 * counted.
 */
export function countInteractions(story: Story, which: 'all' | 'webhooks'): Map<string, number> {
  const counts = new Map(Object.keys(story.people).map((person) => [person, 0]))
  const rated = new Set<string>()
  for (const { step, setting } of timeline(story, new Date(0))) {
    const { person, inbox, thread } = setting
    const conversation = `${person} ${inbox} ${thread}`
    const isRatedAgain = step.kind === 'rates' && rated.has(conversation)
    if (step.kind === 'rates') rated.add(conversation)
    const counted = counting[step.kind]
    if (counted === null || isRatedAgain || (counted === 'graph' && which === 'webhooks')) continue
    counts.set(person, (counts.get(person) ?? 0) + 1)
  }
  return counts
}

/** The way by which each kind of step becomes an interaction; null when it becomes none of its own. */
const counting: Record<Step['kind'], 'webhook' | 'graph' | null> = {
  says: 'webhook',
  answers: 'webhook',
  notes: 'webhook',
  handsOff: 'webhook',
  status: 'webhook',
  asksRating: 'webhook',
  rates: 'webhook',
  does: 'graph',
  scores: 'graph',
  marks: null,
  updatesContact: null,
  deletes: null,
  types: null,
}
