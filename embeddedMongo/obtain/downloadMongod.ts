import { createRequire } from 'node:module'
import type { DownloadProgress } from '../embeddedMongoOptions.ts'

/**
 * The version to download: 7.0, because it opens data of the wheel's 6.0 as well, which 8.0 does not; and the first
 * patch level without CVE-2025-14847.
 */
export const downloadedVersion = '7.0.28'

/** What an installation without mongodb-memory-server says when it needs a database. */
export const bringsNoDatabase =
  'MONGODB_URI: expected the address of a MongoDB replica set, got none; this installation has no packages for ' +
  'development, so it brings no database of its own'

/** Whether mongodb-memory-server is installed. It is a package for development. */
export function canDownloadMongod(): boolean {
  try {
    createRequire(import.meta.url).resolve('mongodb-memory-server-core')
    return true
  } catch {
    return false
  }
}

/**
 * Downloads MongoDB for this machine with mongodb-memory-server into `folder`, checks it, and returns the path of its
 * mongod. Throws within five seconds when the download server cannot be reached. The library reads its own MONGOMS_
 * variables (e.g. a mirror) and those of a proxy from the process environment.
 */
export async function downloadMongod(
  folder: string,
  onProgress: (progress: DownloadProgress) => void,
): Promise<string> {
  // Imported only here, because the import takes a third of a second, and most starts do not download.
  const { createDownload } = await import('./memoryServerDownload.ts')
  return (await createDownload(folder, downloadedVersion, onProgress)).getMongodPath()
}
