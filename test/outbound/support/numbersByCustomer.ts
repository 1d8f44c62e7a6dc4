import { z } from 'zod'

const numberedBody = z.object({ n: z.int(), customer: z.string() })

/** The numbers of events by customer, in the order of the bodies. */
export function numbersByCustomer(bodies: readonly string[]): Map<string, number[]> {
  const numbers = new Map<string, number[]>()
  for (const body of bodies) {
    const { n, customer } = numberedBody.parse(JSON.parse(body))
    numbers.set(customer, [...(numbers.get(customer) ?? []), n])
  }
  return numbers
}

/** The numbers of events, in the order of the bodies. */
export function numbersOf(bodies: readonly string[]): number[] {
  return bodies.map((body) => numberedBody.parse(JSON.parse(body)).n)
}

/** What `numbersByCustomer` gives when `count` events of `profiles` customers arrived in order. */
export function allNumbers(count: number, profiles: number): Map<string, number[]> {
  const bodies = Array.from({ length: count }, (_, index) =>
    JSON.stringify({ n: index + 1, customer: `cus_${(index + 1) % profiles}` }),
  )
  return numbersByCustomer(bodies)
}
