import { buildSchema, getOperationAST, parse } from 'graphql'
import { expect, it } from 'vitest'
import { compileShape } from '../../gateway/execution/compileShape.ts'

const types = ['A', 'B', 'C', 'D', 'E', 'F', 'G']
const schema = buildSchema(`
  interface Being { next: Being name: String }
  ${types.map((type) => `type ${type} implements Being { next: Being name: String }`).join(' ')}
  type Query { being: Being }
`)

/** A being, his next one, and so on. */
function compiled(levels: number) {
  const document = parse(`{ being { ${'next { '.repeat(levels)} name ${'}'.repeat(levels)} } }`)
  const operation = getOperationAST(document)
  return operation && compileShape(schema, document, operation)
}

it('counts the members that a shape has, one for every possible type', () => {
  expect(compiled(0)?.members).toBe(1 + 7)
  expect(compiled(2)?.members).toBe(1 + 7 + 7 ** 2 + 7 ** 3)
})

it('is none that would be very large, and takes no time to say so', () => {
  expect(compiled(30)).toBeNull()
})
