import { afterEach, describe, expect, it } from 'vitest'
import { cutInlineFiles } from '../../../../intake/chatwoot/receive/cutInlineFiles.ts'
import { limitBytes } from '../../../../intake/chatwoot/receive/readDeliveryBody.ts'
import type { JsonObject } from '../../../../intake/chatwoot/read/json.ts'
import { aConversation, aMessage, aNestedMessage } from '../../../support/chatwoot/chatwootBodies.ts'
import { type RunningIntake, startIntake } from '../support/startIntake.ts'

const running: RunningIntake[] = []
afterEach(async () => {
  for (const intake of running.splice(0)) await intake.stop({ andDrop: true })
})

async function start(): Promise<RunningIntake> {
  const intake = await startIntake()
  running.push(intake)
  return intake
}

/** Chatwoot's limit of a text, in characters. */
const textLength = 150_000

/** A body as Rails writes it: with escapes for what could end a script. */
function railsJson(body: JsonObject): string {
  return JSON.stringify(body).replace(
    /[<>&\u2028\u2029]/gu,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
}

/** A delivery of a message with this content and these attributes, in every place where Chatwoot repeats them. */
function delivery(content: string | null, content_attributes: JsonObject = {}): string {
  const nested = aNestedMessage({ content, content_attributes, processed_message_content: content })
  return railsJson(
    aMessage({
      content,
      content_attributes,
      conversation: aConversation({ channel: 'Channel::Email', messages: [nested] }),
    }),
  )
}

/** An e-mail with a text of Chatwoot's limit, all of it quoted, and a picture of so many bytes inside its HTML. */
function email(text: string, pictureBytes: number): string {
  const picture = `<img src="data:image/png;base64,${'iVBORw0KGgoA'.repeat(pictureBytes / 9)}">`
  const html = `<div>${text}</div>${picture}`
  return delivery(text, {
    email: {
      subject: 'Orçamento',
      from: ['maria@example.com'],
      to: ['loja@example.com'],
      text_content: { full: text, reply: text, quoted: text },
      html_content: { full: html, reply: html, quoted: '' },
    },
  })
}

const accepted = { status: 200, body: { status: 'accepted' } }

describe('the largest bodies that Chatwoot can send', () => {
  it.each([
    ['of letters', 'a', 460_000],
    ['of emoji', '😀', 1_810_000],
    ['of characters that JSON escapes', '<', 2_710_000],
  ])('of a text %s fit, and are accepted', async (_kind, character, largest) => {
    const body = delivery(character.repeat(textLength))
    expect(Buffer.byteLength(body)).toBeLessThan(largest)
    const { send, settled, stored } = await start()
    expect(await send(body)).toMatchObject(accepted)
    await settled()
    expect(await stored()).toMatchObject([{ state: 'done' }])
  })

  it('of an e-mail with a picture of 5 MB inside its HTML fit, and are stored without the picture', async () => {
    const body = email('a'.repeat(textLength), 4_999_998)
    const bytes = Buffer.byteLength(body)
    expect(bytes).toBeGreaterThan(limitBytes * 0.8)
    expect(bytes).toBeLessThan(limitBytes)
    const { send, settled, stored } = await start()
    expect(await send(body)).toMatchObject(accepted)
    await settled()
    const [kept] = await stored()
    expect(kept?.state).toBe('done')
    expect(kept?.body.length).toBeLessThan(2_000_000)
    expect(kept?.body).toContain('data:image/png;base64,\\"')
  })

  it('are read when several come at once', async () => {
    const { send, settled, stored } = await start()
    const texts = ['a', 'b', 'c', 'd', 'e', 'f']
    const answers = await Promise.all(texts.map((text) => send(email(text.repeat(textLength), 1_800_000))))
    expect(answers).toMatchObject(texts.map(() => accepted))
    await settled()
    expect((await stored()).map(({ state }) => state)).toEqual(texts.map(() => 'done'))
  })

  it('that cannot be stored are refused, and leave their reason in quarantine', async () => {
    const { send, stored } = await start()
    const words = 'palavra '.repeat(500_000)
    const body = delivery('Oi', { email: { html_content: { full: words, reply: words, quoted: words } } })
    expect(await send(body)).toMatchObject({ status: 413, body: { status: 'refused' } })
    const [kept, ...more] = await stored()
    expect(more).toEqual([])
    expect(kept?.reason).toMatch(
      /^body: expected at most 15728640 bytes without the files inside its HTML, got 2/u,
    )
  })
})

describe('cutInlineFiles', () => {
  it.each([
    ['a picture', '<img src="data:image/png;base64,iVBORw0K=="> Oi', '<img src="data:image/png;base64,"> Oi'],
    [
      'pictures',
      "url('data:a/b;base64,AA')(data:c/d;base64,BB)",
      "url('data:a/b;base64,')(data:c/d;base64,)",
    ],
    [
      'a file with a name and a charset',
      'data:text/plain;charset=utf-8;name=a.txt;base64,T2k= Oi',
      'data:text/plain;charset=utf-8;name=a.txt;base64, Oi',
    ],
    [
      'a file in several lines',
      `data:a/b;base64,AAAA\r\n${'B'.repeat(76)}\nObrigada`,
      'data:a/b;base64,\nObrigada',
    ],
  ])('cuts %s', (_what, text, expected) => {
    expect(cutInlineFiles(text)).toBe(expected)
  })

  it.each(['', 'Oi', ';base64,', 'data:;base64,AAAA', 'the word ;base64,AAAA', 'data:image/png,AAAA'])(
    'leaves %j as it is',
    (text) => {
      expect(cutInlineFiles(text)).toBe(text)
    },
  )
})
