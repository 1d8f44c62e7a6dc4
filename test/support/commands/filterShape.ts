/** What a filter asks for, without its values. */
export type FilterShape = {
  /** Its fields and operators, e.g. `{ _id, profileId: $in, seq: $gt }`. */
  text: string
  /** What a document must fulfil: one of these. A filter without `$or` has one. */
  alternatives: readonly Conditions[]
}

/** Conditions that a document must fulfil together. */
export type Conditions = {
  /** All fields that they name. */
  fields: ReadonlySet<string>
  /** Fields that must equal one value. */
  equal: ReadonlySet<string>
  /** Fields that must equal one of some values; those of `equal` are among them. */
  oneOf: ReadonlySet<string>
}

const noConditions: Conditions = { fields: new Set(), equal: new Set(), oneOf: new Set() }

export const emptyFilter: FilterShape = { text: '{}', alternatives: [noConditions] }

/** A filter with more alternatives counts as one that names only what all of them name. */
const mostAlternatives = 64

/** The shape of a filter of MongoDB. Branches that are alike are one. */
export function filterShape(filter: unknown): FilterShape {
  return allOf(
    isPlain(filter) ? Object.entries(filter).map(([name, value]) => conditionShape(name, value)) : [],
  )
}

/** The shape of a filter that has all conditions of some. */
export function allOf(shapes: readonly FilterShape[]): FilterShape {
  const texts = shapes.map(({ text }) => text.replace(/^\{ (.*) \}$/u, '$1')).filter((text) => text !== '{}')
  return {
    text: texts.length === 0 ? '{}' : `{ ${distinct(texts).join(', ')} }`,
    alternatives: shapes.reduce<readonly Conditions[]>(
      (all, { alternatives }) =>
        all.length * alternatives.length > mostAlternatives
          ? all
          : all.flatMap((one) => alternatives.map((other) => together(one, other))),
      [noConditions],
    ),
  }
}

/** The shape of a field that equals a value, e.g. that of the other side of a `$lookup`. */
export function equalTo(field: string): FilterShape {
  const only = new Set([field])
  return { text: `{ ${field} }`, alternatives: [{ fields: only, equal: only, oneOf: only }] }
}

function conditionShape(name: string, value: unknown): FilterShape {
  if (name === '$and' && Array.isArray(value)) return allOf(value.map(filterShape))
  if (name === '$or' && Array.isArray(value)) return anyOf(value.map(filterShape))
  if (name === '$expr') return expressionShape(value)
  if (name.startsWith('$')) return { text: `{ ${name} }`, alternatives: [noConditions] }
  const operators = isPlain(value) ? Object.keys(value).filter((key) => key.startsWith('$')) : []
  if (operators.length === 0 || operators.join() === '$eq') return equalTo(name)
  const fields = new Set([name])
  const oneOf: ReadonlySet<string> = operators.includes('$in') ? fields : new Set<string>()
  return {
    text: `{ ${name}: ${distinct(operators).join(' ')} }`,
    alternatives: [{ fields, equal: new Set(), oneOf }],
  }
}

function anyOf(branches: readonly FilterShape[]): FilterShape {
  const byText = new Map(branches.map((branch) => [branch.text, branch]))
  const [first, ...others] = [...byText.values()]
  if (!first) return emptyFilter
  if (others.length === 0) return first
  return {
    text: `{ $or: ${[...byText.keys()].sort().join(' | ')} }`,
    alternatives: [first, ...others].flatMap(({ alternatives }) => alternatives),
  }
}

/** An expression that compares a field with a variable, as the pipeline of a `$lookup` does. */
function expressionShape(expression: unknown): FilterShape {
  if (!isPlain(expression)) return { text: '{ $expr }', alternatives: [noConditions] }
  if (Array.isArray(expression['$and'])) return allOf(expression['$and'].map(expressionShape))
  const sides: unknown = expression['$eq']
  const field: unknown = Array.isArray(sides) ? sides.find(isFieldPath) : null
  if (typeof field === 'string') return equalTo(field.slice(1))
  return { text: `{ $expr: ${Object.keys(expression).join(' ')} }`, alternatives: [noConditions] }
}

/** `$field`, not a variable such as `$$NOW`. */
function isFieldPath(value: unknown): boolean {
  return typeof value === 'string' && /^\$[^$]/u.test(value)
}

function together(one: Conditions, other: Conditions): Conditions {
  return {
    fields: new Set([...one.fields, ...other.fields]),
    equal: new Set([...one.equal, ...other.equal]),
    oneOf: new Set([...one.oneOf, ...other.oneOf]),
  }
}

/** A document of a command, not a date or an id. */
export function isPlain(value: unknown): value is Record<string, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false
  const prototype: unknown = Object.getPrototypeOf(value)
  return prototype === Object.prototype || prototype === null
}

function distinct(texts: readonly string[]): string[] {
  return [...new Set(texts)].sort()
}
