import { maskText } from './maskText.ts'

/**
 * A JSON value as it is shown without `pii:read`: a copy in which the texts, the names of members and the whole numbers are masked
 * by `maskText`. A number that is masked becomes a text. Of members whose masked names are equal, one is shown.
 */
export function maskJson(value: unknown): unknown {
  if (typeof value === 'string') return maskText(value)
  if (Number.isInteger(value)) {
    const text = String(value)
    const masked = maskText(text)
    return masked === text ? value : masked
  }
  if (Array.isArray(value)) return value.map(maskJson)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [maskText(name), maskJson(member)]))
}
