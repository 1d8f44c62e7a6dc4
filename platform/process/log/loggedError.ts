type LoggedError = {
  type: string
  message: string
  stack: string
  code?: string | number
  codeName?: string
  cause?: LoggedError
  errors?: LoggedError[]
}

const deepest = 5
const mostErrors = 10

/**
 * What the log has of an error: its class, message, code and place, and the same of its causes. Its other members stay
 * out, because those of MongoDB's errors hold the documents that were to be written. Values in messages stay out too.
 */
export function loggedError(error: unknown): unknown {
  return error instanceof Error ? logged(error, 0) : error
}

function logged(error: Error, depth: number): LoggedError {
  const message = withoutValues(error.message)
  const { cause } = error
  const code = 'code' in error ? error.code : undefined
  const codeName = 'codeName' in error ? error.codeName : undefined
  return {
    type: error.constructor.name,
    message,
    stack: [`${error.name}: ${message}`, ...placesIn(error)].join('\n'),
    ...((typeof code === 'string' || typeof code === 'number') && { code }),
    ...(typeof codeName === 'string' && { codeName }),
    ...(cause instanceof Error && depth < deepest && { cause: logged(cause, depth + 1) }),
    ...(error instanceof AggregateError &&
      depth < deepest && {
        errors: error.errors
          .slice(0, mostErrors)
          .flatMap((each: unknown) => (each instanceof Error ? [logged(each, depth + 1)] : [])),
      }),
  }
}

/** A message without the values that MongoDB and Mongoose put into theirs. */
function withoutValues(message: string): string {
  return message
    .replace(/ dup key: .*$/su, ' dup key')
    .replace(/ for value .* \(type /su, ' for a value (type ')
}

/** The lines of the stack after the message, which may have lines of its own. */
function placesIn({ stack = '', message }: Error): string[] {
  const start = stack.indexOf(message)
  return stack
    .slice(start < 0 ? 0 : start + message.length)
    .split('\n')
    .filter((line) => /^\s+at .*(?::\d+:\d+|<anonymous>|native)\)?$/u.test(line))
}
