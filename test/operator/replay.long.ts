import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { writeFile } from 'node:fs/promises'
import { createServer, type ServerResponse } from 'node:http'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { temporaryFolder } from '../embeddedMongo/support/temporaryFolder.ts'
import { runEloProcess } from '../support/eloProcess.ts'

const replay = ['--import', 'tsx', 'scripts/replay.ts']

/** A server, and a file of two deliveries. */
async function prepare(answer: (response: ServerResponse) => void) {
  const server = createServer((request, response) => {
    request.resume().on('end', () => answer(response))
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => void server.close())
  const address = server.address()
  const url = `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`
  const file = join(await temporaryFolder(), 'deliveries')
  const line = JSON.stringify({ deliveryId: 'd', signed: true, body: '{}' })
  await writeFile(file, `${line}\n${line}\n`)
  return { url, file }
}

it('replay tells why deliveries were refused, and ends with 1', async () => {
  const refusal = { status: 'refused', reason: 'signature: expected one of the secret' }
  const { url, file } = await prepare((response) => response.writeHead(401).end(JSON.stringify(refusal)))
  const { code, log } = await runEloProcess({}, [...replay, file, '--url', url, '--secret', 'wrong'])
  expect(code).toBe(1)
  expect(log).toContain('2 deliveries: 0 accepted, 0 repeated, 0 quarantined, 2 refused\n')
  expect(log).toContain(
    `not taken by ${url}:\n  2 times: status 401: signature: expected one of the secret\n`,
  )
})

it('replay ends at Ctrl-C, also at one that comes twice, after the delivery on its way, and says how many were sent', async () => {
  let arrived: (response: ServerResponse) => void
  const first = new Promise<ServerResponse>((resolve) => (arrived = resolve))
  const { url, file } = await prepare((response) => arrived(response))
  const child = spawn(process.execPath, [...replay, file, '--url', url, '--secret', 's'])
  onTestFinished(() => void child.kill('SIGKILL'))
  let printed = ''
  child.stdout.on('data', (chunk: Buffer) => (printed += chunk.toString()))
  child.stderr.on('data', (chunk: Buffer) => (printed += chunk.toString()))
  const closed = once(child, 'close')
  const response = await first
  child.kill('SIGINT')
  child.kill('SIGINT')
  response.end('{"status":"accepted"}')
  expect(await closed).toEqual([130, null])
  expect(printed).toContain('1 deliveries: 1 accepted')
  expect(printed).toContain('interrupted after 1 of 2; send the file again')
})
