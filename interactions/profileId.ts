/**
 * The stored id of a profile. A profile is stored under the customer id that it has by itself, `cus_<uuid>`, and clients
 * see it as `pro_<uuid>`; both are accepted. Other texts stay as they are.
 */
export function toStoredProfileId(id: string): string {
  return id.replace(/^pro_/u, 'cus_')
}
