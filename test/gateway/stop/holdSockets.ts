import { connectSocket } from '../../support/connectSocket.ts'

/**
 * Holds subscriptions open, each on its own socket, and prints `ready`: `holdSockets.ts <url> <count> <query>`. A test
 * stops the process by SIGSTOP, so that its sockets are open and read nothing.
 */
const [, , url = '', count = '0', query = ''] = process.argv
await Promise.all(
  Array.from({ length: Number(count) }, async () => {
    const client = await connectSocket(url)
    client.subscribe('s', query)
    await client.next()
  }),
)
process.stdout.write('ready\n')
