/**
 * An answer, or a part of one, is not of the form that the straight way of execution is made for: a subgraph reports
 * errors, a value is missing or not of its type. What comes of that is Apollo's to say.
 */
export class UnlikeExpectedError extends Error {
  override name = 'UnlikeExpectedError'
}
