import { execFile } from 'node:child_process'
import { mkdir, rm } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import compiler from 'relay-compiler'
import type { ConcreteRequest, ReaderFragment } from 'relay-runtime'
import { z } from 'zod'

const folder = fileURLToPath(new URL('.', import.meta.url))
const requestSchema = z.object({ default: z.custom<ConcreteRequest>() })
const fragmentSchema = z.object({ default: z.custom<ReaderFragment>() })

/**
 * Compile relayDocuments.ts against `schema/api.graphql` of today; gives the compiled documents by their names in that
 * file, without the prefix. Rejects with what the compiler printed when it refuses a document.
 */
export async function compileRelay() {
  await rm(`${folder}__generated__`, { recursive: true, force: true })
  await mkdir(`${folder}__generated__`)
  await promisify(execFile)(compiler, ['relay.config.json'], { cwd: folder })
  return {
    customerPageQuery: await request('CustomerPageQuery'),
    objectsByThemselvesQuery: await request('ObjectsByThemselvesQuery'),
    customerQuery: await request('CustomerQuery'),
    tagsFragment: await fragment('Tags_customer'),
    tagsRefetchQuery: await request('TagsRefetchQuery'),
    historyFragment: await fragment('History_customer'),
    historyPaginationQuery: await request('HistoryPaginationQuery'),
  }
}

async function request(name: string): Promise<ConcreteRequest> {
  return requestSchema.parse(await load(name)).default
}

async function fragment(name: string): Promise<ReaderFragment> {
  return fragmentSchema.parse(await load(name)).default
}

async function load(name: string): Promise<unknown> {
  const artifact = `${folder}__generated__/relayDocuments${name}.graphql.ts`
  return import(artifact)
}
