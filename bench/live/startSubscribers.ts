import { once } from 'node:events'
import { built } from '../measure/build.ts'
import { forkModule } from '../measure/forkModule.ts'
import { type SubscriberAnswer, subscriberAnswerSchema, type SubscriberLoad } from './subscriberLoads.ts'

/** A process with many subscribers. */
export type Subscribers = {
  ask: (load: SubscriberLoad) => Promise<SubscriberAnswer>
  stop: () => Promise<void>
}

export async function startSubscribers(): Promise<Subscribers> {
  const { child, ended, stop } = forkModule(new URL('bench/loaders/subscribers.js', built), { env: {} })
  await Promise.race([once(child, 'message'), ended])
  return {
    async ask(load) {
      const answer = Promise.race([once(child, 'message'), ended])
      child.send(load)
      return subscriberAnswerSchema.parse((await answer)[0])
    },
    stop,
  }
}
