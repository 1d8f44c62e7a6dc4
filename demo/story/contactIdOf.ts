import type { InboxKey, Story } from './storyScript.ts'

const firstId = 101

/** The id of a person's contact in an inbox. Contacts are numbered in the order of the story. */
export function contactIdOf(story: Story, person: string, inbox: InboxKey): number {
  const all = Object.entries(story.people).flatMap(([key, { contacts }]) =>
    Object.keys(contacts).map((name) => `${key} ${name}`),
  )
  const index = all.indexOf(`${person} ${inbox}`)
  if (index < 0) throw new Error(`story: ${person} has no contact in ${inbox}`)
  return firstId + index
}
