import js from '@eslint/js'
import tseslint from 'typescript-eslint'

const subgraphs = ['identity', 'conversations', 'actions', 'feedback', 'history']

const anySubgraph = `/subgraphs/(${subgraphs.join('|')})/`

/** No file of `files` may import what matches one of `patterns`. */
const wall = (files, patterns, message) => ({
  files,
  rules: {
    'no-restricted-imports': ['error', { patterns: patterns.map((regex) => ({ regex, message })) }],
  },
})

/** Where commands are sent to MongoDB. */
const stores = [
  '**/*Store.ts',
  '**/*Model.ts',
  // The log: its inserts are part of what it promises.
  'interactions/interaction{Log,Insert,Page,Loader}*.ts',
  // Connects, and knows the errors of the driver.
  'platform/mongo/**',
  'embeddedMongo/**',
  // No part of the product's running: they seed, measure and repair.
  'scripts/**',
  'bench/**',
  'demo/**',
  'test/**',
]
/** Files of other names that may import the driver or send commands. */
const namedOtherwise = [
  // Hashes as bytes of the driver.
  'audit/tree/hashBytes.ts',
  // The loops of the log, each around one command, and the migration of old keys.
  'interactions/log/*.ts',
  // The loops of an erasure over the log.
  'interactions/erasure/*.ts',
  // The loops of the expiry of contents over the log.
  'interactions/retention/contentExpiry.ts',
  // The migrations of old names and numbers.
  'subgraphs/identity/customer/addNameWords.ts',
  'subgraphs/identity/identifier/respellNumbers.ts',
]
const commands =
  '/^(aggregate|bulkWrite|countDocuments|createIndex|(delete|insert|update)(One|Many)|distinct|findOne\\w*|replaceOne|watch)$/u'
const storesOnly = 'Only a store or a model sends commands to MongoDB.'

export default tseslint.config(
  {
    ignores: [
      'node_modules',
      'dist',
      '.data',
      'bench/hive/node_modules',
      'bench/results',
      'clients/follow/dist',
      // A package of its own; `npm run check --prefix test/clients` lints it.
      'test/clients',
      'subgraphs/*/schemaTypes.ts',
    ],
  },
  js.configs.recommended,
  {
    files: ['**/*.ts'],
    extends: [tseslint.configs.recommendedTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/no-floating-promises': ['error', { checkThenables: true }],
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-non-null-assertion': 'error',
      '@typescript-eslint/consistent-type-assertions': ['error', { assertionStyle: 'never' }],
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/require-await': 'off',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      'no-console': 'error',
      'no-restricted-properties': [
        'error',
        { object: 'process', property: 'env', message: 'Read configuration in a config.ts and pass it in.' },
      ],
    },
  },
  {
    files: ['**/config.ts', '**/main.ts', 'scripts/**', 'test/**', 'bench/**', 'demo/**'],
    rules: { 'no-restricted-properties': 'off' },
  },
  { files: ['scripts/**', 'bench/**', 'demo/**'], rules: { 'no-console': 'off' } },
  {
    files: ['**/*.ts'],
    ignores: [...stores, ...namedOtherwise],
    rules: {
      '@typescript-eslint/no-restricted-imports': [
        'error',
        { patterns: [{ regex: '^(mongoose|mongodb)$', allowTypeImports: true, message: storesOnly }] },
      ],
      'no-restricted-syntax': [
        'error',
        { selector: `CallExpression > MemberExpression[property.name=${commands}]`, message: storesOnly },
      ],
    },
  },
  ...subgraphs.map((subgraph) =>
    wall(
      [`subgraphs/${subgraph}/**`],
      [
        ...subgraphs
          .filter((other) => other !== subgraph)
          .map((other) => `/subgraphs/${other}/|^(\\.\\./)+${other}/`),
        '/gateway/',
        '/intake/',
        '/embeddedMongo/',
        '/test/',
      ],
      'A subgraph calls another through the graph, or through a small typed client of it.',
    ),
  ),
  wall(
    ['gateway/**'],
    [
      anySubgraph,
      '/interactions/',
      '^(\\.\\./)+audit/',
      '/intake/',
      '/privacy/',
      '/embeddedMongo/',
      '/platform/mongo/',
      '^mongo',
      '/test/',
    ],
    'The gateway uses the schemas of subgraphs only, and no database.',
  ),
  wall(
    ['intake/**'],
    [anySubgraph, '/gateway/', '/interactions/', '^(\\.\\./)+audit/', '/embeddedMongo/', '/test/'],
    'The intake calls the public mutations, and imports no subgraph.',
  ),
  wall(
    ['outbound/**'],
    [anySubgraph, '/gateway/', '/intake/', '^(\\.\\./)+audit/', '/embeddedMongo/', '/test/'],
    'outbound/ gets the feed as an argument, and imports no subgraph.',
  ),
  wall(
    ['interactions/**'],
    [anySubgraph, '^(\\.\\./)+audit/', '/gateway/', '/intake/', '/embeddedMongo/', '/test/'],
    'interactions/ serves every subgraph, and imports none.',
  ),
  wall(
    ['audit/**'],
    [anySubgraph, '/gateway/', '/intake/', '/interactions/', '/privacy/', '/embeddedMongo/', '/test/'],
    'audit/ serves every process, and imports no other part.',
  ),
  wall(
    ['privacy/**'],
    [
      anySubgraph,
      '/gateway/',
      '/intake/',
      '/interactions/',
      '^(\\.\\./)+audit/',
      '/embeddedMongo/',
      '/test/',
    ],
    'privacy/ serves every part that erases, and imports none.',
  ),
  wall(
    ['platform/**'],
    [
      anySubgraph,
      '/gateway/',
      '/intake/',
      '/interactions/',
      '/privacy/',
      '^(\\.\\./){2,}audit/',
      '/embeddedMongo/',
      '/test/',
    ],
    'platform/ serves every part, and imports none.',
  ),
  wall(
    ['clients/**'],
    [
      '^(\\.\\./)+(audit|demo|embeddedMongo|gateway|intake|interactions|outbound|platform|privacy|scripts|subgraphs|test)/',
    ],
    'A client is a package of its own, and imports no part of Elo.',
  ),
  wall(
    ['embeddedMongo/**'],
    [anySubgraph, '/audit/', '/gateway/', '/intake/', '/interactions/', '/privacy/', '/test/'],
    'embeddedMongo/ serves any program, and imports no part of this one.',
  ),
)
