import { connect } from 'node:net'
import { MongoBinaryDownload } from 'mongodb-memory-server-core/lib/util/MongoBinaryDownload.js'
import { getOS } from 'mongodb-memory-server-core/lib/util/getos/index.js'
import type { DownloadProgress } from '../embeddedMongoOptions.ts'

type HttpDownload = MongoBinaryDownload['httpDownload']

class Download extends MongoBinaryDownload {
  onProgress: (progress: DownloadProgress) => void = () => undefined

  /** The library would retry an unreachable server for 8 s, or for minutes behind a firewall that drops packets. */
  override async httpDownload(...[url, options, ...rest]: Parameters<HttpDownload>): Promise<string> {
    // With a proxy, only the proxy needs to reach the server.
    if (!options.agent) await assertReachable(url)
    // By default the library does not check certificates, but the downloaded program is run.
    return super.httpDownload(url, { ...options, rejectUnauthorized: true }, ...rest)
  }

  /** The library would print to standard output, where our log goes. */
  override printDownloadProgress(chunk: { length: number }): void {
    this.dlProgress.current += chunk.length
    const { current, length } = this.dlProgress
    this.onProgress({ source: 'download', receivedBytes: current, totalBytes: length || null })
  }
}

/** mongodb-memory-server's download, but it fails early, checks certificates and reports its progress. */
export async function createDownload(
  folder: string,
  version: string,
  onProgress: (progress: DownloadProgress) => void,
): Promise<Pick<MongoBinaryDownload, 'getMongodPath'>> {
  const download = new Download({ downloadDir: folder, version, checkMD5: true, os: await getOS() })
  download.onProgress = onProgress
  return download
}

function assertReachable({ hostname, port }: URL): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket = connect({ host: hostname, port: Number(port || 443) })
    const timer = setTimeout(() => socket.destroy(new Error(`${hostname} did not answer within 5 s`)), 5_000)
    socket.once('connect', () => resolve())
    socket.once('connect', () => socket.destroy())
    socket.once('error', reject)
    socket.once('close', () => clearTimeout(timer))
  })
}
