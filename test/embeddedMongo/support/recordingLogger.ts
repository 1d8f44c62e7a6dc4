import type { StepLogger } from '../../../embeddedMongo/embeddedMongoOptions.ts'

/** A logger that keeps its lines as `level message`, and their details. */
export function recordingLogger(): StepLogger & { lines: string[]; details: object[] } {
  const lines: string[] = []
  const details: object[] = []
  const keep = (level: string) => (detail: object, message: string) => {
    lines.push(`${level} ${message}`)
    details.push(detail)
  }
  return { lines, details, info: keep('info'), warn: keep('warn'), error: keep('error') }
}
