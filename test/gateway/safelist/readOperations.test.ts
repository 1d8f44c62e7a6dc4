import { describe, expect, it } from 'vitest'
import { operationsOf } from '../../../gateway/safelist/readOperations.ts'
import { safelistOf } from '../../../gateway/safelist/safelist.ts'

const apollo = (operations: object[]) =>
  JSON.stringify({ format: 'apollo-persisted-query-manifest', version: 1, operations }, null, 2)

describe('a manifest', () => {
  it('of graphql-codegen has documents by their hashes', () => {
    const json = '{ "e3b0": "query Me { whoAmI }", "a1": "mutation Save { save }" }'
    expect([...operationsOf(json, 'm.json')]).toEqual([
      ['e3b0', 'query Me { whoAmI }'],
      ['a1', 'mutation Save { save }'],
    ])
  })

  it('of Apollo has a list of operations, with members that Elo does not need', () => {
    const json = apollo([
      { id: 'one', name: 'Me', type: 'query', body: 'query Me { whoAmI }', clientName: null },
      { id: 'two', name: 'Save', type: 'mutation', body: 'mutation Save { save }' },
    ])
    expect([...operationsOf(json, 'm.json')]).toEqual([
      ['one', 'query Me { whoAmI }'],
      ['two', 'mutation Save { save }'],
    ])
  })

  it.each([
    ['no JSON', '{\n  "a": \n}', 'line 3: expected a value, got }'],
    ['a list', '[]', 'line 1: the file: expected an object of documents by their ids, got []'],
    ['a document that is no text', '{\n  "a": 1\n}', 'line 2: a: expected the text of an operation, got 1'],
    [
      'a document with a fault',
      '{\n  "a": "query { whoAmI",\n  "b": "{ whoAmI }"\n}',
      'line 2: a: expected the text of an operation, got a text with a fault: Syntax Error: Expected Name, found <EOF>.',
    ],
    [
      'an id that comes twice',
      '{\n  "a": "{ a }",\n  "a": "{ b }"\n}',
      'line 3: a: expected once, got twice',
    ],
    [
      'an id that comes twice in the list',
      apollo([
        { id: 'a', body: '{ a }' },
        { id: 'a', body: '{ b }' },
      ]),
      'line 9: operations.1: expected an id of its own, got one twice',
    ],
    [
      'another format',
      '{\n  "format": "other",\n  "version": 1,\n  "operations": []\n}',
      'line 2: format: expected "apollo-persisted-query-manifest", got "other"',
    ],
    [
      'an operation without a text',
      apollo([{ id: 'a' }]),
      'line 5: operations.0.body: expected the text of an operation, got nothing',
    ],
  ])('with %s is refused, with its line', (_name, json, fault) => {
    expect(() => operationsOf(json, 'm.json')).toThrow(`ELO_OPERATIONS has 1 fault(s):\n  m.json, ${fault}`)
  })

  it('is needed in the modes log and only', () => {
    for (const ELO_OPERATIONS_MODE of ['log', 'only'] as const)
      expect(() => safelistOf({ ELO_OPERATIONS_MODE })).toThrow(
        `ELO_OPERATIONS: expected the file of the listed operations, because ELO_OPERATIONS_MODE is ${ELO_OPERATIONS_MODE}, got nothing`,
      )
    expect(safelistOf({ ELO_OPERATIONS_MODE: 'off' }).mode).toBe('off')
    expect(() => safelistOf({ ELO_OPERATIONS_MODE: 'only', ELO_OPERATIONS: '/dev/null/none' })).toThrow(
      'ELO_OPERATIONS: expected a file that can be read, got /dev/null/none',
    )
  })
})
