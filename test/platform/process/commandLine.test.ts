import { describe, expect, it } from 'vitest'
import { readCommandLine, UsageError } from '../../../platform/process/commandLine.ts'

const form = { options: { url: { type: 'string' } }, maxPositionals: 1 } as const

describe('readCommandLine', () => {
  it('gives what was given', () => {
    expect(readCommandLine(['file', '--url', 'x'], form)).toEqual({
      values: { url: 'x' },
      positionals: ['file'],
    })
  })

  it('asks for help whatever else there is, but not after --', () => {
    expect(readCommandLine(['--wrong', 'a', 'b', '--help'], form)).toBe('help')
    expect(readCommandLine(['-h'], form)).toBe('help')
    expect(readCommandLine(['--', '--help'], form)).toMatchObject({ positionals: ['--help'] })
  })

  it('refuses unknown options, options without their value, and too many arguments', () => {
    for (const [given, message] of [
      [['--prot', '3'], "Unknown option '--prot'"],
      [['--url'], "Option '--url <value>' argument missing"],
      [['a', 'b c'], 'expected no further argument, got "b c"'],
    ] as const) {
      const read = () => readCommandLine(given, form)
      expect(read).toThrow(UsageError)
      expect(read).toThrow(message)
    }
  })
})
