import { email, emailWithoutPlus } from '../normalization/email.ts'
import { chatwootContact, instagram, internalId, telegram } from '../normalization/handles.ts'
import type { Normalizer } from '../normalization/normalizer.ts'
import { phone } from '../normalization/phone.ts'
import { cnpj, cpf } from '../normalization/taxNumbers.ts'
import { whatsapp } from '../normalization/whatsapp.ts'

export const normalizerNames = [
  'phone',
  'email',
  'emailWithoutPlus',
  'cpf',
  'cnpj',
  'whatsapp',
  'telegram',
  'instagram',
  'chatwootContact',
  'text',
] as const
export type NormalizerName = (typeof normalizerNames)[number]

/** The normalizers that the rules may name. */
export const normalizers: Record<NormalizerName, Normalizer> = {
  phone,
  email,
  emailWithoutPlus,
  cpf,
  cnpj,
  whatsapp,
  telegram,
  instagram,
  chatwootContact,
  text: internalId,
}
