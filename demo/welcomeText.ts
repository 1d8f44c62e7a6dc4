/** What the demo prints when it has started: an address, a query and a subscription. */
export function welcomeText({
  url,
  customerId,
  streamCursor,
  phone,
  played,
  database,
  liveEverySeconds,
}: {
  url: string
  customerId: string
  streamCursor: string
  phone: string
  played: { customers: number; interactions: number; seconds: number }
  /** The setting with which commands find the database of the demo. */
  database: string
  /** How often a new message arrives; null when none does. */
  liveEverySeconds: number | null
}): string {
  const curl = JSON.stringify({
    query: `{ customerByIdentifier(identifier: {type: PHONE, value: "${phone}"}) { id name history(last: 3) { nodes { kind channel summary } } } }`,
  })
  const next =
    liveEverySeconds === null
      ? 'what happens with Marina from now on'
      : `the next message arrive; there is one every ${liveEverySeconds} s`
  return `
Elo is running, with two weeks at Pedal Manso, a bicycle shop that does not exist:
${played.customers} customers, 5 channels, ${played.interactions} interactions, recorded from webhooks and mutations in ${played.seconds} s.

OPEN    ${url}   (GraphiQL, in a browser)

QUERY   Marina wrote on WhatsApp, by e-mail and on Instagram. Elo shows one customer:

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

WATCH   ${next}:

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

CURL    the same in another terminal:

curl -s ${url} -H 'content-type: application/json' -d '${curl}'

COMMANDS such as npm run quarantine -- list find this data by ${database}
`
}
