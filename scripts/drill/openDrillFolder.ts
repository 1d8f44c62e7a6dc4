import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Opened } from '../../platform/process/openInOrder.ts'

/** A temporary folder for what a drill writes, which is removed at its end. */
export async function openDrillFolder(opened: Opened): Promise<string> {
  return opened(await mkdtemp(join(tmpdir(), 'elo-drill-')), (folder) =>
    rm(folder, { recursive: true, force: true }),
  )
}
