import { readFileSync } from 'node:fs'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { importCircles } from './importCircles.ts'

/** Exits 1, and prints the circles, when imports of the product, its scripts or its tests form any. */
const root = join(import.meta.dirname, '../..')
const parts = await readdir(root, { withFileTypes: true })
const folders = parts.filter((part) => part.isDirectory() && !/^\.|^node_modules$|^dist$/u.test(part.name))
const below = await Promise.all(
  folders.map(async ({ name }) =>
    (await readdir(join(root, name), { recursive: true })).map((file) => `${name}/${file}`),
  ),
)
const names = [...parts.map(({ name }) => name), ...below.flat()].filter(
  // Generated types import the types that stand for those of the SDL, and are imported by them.
  (name) => name.endsWith('.ts') && !name.includes('node_modules/') && !name.endsWith('/schemaTypes.ts'),
)
const files = new Map(names.map((name) => [name, readFileSync(join(root, name), 'utf8')]))
for (const circle of importCircles(files)) {
  process.exitCode = 1
  console.error(`expected imports without a circle, got ${circle.join(' -> ')}`)
}
