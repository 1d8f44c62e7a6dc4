import type { Guard } from './guard.ts'
import { auditGuards } from './lists/auditGuards.ts'
import { authorizationGuards } from './lists/authorizationGuards.ts'
import { briefGuards } from './lists/briefGuards.ts'
import { commitmentGuards } from './lists/commitmentGuards.ts'
import { databaseGuards } from './lists/databaseGuards.ts'
import { consumerGroupGuards } from './lists/consumerGroupGuards.ts'
import { dataGuards } from './lists/dataGuards.ts'
import { exposureGuards } from './lists/exposureGuards.ts'
import { identityRowGuards } from './lists/identityRowGuards.ts'
import { intakeGuards } from './lists/intakeGuards.ts'
import { limitGuards } from './lists/limitGuards.ts'
import { maskingGuards } from './lists/maskingGuards.ts'
import { outboundGuards } from './lists/outboundGuards.ts'
import { privacyGuards } from './lists/privacyGuards.ts'
import { roleGuards } from './lists/roleGuards.ts'
import { rowGuards } from './lists/rowGuards.ts'
import { signingGuards } from './lists/signingGuards.ts'
import { signInGuards } from './lists/signInGuards.ts'
import { trafficGuards } from './lists/trafficGuards.ts'
import { transportGuards } from './lists/transportGuards.ts'

/** All guards. To add one, add it to a list, and a line to the table in SECURITY.md. */
export const guards: readonly Guard[] = [
  ...signInGuards,
  ...roleGuards,
  ...authorizationGuards,
  ...rowGuards,
  ...identityRowGuards,
  ...dataGuards,
  ...maskingGuards,
  ...transportGuards,
  ...exposureGuards,
  ...limitGuards,
  ...trafficGuards,
  ...signingGuards,
  ...intakeGuards,
  ...databaseGuards,
  ...auditGuards,
  ...briefGuards,
  ...privacyGuards,
  ...commitmentGuards,
  ...outboundGuards,
  ...consumerGroupGuards,
]
