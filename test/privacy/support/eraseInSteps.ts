import { z } from 'zod'
import { askForData, type GraphAddress } from '../../support/askGraph.ts'
import { until } from '../../support/until.ts'

const erasureSchema = z.object({
  eraseCustomer: z.object({
    preview: z
      .object({
        confirmation: z.string().nullable(),
        counts: z.array(z.object({ collection: z.string(), kind: z.string().nullable(), count: z.number() })),
        holds: z.array(z.object({ reference: z.string(), ground: z.string() })),
      })
      .nullable(),
    erasure: z.object({ protocol: z.string(), state: z.string() }).nullable(),
    userErrors: z.array(
      z.object({ code: z.string(), message: z.string(), field: z.array(z.string()).nullable() }),
    ),
  }),
})

/** Call `eraseCustomer`. */
export async function eraseCustomer(address: GraphAddress, input: Record<string, unknown>) {
  const answer = await askForData(
    erasureSchema,
    address,
    `mutation ($input: EraseCustomerInput!) { eraseCustomer(input: $input) {
      preview { confirmation counts { collection kind count } holds { reference ground } }
      erasure { protocol state } userErrors { code message field }
    } }`,
    { input },
  )
  return answer.eraseCustomer
}

const certified = z.object({
  erasure: z.object({
    state: z.string(),
    certificate: z
      .object({
        content: z.string(),
        sha256: z.string(),
        counts: z.array(z.object({ collection: z.string(), kind: z.string().nullable(), count: z.number() })),
      })
      .nullable(),
  }),
})

/** Erase a customer by a preview and its confirmation, and wait for the certificate. */
export async function eraseInSteps(address: GraphAddress, customerId: string) {
  const { preview } = await eraseCustomer(address, { customerId })
  const { erasure, userErrors } = await eraseCustomer(address, {
    customerId,
    confirmation: preview?.confirmation,
    reason: 'article 18 of the LGPD',
  })
  if (!erasure) throw new Error(JSON.stringify(userErrors))
  let certificate: z.infer<typeof certified>['erasure']['certificate'] = null
  await until('the erasure has a certificate', async () => {
    const found = await askForData(
      certified,
      address,
      `query ($protocol: String!) { erasure(protocol: $protocol) {
        state certificate { content sha256 counts { collection kind count } }
      } }`,
      { protocol: erasure.protocol },
    )
    certificate = found.erasure.certificate
    return found.erasure.state === 'DONE'
  })
  return {
    protocol: erasure.protocol,
    preview,
    certificate: certified.shape.erasure.shape.certificate.parse(certificate),
  }
}
