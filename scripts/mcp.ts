import { UsageError } from '../platform/process/commandLine.ts'
import { bridgeStdio } from './mcpBridge.ts'
import { runCommand } from './command/runCommand.ts'

/** MCP over standard input and output, for clients that start a command: it passes the messages on to a running Elo. */
const usage = `npm run --silent mcp -- [--url URL]

  URL  where Elo answers, without a path; default http://localhost:4000

The API key or token is in ELO_TOKEN. Elo without sign-in, on loopback, needs none.`

await runCommand({
  usage,
  options: { url: { type: 'string', default: 'http://localhost:4000' } },
  async run({ values: { url } }) {
    if (!URL.canParse(url)) throw new UsageError(`--url: expected an http(s) url, got ${JSON.stringify(url)}`)
    const token = process.env['ELO_TOKEN'] || undefined
    const { stdin: input, stdout: output } = process
    await bridgeStdio({ url: new URL('/mcp', url), token, input, output })
    return 0
  },
})
