import type { Logger } from '../log/logger.ts'
import type { Environment } from './readConfig.ts'
import { settingNames } from './settingNames.ts'

/** A variable that looks like a setting and is none; `nearest` is the setting that was probably meant. */
export type UnknownSetting = { name: string; nearest: string | null }

/** Names that only Elo uses. */
const ours = /^(?:ELO|CHATWOOT|WEBHOOK|ALLOWED)_/u
/** Further settings of OpenTelemetry, which its packages read themselves or which are of other signals. */
const ofOpenTelemetry =
  /^OTEL_(?:BSP|METRICS?|LOGS?|RESOURCE|PROPAGATORS|SDK|EXPORTER_OTLP_(?:CERT|CLIENT|COMPRESSION|INSECURE|TIMEOUT|METRICS|LOGS|TRACES))/u
/** Shorter names have too many neighbours in an ordinary environment. */
const shortestCompared = 8

/**
 * The variables that are probably misspelt settings: those that begin as ours do, and those that differ from a setting in
 * at most a quarter of its characters, capitals aside.
 */
export function findUnknownSettings(
  environment: Environment,
  known: readonly string[] = settingNames,
): UnknownSetting[] {
  const names = Object.keys(environment).filter(
    (name) => environment[name] && !known.includes(name) && !ofOpenTelemetry.test(name),
  )
  return names.flatMap((name) => {
    const nearest = nearestOf(name, known)
    return nearest !== null || ours.test(name) ? [{ name, nearest }] : []
  })
}

/** Log a warning for each variable that is probably a misspelt setting. Its value is not logged. */
export function warnOfUnknownSettings(environment: Environment, logger: Logger): void {
  for (const { name, nearest } of findUnknownSettings(environment)) {
    const meant = nearest === null ? '' : ` Did you mean ${nearest}?`
    logger.warn({ event: 'unknown_setting', setting: name, nearest }, `${name} is no setting of Elo.${meant}`)
  }
}

function nearestOf(name: string, known: readonly string[]): string | null {
  if (name.length < shortestCompared) return null
  const candidates = known
    .filter((each) => each.length >= shortestCompared)
    .map((each) => ({ each, distance: distanceOf(name.toUpperCase(), each) }))
    .filter(({ each, distance }) => distance <= each.length / 4)
  return candidates.toSorted((a, b) => a.distance - b.distance)[0]?.each ?? null
}

/** How many characters must be inserted, removed or replaced to make one text the other. */
function distanceOf(left: string, right: string): number {
  let row = Array.from({ length: right.length + 1 }, (_, index) => index)
  for (const [index, character] of [...left].entries()) {
    const next = [index + 1]
    for (let at = 1; at <= right.length; at += 1) {
      const replaced = (row[at - 1] ?? 0) + (character === right[at - 1] ? 0 : 1)
      next.push(Math.min(replaced, (row[at] ?? 0) + 1, (next[at - 1] ?? 0) + 1))
    }
    row = next
  }
  return row[right.length] ?? 0
}
