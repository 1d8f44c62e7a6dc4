import { z } from 'zod'

const answerSchema = z.object({
  data: z.record(z.string(), z.unknown()).nullish(),
  errors: z
    .array(z.looseObject({ message: z.string(), extensions: z.record(z.string(), z.unknown()).optional() }))
    .optional(),
})

/** The answer of a graph over HTTP. */
export type GraphAnswer = z.infer<typeof answerSchema>

/** The address of a graph, e.g. `http://localhost:4000`, and the API key with which to call it. */
export type GraphAddress = string | { url: string; key: string }

/** Ask the graph at an address, as any HTTP client would. */
export async function askGraph(
  address: GraphAddress,
  query: string,
  variables: Record<string, unknown> = {},
): Promise<GraphAnswer> {
  const { url, key } = typeof address === 'string' ? { url: address, key: null } : address
  const response = await fetch(new URL('/graphql', url), {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(key && { authorization: `Bearer ${key}` }) },
    body: JSON.stringify({ query, variables }),
  })
  return answerSchema.parse(await response.json())
}

/** The data of an answer, checked by a schema. Throws when the answer has an error. */
export async function askForData<Schema extends z.ZodType>(
  schema: Schema,
  ...question: Parameters<typeof askGraph>
): Promise<z.infer<Schema>> {
  const { data, errors } = await askGraph(...question)
  if (errors?.[0]) throw new Error(`the graph answered: ${errors[0].message}`)
  return schema.parse(data)
}
