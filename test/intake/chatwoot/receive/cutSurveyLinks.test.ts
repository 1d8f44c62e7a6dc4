import { describe, expect, it } from 'vitest'
import { cutSurveyLinks } from '../../../../intake/chatwoot/receive/cutSurveyLinks.ts'

const link = 'https://x.example/survey/responses/7e2b3540-2642-42b5-8618-8685dedcb7b8'

describe('cutSurveyLinks', () => {
  it.each([
    [`Avalie: ${link}`, 'Avalie:'],
    [`${link} obrigado`, 'obrigado'],
    [`Avalie <a href="${link}">aqui</a>`, 'Avalie <a href="">aqui</a>'],
    [`Nota:${link}?locale=pt`, 'Nota:'],
    [`um ${link} dois ${link}`, 'um  dois'],
    ['x.example/survey/responses/7e2b', ''],
    [`{"url":"${link.replaceAll('/', '\\/')}"}`, '{"url":""}'],
    [' sem link ', ' sem link '],
  ])('of %j leaves the rest', (text, expected) => {
    expect(cutSurveyLinks(text, () => true)).toBe(expected)
  })

  it('takes time linear in the length of the text', () => {
    // In quadratic time this test would run into its timeout.
    const long = 'a'.repeat(5_000_000)
    expect(cutSurveyLinks(long, () => true)).toBe(long)
    const links = '/survey/responses/'.repeat(200_000)
    expect(cutSurveyLinks(links, () => true)).toBe('')
    expect(cutSurveyLinks(links, () => false)).toBe(links)
  })
})
