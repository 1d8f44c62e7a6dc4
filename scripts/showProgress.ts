/** Show one line that replaces the one before it, where stderr is a terminal. An empty text ends it. */
export function showProgress(text: string): void {
  if (process.stderr.isTTY) process.stderr.write(`\r\u001b[K${text}`)
}
