import { createChatwootDesk } from './chatwootDesk.ts'
import type { Delivery } from './delivery.ts'
import type { Story } from '../story/storyScript.ts'
import { timeline } from '../story/timeline.ts'

/** The webhooks of Chatwoot for the past of the story, in order of time, none later than `baseTime`. */
export function toDeliveries(story: Story, baseTime: Date): Delivery[] {
  const desk = createChatwootDesk(story)
  return timeline(story, baseTime).flatMap(({ step, setting, at }) => desk.perform(step, setting, at))
}
