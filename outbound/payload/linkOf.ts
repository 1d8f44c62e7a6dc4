/** The members of members that are objects. */
const selections: Readonly<Record<string, string>> = {
  actor: '{ kind externalId name model version briefId }',
  source: '{ system externalId version }',
  matter: '{ kind externalId }',
  conversation: '{ id }',
  attachments: '{ type url mimeType sizeBytes transcript title latitude longitude phones }',
  email: '{ subject from to cc bcc quotedText }',
  call: '{ status durationSeconds }',
  referral: '{ sourceType sourceUrl externalId headline body mediaUrl ref clickId }',
  translations: '{ language text }',
  reactions: '{ emoji reactedAt actor { kind externalId name } }',
  outOfTurn: '{ token since heldBy { kind externalId name } }',
  amount: '{ amount currency }',
  terms: '{ percent date text amount { amount currency } }',
  stateChangedBy: '{ kind externalId name }',
  approvedBy: '{ kind externalId name }',
  agent: '{ kind externalId name }',
  from: '{ team { externalId name } person { externalId name } bot { externalId name } }',
  to: '{ team { externalId name } person { externalId name } bot { externalId name } }',
  profiles: '{ id }',
}
/** Members of a change of status that have the names of those of a hand-off, and no members of their own. */
const plainOf: Readonly<Record<string, readonly string[]>> = { StatusChange: ['from', 'to'] }

/** Where to read what was left out of a body: a query by GET, to be sent with a sign-in. Null without a public address. */
export function linkOf(
  publicUrl: string | null,
  { typeName, id, leftOut }: { typeName: string; id: string; leftOut: readonly string[] },
): string | null {
  if (publicUrl === null) return null
  const fields = leftOut.map((name) =>
    [name, plainOf[typeName]?.includes(name) ? '' : (selections[name] ?? '')].join(' ').trim(),
  )
  const link = new URL('/graphql', publicUrl)
  link.searchParams.set(
    'query',
    `{ interaction(id: "${id}") { id ... on ${typeName} { ${fields.join(' ')} } } }`,
  )
  return link.href
}
