import { Window } from 'happy-dom'
import { vi } from 'vitest'

// React looks for a document when it is loaded: import this file before it. `fetch` stays the one of Node.js, because that
// of the window asks as a page of another origin.
const window = new Window()
vi.stubGlobal('window', window)
vi.stubGlobal('document', window.document)
vi.stubGlobal('navigator', window.navigator)

/** A page in a browser: where React renders, and what it shows. */
export function openPage() {
  const container = window.document.createElement('main')
  window.document.body.append(container)
  const shownItems = () => [...container.querySelectorAll('li')].map(({ textContent }) => textContent)
  return {
    container,
    /** Wait until the items of the list are these, in this order. */
    untilShown(items: readonly string[]): Promise<void> {
      return new Promise((resolve) => {
        const observer = new window.MutationObserver(check)
        function check() {
          if (JSON.stringify(shownItems()) !== JSON.stringify(items)) return
          observer.disconnect()
          resolve()
        }
        observer.observe(container, { childList: true, subtree: true, characterData: true })
        check()
      })
    },
    /** Press the button with this text; fails when the page has none. */
    press(text: string): void {
      const button = [...container.querySelectorAll('button')].find(({ textContent }) => textContent === text)
      if (!button) throw new Error(`expected a button "${text}", got ${container.innerHTML}`)
      button.click()
    },
    hasButton: (text: string) =>
      [...container.querySelectorAll('button')].some(({ textContent }) => textContent === text),
  }
}
