import { readFileSync } from 'node:fs'
import { z } from 'zod'

/** One step of a Dockerfile: `COPY`, `RUN` …, and what stands after it, on one line. */
export type Instruction = { name: string; text: string }
/** What is made from one `FROM`; other stages copy from it by its name. */
export type Stage = { base: string; name: string | null; instructions: Instruction[] }

const fromPattern = /^(?:--platform=\S+ )?(?<base>\S+)(?: AS (?<name>\S+))?$/u

/** All stages of the Dockerfile, and the last one, which is the image. */
export function readDockerfile(): { stages: Stage[]; image: Stage } {
  const text = readFileSync(new URL('../../Dockerfile', import.meta.url), 'utf8')
  const lines = text
    .replace(/^#.*\n/gmu, '')
    .replace(/\\\n\s*/gu, '')
    .split('\n')
    .filter((line) => line !== '')
  const stages: Stage[] = []
  for (const line of lines) {
    const [, name = '', rest = ''] = /^([A-Z]+) (.+)$/u.exec(line) ?? []
    if (name === 'FROM') {
      const { base = '', name: stage = null } = fromPattern.exec(rest)?.groups ?? {}
      stages.push({ base, name: stage, instructions: [] })
    } else stages.at(-1)?.instructions.push({ name, text: rest })
  }
  const image = stages.at(-1)
  if (!image) throw new Error('expected a Dockerfile with a stage, got none')
  return { stages, image }
}

/** The text of every instruction `name` of a stage. */
export function textsOf(stage: Stage, name: string): string[] {
  return stage.instructions.flatMap((instruction) => (instruction.name === name ? [instruction.text] : []))
}

/** The variables that `ENV` or `LABEL` sets in a stage. */
export function pairsOf(stage: Stage, name: 'ENV' | 'LABEL'): Record<string, string> {
  const pairs = textsOf(stage, name).flatMap((text) => [...text.matchAll(/([\w.]+)=(?:"([^"]*)"|(\S+))/gu)])
  return Object.fromEntries(pairs.map(([, key = '', quoted, plain]) => [key, quoted ?? plain ?? '']))
}

/** The command, as a list, of `CMD` or `HEALTHCHECK … CMD`. */
export function commandOf(stage: Stage, name: 'CMD' | 'HEALTHCHECK'): string[] {
  const [text = ''] = textsOf(stage, name)
  return z.array(z.string()).parse(JSON.parse(text.slice(text.indexOf('['))))
}

/** The folders that `RUN install -d` makes for the user of the image. */
export function ownFoldersOf(stage: Stage): string[] {
  return textsOf(stage, 'RUN').flatMap((text) => {
    const [, folders = ''] = /install -d (.+)$/u.exec(text) ?? []
    return folders.split(' ').filter((word) => word.startsWith('/'))
  })
}
