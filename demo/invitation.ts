/** What a newcomer reads when the demo is up: where to go, what to ask, what to watch. */
export function invitation({
  url,
  customerId,
  streamCursor,
  phone,
  told,
  isLive,
  liveEverySeconds,
}: {
  url: string
  customerId: string
  streamCursor: string
  phone: string
  told: { customers: number; interactions: number; seconds: number }
  isLive: boolean
  liveEverySeconds: number
}): string {
  const curl = JSON.stringify({
    query: `{ customerByIdentifier(identifier: {type: PHONE, value: "${phone}"}) { id name history(last: 3) { nodes { kind channel summary } } } }`,
  })
  return `
Elo is running, with two weeks at Pedal Manso, a bicycle shop that does not exist:
${told.customers} customers, 5 channels, ${told.interactions} interactions, told through the webhook door in ${told.seconds} s.

OPEN    ${url}   (GraphiQL, in a browser)

ASK     Marina wrote on WhatsApp, by e-mail and on Instagram, and is one customer:

query {
  customerByIdentifier(identifier: { type: PHONE, value: "${phone}" }) {
    id
    name
    identifiers { type value }
    history(last: 20) {
      nodes {
        kind channel occurredAt department
        actor { kind name }
        summary
        ... on Message { text deliveryStatus attachments { type transcript } }
        ... on Action { type status amount { amount currency } }
        ... on Feedback { metric rating comment }
        ... on Handoff { to { team { name } person { name } bot { name } } }
      }
      streamCursor
    }
  }
}

WATCH   ${isLive ? `her next message arrive; one comes every ${liveEverySeconds} s:` : 'what happens with her from here on:'}

subscription {
  customerHistory(customerId: "${customerId}", after: "${streamCursor}") {
    change
    interaction {
      kind channel
      actor { kind name }
      summary
      ... on Message { text deliveryStatus }
    }
    cursor
  }
}

OR      from another terminal:

curl -s ${url} -H 'content-type: application/json' -d '${curl}'
`
}
