import { buildSchema } from 'graphql'
import { describe, expect, it } from 'vitest'
import { lintSchema } from '../../../scripts/development/schemaRules.ts'

const good = `
  "An object with an id of its own."
  interface Node {
    "Opaque id."
    id: ID!
  }
  type Query {
    "Pets, oldest first."
    pets(
      "At most this many; 1 to 100, default 20."
      first: Int = 20
      "Only what follows this cursor."
      after: String
    ): PetConnection
  }
  type Mutation {
    "Record a pet. UserErrorCodes: REQUIRED."
    recordPet("The pet." input: RecordPetInput!): RecordPetPayload
  }
  "A pet."
  type Pet implements Node {
    "Opaque id, pet_…."
    id: ID!
    "Its names; at most 10."
    names: [String!]!
  }
  "A page of pets."
  type PetConnection {
    "The page with cursors; at most 100."
    edges: [PetEdge!]!
    "The page; at most 100."
    nodes: [Pet!]!
    "Where the page is."
    pageInfo: PageInfo!
  }
  "One pet of a page."
  type PetEdge {
    "Position, for after."
    cursor: String!
    "The pet."
    node: Pet!
  }
  "Where a page is."
  type PageInfo {
    "Whether there is more."
    hasNextPage: Boolean!
  }
  "A pet to record."
  input RecordPetInput {
    "Its names; at most 10."
    names: [String!]!
    "Whether it is tame."
    tame: Boolean! = false
  }
  "What recordPet answers."
  type RecordPetPayload {
    "The pet; null when there are userErrors."
    pet: Pet
    "What the caller can correct; empty when the pet was recorded."
    userErrors: [UserError!]!
  }
  "What the caller can correct."
  type UserError {
    "What is wrong."
    code: UserErrorCode!
  }
  "Why a mutation was not carried out."
  enum UserErrorCode {
    "A value is missing."
    REQUIRED
  }
`

function findingsIn(sdl: string): string[] {
  return lintSchema(buildSchema(sdl)).map(({ element, fault }) => `${element} ${fault}`)
}

/** The good schema with one place changed; throws when there is no such place. */
function changed(from: string, to: string): string {
  if (!good.includes(from)) throw new Error(`expected the good schema to contain ${from}`)
  return good.replace(from, to)
}

describe('lintSchema', () => {
  it('has no finding in a schema that follows the rules', () => {
    expect(findingsIn(good)).toEqual([])
  })

  it.each([
    ['Pet has no description', '"A pet."', ''],
    ['Pet.name has no description', '"Its names; at most 10."\n    names: [String!]!\n  }', 'name: String }'],
    ['Mutation.recordPet(input) has no description', '"The pet." input', 'input'],
    ['RecordPetInput.tame has no description', '"Whether it is tame."', '" "'],
    ['UserErrorCode.REQUIRED has no description', '"A value is missing."', ''],
    ['Pet has "he" in its description', '"A pet."', '"Whose he is."'],
    ['PageInfo has "Whom" in its description', '"Where a page is."', '"Whom it shows."'],
    ['Pet has an id and does not implement Node', 'type Pet implements Node', 'type Pet'],
    [
      'PetConnection.petId is an id where an object is expected',
      'pageInfo: PageInfo!',
      'pageInfo: PageInfo! "The newest." petId: ID',
    ],
    [
      'Query.pets is non-null: one error would blank the whole answer',
      '): PetConnection',
      '): PetConnection!',
    ],
    [
      'Mutation.recordPet is non-null: one error would blank the whole answer',
      ': RecordPetPayload\n',
      ': RecordPetPayload!\n',
    ],
    ['RecordPetInput.tame has a default and is nullable', 'tame: Boolean! =', 'tame: Boolean ='],
    ['Query.pets(first) describes a default of 20 and has none', 'first: Int = 20', 'first: Int'],
    ['Query.pets(first) describes a default of 20 and has none', 'first: Int = 20', 'first: Int = 10'],
    ['PetConnection.nodes expected [Pet!]!, got [Pet!]', 'nodes: [Pet!]!', 'nodes: [Pet!]'],
    ['PetEdge.cursor expected String!, got no such field', 'cursor: String!', 'position: String!'],
    ['Query.pets gives a connection and does not take first and after', 'after: String', 'from: String'],
    [
      'RecordPetPayload.userErrors expected [UserError!]!, got [UserError!]',
      'userErrors: [UserError!]!',
      'userErrors: [UserError!]',
    ],
    [
      'RecordPetPayload.pet is non-null, and there is none when there are userErrors',
      'pet: Pet\n',
      'pet: Pet!\n',
    ],
    ['Pet.names is a list with nullable items', 'names: [String!]!\n  }', 'names: [String]!\n  }'],
    [
      'RecordPetInput.names is a list with nullable items',
      'names: [String!]!\n    "Whether',
      'names: [String]!\n    "Whether',
    ],
    [
      'Pet.names is a list whose description states no bound, as in "at most 100"',
      '"Its names; at most 10."\n    names: [String!]!\n  }',
      '"Its names." names: [String!]!\n  }',
    ],
    ['UserErrorCode.tooLong is not UPPER_CASE', 'REQUIRED\n', 'REQUIRED "A value is long." tooLong\n'],
    [
      'Mutation.recordPet does not name the codes of its userErrors',
      'UserErrorCodes: REQUIRED.',
      'It may fail.',
    ],
    [
      'Mutation.recordPet expected the argument input: RecordPetInput!, got pet: RecordPetInput!',
      'input: RecordPetInput!',
      'pet: RecordPetInput!',
    ],
  ])('finds that %s', (expected, from, to) => {
    expect(findingsIn(changed(from, to))).toEqual([expected])
  })

  it('expects a mutation to be a verb with a payload of its own', () => {
    expect(
      findingsIn(
        `${good} extend type Mutation { "A pet. REQUIRED." petRecord("The pet." input: RecordPetInput!): RecordPetPayload }`,
      ),
    ).toEqual([
      'Mutation.petRecord does not begin with a verb of scripts/development/schemaRules.ts',
      'Mutation.petRecord expected the argument input: PetRecordInput!, got input: RecordPetInput!',
      'Mutation.petRecord expected PetRecordPayload, got RecordPetPayload',
    ])
  })

  it('expects an id of a type of our own to be an ID!', () => {
    expect(findingsIn(`${good} extend type UserError { "Its id elsewhere." id: String }`)).toEqual([
      'UserError.id expected ID!, got String',
      'UserError has an id and does not implement Node',
    ])
  })
})
