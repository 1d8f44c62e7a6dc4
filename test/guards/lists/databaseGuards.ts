import type { Guard } from '../guard.ts'

export const databaseGuards: readonly Guard[] = [
  {
    name: 'database-password',
    stops: 'Another user of the machine reads the embedded database through its port',
    file: 'embeddedMongo/runMongod.ts',
    find: ", '--keyFile', keyFile.path",
    replaceWith: ", '--noauth'",
    tests: ['test/embeddedMongo/startEmbeddedMongo.e2e.ts'],
  },
  {
    name: 'database-first-user',
    stops: 'Another user of the machine makes the first user of the embedded database',
    file: 'embeddedMongo/runMongod.ts',
    find: 'enableLocalhostAuthBypass=false',
    replaceWith: 'enableLocalhostAuthBypass=true',
    tests: ['test/embeddedMongo/startEmbeddedMongo.e2e.ts'],
  },
  {
    name: 'database-key-file',
    stops: 'The password of the embedded database stays in a file',
    file: 'embeddedMongo/runMongod.ts',
    find: 'await keyFile.remove()\n  if (early)',
    replaceWith: 'if (early)',
    tests: ['test/embeddedMongo/startEmbeddedMongo.e2e.ts'],
  },
  {
    name: 'database-log',
    stops: 'The log has the password of the embedded database',
    file: 'embeddedMongo/databaseKey.ts',
    find: "uri.replace(/\\/\\/[^@/]*@/u, '//')",
    replaceWith: 'uri',
    tests: ['test/embeddedMongo/startEmbeddedMongo.e2e.ts'],
  },
  {
    name: 'database-environment',
    stops: 'Other programs get the secrets of Elo',
    file: 'embeddedMongo/childEnvironment.ts',
    find: '(name) => ofAnyProgram.test(name))\n}\n\n/**',
    replaceWith: '() => true)\n}\n\n/**',
    tests: ['test/embeddedMongo/startEmbeddedMongo.e2e.ts'],
  },
]
