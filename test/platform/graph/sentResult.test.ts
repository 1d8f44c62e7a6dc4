import { describe, expect, it } from 'vitest'
import { keepSentResult, sentResult } from '../../../platform/graph/sentResult.ts'

const event = () => ({ data: { customerHistory: { change: 'POSITION', cursor: 'c1' } } })
const sent = { text: '{"data":{"customerHistory":{"change":"POSITION","cursor":"c1"}}}', cursor: 'c1' }

describe('sentResult', () => {
  it('gives the JSON of a result, and the cursor of its root object', () => {
    expect(sentResult(event())).toEqual(sent)
  })

  it('gives no cursor where none was selected', () => {
    expect(sentResult({ data: null, errors: [] })).toEqual({
      text: '{"data":null,"errors":[]}',
      cursor: null,
    })
  })

  it('makes it once of a result that is kept', () => {
    const result = event()
    const kept = keepSentResult(result)
    expect(kept).toEqual(sent)
    expect(sentResult(result)).toBe(kept)
    expect(keepSentResult(result)).toBe(kept)
  })
})
