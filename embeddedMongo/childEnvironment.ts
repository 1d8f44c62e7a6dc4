import type { Environment } from './embeddedMongoOptions.ts'

/** What every program may need to find its files, its libraries and its language. */
const ofAnyProgram =
  /^(?:PATH|HOME|USER|LOGNAME|LANG|LANGUAGE|LC_\w+|TZ|TMPDIR|LD_LIBRARY_PATH|DYLD_\w+|GLIBC_TUNABLES)$/u
/** What pip reads: its settings, proxies and certificates. */
const ofPip =
  /^(?:PIP_\w+|PYTHON\w*|VIRTUAL_ENV|XDG_\w+|SSL_CERT_\w+|REQUESTS_CA_BUNDLE|CURL_CA_BUNDLE|(?:HTTPS?|ALL|NO)_PROXY)$/iu

/** The part of our environment that a program gets. Our secrets are not among it. */
export function childEnvironment(environment: Environment): Environment {
  return only(environment, (name) => ofAnyProgram.test(name))
}

/** The same for pip, which gets its own settings too. */
export function pipEnvironment(environment: Environment): Environment {
  return only(environment, (name) => ofAnyProgram.test(name) || ofPip.test(name))
}

function only(environment: Environment, isPassed: (name: string) => boolean): Environment {
  return Object.fromEntries(Object.entries(environment).filter(([name]) => isPassed(name)))
}
