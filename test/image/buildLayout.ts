import { execFile } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { chown, cp, mkdir, readdir } from 'node:fs/promises'
import { basename, dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { type Instruction, ownFoldersOf, readDockerfile, type Stage } from './readDockerfile.ts'

const run = promisify(execFile)
const root = fileURLToPath(new URL('../../', import.meta.url))

/** The user that the image runs as. */
export type ImageUser = { uid: number; gid: number }

/** The names of the tree's first level that `.dockerignore` keeps out. It has no other patterns. */
function ignoredNames(): RegExp[] {
  const lines = readFileSync(join(root, '.dockerignore'), 'utf8').trim().split('\n')
  return lines.map((line) => {
    if (/[/!?[]/u.test(line)) throw new Error(`expected names in .dockerignore, got ${line}`)
    return new RegExp(`^${line.replaceAll('.', '\\.').replaceAll('*', '.*')}$`, 'u')
  })
}

/**
 * Makes in `folder` what the Dockerfile makes, without Docker: a folder for each stage, by its own lines. Of `RUN` it
 * runs what begins with `npm`; folders for the user are made, and given to `user` when this process is root. Returns
 * the root folder of the image.
 */
export async function buildLayout(folder: string, user: ImageUser): Promise<string> {
  const { stages, image } = readDockerfile()
  const rootOf = (stage: Stage) => join(folder, stage.name ?? 'image')

  async function copy(stage: Stage, workingFolder: string, text: string): Promise<void> {
    const words = text.split(' ')
    const from = /^--from=(?<stage>.+)$/u.exec(words[0] ?? '')?.groups?.['stage']
    const source = from === undefined ? undefined : stages.find(({ name }) => name === from)
    if (from !== undefined && !source)
      throw new Error(`expected a stage before COPY --from=${from}, got none`)
    const [target = '', ...names] = words.slice(from === undefined ? 0 : 1).toReversed()
    const to = join(rootOf(stage), resolve(workingFolder, target))
    for (const name of names) {
      const path = join(source ? rootOf(source) : root, name)
      const copied = target.endsWith('/') ? join(to, basename(name)) : to
      await (name === '.' ? copyContext(to) : cp(path, copied, { recursive: true, verbatimSymlinks: true }))
    }
  }

  async function carryOut(stage: Stage, workingFolder: string, { name, text }: Instruction): Promise<void> {
    if (name === 'COPY') await copy(stage, workingFolder, text)
    if (name === 'RUN' && text.startsWith('npm '))
      await run('sh', ['-c', text], { cwd: join(rootOf(stage), workingFolder), maxBuffer: 2 ** 26 })
  }

  for (const stage of stages) {
    let workingFolder = '/'
    for (const instruction of stage.instructions) {
      if (instruction.name === 'WORKDIR') {
        workingFolder = instruction.text
        await mkdir(join(rootOf(stage), workingFolder), { recursive: true })
      } else await carryOut(stage, workingFolder, instruction)
    }
  }
  for (const path of ownFoldersOf(image)) {
    const own = join(rootOf(image), path)
    await mkdir(dirname(own), { recursive: true })
    await mkdir(own, { mode: 0o700 })
    if (process.getuid?.() === 0) await chown(own, user.uid, user.gid)
  }
  return rootOf(image)
}

/** `COPY . .`: the whole tree but for what `.dockerignore` names. */
async function copyContext(to: string): Promise<void> {
  const ignored = ignoredNames()
  const names = (await readdir(root)).filter((name) => !ignored.some((pattern) => pattern.test(name)))
  for (const name of names) await cp(join(root, name), join(to, name), { recursive: true })
}
