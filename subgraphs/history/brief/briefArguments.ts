import { callerError } from '../../../platform/errors/errors.ts'
import type { CustomerBriefArgs } from '../schemaTypes.ts'
import { createTimeFormat, type TimeFormat } from './lines/timeFormat.ts'

/** The arguments of `Customer.brief`, with their defaults. */
export type GivenArguments = Pick<CustomerBriefArgs, 'department' | 'since'> &
  Required<Pick<CustomerBriefArgs, 'maxTokens' | 'language' | 'timeZone'>>

export type BriefArguments = Pick<GivenArguments, 'maxTokens' | 'language'> & {
  department: string | null
  since: string | null
  times: TimeFormat
}

const fewestTokens = 50
const mostTokens = 32_000
const longestDepartment = 255

/** The arguments, checked. BAD_USER_INPUT with `extensions { field limit value }` when one exceeds its limit. */
export function checkedArguments({
  maxTokens,
  language,
  department = null,
  since = null,
  timeZone,
}: GivenArguments): BriefArguments {
  if (maxTokens < fewestTokens || maxTokens > mostTokens)
    throw beyond('maxTokens', `${fewestTokens} to ${mostTokens}`, maxTokens)
  if (department !== null && department.length > longestDepartment)
    throw beyond('department', `at most ${longestDepartment} characters`, department.length)
  const times = createTimeFormat(timeZone)
  if (!times) throw beyond('timeZone', 'an IANA time zone such as America/Sao_Paulo', timeZone.slice(0, 80))
  return { maxTokens, language, department, since, times }
}

function beyond(field: string, limit: string, value: number | string) {
  return callerError('BAD_USER_INPUT', `${field}: expected ${limit}, got ${JSON.stringify(value)}`, {
    field,
    limit,
    value,
  })
}
