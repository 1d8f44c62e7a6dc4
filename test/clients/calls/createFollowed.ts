import type { ClientAnswer, Followed } from './connectedClient.ts'

/** The events of a subscription that a client gives to `push`; `start` subscribes, and gives how to end it. */
export function createFollowed(start: (push: (answer: ClientAnswer) => void) => () => void): Followed {
  const answers: ClientAnswer[] = []
  let changed = () => {}
  const close = start((answer) => {
    answers.push(answer)
    changed()
  })
  return {
    close,
    async next() {
      for (;;) {
        const answer = answers.shift()
        if (answer) return answer
        await new Promise<void>((resolve) => {
          changed = resolve
        })
      }
    },
  }
}
