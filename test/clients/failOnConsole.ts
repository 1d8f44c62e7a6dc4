import { afterEach, beforeEach, expect, vi } from 'vitest'

/** Fail each test of this `describe` in which a client reports a problem to the console, e.g. that it lost data. */
export function failOnConsole(): void {
  const reports: unknown[][] = []
  beforeEach(() => {
    for (const method of ['warn', 'error'] as const) {
      vi.spyOn(console, method).mockImplementation((...report: unknown[]) => void reports.push(report))
    }
  })
  afterEach(() => {
    vi.restoreAllMocks()
    expect(reports.splice(0)).toEqual([])
  })
}
