import type { DownloadProgress } from '../embeddedMongoOptions.ts'

/**
 * Shows on `stream` how far the taking of a mongod is: a line at the first news, one every two seconds at most,
 * and one when all of it is there.
 */
export function createProgressLine(
  stream: { write(text: string): unknown },
  now: () => number = Date.now,
): (progress: DownloadProgress) => void {
  let shownAt = -Infinity
  return ({ source, receivedBytes, totalBytes }) => {
    const isComplete = totalBytes !== null && receivedBytes >= totalBytes
    if (!isComplete && now() - shownAt < 2_000) return
    shownAt = now()
    const how = source === 'download' ? 'downloading MongoDB' : 'taking MongoDB from a Python wheel'
    const of = totalBytes === null ? '' : ` of ${megabytes(totalBytes)}`
    stream.write(`Elo: ${how}, ${megabytes(receivedBytes)}${of} MB\n`)
  }
}

function megabytes(bytes: number): string {
  return (bytes / 1_000_000).toFixed(1)
}
