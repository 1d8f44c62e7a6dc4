import {
  getNamedType,
  type GraphQLArgument,
  type GraphQLField,
  type GraphQLInputField,
  type GraphQLNamedType,
  type GraphQLObjectType,
  type GraphQLOutputType,
  type GraphQLSchema,
  type GraphQLType,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isListType,
  isNonNullType,
  isObjectType,
  isSpecifiedScalarType,
} from 'graphql'

/** An element of a schema that breaks a rule, e.g. `Query.customers` and `is non-null`. */
export type Finding = { element: string; fault: string }

type Described = { name: string; description?: string | null | undefined }
type Field = GraphQLField<unknown, unknown>
type Rule = (schema: GraphQLSchema) => Finding[]

const isRoot = (schema: GraphQLSchema, type: GraphQLNamedType) =>
  isObjectType(type) &&
  [schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()].includes(type)

function typesOf(schema: GraphQLSchema): GraphQLNamedType[] {
  return Object.values(schema.getTypeMap()).filter(
    (type) => !type.name.startsWith('__') && !isSpecifiedScalarType(type),
  )
}

const outputTypesOf = (schema: GraphQLSchema) =>
  typesOf(schema).filter((type) => isObjectType(type) || isInterfaceType(type))

function outputFieldsOf(schema: GraphQLSchema): { element: string; field: Field }[] {
  return outputTypesOf(schema).flatMap((type) =>
    Object.values(type.getFields()).map((field) => ({ element: `${type.name}.${field.name}`, field })),
  )
}

function inputsOf(schema: GraphQLSchema): { element: string; input: GraphQLArgument | GraphQLInputField }[] {
  const fields = typesOf(schema)
    .filter(isInputObjectType)
    .flatMap((type) =>
      Object.values(type.getFields()).map((input) => ({ element: `${type.name}.${input.name}`, input })),
    )
  const args = outputFieldsOf(schema).flatMap(({ element, field }) =>
    field.args.map((input) => ({ element: `${element}(${input.name})`, input })),
  )
  return [...fields, ...args]
}

/** Everything that has a description, but the root types. */
function describedOf(schema: GraphQLSchema): { element: string; described: Described }[] {
  const types = typesOf(schema).filter((type) => !isRoot(schema, type))
  return [
    ...types.map((described) => ({ element: described.name, described })),
    ...types
      .filter(isEnumType)
      .flatMap((type) =>
        type.getValues().map((described) => ({ element: `${type.name}.${described.name}`, described })),
      ),
    ...outputFieldsOf(schema).map(({ element, field }) => ({ element, described: field })),
    ...inputsOf(schema).map(({ element, input }) => ({ element, described: input })),
  ]
}

const withoutNull = (type: GraphQLType): GraphQLType => (isNonNullType(type) ? type.ofType : type)
const isList = (type: GraphQLType): boolean => isListType(withoutNull(type))

function finding(element: string, fault: string, isBroken: boolean): Finding[] {
  return isBroken ? [{ element, fault }] : []
}

/** The faults of fields that a type must have, given as in SDL, e.g. `nodes: '[Customer!]!'`. */
function missing(type: GraphQLObjectType, fields: Record<string, string>): Finding[] {
  return Object.entries(fields).flatMap(([name, expected]) => {
    const actual = type.getFields()[name]
    const got = actual ? String(actual.type) : 'no such field'
    return finding(`${type.name}.${name}`, `expected ${expected}, got ${got}`, got !== expected)
  })
}

const described: Rule = (schema) =>
  describedOf(schema).flatMap(({ element, described: { description } }) =>
    finding(element, 'has no description', !description?.trim()),
  )

// A customer is "they", a program is "it".
const pronouns = /\b(?:he|him|his|himself|she|her|hers|herself|whom)\b/iu

const neutral: Rule = (schema) =>
  describedOf(schema).flatMap(({ element, described: { description } }) => {
    const pronoun = pronouns.exec(description ?? '')?.[0]
    return finding(element, `has "${pronoun}" in its description`, pronoun !== undefined)
  })

const globalIds: Rule = (schema) =>
  outputTypesOf(schema).flatMap((type) => {
    const id = type.getFields()['id']
    if (!id || type.name === 'Node') return []
    const isNode = type.getInterfaces().some(({ name }) => name === 'Node')
    return [
      ...finding(`${type.name}.id`, `expected ID!, got ${String(id.type)}`, String(id.type) !== 'ID!'),
      ...finding(type.name, 'has an id and does not implement Node', !isNode),
    ]
  })

/** The objects that these ids are of may not be shown to the reader. */
const idsOfHidden = [
  'InteractionHidden.interactionId',
  'FeedInteractionHidden.interactionId',
  'InteractionsLeft.interactionIds',
]

const objectsNotIds: Rule = (schema) =>
  outputFieldsOf(schema).flatMap(({ element, field }) =>
    finding(
      element,
      'is an id where an object is expected',
      /Ids?$/u.test(field.name) && getNamedType(field.type).name === 'ID' && !idsOfHidden.includes(element),
    ),
  )

const nullableRoots: Rule = (schema) =>
  [schema.getQueryType(), schema.getMutationType()].flatMap((type) =>
    Object.values(type?.getFields() ?? {}).flatMap((field) =>
      finding(
        `${type?.name}.${field.name}`,
        'is non-null: one error would blank the whole answer',
        isNonNullType(field.type),
      ),
    ),
  )

const defaults: Rule = (schema) =>
  inputsOf(schema).flatMap(({ element, input }) => {
    const promised = /\bdefault (\d+)/u.exec(input.description ?? '')?.[1]
    const isInt = getNamedType(input.type).name === 'Int'
    return [
      ...finding(
        element,
        'has a default and is nullable',
        input.defaultValue !== undefined && !isNonNullType(input.type) && !isInt,
      ),
      ...finding(
        element,
        `describes a default of ${promised} and has none`,
        isInt && promised !== undefined && input.defaultValue !== Number(promised),
      ),
    ]
  })

const connections: Rule = (schema) => [
  ...typesOf(schema)
    .filter(isObjectType)
    .flatMap((type) => {
      // The edges of a search say more of each node than those of other connections.
      const [, node, search = ''] = /^(.+?)(Search)?(?:Connection|Edge)$/u.exec(type.name) ?? []
      if (node === undefined) return []
      if (type.name.endsWith('Edge')) return missing(type, { cursor: 'String!', node: `${node}!` })
      const edges = `[${node}${search}Edge!]!`
      return missing(type, { edges, nodes: `[${node}!]!`, pageInfo: 'PageInfo!' })
    }),
  ...outputFieldsOf(schema).flatMap(({ element, field }) => {
    const names = field.args.map(({ name }) => name)
    return finding(
      element,
      'gives a connection and does not take first and after',
      getNamedType(field.type).name.endsWith('Connection') &&
        !(names.includes('first') && names.includes('after')),
    )
  }),
]

const payloads: Rule = (schema) =>
  typesOf(schema)
    .filter(isObjectType)
    .filter(({ name }) => name.endsWith('Payload'))
    .flatMap((type) => [
      ...missing(type, { userErrors: '[UserError!]!' }),
      ...Object.values(type.getFields()).flatMap((field) =>
        finding(
          `${type.name}.${field.name}`,
          'is non-null, and there is none when there are userErrors',
          isNonNullType(field.type) && givesObject(field.type),
        ),
      ),
    ])

function givesObject(type: GraphQLOutputType): boolean {
  const inner = withoutNull(type)
  return isObjectType(inner) || isInterfaceType(inner)
}

const nonNullItems: Rule = (schema) =>
  [
    ...outputFieldsOf(schema).map(({ element, field }) => ({ element, type: withoutNull(field.type) })),
    ...inputsOf(schema).map(({ element, input }) => ({ element, type: withoutNull(input.type) })),
  ].flatMap(({ element, type }) =>
    finding(element, 'is a list with nullable items', isListType(type) && !isNonNullType(type.ofType)),
  )

const boundedLists: Rule = (schema) =>
  outputFieldsOf(schema).flatMap(({ element, field }) =>
    finding(
      element,
      'is a list whose description states no bound, as in "at most 100"',
      isList(field.type) && field.name !== 'userErrors' && !/at most [\d,]+/u.test(field.description ?? ''),
    ),
  )

const upperCaseEnums: Rule = (schema) =>
  typesOf(schema)
    .filter(isEnumType)
    .flatMap((type) =>
      type
        .getValues()
        .flatMap(({ name }) =>
          finding(
            `${type.name}.${name}`,
            'is not UPPER_CASE',
            !/^[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)*$/u.test(name),
          ),
        ),
    )

const verbs =
  'acknowledge change create decide delete edit erase export hand hold identify mark merge move react record release remove rename renew replay revoke set tag take test undo unmark unmerge untag update withdraw'.split(
    ' ',
  )

const mutations: Rule = (schema) =>
  Object.values(schema.getMutationType()?.getFields() ?? {}).flatMap((field) => {
    const element = `Mutation.${field.name}`
    const typeName = `${field.name.charAt(0).toUpperCase()}${field.name.slice(1)}`
    const args = field.args.map(({ name, type }) => `${name}: ${String(type)}`).join(', ')
    const payload = getNamedType(field.type).name
    const codes = schema.getType('UserErrorCode')
    const isListed = (isEnumType(codes) ? codes.getValues() : []).some(({ name }) =>
      new RegExp(`\\b${name}\\b`, 'u').test(field.description ?? ''),
    )
    return [
      ...finding(element, 'does not name the codes of its userErrors', !isListed),
      ...finding(
        element,
        `does not begin with a verb of scripts/development/schemaRules.ts`,
        !verbs.includes(/^[a-z]+/u.exec(field.name)?.[0] ?? ''),
      ),
      ...finding(
        element,
        `expected the argument input: ${typeName}Input!, got ${args}`,
        args !== `input: ${typeName}Input!`,
      ),
      ...finding(element, `expected ${typeName}Payload, got ${payload}`, payload !== `${typeName}Payload`),
    ]
  })

const rules: Rule[] = [
  described,
  neutral,
  globalIds,
  objectsNotIds,
  nullableRoots,
  defaults,
  connections,
  payloads,
  nonNullItems,
  boundedLists,
  upperCaseEnums,
  mutations,
]

/** Everything in a schema, as its callers see it, that breaks a rule of CONTRIBUTING.md. */
export function lintSchema(schema: GraphQLSchema): Finding[] {
  return rules.flatMap((rule) => rule(schema))
}
