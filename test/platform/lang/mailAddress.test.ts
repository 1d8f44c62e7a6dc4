import { describe, expect, it } from 'vitest'
import { mailAddressOf } from '../../../platform/lang/mailAddress.ts'

describe('mailAddressOf', () => {
  it.each([
    ['ana@example.com', 'ana@example.com', null],
    [' <ana@example.com> ', 'ana@example.com', null],
    ['Ana <ana@example.com>', 'ana@example.com', 'Ana'],
    ['"Silva, Ana" <ana@example.com>', 'ana@example.com', 'Silva, Ana'],
    ['"Ana \\"Aninha\\" <3" <ana@example.com>', 'ana@example.com', 'Ana "Aninha" <3'],
    ["'Ana' <ana@example.com>", 'ana@example.com', 'Ana'],
    ['ana@example.com <ana@example.com>', 'ana@example.com', null],
    ['ana@example.com (Ana)', 'ana@example.com', 'Ana'],
    ['ana@example.com ()', 'ana@example.com', null],
    ['undisclosed-recipients:;', 'undisclosed-recipients:;', null],
    ['Ana <>', 'Ana <>', null],
    ['Ana <', 'Ana <', null],
    ['', '', null],
  ])('reads %j', (text, address, name) => {
    expect(mailAddressOf(text)).toEqual({ address, name })
  })
})
