import js from '@eslint/js'
import tseslint from 'typescript-eslint'

const subgraphs = ['identity', 'conversations', 'actions', 'feedback', 'history']

const anySubgraph = `/subgraphs/(${subgraphs.join('|')})/`

/** No file of `from` may import from any of `to`; subgraphs speak through the graph. */
const wall = (files, to, message) => ({
  files,
  rules: {
    'no-restricted-imports': ['error', { patterns: to.map((subgraph) => ({ regex: subgraph, message })) }],
  },
})

export default tseslint.config(
  {
    ignores: [
      'node_modules',
      'dist',
      '.data',
      'bench/hive/node_modules',
      'bench/results',
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
      'A subgraph asks another through the graph, or through a small typed client of it.',
    ),
  ),
  wall(
    ['gateway/**'],
    [anySubgraph, '/interactions/', '/intake/', '/embeddedMongo/', '/test/', '^mongoose$', '^mongodb$'],
    'The gateway reaches subgraphs through the graph only, and needs no database.',
  ),
  wall(
    ['intake/**'],
    [anySubgraph, '/gateway/', '/interactions/', '/embeddedMongo/', '/test/'],
    'The intake calls the public mutations and imports no subgraph.',
  ),
  wall(
    ['interactions/**'],
    [anySubgraph, '/gateway/', '/intake/', '/embeddedMongo/', '/test/'],
    'interactions/ serves every subgraph and knows none.',
  ),
  wall(
    ['platform/**'],
    [anySubgraph, '/gateway/', '/intake/', '/interactions/', '/embeddedMongo/', '/test/'],
    'platform/ serves every part and knows none.',
  ),
  wall(
    ['embeddedMongo/**'],
    [anySubgraph, '/gateway/', '/intake/', '/interactions/', '/test/'],
    'embeddedMongo/ knows nothing of what is kept in it.',
  ),
)
