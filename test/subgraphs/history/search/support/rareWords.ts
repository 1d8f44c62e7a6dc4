/**
 * Texts of a business: a word that all have, words that many have, and words that few have. Of `count` texts `few` have the
 * word `raridade`, spread over all, and `few` others have `singular` near the beginning.
 */
export function textWithRareWords(count: number, few: number): (index: number) => string {
  const step = Math.floor(count / few)
  return (index) => {
    const words = [
      'pedido',
      `frequente${index % 10}`,
      `cidade${index % 997}`,
      `rua${(index * 7919) % 20_011}`,
    ]
    if (index % step === 0) words.push('raridade')
    if (index < few) words.push('singular')
    return words.join(' ')
  }
}
