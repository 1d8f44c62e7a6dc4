/** One webhook request of Chatwoot, ready to be signed and sent. */
export type Delivery = {
  deliveryId: string
  /** When Chatwoot would have sent it, unix seconds. */
  atSeconds: number
  event: string
  signed: boolean
  /** The exact text to POST. */
  body: string
}
