import { loadEnvFile } from 'node:process'

/**
 * Reads the settings of the file `.env` in the working directory into the environment of this process. A variable that
 * the environment has already, even an empty one, is kept. Import it right after requireNode, before what reads
 * settings. Ends the process with one line when there is a file that cannot be read.
 */
try {
  loadEnvFile('.env')
} catch (error) {
  const isMissing = error instanceof Error && 'code' in error && error.code === 'ENOENT'
  if (!isMissing) {
    const reason = error instanceof Error ? error.message : String(error)
    process.stderr.write(`.env: expected a file of settings that can be read, got: ${reason}\n`)
    process.exit(1)
  }
}

export {}
