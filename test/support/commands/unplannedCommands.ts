import type { CollectionPlan } from '../../../scripts/sharding/collectionPlan.ts'
import { plan } from '../../../scripts/sharding/plan.ts'
import { accessesOf } from './accessesOf.ts'
import { listenToCommands } from './listenToCommands.ts'
import { isOfTest, originOf } from './originOf.ts'
import { planFault } from './planFault.ts'

/**
 * Check every command of Elo that this process sends from now on, and give those that do not fit the sharding plan:
 * their shapes without values, and the lines of code that send them. Commands of tests do not count, because they look
 * into the database in ways that Elo does not.
 */
export function watchUnplannedCommands(
  onUnplanned: (fault: string) => void,
  expected: ReadonlyMap<string, CollectionPlan> = plan,
): () => void {
  return listenToCommands((command, body) => {
    for (const access of accessesOf(command, body)) {
      const fault = planFault(access, expected)
      if (fault === null) continue
      // Reading the stack is slow, so it is done for these alone.
      const origin = originOf()
      if (!isOfTest(origin)) onUnplanned(`${origin || '(unknown)'}: ${fault}`)
    }
  })
}
