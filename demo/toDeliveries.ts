import { createChatwootDesk } from './chatwootDesk.ts'
import type { Delivery } from './delivery.ts'
import type { Story } from './storyScript.ts'
import { timeline } from './timeline.ts'

/** All the story's past as Chatwoot's webhooks, in the order of time, none later than `baseTime`. */
export function toDeliveries(story: Story, baseTime: Date): Delivery[] {
  const desk = createChatwootDesk(story)
  return timeline(story, baseTime).flatMap(({ step, setting, at }) => desk.perform(step, setting, at))
}
