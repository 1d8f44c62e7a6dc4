import type { InboxKey, Status, Step, Story } from './storyScript.ts'

/** The conversation of a step, and how it begins when the step opens it. */
export type Setting = {
  person: string
  inbox: InboxKey
  thread: string
  begins: Status
  subject: string | null
}

export type TimedStep = { at: Date; setting: Setting; step: Step }

/** All steps of the past of the story, in order of time; none is later than `baseTime`. */
export function timeline(story: Story, baseTime: Date): TimedStep[] {
  const now = baseTime.getTime()
  return story.scenes
    .flatMap(({ person, inbox, thread = 'first', daysAgo, begins = 'pending', subject = null, steps }) => {
      let at = wholeSecond(now - daysAgo * 86_400_000)
      return steps.map((step): TimedStep => {
        at += step.afterSeconds * 1000
        return {
          at: new Date(Math.min(at, now)),
          setting: { person, inbox, thread, begins, subject },
          step,
        }
      })
    })
    .sort((a, b) => a.at.getTime() - b.at.getTime())
}

function wholeSecond(time: number): number {
  return Math.floor(time / 1000) * 1000
}
