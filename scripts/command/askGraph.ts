import { z } from 'zod'

const answerSchema = z.object({
  data: z.record(z.string(), z.unknown()).nullish(),
  errors: z.array(z.object({ message: z.string() })).optional(),
})

/**
 * Ask the graph at an address, e.g. `http://localhost:4000/graphql`, for data. Throws when the answer has errors or is
 * not of the expected shape.
 */
export async function askGraph<Schema extends z.ZodType>(
  url: string,
  schema: Schema,
  query: string,
  variables: Record<string, unknown> = {},
): Promise<z.infer<Schema>> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query, variables }),
  })
  const { data, errors } = answerSchema.parse(await response.json())
  if (errors) throw new Error(`the graph answered: ${errors.map(({ message }) => message).join('; ')}`)
  return schema.parse(data)
}
