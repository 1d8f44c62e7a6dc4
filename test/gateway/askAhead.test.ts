import type { FetchNode } from '@apollo/query-planner'
import { OperationTypeNode } from 'graphql'
import { beforeEach, describe, expect, it } from 'vitest'
import { type AskAhead, createAskAhead } from '../../gateway/execution/askAhead.ts'

const fetchOf = (serviceName: string): FetchNode => ({
  kind: 'Fetch',
  serviceName,
  operation: '{ asked }',
  operationName: undefined,
  operationKind: OperationTypeNode.QUERY,
})
const find = fetchOf('identity')
const show = fetchOf('history')

/** A plan of two steps: find whom the key leads to, and show him. */
type World = {
  /** Whom the first step finds; nobody when null. */
  found: string | null
  /** The fetches in the order in which they were sent, with the steps' ends between them. */
  told: string[]
  askAhead: AskAhead<string>
}

let world: World
beforeEach(() => {
  world = { found: 'Ana', told: [], askAhead: createAskAhead(1_000) }
})

/** What was sent and found meanwhile. */
async function toldBy(work: () => Promise<unknown>): Promise<string[]> {
  world.told = []
  await work()
  return world.told
}

/** Run the plan, and give what the second step answered. */
async function ask(key: unknown[] = ['agent', '+55 11']): Promise<string | null> {
  let shown: string | null = null
  const send = async ({ serviceName }: FetchNode, { id }: Record<string, unknown>) => {
    world.told.push(`${serviceName} ${String(id)}`)
    return `the history of ${String(id)}`
  }
  await world.askAhead({ fetches: [show], key, send }, async (sendFetch) => {
    await sendFetch(find, { id: key.at(-1) })
    world.told.push('found')
    if (world.found !== null) shown = await sendFetch(show, { id: world.found })
  })
  return shown
}

describe('createAskAhead', () => {
  it('sends what followed last time along with the first step', async () => {
    expect(await toldBy(() => ask())).toEqual(['identity +55 11', 'found', 'history Ana'])
    expect(await toldBy(() => ask())).toEqual(['identity +55 11', 'history Ana', 'found'])
    expect(await ask()).toBe('the history of Ana')
  })

  it('drops the answer when the first step leads elsewhere', async () => {
    await ask()
    world.found = 'Bruno'
    expect(await ask()).toBe('the history of Bruno')
    expect(world.told.slice(3)).toEqual(['identity +55 11', 'history Ana', 'found', 'history Bruno'])
  })

  it('asks ahead again when it led there twice', async () => {
    await ask()
    world.found = 'Bruno'
    await ask()
    expect(await toldBy(() => ask())).toEqual(['identity +55 11', 'found', 'history Bruno'])
    expect(await toldBy(() => ask())).toEqual(['identity +55 11', 'history Bruno', 'found'])
  })

  it('does not ask ahead again what the first step no longer leads to', async () => {
    await ask()
    world.found = null
    expect(await toldBy(() => ask())).toEqual(['identity +55 11', 'history Ana', 'found'])
    expect(await toldBy(() => ask())).toEqual(['identity +55 11', 'found'])
    expect(await ask()).toBeNull()
  })

  it.each([
    ['another caller', ['partner', '+55 11']],
    ['other variables', ['agent', '+55 21']],
  ])('asks nothing ahead for %s', async (_, key) => {
    await ask()
    expect(await toldBy(() => ask(key))).toEqual([`identity ${key[1] ?? ''}`, 'found', 'history Ana'])
  })

  it('asks ahead for two requests at the same time, each for itself', async () => {
    await ask()
    const told = await toldBy(() => Promise.all([ask(), ask()]))
    expect(told.slice(0, 4)).toEqual(['identity +55 11', 'history Ana', 'identity +55 11', 'history Ana'])
  })

  it('forgets who was asked for longest ago', async () => {
    await ask()
    for (let number = 0; number < 100; number += 1) await ask(['agent', number])
    expect(await toldBy(() => ask())).toEqual(['identity +55 11', 'found', 'history Ana'])
  })

  it('rejects as the plan does, also when what was asked ahead fails', async () => {
    await ask()
    const send = async () => Promise.reject(new Error('no answer'))
    const failing = world.askAhead({ fetches: [show], key: ['agent', '+55 11'], send }, async (sendFetch) => {
      await sendFetch(find, {})
    })
    await expect(failing).rejects.toThrow('no answer')
  })
})
