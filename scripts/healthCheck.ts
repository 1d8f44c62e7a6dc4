import '../platform/process/settings/loadEnvFile.ts'
import { once } from 'node:events'
import { get, type IncomingMessage } from 'node:http'

/**
 * The health check of the image: asks the process at PORT, on this machine, whether it can serve requests. Exits 0 when
 * it can, else 1 with one line that says why. It runs every few seconds, so it imports nothing that takes long to load.
 */
const { HOST, PORT } = process.env
const loopback: Readonly<Record<string, string>> = { '': '127.0.0.1', '0.0.0.0': '127.0.0.1', '::': '::1' }
const host = loopback[HOST ?? ''] ?? HOST
const where = `http://${host}:${PORT || 4000}/readyz`

try {
  const asked = get({ host, port: PORT || 4000, path: '/readyz', signal: AbortSignal.timeout(4_000) })
  const status = await once(asked, 'response').then(([answer]: IncomingMessage[]) => {
    answer?.resume()
    return answer?.statusCode
  })
  if (status !== 200) fail(`expected ${where} to answer 200, got ${status}`)
} catch (error) {
  fail(`expected ${where} to answer, got ${error instanceof Error ? error.message : String(error)}`)
}

function fail(reason: string): void {
  process.stderr.write(`${reason}\n`)
  process.exitCode = 1
}
