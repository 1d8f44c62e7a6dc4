import { after, type Finder, findMatches } from './finder.ts'

const hour = '(?:[01]?\\d|2[0-3])'
const minute = '[0-5]\\d'

/** A number of hours that something takes is no time: `em 24h`, `in 2 hours`. */
const notDuration = '(?<!(?:em|por|ha|durante|ate|mais|de|in|for|within) )'

const anyTime = new RegExp(
  [
    `(?<![a-z\\d]|\\d[.,:])${hour}:${minute}(?::${minute})?(?: ?[ap]\\.?m)?(?![a-z\\d]|:\\d)`,
    `(?<![a-z\\d]|\\d[.,:])${notDuration}${hour} ?h(?:s|rs?)?(?: ?${minute}(?:min)?)?${after}`,
    `(?<![a-z\\d]|\\d[.,:])(?:0?[1-9]|1[0-2]) ?[ap]\\.?m${after}`,
    `(?<=(?<![a-z])(?:as|at) )${hour} (?:horas?|o'clock)${after}`,
    `(?<![a-z\\d]|\\d[.,:])${hour}(?: horas?)? da (?:manha|tarde|noite)${after}`,
    `(?<![a-z])(?:meio[- ]dia|meia[- ]noite|noon|midnight)${after}`,
  ].join('|'),
  'gu',
)

export const findTimes: Finder = findMatches('TIME', anyTime, readTime)

const named: Partial<Record<string, string>> = {
  meiodia: '12:00',
  noon: '12:00',
  meianoite: '00:00',
  midnight: '00:00',
}

/** Hours and minutes, e.g. `14:30`. */
function readTime(plain: string): string | null {
  const byName = named[plain.replace(/[ -]/gu, '')]
  if (byName) return byName
  const [, hours = '', minutes = '00'] = /^(\d{1,2})\D{0,4}(?:(\d{2})|)/u.exec(plain) ?? []
  const isAfternoon = /p\.?m$|da (?:tarde|noite)$/u.test(plain)
  const isMorning = /a\.?m$|da manha$/u.test(plain)
  const given = Number(hours)
  const shown = isAfternoon && given < 12 ? given + 12 : isMorning && given === 12 ? 0 : given
  return `${String(shown).padStart(2, '0')}:${minutes}`
}
