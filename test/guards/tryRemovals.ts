import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { z } from 'zod'
import { startDatabase } from '../../embeddedMongo/startDatabase.ts'
import type { Guard } from './guard.ts'
import { guards } from './guards.ts'
import { createSourceCopy } from './sourceCopy.ts'

/**
 * `npm run test:guards [-- --only name] [-- --table]`: remove each guard, one at a time, in a copy of the sources, and
 * run its tests, of which at least one must fail. `--only` takes parts of names, separated by commas; `--table` prints the table of
 * SECURITY.md and tries nothing. A test file that cannot be loaded proves nothing, and is reported as such.
 */
const { values: options } = parseArgs({
  options: { only: { type: 'string', default: '' }, table: { type: 'boolean', default: false } },
})
const root = fileURLToPath(new URL('../../', import.meta.url))
const print = (line: string) => void process.stdout.write(`${line}\n`)

const reportSchema = z.object({
  numTotalTests: z.number(),
  numFailedTests: z.number(),
  testResults: z.array(
    z.object({ assertionResults: z.array(z.object({ status: z.string(), fullName: z.string() })) }),
  ),
})
type Report = z.infer<typeof reportSchema>

if (options.table) printTable()
else
  process.exitCode = await tryAll(
    guards.filter(({ name }) => options.only.split(',').some((part) => name.includes(part))),
  )

function printTable(): void {
  print('| guard | without it | file | tests that fail without it |\n| --- | --- | --- | --- |')
  for (const { name, stops, file, tests } of guards)
    print(`| \`${name}\` | ${stops} | \`${file}\` | ${tests.map((path) => `\`${path}\``).join(', ')} |`)
}

/** 0 when each removal makes a test fail. */
async function tryAll(chosen: readonly Guard[]): Promise<number> {
  const quiet = () => undefined
  const database = await startDatabase({
    uri: process.env['MONGODB_URI'],
    environment: process.env,
    logger: { info: quiet, warn: quiet, error: quiet },
  })
  const copy = await createSourceCopy()
  try {
    const tests = [...new Set(chosen.flatMap((guard) => guard.tests))]
    print(`${chosen.length} guards; their ${tests.length} test files with all guards in place:`)
    const whole = await runTests(copy.folder, tests, database.uri, false)
    if (!whole || whole.numFailedTests > 0 || whole.numTotalTests === 0) {
      print(`failed: ${whole ? failedIn(whole).join('; ') : 'no report'}`)
      return 1
    }
    print(`${whole.numTotalTests} tests passed`)
    let unproved = 0
    for (const guard of chosen) {
      const startedAt = Date.now()
      const report = await copy.withEdits([guard], () =>
        runTests(copy.folder, guard.tests, database.uri, true),
      )
      const isProved = report !== null && report.numFailedTests > 0
      if (!isProved) unproved += 1
      const evidence = isProved
        ? failedIn(report)[0]
        : report?.numTotalTests === 0
          ? 'THE TESTS COULD NOT BE LOADED'
          : 'NO TEST FAILED'
      print(`| ${guard.name} | ${((Date.now() - startedAt) / 1_000).toFixed(0)} s | ${evidence} |`)
    }
    print(
      `${chosen.length - unproved} of ${chosen.length} guards are proved by a test that fails without them`,
    )
    return unproved === 0 ? 0 : 1
  } finally {
    await database.stop()
    await copy.remove()
  }
}

/** The report of these test files; null when there is none. */
async function runTests(
  copy: string,
  tests: readonly string[],
  mongodbUri: string,
  endsAtFirst: boolean,
): Promise<Report | null> {
  const outputFile = join(copy, 'guards-report.json')
  await rm(outputFile, { force: true })
  const vitest = [join(root, 'node_modules/vitest/vitest.mjs'), 'run', ...tests]
  const child = spawn(
    process.execPath,
    [...vitest, '--reporter=json', `--outputFile=${outputFile}`, ...(endsAtFirst ? ['--bail=1'] : [])],
    { cwd: copy, stdio: 'ignore', env: { ...process.env, MONGODB_URI: mongodbUri } },
  )
  await once(child, 'exit')
  const text = await readFile(outputFile, 'utf8').catch(() => null)
  return text === null ? null : reportSchema.parse(JSON.parse(text))
}

function failedIn({ testResults }: Report): string[] {
  return testResults
    .flatMap(({ assertionResults }) => assertionResults)
    .filter(({ status }) => status === 'failed')
    .map(({ fullName }) => fullName)
}
