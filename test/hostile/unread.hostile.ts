import { describe, expect, it } from 'vitest'
import { useTarget } from './support/target.ts'
import { manyFeeds, pipelinedIntrospections, unreadQueries, withstandHeld } from './support/unread.ts'

const target = useTarget({ name: 'hostile-unread' })
const megabyte = 1024 * 1024

describe('the memory of the process is bounded, and others are served', () => {
  it.each([50, 200])(
    'while %i connections do not read the answers to 200 requests each',
    async (connections) => {
      await withstandHeld(target(), (url) => pipelinedIntrospections(url, connections, 200), 500 * megabyte, {
        windowMs: 10_000,
      })
    },
  )

  it('while one WebSocket does not read the answers to fifty large queries', async () => {
    const attack = (url: string) => unreadQueries(url, target().customerId, 50)
    await withstandHeld(target(), attack, 300 * megabyte, { windowMs: 5_000 })
  })

  it('while somebody opens ten thousand streams of all customers', async () => {
    const { open, codes } = await withstandHeld(target(), (url) => manyFeeds(url, 100, 100), 500 * megabyte)
    expect({ open, codes }).toEqual({ open: 600, codes: new Set(['RATE_LIMITED']) })
  })
})
