import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { findAnswer } from '../../../../subgraphs/history/told/ask/findAnswer.ts'
import { findQuestions } from '../../../../subgraphs/history/told/ask/findQuestions.ts'
import { factKinds } from '../../../../subgraphs/history/told/fact.ts'
import { findFacts } from '../../../../subgraphs/history/told/findFacts.ts'

const parts = fc.constantFrom(
  ...[
    'cpf ',
    '529.982.247-25',
    'pedido ',
    '#A-99',
    ' nº ',
    '12345',
    'R$ ',
    '1.299,90',
    '12/05/2026',
    ' às ',
    '14h30',
  ],
  ...[
    'Rua das Flores, ',
    '123',
    'meu nome é ',
    'João da Silva',
    ' pix ',
    'ana@x.com',
    '(11) 98765-4321',
    '+44 7911',
  ],
  ...[
    'e\u0301',
    '😀',
    '\u200B',
    '５２９',
    '.',
    ',',
    ' ',
    '\n',
    '"',
    '-',
    '/',
    '\u0000',
    '\uD83D',
    ' e ',
    'qual o seu ',
  ],
)
const text = fc.oneof(
  fc.array(parts, { maxLength: 30 }).map((all) => all.join('')),
  fc.string({ unit: 'binary', maxLength: 200 }),
)
const longestText = 150_000
const repeated = [
  ...[
    '1',
    'a',
    ' ',
    '1 ',
    'a.',
    'a@',
    'www.',
    '1.',
    '1-',
    'pedido ',
    'pedido: # ',
    '+5511987654321 ',
    'rua a ',
    "d'",
  ],
  ...[
    'meu nome é João ',
    'qual o seu ',
    'que a a a ',
    'agencia 1234 conta ',
    '12 a b c d ',
    'é',
    '(',
    'pix e o a ',
    '10 x ',
  ],
]

describe('in any text', () => {
  it('facts stand in order at their places, each place once, and are the same again', () => {
    fc.assert(
      fc.property(text, (given) => {
        const facts = findFacts(given)
        expect(findFacts(given)).toEqual(facts)
        let end = 0
        for (const fact of facts) {
          expect(fact.value).toBe(given.slice(fact.start, fact.end))
          expect(fact.normalised).not.toBe('')
          if (fact.kind === 'PIX_KEY') continue
          expect(fact.start).toBeGreaterThanOrEqual(end)
          expect(fact.end).toBeGreaterThan(fact.start)
          end = fact.end
        }
      }),
      { numRuns: 1_000 },
    )
  })

  it('questions and answers are found without an error', () => {
    fc.assert(
      fc.property(text, fc.constantFrom(...factKinds), (given, kind) => {
        expect(factKinds).toEqual(expect.arrayContaining(findQuestions(given)))
        const answer = findAnswer(given, kind)
        if (answer) expect(answer.value).toBe(given.slice(answer.start, answer.end))
      }),
      { numRuns: 500 },
    )
  })

  it.each(repeated)('a text of 150,000 characters is read at once: %j', (part) => {
    const given = part.repeat(Math.ceil(longestText / part.length)).slice(0, longestText)
    const before = performance.now()
    findFacts(given)
    findQuestions(given)
    // It takes less than half a second; a pattern that backtracks would take minutes.
    expect(performance.now() - before).toBeLessThan(10_000)
  })
})
