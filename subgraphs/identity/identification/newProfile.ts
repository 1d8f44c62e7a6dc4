import { newId } from '../../../platform/lang/ids.ts'
import type { Profile } from '../customer/customer.ts'
import type { Resolution } from './resolution.ts'

/** The profile that an identification creates. */
export function newProfile(
  { name }: Resolution,
  { statedAt, createdAt }: { statedAt: Date; createdAt: Date },
): Profile {
  return {
    id: newId('cus'),
    name: name?.name ?? null,
    namedAt: name ? statedAt : null,
    ...(name && { nameTrust: name.trust }),
    tags: [],
    createdAt,
  }
}
