import { createServer } from 'node:net'

/** Whether nobody listens at this address; 0 is always free. */
function isFree(host: string, port: number): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const probe = createServer()
    probe.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EADDRINUSE') resolve(false)
      else reject(error)
    })
    probe.listen(port, host, () => probe.close(() => resolve(true)))
  })
}

/** The port asked for, or the first free one from 4000 on. Throws when the one asked for is taken. */
export async function freePort(host: string, asked: number | null): Promise<number> {
  if (asked !== null) {
    if (await isFree(host, asked)) return asked
    throw new Error(`port ${asked} is taken; give another one by PORT, or none and the demo finds one`)
  }
  for (let port = 4000; port < 4100; port += 1) if (await isFree(host, port)) return port
  throw new Error('ports 4000 to 4099 are all taken; give one by PORT')
}
