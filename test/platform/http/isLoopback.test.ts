import { describe, expect, it } from 'vitest'
import { isLoopback } from '../../../platform/http/isLoopback.ts'

describe('isLoopback', () => {
  it.each(['localhost', 'LOCALHOST', '127.0.0.1', '127.8.9.10', '::1', '[::1]'])('accepts %s', (host) => {
    expect(isLoopback(host)).toBe(true)
  })

  it.each([
    '',
    '0.0.0.0',
    '::',
    '10.0.0.1',
    'identity',
    '127.evil.example',
    'localhost.example',
    '128.0.0.1',
  ])('refuses %j', (host) => {
    expect(isLoopback(host)).toBe(false)
  })
})
