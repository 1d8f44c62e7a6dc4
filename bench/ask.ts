import { z } from 'zod'
import { apolloHeaders } from './apolloRequest.ts'

const answerSchema = z.object({
  data: z.record(z.string(), z.unknown()).nullish(),
  errors: z.array(z.object({ message: z.string() })).optional(),
})

/** Post a GraphQL request and give the answer's text. Throws when it is not a 200. */
export async function askText(url: string, body: string): Promise<string> {
  const { accept, 'content-type': contentType } = apolloHeaders
  const response = await fetch(url, {
    method: 'POST',
    headers: { accept, 'content-type': contentType },
    body,
  })
  const text = await response.text()
  if (response.status !== 200) throw new Error(`${url} answered ${response.status}: ${text.slice(0, 500)}`)
  return text
}

/** Ask a graph and give its data. Throws when it answers with errors. */
export async function ask<Schema extends z.ZodType>(
  url: string,
  schema: Schema,
  query: string,
  variables: Record<string, unknown>,
): Promise<z.infer<Schema>> {
  const { data, errors } = answerSchema.parse(
    JSON.parse(await askText(url, JSON.stringify({ query, variables }))),
  )
  if (errors) throw new Error(errors.map(({ message }) => message).join('; '))
  return schema.parse(data)
}
