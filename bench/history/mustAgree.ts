import { canonicalJson } from '../../platform/lang/canonicalJson.ts'
import { askText } from '../measure/askText.ts'
import type { HttpRequest } from '../loaders/loads.ts'

/** Throws when two servers give different answers to one request, or what is not expected. */
export async function mustAgree(
  servers: { name: string; url: string; headers?: Record<string, string> }[],
  requests: HttpRequest[],
): Promise<void> {
  for (const { body, answerHas } of requests) {
    const answers = await Promise.all(servers.map(({ url, headers }) => askText(url, body, headers)))
    const [first = '', ...rest] = answers.map((text) => canonicalJson(JSON.parse(text)))
    if (!first.includes(answerHas)) throw new Error(`expected ${answerHas}, got ${first.slice(0, 500)}`)
    for (const [index, answer] of rest.entries()) {
      if (answer === first) continue
      const at = [...first].findIndex((letter, position) => letter !== answer[position])
      const differing = [first, answer].map((text) => text.slice(Math.max(0, at - 200), at + 200))
      throw new Error(
        `${servers[0]?.name} and ${servers[index + 1]?.name} do not agree:\n${differing.join('\n')}`,
      )
    }
  }
}
