import { posix } from 'node:path'

// Prettier and ESLint keep all imports in this form.
const imports = /^(?:import|export) (?:[^'";]*? from )?'(?<specifier>\.[^']+)'/gmu

/**
 * The circles among the imports of files, each as the paths from one file back to itself; imports of types count.
 * `files` holds the text of each file by its path.
 */
export function importCircles(files: ReadonlyMap<string, string>): string[][] {
  const circles: string[][] = []
  const done = new Set<string>()
  const path: string[] = []

  function visit(file: string): void {
    const start = path.indexOf(file)
    if (start >= 0) circles.push([...path.slice(start), file])
    if (start >= 0 || done.has(file)) return
    path.push(file)
    for (const { groups } of (files.get(file) ?? '').matchAll(imports))
      visit(posix.join(posix.dirname(file), groups?.['specifier'] ?? ''))
    path.pop()
    done.add(file)
  }

  for (const file of files.keys()) visit(file)
  return circles
}
