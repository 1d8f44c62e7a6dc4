import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createDeliveryQueue, type QueuedDelivery } from '../../outbound/queue/deliveryQueue.ts'

const delivery = (position: number, profileId: string, dueAt = 0): QueuedDelivery => ({
  id: `dlv_${position}`,
  profileId,
  position,
  dueAt,
})
const positionsOf = (deliveries: readonly QueuedDelivery[]) => deliveries.map(({ position }) => position)

describe('the queue of deliveries', () => {
  it('gives the first of each profile, and the next one when the first is settled', () => {
    const queue = createDeliveryQueue()
    for (const [position, profileId] of ['a', 'a', 'b', 'b'].entries())
      queue.add(delivery(position, profileId))
    const first = queue.take(0, 10)
    expect(positionsOf(first)).toEqual([0, 2])
    expect(queue.take(0, 10)).toEqual([])
    if (first[0]) queue.settle(first[0])
    expect(positionsOf(queue.take(0, 10))).toEqual([1])
    expect(queue.size()).toBe(3)
  })

  it('holds back a profile until its first is due again, and says when', () => {
    const queue = createDeliveryQueue()
    for (const [position, profileId] of ['a', 'a', 'b'].entries()) queue.add(delivery(position, profileId))
    const [first] = queue.take(0, 1)
    if (first) queue.hold(first, 50)
    expect(positionsOf(queue.take(49, 10))).toEqual([2])
    expect(queue.nextDueAt()).toBe(50)
    expect(positionsOf(queue.take(50, 10))).toEqual([0])
    expect(queue.nextDueAt()).toBeNull()
  })

  it('keeps a delivery once, at the place of the latest addition, and not while it is in flight', () => {
    const queue = createDeliveryQueue()
    queue.add(delivery(0, 'a', 10))
    queue.add(delivery(1, 'a'))
    queue.add({ ...delivery(0, 'a'), position: 5 })
    const [taken] = queue.take(0, 10)
    expect(taken?.id).toBe('dlv_1')
    queue.add(delivery(1, 'a'))
    expect(queue.size()).toBe(2)
    if (taken) queue.settle(taken)
    expect(positionsOf(queue.take(0, 10))).toEqual([5])
  })

  it('gives every delivery, in order for each profile, whatever fails', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom('a', 'b', 'c'), { maxLength: 30 }),
        fc.infiniteStream(fc.boolean()),
        fc.integer({ min: 1, max: 4 }),
        (profiles, fails, limit) => {
          const queue = createDeliveryQueue()
          for (const [position, profileId] of profiles.entries()) queue.add(delivery(position, profileId))
          const given: QueuedDelivery[] = []
          let now = 0
          while (queue.size() > 0) {
            const taken = queue.take(now, limit)
            for (const each of taken) {
              if (fails.next().value === true && now < 1_000) queue.hold(each, now + 3)
              else {
                queue.settle(each)
                given.push(each)
              }
            }
            now += 1
          }
          expect(positionsOf(given).toSorted((one, other) => one - other)).toEqual([...profiles.keys()])
          for (const profileId of ['a', 'b', 'c']) {
            const positions = positionsOf(given.filter((each) => each.profileId === profileId))
            expect(positions).toEqual(positions.toSorted((one, other) => one - other))
          }
        },
      ),
    )
  })
})
