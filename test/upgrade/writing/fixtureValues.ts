/** Values that occur in many places of the fixture. */
export const fixtureValues = {
  phone: (value: string) => ({ type: 'PHONE', value, verified: true }),
  email: (value: string) => ({ type: 'EMAIL', value, verified: true }),
  /** A time, in minutes after the first one. */
  at: (minutes: number) => new Date(Date.UTC(2026, 5, 1, 12, minutes)).toISOString(),
  iris: { kind: 'AI', id: 'iris', name: 'Íris' },
  bento: { kind: 'HUMAN', id: '3', name: 'Bento' },
}
