import type { LookupAddress } from 'node:dns'
import { describe, expect, it } from 'vitest'
import { checkUrl } from '../../outbound/send/checkUrl.ts'
import { createGuardedLookup } from '../../outbound/send/guardedLookup.ts'
import { isPublicAddress } from '../../outbound/send/isPublicAddress.ts'

const refused = [
  '0.0.0.0',
  '10.1.2.3',
  '100.64.0.1',
  '100.100.100.200',
  '127.0.0.1',
  '127.255.255.254',
  '168.63.129.16',
  '169.254.169.254',
  '172.16.0.1',
  '172.31.255.255',
  '192.0.0.192',
  '192.168.0.1',
  '198.18.0.1',
  '224.0.0.1',
  '240.0.0.1',
  '255.255.255.255',
  '::',
  '::1',
  '::127.0.0.1',
  '::ffff:10.0.0.1',
  '::ffff:169.254.169.254',
  '64:ff9b::a9fe:a9fe',
  '2001:0:7f00:1::',
  '2002:7f00:1::',
  'fc00::1',
  'fd00:ec2::254',
  'fe80::1',
  'fec0::1',
  'ff02::1',
]

describe('the addresses to which deliveries are sent', () => {
  it('are those of the public internet', () => {
    expect(
      ['8.8.8.8', '172.32.0.1', '2606:4700::1111'].filter((address) => !isPublicAddress(address)),
    ).toEqual([])
    expect(refused.filter(isPublicAddress)).toEqual([])
    expect(isPublicAddress('receiver.example')).toBe(false)
  })

  it('are checked in urls, however they are written', () => {
    const strict = { allowHttp: false, allowPrivate: false }
    const fault = 'expected a host of the public internet, got a private or local one'
    const hosts = [
      ...refused.map((address) => (address.includes(':') ? `[${address}]` : address)),
      '2130706433',
      '0x7f.1',
      '0177.0.0.1',
      '127.1',
      'localhost',
      'LOCALHOST.',
      'db.localhost',
      'metadata.google.internal',
    ]
    expect(hosts.filter((host) => checkUrl(`https://${host}/`, strict) !== fault)).toEqual([])
    expect(checkUrl('https://receiver.example:8443/elo?a=1', strict)).toBeNull()
    expect(checkUrl('http://receiver.example/', strict)).toBe('expected a url with https, got http')
    expect(checkUrl('ftp://receiver.example/', { ...strict, allowHttp: true })).toBe(
      'expected a url with https or http, got ftp',
    )
    expect(checkUrl('https://user:word@receiver.example/', strict)).toBe(
      'expected a url without a user name and password',
    )
    expect(checkUrl('receiver', strict)).toBe('expected a url such as https://receiver.example/elo')
    expect(checkUrl(`https://receiver.example/${'a'.repeat(2_100)}`, strict)).toMatch(
      /^expected a url of at most 2048/u,
    )
    expect(checkUrl('http://127.0.0.1/', { allowHttp: true, allowPrivate: true })).toBeNull()
  })

  it('are those that were checked: a name with any other address is refused', async () => {
    const connectTo = (addresses: LookupAddress[], options = { all: true }) =>
      new Promise<unknown>((resolve) => {
        createGuardedLookup((_hostname, _options, done) => done(null, addresses))(
          'receiver.example',
          options,
          (error, address) => resolve(error ?? address),
        )
      })
    const open: LookupAddress = { address: '8.8.8.8', family: 4 }
    expect(await connectTo([open])).toEqual([open])
    expect(await connectTo([open], { all: false })).toBe('8.8.8.8')
    for (const address of refused) {
      const family = address.includes(':') ? 6 : 4
      expect(await connectTo([open, { address, family }])).toMatchObject({ code: 'ADDRESS_REFUSED' })
    }
    expect(await connectTo([])).toMatchObject({ code: 'ADDRESS_REFUSED' })
  })
})
