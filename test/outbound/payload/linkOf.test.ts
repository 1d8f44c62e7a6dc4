import { buildSchema, parse, validate } from 'graphql'
import { describe, expect, it } from 'vitest'
import { interactionKinds } from '../../../interactions/interaction.ts'
import { typeNames } from '../../../interactions/interactionKinds.ts'
import { linkOf } from '../../../outbound/payload/linkOf.ts'
import { shownInteraction } from '../../../outbound/payload/shownInteraction.ts'
import { demoPrincipal } from '../../../platform/subgraph/principal.ts'
import { readSchemaFile } from '../../../platform/subgraph/schemaFiles.ts'
import { interactionOf } from '../../interactions/interactionOf.ts'

const api = buildSchema(readSchemaFile('api.graphql'))

describe('linkOf', () => {
  it.each(interactionKinds)('asks the graph for every member that a body of %s can lack', (kind) => {
    const interaction = interactionOf('cus_1', 1, { kind, body: {} })
    const { common, ofKind } = shownInteraction(interaction, { principal: demoPrincipal, conversation: null })
    const typeName = typeNames[kind]
    const leftOut = Object.keys({ ...common, ...ofKind })
    const link = linkOf('https://elo.example', { typeName, id: interaction.id, leftOut })
    const query = new URL(link ?? '').searchParams.get('query') ?? ''
    expect(validate(api, parse(query)).map(({ message }) => message)).toEqual([])
  })

  it('is null without a public address', () => {
    expect(linkOf(null, { typeName: 'Message', id: 'int_1', leftOut: ['text'] })).toBeNull()
  })
})
