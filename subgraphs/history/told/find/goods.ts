import { labelOf } from './codes.ts'
import { after, asCode, before, type Finder, findLabelled, findMatches, type Normalise } from './finder.ts'

const number = '\\d{1,6}(?:[.,]\\d{1,3})?'
const start = '(?<![a-z\\d]|\\d[.,])'

const size = new RegExp(
  `(?:xx?[sgl]|x{0,3}l|[pmgsl]{1,2}|gg|xgg?|eg|u|\\d{1,3}(?:[.,]5)?|[1-4]xl)${after}(?![.,]\\d)`,
  'uy',
)

const colours: readonly string[] = [
  'pret[oa]|black',
  'branc[oa]|white',
  'azul(?:[ -](?:marinho|claro|escuro|royal))?|(?:navy |light |dark )?blue',
  'vermelh[oa]|red',
  'verde(?:[ -](?:claro|escuro|musgo|militar))?|green',
  'amarel[oa]|yellow',
  'rosa|pink',
  'rox[oa]|purple',
  'lilas|lilac',
  'laranja|orange',
  'marrom|brown',
  'cinza|gr[ae]y',
  'bege|beige',
  'dourad[oa]|gold',
  'prat(?:a|ead[oa])|silver',
  'vinho|bordo|burgundy',
]
const colour = `(?:${colours.join('|')})${after}`

const quantity = new RegExp(
  `${start}\\d{1,6} (?:unidades?|unid|pecas?|caixas?|pares|par|pacotes?|itens|kits?|garrafas?|sacos?|rolos?|litros?|duzias?|metros?|units?|pieces?|boxes|box|pairs?|packs?|items|bottles?|bags?)${after}`,
  'gu',
)
const spaced: Normalise = (plain) => plain.replace(/^([\d.,]+) ?/u, '$1 ').replace(',', '.')

const wants = new RegExp(
  `${before}(?:quero|queria|preciso de|comprei|pedi|encomendei|vou levar|levo|want|need|ordered|bought) `,
  'gu',
)
/** e.g. `3 camisetas`: no time, no money and no measure. */
const wanted =
  /\d{1,4} (?!(?:dias?|meses|mes|anos?|horas?|minutos?|semanas?|vezes|parcelas|reais|real|mil|dolares|euros?|por|days?|months?|years?|hours?|minutes?|weeks?|times|dollars?|kg|kilos?|quilos?|gramas?|metros?|cm|m|x|e|a|o|da|do|de|to|or)(?![a-z]))[a-z]{2,20}(?![a-z\d])/uy

const weight = new RegExp(
  `${start}${number} ?(?:kg|kgs|quilos?|kilos?|g|gr|gramas?|grams?|toneladas?|tons?|lbs?|pounds)${after}`,
  'gu',
)

const length = '(?: ?(?:mm|cm|m|metros?|pol|in|inch|inches|ft))'
const dimensions = new RegExp(
  `${start}${number}${length}? ?(?:x|por|by) ?${number}${length}?(?: ?(?:x|por|by) ?${number}${length}?)?${after}(?![.,]\\d)`,
  'gu',
)
/** Two numbers without a unit can be anything, e.g. a result. */
const asDimensions: Normalise = (plain) =>
  /(?:mm|cm|m|metros?|pol|in|inch|inches|ft)$/u.test(plain) || /^[^x]{1,10}x[^x]{1,10}x/u.test(plain)
    ? plain
        .replace(/ ?(?:x|por|by) ?/gu, 'x')
        .replace(/,/gu, '.')
        .replace(/ /gu, '')
    : null

const notProduct =
  '(?!(?:que|na|no|em|com|ontem|hoje|isso|online|pelo|pela|ai|aqui|voces|site|loja|it|from|this|that|at|on|in|online|here|your|my|meu|minha|with)(?![a-z]))'
const product = new RegExp(
  `${notProduct}[a-z][a-z\\d'-]{1,24}(?: ${notProduct}(?!(?:e|mas|and|but|por|for|ha|dia|numero|yesterday|last|pra|para|tamanho|tam|cor|size|colou?r|de cor|no valor)(?![a-z]))[a-z\\d][a-z\\d'-]{0,24}){0,4}`,
  'uy',
)
const bought = new RegExp(
  `${before}(?:(?:eu )?comprei|(?:i |i've |have |just )bought|(?:i |i've |have |just )purchased) (?:um|uma|uns|umas|o|a|an|the|\\d{1,3}) `,
  'gu',
)

export const measureFinders: readonly Finder[] = [
  findMatches('DIMENSIONS', dimensions, asDimensions),
  findMatches('WEIGHT', weight, spaced),
  findMatches('QUANTITY', quantity, spaced),
  findLabelled('QUANTITY', wants, wanted, spaced),
  findLabelled('QUANTITY', labelOf('quantidade|qtde?|quantity|qty'), /\d{1,6}(?![\d%]|[.,/]\d)/uy),
]

export const goodsFinders: readonly Finder[] = [
  findLabelled(
    'SIZE',
    labelOf('tamanhos?(?: d[oae] [a-z]{3,12})?|tam|numeracao|calco|visto|size|shoe size'),
    size,
    asCode,
    {
      isList: true,
    },
  ),
  findLabelled(
    'COLOUR',
    labelOf('cor(?:es)?|na cor|da cor|colou?r|colou?rs|in'),
    new RegExp(colour, 'uy'),
    (plain) => plain.replace('-', ' '),
  ),
  findLabelled('PRODUCT', bought, product),
]
