/** The part of a logger that embeddedMongo uses; a pino logger fits. */
export type StepLogger = {
  info(details: object, message: string): void
  warn(details: object, message: string): void
  error(details: object, message: string): void
}

/** The progress of obtaining a mongod. `totalBytes` is null while the size is unknown. */
export type DownloadProgress = {
  source: 'download' | 'wheel'
  receivedBytes: number
  totalBytes: number | null
}

export type Environment = Record<string, string | undefined>

export type EmbeddedMongoOptions = {
  /** The data folder, kept between runs; default a temporary folder that is removed at stop. */
  dataDir?: string | undefined
  /** The cache folder for an obtained mongod; default `elo` in the user's cache folder (XDG). */
  cacheDir?: string | undefined
  /** The environment variables: PATH, MONGOMS_SYSTEM_BINARY, XDG_CACHE_HOME, HOME, TMPDIR, proxies. */
  environment: Environment
  logger: StepLogger
  /** Called repeatedly while a mongod is obtained; default prints lines to standard error. */
  onProgress?: ((progress: DownloadProgress) => void) | undefined
}
