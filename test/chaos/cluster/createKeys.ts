import { createApiKey } from '../../../gateway/authentication/keys/apiKey.ts'
import { createKeyFolder } from '../../../gateway/authentication/keys/keyFolder.ts'
import { askGraph } from '../../support/askGraph.ts'
import { until } from '../../support/until.ts'
import { type Keys, seenDepartment } from './cluster.ts'

/** Make the keys of one lane. Resolves when all gateways accept them. */
export async function createKeys(folder: string, lane: string, gatewayUrls: string[]): Promise<Keys> {
  async function create(name: string, role: 'supervisor' | 'agent', departments?: string[]): Promise<string> {
    const now = new Date()
    const expiresAt = new Date(now.getTime() + 24 * 60 * 60 * 1_000)
    const given = { name: `${name}.${lane}`, role, now, expiresAt, ...(departments && { departments }) }
    const { key, stored } = createApiKey(given)
    await createKeyFolder(folder).write(stored)
    return key
  }
  const keys = {
    writer: await create('writer', 'supervisor'),
    reader: await create('reader', 'agent'),
    limited: await create('limited', 'agent', [seenDepartment]),
  }
  for (const url of gatewayUrls)
    for (const key of Object.values(keys))
      await until('the gateway accepts a new key', async () => {
        const { errors } = await askGraph({ url, key }, '{ customers(first: 1) { nodes { __typename } } }')
        return errors === undefined
      })
  return keys
}
