/** The methods of a collection that only read, and the index of the argument that holds their options. */
export const readMethods = {
  find: 1,
  findOne: 1,
  aggregate: 1,
  countDocuments: 1,
  distinct: 2,
  estimatedDocumentCount: 0,
} as const
