import { describe, expect, it } from 'vitest'
import { shortMessage } from '../../../platform/errors/shortMessage.ts'

describe('shortMessage', () => {
  it('leaves messages with words of usual lengths as they are', () => {
    const message = `expected one of ${Array.from({ length: 300 }, (_, index) => `SCOPE_${index}`).join(', ')}`
    expect(shortMessage(message)).toBe(message)
    expect(shortMessage('n'.repeat(200))).toBe('n'.repeat(200))
  })

  it('cuts long words, and keeps what stands around them', () => {
    expect(shortMessage(`Cannot query field "${'n'.repeat(900_000)}" on type "Query".`)).toBe(
      `Cannot query field "${'n'.repeat(79)}… on type "Query".`,
    )
  })

  it('cuts long messages', () => {
    expect(shortMessage('a word '.repeat(200_000))).toBe(`${'a word '.repeat(571)}a w…`)
  })

  it('cuts no character in two', () => {
    expect(shortMessage(`${'x'.repeat(79)}${'😍'.repeat(200)}`)).toBe(`${'x'.repeat(79)}…`)
  })
})
