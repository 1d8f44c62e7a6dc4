const portuguese = `
  a ao aos aquela aquelas aquele aqueles aquilo as ate com como da das de dela delas dele deles depois do dos e ela elas
  ele eles em entre era eram essa essas esse esses esta estas este estes eu foi foram ha isso isto ja la lhe lhes mais
  mas me mesmo meu meus minha minhas muito na nao nas nem no nos nossa nossas nosso nossos num numa o os ou para pela
  pelas pelo pelos por pra qual quando que quem se sem ser seu seus sao so sua suas tambem te tem tenho ter teu teus tua
  tuas um uma umas uns vai vc voce voces
`
const english = `
  about after all also am an and any are at be been before being but by can could did do does doing don for from had has
  have having he her hers him his how i if in into is it its just me my no nor not of off on once only or our ours out
  own she should so some such than that the their theirs them then there these they this those through to too under up
  very was we were what when where which while who will with would you your yours
`

/** Words, folded, that nearly every text has and that say nothing. They are neither stored nor searched. */
export const stopWords: ReadonlySet<string> = new Set(`${portuguese} ${english}`.trim().split(/\s+/u))
