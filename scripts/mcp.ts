import { parseArgs } from 'node:util'
import { bridgeStdio } from './mcpBridge.ts'
import { runCommand } from './runCommand.ts'

/** MCP over standard input and output, for clients that start a command: it passes the messages on to a running Elo. */
const usage = `npm run --silent mcp -- [--url URL]

  URL  where Elo answers, without a path; default http://localhost:4000

The API key or token is in ELO_TOKEN. Elo without sign-in, on loopback, needs none.`

async function main(args: string[]): Promise<number> {
  const { values } = parseArgs({
    args,
    options: { url: { type: 'string', default: 'http://localhost:4000' } },
  })
  if (!URL.canParse(values.url)) {
    console.error(usage)
    return 1
  }
  const token = process.env['ELO_TOKEN'] || undefined
  const { stdin: input, stdout: output } = process
  await bridgeStdio({ url: new URL('/mcp', values.url), token, input, output })
  return 0
}

await runCommand(main)
