import { createServer } from 'node:net'

const firstPort = 4000
const lastPort = 4099

/** Whether nothing listens at this address; 0 is always free. */
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

/** The port in the setting PORT, or the first free one from 4000 on. Throws when the one in PORT is in use. */
export async function choosePort(host: string, setting: string | undefined): Promise<number> {
  if (setting) {
    const port = Number(setting)
    if (await isFree(host, port)) return port
    throw new Error(
      `PORT: expected a free port, got ${port}, which is in use; without PORT a free one is chosen`,
    )
  }
  for (let port = firstPort; port <= lastPort; port += 1) if (await isFree(host, port)) return port
  throw new Error(`PORT: expected a free port, but ${firstPort} to ${lastPort} are all in use`)
}
