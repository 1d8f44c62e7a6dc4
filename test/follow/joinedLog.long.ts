import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { WebSocket } from 'ws'
import { z } from 'zod'
import { followCustomer } from '../../clients/follow/follow.ts'
import { configSchema } from '../../config.ts'
import { readConfig } from '../../platform/process/settings/readConfig.ts'
import type { Running } from '../../platform/process/runProcess.ts'
import { start } from '../../server.ts'
import { askForData } from '../support/askGraph.ts'
import { openTestDatabase, type TestDatabase } from '../support/testDatabase.ts'
import { recordText } from './support/recordTexts.ts'
import { selection, startFollower, type Text } from './support/startFollower.ts'

let database: TestDatabase
let elo: Running
beforeAll(async () => {
  database = await openTestDatabase(inject('mongodbUri'), `joined_${randomUUID().slice(0, 8)}`)
  const settings = { PORT: '0', LOG_LEVEL: 'error', MONGODB_URI: database.uri }
  elo = await start(readConfig(configSchema, settings), {})
})
afterAll(async () => {
  await elo.stop()
  await database.drop()
})

const merge = `mutation ($input: MergeCustomersInput!) {
  mergeCustomers(input: $input) { userErrors { message } } }`

describe('followCustomer, when a log of more than 1,000 interactions joins', () => {
  it('gives each interaction of it once, and goes on with what follows', async () => {
    const [one, other] = ['+5511944440001', '+5511944440002']
    const customerId = await recordText(elo.url, one, 'mine')
    const otherId = await recordText(elo.url, other, 'j0')
    const joined = Array.from({ length: 1_200 }, (_, index) => `j${index}`)
    for (let at = 1; at < joined.length; at += 20)
      await Promise.all(joined.slice(at, at + 20).map((text) => recordText(elo.url, other, text)))

    const ending = new AbortController()
    const follower = startFollower(
      followCustomer<Text>({
        ...{ url: `${elo.url}/graphql`, customerId, selection, webSocket: WebSocket },
        signal: ending.signal,
      }),
    )
    await follower.untilText('mine')
    const input = { customerId, otherCustomerId: otherId }
    const { mergeCustomers } = await askForData(
      z.object({ mergeCustomers: z.object({ userErrors: z.array(z.unknown()) }) }),
      elo.url,
      merge,
      { input },
    )
    expect(mergeCustomers.userErrors).toEqual([])
    await recordText(elo.url, one, 'after')
    await follower.untilText('after')
    ending.abort()
    await follower.ended

    expect(follower.texts.toSorted()).toEqual(['mine', 'after', ...joined].toSorted())
    expect(follower.changes.filter(({ change }) => change === 'JOINED').length).toBeGreaterThanOrEqual(1_200)
    expect(follower.texts.at(-1)).toBe('after')
  })
})
