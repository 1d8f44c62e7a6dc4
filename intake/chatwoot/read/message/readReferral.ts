import { isObject } from '../../../../platform/lang/isObject.ts'
import type { Referral } from '../../state/messageExtras.ts'
import { type JsonObject, nameOf, objectOf } from '../json.ts'
import { limited } from '../limited.ts'

const maximumUrlLength = 4096

/**
 * The ad, post or link through which the customer came to the message, in the forms of WhatsApp, Messenger and Instagram.
 * Null when there is none.
 */
export function readReferral(message: JsonObject): Referral | null {
  const given = ['content_attributes', 'additional_attributes']
    .map((field) => objectOf(message[field])['referral'])
    .find(isObject)
  if (!given) return null
  const ad = objectOf(given['ads_context_data'])
  const first = (limit: number, ...values: unknown[]) => {
    const text = values.map(nameOf).find((value) => value !== null)
    return typeof text === 'string' ? limited(text, limit) : null
  }
  const url = (...values: unknown[]) =>
    values.map(nameOf).find((value) => value !== null && value.length <= maximumUrlLength) ?? null
  const referral = {
    sourceType: first(64, given['source_type'], given['source'])?.toLowerCase() ?? null,
    sourceUrl: url(given['source_url'], given['referer_uri']),
    externalId: first(255, given['source_id'], given['ad_id'], ad['post_id']),
    headline: first(1_000, given['headline'], ad['ad_title']),
    body: first(10_000, given['body']),
    mediaUrl: url(
      given['image_url'],
      given['video_url'],
      given['media_url'],
      given['thumbnail_url'],
      ad['photo_url'],
      ad['video_url'],
    ),
    ref: first(1_000, given['ref']),
    clickId: first(1_000, given['ctwa_clid']),
  }
  return Object.values(referral).some((value) => value !== null) ? referral : null
}
