import { type DirectiveNode, type FieldDefinitionNode, Kind, type TypeNode } from 'graphql'
import { isObject } from '../../platform/lang/isObject.ts'
import { maskJson } from '../../platform/masking/maskJson.ts'
import { isMasking, type Masking, maskings } from '../../platform/masking/maskings.ts'
import { readSubgraphSchema, subgraphNames } from '../../platform/subgraph/schemaFiles.ts'
import type { Members } from './members.ts'

/** A field of a type of the graph: the type of its value, and how it is masked. */
type Shape = { typeName: string; masking: Masking | null }
type Shapes = ReadonlyMap<string, ReadonlyMap<string, Shape>>

/**
 * An object of a type of the graph as callers without `pii:read` see it. Each member is masked as the field of its name
 * is by `@masked` in the SDL, so that a payload cannot show what the graph masks. Throws when the type has no such
 * field.
 */
export type MaskShown = (typeName: string, value: Members) => Members

/** Reads the SDL of all subgraphs once. */
export function createMaskShown(): MaskShown {
  const shapes = readShapes()

  function maskObject(typeName: string, value: Members): Members {
    return Object.fromEntries(
      Object.entries(value).map(([name, member]) => {
        const shape = shapes.get(typeName)?.get(name)
        if (!shape) throw new Error(`expected a field of ${typeName} in the schema, got ${name}`)
        return [name, maskMember(shape, member, value)]
      }),
    )
  }

  function maskMember(shape: Shape, member: unknown, of: Members): unknown {
    if (member === null || member === undefined) return null
    const { typeName, masking } = shape
    if (masking && typeName === 'JSON') return maskJson(member)
    if (Array.isArray(member)) return member.map((item: unknown) => maskMember(shape, item, of))
    if (masking) return typeof member === 'string' ? maskings[masking](member, of) : member
    return shapes.has(typeName) && isObject(member) ? maskObject(typeName, member) : member
  }

  return maskObject
}

function readShapes(): Shapes {
  const shapes = new Map<string, Map<string, Shape>>()
  for (const { definitions } of subgraphNames.map(readSubgraphSchema)) {
    for (const definition of definitions) {
      if (definition.kind !== Kind.OBJECT_TYPE_DEFINITION) continue
      const fields = shapes.get(definition.name.value) ?? new Map<string, Shape>()
      for (const field of definition.fields ?? []) addField(fields, field)
      shapes.set(definition.name.value, fields)
    }
  }
  return shapes
}

/** A field that several subgraphs have is masked when one of them masks it. */
function addField(fields: Map<string, Shape>, { name, type, directives = [] }: FieldDefinitionNode): void {
  const masking = maskingOf(directives) ?? fields.get(name.value)?.masking ?? null
  fields.set(name.value, { typeName: namedType(type), masking })
}

function maskingOf(directives: readonly DirectiveNode[]): Masking | null {
  const directive = directives.find(({ name }) => name.value === 'masked')
  if (!directive) return null
  const given = directive.arguments?.find(({ name }) => name.value === 'as')?.value
  const as = given?.kind === Kind.STRING ? given.value : 'text'
  if (isMasking(as)) return as
  throw new Error(`@masked: expected one of ${Object.keys(maskings).join(', ')}, got ${as}`)
}

function namedType(type: TypeNode): string {
  return type.kind === Kind.NAMED_TYPE ? type.name.value : namedType(type.type)
}
