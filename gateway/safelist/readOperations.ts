import { GraphQLError, parse } from 'graphql'
import { z } from 'zod'
import { isObject } from '../../platform/lang/isObject.ts'
import { linesOfJson } from '../../platform/process/linesOfJson.ts'
import { checkSettingFile, readSettingFile } from '../../platform/process/settings/settingFile.ts'

const setting = 'ELO_OPERATIONS'
const text = z.string('expected the text of an operation')

/** What `graphql-codegen` writes: documents by their hashes. */
const codegenSchema = z.record(z.string(), text, 'expected an object of documents by their ids')

/** What Apollo's `generate-persisted-query-manifest` writes. */
const apolloSchema = z.looseObject({
  format: z.literal('apollo-persisted-query-manifest', 'expected "apollo-persisted-query-manifest"'),
  version: z.literal(1, 'expected 1'),
  operations: z.array(
    z.looseObject({ id: z.string('expected an id').min(1, 'expected an id'), body: text }),
    'expected a list of operations',
  ),
})

type Entry = { id: string; document: string; path: PropertyKey[] }

/** The documents of a manifest, by their ids. Throws a ConfigError with every fault of the file and its line. */
export function readOperations(path: string): ReadonlyMap<string, string> {
  return operationsOf(readSettingFile(setting, path), path)
}

/** The documents in a text of JSON; `name` is the name of the file in its faults. */
export function operationsOf(json: string, name: string): ReadonlyMap<string, string> {
  const file = { setting, name, text: json, unknownMember: 'expected a known member' }
  const { entries, faultAt, refuse } = isOfApollo(json) ? entriesOfApollo(file) : entriesOfCodegen(file)
  const ids = new Set<string>()
  const faults = entries.flatMap(({ id, document, path }) => {
    const reasons = [syntaxFault(document), ids.has(id) ? 'expected an id of its own, got one twice' : null]
    ids.add(id)
    return reasons.flatMap((reason) => (reason === null ? [] : faultAt(path, reason)))
  })
  if (faults.length > 0) refuse(faults)
  return new Map(entries.map(({ id, document }) => [id, document]))
}

type File = { setting: string; name: string; text: string; unknownMember: string }

function entriesOfApollo(file: File) {
  const { data, ...report } = checkSettingFile({ ...file, schema: apolloSchema })
  const entries = data.operations.map(({ id, body }, index): Entry => ({
    id,
    document: body,
    path: ['operations', index],
  }))
  return { ...report, entries }
}

function entriesOfCodegen(file: File) {
  const { data, ...report } = checkSettingFile({ ...file, schema: codegenSchema })
  const entries = Object.entries(data).map(([id, document]): Entry => ({ id, document, path: [id] }))
  return { ...report, entries }
}

function isOfApollo(json: string): boolean {
  const { value } = linesOfJson(json)
  return isObject(value) && ('format' in value || 'operations' in value)
}

function syntaxFault(document: string): string | null {
  try {
    parse(document, { noLocation: true })
    return null
  } catch (error) {
    if (!(error instanceof GraphQLError)) throw error
    return `expected the text of an operation, got a text with a fault: ${error.message}`
  }
}
