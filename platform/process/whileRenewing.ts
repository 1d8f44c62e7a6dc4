/**
 * Do work under a lease of `leaseMs`, which is renewed meanwhile. A renewal that fails is tried again the next time; the
 * lease holds until then.
 */
export async function whileRenewing<Result>(
  renew: () => Promise<void>,
  leaseMs: number,
  work: () => Promise<Result>,
): Promise<Result> {
  const renewing = setInterval(() => {
    renew().catch(() => undefined)
  }, leaseMs / 3).unref()
  try {
    return await work()
  } finally {
    clearInterval(renewing)
  }
}
