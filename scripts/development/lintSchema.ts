import { readFile } from 'node:fs/promises'
import { buildSchema } from 'graphql'
import { lintSchema } from './schemaRules.ts'

/** Check schema/api.graphql against the rules of scripts/development/schemaRules.ts; exits 1 and prints every finding. */
const api = buildSchema(await readFile(new URL('../../schema/api.graphql', import.meta.url), 'utf8'))
const findings = lintSchema(api)
for (const { element, fault } of findings) console.error(`${element} ${fault}`)
if (findings.length > 0) process.exitCode = 1
