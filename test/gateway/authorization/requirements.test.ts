import { parse, print, visit } from 'graphql'
import { expect, it } from 'vitest'
import { readRequirements } from '../../../gateway/authorization/requirements.ts'
import { buildSupergraph } from '../../../platform/subgraph/buildSupergraph.ts'
import { composed, vaultSdl } from './vault.ts'

/** Composed SDL in which an interface asks for nothing itself, as earlier versions of the composition wrote it. */
function withoutRequirementsOfInterfaces(supergraphSdl: string): string {
  const isRequirement = ({ name }: { name: { value: string } }) => name.value === 'requiresScopes'
  return print(
    visit(parse(supergraphSdl), {
      InterfaceTypeDefinition: (type) => ({
        ...type,
        directives: type.directives?.filter((directive) => !isRequirement(directive)) ?? [],
        fields:
          type.fields?.map((field) => ({
            ...field,
            directives: field.directives?.filter((directive) => !isRequirement(directive)) ?? [],
          })) ?? [],
      }),
    }),
  )
}

it('a field of an interface needs what its possible types ask for, also where the composition did not write it there', () => {
  const sdl = withoutRequirementsOfInterfaces(composed(vaultSdl))
  const supergraph = buildSupergraph(sdl)
  const requirements = readRequirements(supergraph, supergraph.schema.toGraphQLJSSchema())
  const unmetWith = (...scopes: string[]) =>
    requirements.unmetWith({ isAuthenticated: true, scopes: new Set(scopes), policies: new Set() })
  expect(unmetWith()('Animal', 'age')).not.toBeNull()
  expect(unmetWith('dogs')('Animal', 'age')).toBeNull()
  expect(unmetWith('dogs')('Animal', 'name')).not.toBeNull()
  expect(unmetWith('dogs', 'birds')('Animal', 'name')).toBeNull()
})
