import type { FetchNode, PlanNode } from '@apollo/query-planner'
import { type GraphQLError, Kind } from 'graphql'
import { isObject } from '../../platform/lang/isObject.ts'
import { markAbsent } from './absentObjects.ts'
import type { AnswerObject } from './answerData.ts'
import { compileRepresentation, type IsOfType } from './compileRepresentation.ts'
import { subgraphError } from './subgraphError.ts'
import { mergeAnswer } from './mergeAnswer.ts'

/** A subgraph's answer to a fetch. */
export type FetchAnswer = { data?: AnswerObject | null; errors?: readonly GraphQLError[] }

/** Sends one fetch of a plan to its subgraph. Never rejects. The plan may write into the answer. */
export type SendFetch = (fetch: FetchNode, variables: AnswerObject) => Promise<FetchAnswer>

/** One run of a plan. It writes the answers of the subgraphs into `data`, and all errors into `errors`. */
export type PlanRun = { data: AnswerObject; variables: AnswerObject; send: SendFetch; errors: GraphQLError[] }

/** Executes a plan. An answer with errors, or with an unexpected form, never stops the other fetches. */
export type RunPlan = (run: PlanRun) => Promise<void>

type Path = (string | number)[]

/** Compile a plan into a function; null when the plan contains something that only Apollo's executor can do. */
export function compilePlan(
  node: PlanNode,
  isOfType: IsOfType,
  path: readonly string[] = [],
): RunPlan | null {
  switch (node.kind) {
    case 'Sequence': {
      const steps = compileAll(node.nodes, isOfType, path)
      if (!steps) return null
      return async (run) => {
        for (const step of steps) await step(run)
      }
    }
    case 'Parallel': {
      const steps = compileAll(node.nodes, isOfType, path)
      if (!steps) return null
      return async (run) => {
        await Promise.all(steps.map((step) => step(run)))
      }
    }
    case 'Flatten': {
      const names = node.path.filter((part) => typeof part === 'string')
      const isSupported = names.length === node.path.length && !names.some((name) => name.includes('|'))
      return isSupported ? compilePlan(node.node, isOfType, [...path, ...names]) : null
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
  const subgraph = fetch.serviceName
  if (!fetch.requires) {
    return async ({ data, variables, send, errors }) => {
      const answer = await send(fetch, picked(variables, names))
      for (const error of answer.errors ?? [])
        errors.push(
          ...(error.path ? [subgraphError(error, subgraph, [...path, ...error.path])] : ofRoots(error)),
        )
      if (isObject(answer.data)) for (const entity of objectsAt(data, path)) mergeAnswer(entity, answer.data)
    }
  }

  const represent = compileRepresentation(fetch.requires, isOfType)
  const listPath = path.slice(0, path.includes('@') ? path.indexOf('@') : path.length)
  return async ({ data, variables, send, errors }) => {
    const found = objectsAt(data, path)
    const entities: AnswerObject[] = []
    /** For each representation, the index of its entity in `found`. */
    const places: number[] = []
    const representations: AnswerObject[] = []
    for (const [place, entity] of found.entries()) {
      const representation = represent(entity)
      if (!representation?.['__typename']) continue
      entities.push(entity)
      places.push(place)
      representations.push(representation)
    }
    if (entities.length === 0) return
    const answer = await send(fetch, { ...picked(variables, names), representations })
    if (answer.errors) {
      const paths = pathsAt(data, path)
      for (const error of answer.errors) {
        const [, index, ...rest] = error.path ?? []
        const place = typeof index === 'number' ? places[index] : undefined
        const at = place === undefined ? listPath : (paths[place] ?? listPath)
        errors.push(subgraphError(error, subgraph, [...at, ...rest]))
      }
    }
    const received = answer.data?.['_entities']
    if (!Array.isArray(received)) return
    for (const [index, entity] of entities.entries()) {
      const value: unknown = received[index]
      if (isObject(value)) mergeAnswer(entity, value)
      else if (value === null && !answer.errors) markAbsent(entity)
    }
  }

  /** An error of the whole fetch becomes an error of each of its root fields. */
  function ofRoots(error: GraphQLError): GraphQLError[] {
    return rootNamesOf(fetch).map((name) => subgraphError(error, subgraph, [...path, name]))
  }
}

function rootNamesOf({ operationDocumentNode, operation }: FetchNode): string[] {
  const [definition] = operationDocumentNode?.definitions ?? []
  if (definition?.kind !== Kind.OPERATION_DEFINITION)
    throw new Error(`expected a parsed fetch, got ${operation}`)
  return definition.selectionSet.selections.flatMap((selection) =>
    selection.kind === Kind.FIELD ? [selection.alias?.value ?? selection.name.value] : [],
  )
}

function picked(variables: AnswerObject, names: readonly string[]): AnswerObject {
  const given: AnswerObject = {}
  for (const name of names) {
    if (Object.hasOwn(variables, name) && variables[name] !== undefined) given[name] = variables[name]
  }
  return given
}

/**
 * The objects at a path, in order; `@` goes into a list. A value that is null or has another form than the plan
 * expects has none: completing the answer reports it.
 */
function objectsAt(data: AnswerObject, path: readonly string[]): AnswerObject[] {
  let found: unknown[] = [data]
  for (const part of path) {
    const next: unknown[] = []
    for (const value of found) {
      if (part === '@') {
        if (Array.isArray(value)) for (const item of value) next.push(item)
      } else if (isObject(value) && Object.hasOwn(value, part)) next.push(value[part])
    }
    found = next
  }
  return found.filter(isObject)
}

/** The paths of the objects that `objectsAt` finds, in the same order, with list indexes. */
function pathsAt(data: AnswerObject, path: readonly string[]): Path[] {
  let found: { value: unknown; at: Path }[] = [{ value: data, at: [] }]
  for (const part of path) {
    found = found.flatMap(({ value, at }) => {
      if (part === '@')
        return Array.isArray(value)
          ? value.map((item: unknown, index) => ({ value: item, at: [...at, index] }))
          : []
      return isObject(value) && Object.hasOwn(value, part) ? [{ value: value[part], at: [...at, part] }] : []
    })
  }
  return found.flatMap(({ value, at }) => (isObject(value) ? [at] : []))
}
