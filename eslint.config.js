import js from '@eslint/js'
import tseslint from 'typescript-eslint'

const rooms = ['identity', 'conversations', 'actions', 'feedback', 'history']

/** No file of `from` may import from any of `to`; rooms speak through the graph. */
const wall = (files, to, message) => ({
  files,
  rules: {
    'no-restricted-imports': ['error', { patterns: to.map((room) => ({ regex: room, message })) }],
  },
})

export default tseslint.config(
  { ignores: ['node_modules', 'dist', '.data', 'bench/hive/node_modules', 'bench/results'] },
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
  ...rooms.map((room) =>
    wall(
      [`subgraphs/${room}/**`],
      [
        ...rooms.filter((other) => other !== room).map((other) => `/${other}/`),
        '/gateway/',
        '/test/',
        '/server\\.ts$(?<!\\./server\\.ts)',
      ],
      'A room asks another through the graph or through a small typed client in platform/.',
    ),
  ),
  wall(['gateway/**'], ['/subgraphs/', '/test/'], 'The gateway knows subgraphs by their schema only.'),
  wall(
    ['platform/**'],
    ['/subgraphs/', '/gateway/', '/test/'],
    'platform/ serves every room and knows none.',
  ),
)
