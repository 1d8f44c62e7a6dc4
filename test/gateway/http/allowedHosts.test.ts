import { describe, expect, it } from 'vitest'
import { createAllowedHosts } from '../../../gateway/http/allowedHosts.ts'

describe('createAllowedHosts', () => {
  it.each([
    ['127.0.0.1:4000', '10.1.2.3', '[::1]:4000', '[fe80::1]'],
    ['localhost', 'LocalHost:4000', 'elo.localhost:4000'],
    ['gateway-1', 'elo:4000', 'elo_gateway:80'],
  ])('allows addresses, localhost and names without a dot: %s, %s, %s', (...hosts) => {
    const isAllowed = createAllowedHosts([])
    for (const host of hosts) expect(isAllowed(host), host).toBe(true)
  })

  it.each([
    'evil.example',
    'evil.example:4000',
    'localhost.evil.example',
    '127.0.0.1.evil.example',
    '127.0.0.1@evil.example',
    'evil.example.',
    '999.1.1.1',
    'notlocalhost.',
    '',
    ' ',
    'evil example',
  ])('refuses other hosts: %s', (host) => {
    expect(createAllowedHosts([])(host)).toBe(false)
    expect(createAllowedHosts(['elo.example'])(host)).toBe(false)
  })

  it('allows a listed host, at its listed port or else at every port', () => {
    const isAllowed = createAllowedHosts(['elo.example', 'Desk.Example:8443', 'tls.example:443'])
    expect(['elo.example', 'ELO.example:4000', 'desk.example:8443', 'tls.example'].map(isAllowed)).toEqual([
      ...[true, true, true, true],
    ])
    expect(['sub.elo.example', 'desk.example', 'desk.example:4000', 'tls.example:80'].map(isAllowed)).toEqual(
      [false, false, false, false],
    )
  })
})
