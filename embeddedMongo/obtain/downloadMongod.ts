import type { DownloadProgress } from '../embeddedMongoOptions.ts'

/**
 * The version that is downloaded. 7.0 because it opens data written by the 6.0 of the wheel as well, which 8.0
 * would not; this patch level because it is the first without CVE-2025-14847.
 */
export const downloadedVersion = '7.0.28'

/**
 * Downloads MongoDB for this machine with mongodb-memory-server into `folder`, checks it, and answers with the
 * path of its mongod. Where the server of the download cannot be reached it throws within five seconds.
 * The library reads its own MONGOMS_ variables (a mirror, for one) and the proxy's from the process environment.
 */
export async function downloadMongod(
  folder: string,
  onProgress: (progress: DownloadProgress) => void,
): Promise<string> {
  // Loaded here alone: it takes a third of a second, and most starts do not download.
  const { createDownload } = await import('./memoryServerDownload.ts')
  return (await createDownload(folder, downloadedVersion, onProgress)).getMongodPath()
}
