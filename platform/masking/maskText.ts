import { findAddresses } from './findAddresses.ts'
import { findLinks } from './findLinks.ts'
import { findNumbers } from './findNumbers.ts'
import { replaceIn } from './replaceIn.ts'

const anythingToMask = /[\p{Nd}\p{No}@＠﹫]|:\/\/|www\./iu

/**
 * A text as it is shown without `pii:read`: what identifies somebody is masked, and the rest stays as it is.
 *
 * | what                                                   | becomes                                               |
 * | ------------------------------------------------------ | ----------------------------------------------------- |
 * | a CPF or CNPJ with valid check digits                  | `***.444.777-**`, `**.222.333/****-**`                |
 * | an e-mail address, and anything like `name@place`      | `j***@…`                                              |
 * | a telephone, a wa_id, a card, any number of 9 digits   | `(**) *****-**21`: all digits but the last two as `*` |
 * | the user, query, fragment and tokens of a link         | `***`                                                 |
 * | the id of a message of WhatsApp, which has a telephone | `wamid.***`                                           |
 *
 * Dates, times, prices, years and numbers of up to seven digits stay. Digits and signs of any script are recognised, and
 * characters that are not seen do not hide a value. The length may change. It takes linear time.
 */
export function maskText(text: string): string {
  if (!anythingToMask.test(text)) return text
  return [findLinks, findAddresses, findNumbers].reduce(replaceIn, text)
}
