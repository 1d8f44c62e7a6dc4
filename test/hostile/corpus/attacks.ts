import type { Attack } from './attack.ts'
import { bytes } from './bytes.ts'
import { calls } from './calls.ts'
import { credentials } from './credentials.ts'
import { documents } from './documents/documents.ts'
import { repeats } from './documents/repeats.ts'
import { forgeries } from './forgeries.ts'
import { requests } from './requests.ts'
import { sockets } from './sockets.ts'
import { values } from './values.ts'
import { webhooks } from './webhooks.ts'

/**
 * The attack corpus: each entry is a class of attack, as data. To add one, add it to a list. F7, F9, F13 to F18, F20 to
 * F22, F24, F27 to F30 and F32 of the findings are faults of the database, of processes or of long loads and no
 * requests: other tests have them.
 */
export const attacks: Readonly<Record<string, readonly Attack[]>> = {
  documents: [...documents, ...repeats],
  values,
  forgeries,
  requests,
  bytes,
  sockets,
  credentials,
  calls,
  webhooks,
}
