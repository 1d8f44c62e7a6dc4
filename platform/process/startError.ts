/** A failed start that the operator can repair. The message names the setting and what to do. */
export class StartError extends Error {
  override name = 'StartError'
}
