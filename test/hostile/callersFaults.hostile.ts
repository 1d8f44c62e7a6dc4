import { describe, expect, it } from 'vitest'
import { callersFaults } from './support/callersFaults.ts'
import { expectCalmLog } from './support/expectRefusal.ts'
import { post, transports } from './support/send.ts'
import { useTarget } from './support/target.ts'
import { withstand } from './support/withstand.ts'

const target = useTarget({ name: 'hostile-callers-faults' })

describe('a fault of the caller', () => {
  it.each(Object.entries(callersFaults))('%s is reported as a mistake of the caller', async (_, body) => {
    for (const ask of [post, transports.WebSocket]) {
      const { errors, status, text } = await withstand(
        target(),
        (signal) => ask(target().url, body, signal),
        { windowMs: 1_500 },
      )
      expect(status < 500 || [1009, 4400].includes(status), `status ${status}`).toBe(true)
      expect(text).not.toMatch(/internal error|INTERNAL_SERVER_ERROR|UNAVAILABLE|Maximum call stack/u)
      for (const { extensions } of errors ?? []) expect(extensions).not.toHaveProperty('retryable', true)
      expectCalmLog(target())
    }
  })
})
