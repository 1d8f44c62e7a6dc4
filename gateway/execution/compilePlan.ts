import type { FetchNode, PlanNode, QueryPlanSelectionNode } from '@apollo/query-planner'
import { type AnswerObject, isAnswerObject } from './answerData.ts'
import { mergeAnswer } from './mergeAnswer.ts'
import { UnlikeExpectedError } from './unlikeExpected.ts'

/** What a subgraph answered to a fetch. */
export type FetchAnswer = { data?: unknown; errors?: unknown }

/** Sends one fetch of a plan to its subgraph. Its answer belongs to the plan. */
export type SendFetch = (fetch: FetchNode, variables: AnswerObject) => Promise<FetchAnswer>

/**
 * Carries out a plan: everything the subgraphs answer is written into `data`. Throws an UnlikeExpectedError as soon as
 * an answer has errors or is not of the expected form.
 */
export type RunPlan = (data: AnswerObject, variables: AnswerObject, send: SendFetch) => Promise<void>

/** Whether an object of this type is selected by a condition on that one. */
export type IsOfType = (typename: string, condition: string) => boolean

/** Make a plan ready to be carried out often; null when it has something that only Apollo's executor does. */
export function compilePlan(
  node: PlanNode,
  isOfType: IsOfType,
  path: readonly string[] = [],
): RunPlan | null {
  switch (node.kind) {
    case 'Sequence': {
      const runs = compileAll(node.nodes, isOfType, path)
      return (
        runs &&
        (async (data, variables, send) => {
          for (const run of runs) await run(data, variables, send)
        })
      )
    }
    case 'Parallel': {
      const runs = compileAll(node.nodes, isOfType, path)
      return (
        runs &&
        (async (data, variables, send) => {
          // All have ended when one has failed: what is still under way must not write into `data` later.
          const ends = await Promise.allSettled(runs.map((run) => run(data, variables, send)))
          for (const end of ends) if (end.status === 'rejected') throw end.reason
        })
      )
    }
    case 'Flatten': {
      const names = node.path.filter((part) => typeof part === 'string')
      const isPlain = names.length === node.path.length && !names.some((name) => name.includes('|'))
      return isPlain ? compilePlan(node.node, isOfType, [...path, ...names]) : null
    }
    case 'Fetch':
      return node.inputRewrites?.length || node.outputRewrites?.length
        ? null
        : compileFetch(node, isOfType, path)
    case 'Condition':
    case 'Defer':
      return null
  }
}

function compileAll(nodes: PlanNode[], isOfType: IsOfType, path: readonly string[]): RunPlan[] | null {
  const runs = nodes.map((node) => compilePlan(node, isOfType, path)).filter((run) => run !== null)
  return runs.length === nodes.length ? runs : null
}

function compileFetch(fetch: FetchNode, isOfType: IsOfType, path: readonly string[]): RunPlan {
  const names = fetch.variableUsages ?? []
  if (!fetch.requires) {
    return async (data, variables, send) => {
      const answer = dataOf(await send(fetch, picked(variables, names)))
      for (const entity of objectsAt(data, path)) mergeAnswer(entity, answer)
    }
  }
  const represent = compileRepresentation(fetch.requires, isOfType)
  return async (data, variables, send) => {
    const entities: AnswerObject[] = []
    const representations: AnswerObject[] = []
    for (const entity of objectsAt(data, path)) {
      const representation = represent(entity)
      if (!representation?.['__typename']) continue
      entities.push(entity)
      representations.push(representation)
    }
    if (entities.length === 0) return
    const { _entities: received } = dataOf(
      await send(fetch, { ...picked(variables, names), representations }),
    )
    if (!Array.isArray(received) || received.length !== entities.length)
      throw new UnlikeExpectedError('_entities is not a list of the expected length')
    for (const [index, entity] of entities.entries()) {
      const found: unknown = received[index]
      if (isAnswerObject(found)) mergeAnswer(entity, found)
      else if (found !== null) throw new UnlikeExpectedError('an entity is neither an object nor null')
    }
  }
}

function dataOf({ data, errors }: FetchAnswer): AnswerObject {
  if (errors === undefined && isAnswerObject(data)) return data
  throw new UnlikeExpectedError('a subgraph answered with errors or without data')
}

function picked(variables: AnswerObject, names: readonly string[]): AnswerObject {
  const given: AnswerObject = {}
  for (const name of names) {
    if (Object.hasOwn(variables, name) && variables[name] !== undefined) given[name] = variables[name]
  }
  return given
}

/** The objects at a path; `@` goes into a list. What is null on the way has none. */
function objectsAt(data: AnswerObject, path: readonly string[]): AnswerObject[] {
  let found: unknown[] = [data]
  for (const part of path) {
    const next: unknown[] = []
    for (const value of found) {
      if (part === '@') {
        if (!Array.isArray(value)) throw new UnlikeExpectedError('expected a list')
        for (const item of value) if (item !== null && item !== undefined) next.push(item)
      } else {
        if (!isAnswerObject(value)) throw new UnlikeExpectedError('expected an object')
        const member = Object.hasOwn(value, part) ? value[part] : null
        if (member !== null && member !== undefined) next.push(member)
      }
    }
    found = next
  }
  return found.map((value) => {
    if (isAnswerObject(value)) return value
    throw new UnlikeExpectedError('expected an object')
  })
}

type Represent = (entity: AnswerObject) => AnswerObject | null

/** How to tell a subgraph which entity is meant; null for an entity that lacks a part, or that it is not about. */
function compileRepresentation(selections: readonly QueryPlanSelectionNode[], isOfType: IsOfType): Represent {
  const members = selections.map((selection): ((entity: AnswerObject, into: AnswerObject) => boolean) => {
    if (selection.kind === 'Field') {
      const name = selection.alias ?? selection.name
      const inner = selection.selections && compileRepresentation(selection.selections, isOfType)
      const read = inner ? (value: unknown) => representValue(value, inner) : (value: unknown) => value
      return (entity, into) => {
        const value = Object.hasOwn(entity, name) ? entity[name] : undefined
        if (value === undefined) return false
        into[name] = read(value)
        return true
      }
    }
    const { typeCondition } = selection
    const represent = compileRepresentation(selection.selections, isOfType)
    return (entity, into) => {
      const typename = entity['__typename']
      if (typeCondition === undefined || typeof typename !== 'string' || !isOfType(typename, typeCondition))
        return true
      const part = represent(entity)
      if (part) mergeAnswer(into, part)
      return true
    }
  })
  return (entity) => {
    const into: AnswerObject = {}
    return members.every((write) => write(entity, into)) ? into : null
  }
}

function representValue(value: unknown, represent: Represent): unknown {
  if (Array.isArray(value)) return value.map((item) => representValue(item, represent))
  return isAnswerObject(value) ? represent(value) : value
}
