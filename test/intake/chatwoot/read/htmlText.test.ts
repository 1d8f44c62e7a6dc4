import { describe, expect, it } from 'vitest'
import { htmlText } from '../../../../intake/chatwoot/read/message/htmlText.ts'

describe('htmlText', () => {
  it.each([
    ['<p>a</p><p>b</p>', 'a\n\nb'],
    ['a<br><br/>b', 'a\n\nb'],
    ['<div>a</div><div>b<div>c</div></div>d', 'a\nb\nc\nd'],
    ['a   \n b <b>c</b><i> d</i>', 'a b c d'],
    ['<pre>a\n  b</pre>', 'a\n  b'],
    ['&lt;b&gt; &#128512; &ccedil;', '<b> 😀 ç'],
    ['<blockquote>a<p>b</p></blockquote>c', '> a\n>\n> b\n\nc'],
    ['<ol><li>a</li><li></li><li>b</li></ol>', '- a\n-\n- b'],
    ['<a href="mailto:a@b.example">a@b.example</a>', 'a@b.example'],
    ['<a href="https://a.example/x"><img src="x.png"></a>', ''],
    ['<img alt="😀" src="cid:1"><img alt="logo" src="cid:2">', '😀'],
    ['', ''],
  ])('reads %j', (html, text) => {
    expect(htmlText(html)).toEqual({ text, isCut: false })
  })

  it.each([
    ['elements that nobody closes', '<div>'.repeat(500_000)],
    ['lists in lists', '<ul><li>a'.repeat(200_000)],
    ['tables in tables', '<table><tr><td>'.repeat(100_000)],
    ['quotes in quotes with lines', `${'<blockquote>'.repeat(900)}${'a<br>'.repeat(300_000)}`],
    ['lines without a text', '<br>'.repeat(600_000)],
  ])('reads of %s only what takes little time, and says so', (_, html) => {
    expect(htmlText(html)).toMatchObject({ isCut: true })
  })

  it.each([
    ['signs that open nothing', '<'.repeat(1_000_000), 1_000_000],
    ['closed elements', '<b>x</b>'.repeat(200_000), 200_000],
    ['a picture inside', `a<img src="data:image/png;base64,${'A'.repeat(4_000_000)}">b`, 2],
    ['spaces', `a${' '.repeat(4_000_000)}b`, 3],
  ])('reads %s as a whole', (_, html, length) => {
    const { text, isCut } = htmlText(html)
    expect([text.length, isCut]).toEqual([length, false])
  })
})
