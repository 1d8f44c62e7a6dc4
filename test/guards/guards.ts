import type { Guard } from './guard.ts'
import { authorizationGuards } from './lists/authorizationGuards.ts'
import { dataGuards } from './lists/dataGuards.ts'
import { intakeGuards } from './lists/intakeGuards.ts'
import { limitGuards } from './lists/limitGuards.ts'
import { signInGuards } from './lists/signInGuards.ts'
import { signingGuards } from './lists/signingGuards.ts'
import { transportGuards } from './lists/transportGuards.ts'

/** All guards. To add one, add it to a list, and a line to the table in SECURITY.md. */
export const guards: readonly Guard[] = [
  ...signInGuards,
  ...authorizationGuards,
  ...dataGuards,
  ...transportGuards,
  ...limitGuards,
  ...signingGuards,
  ...intakeGuards,
]
