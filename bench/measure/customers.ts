/** The customers of the benchmark, by number: 0, 1, 2, … */
export type BenchCustomer = { name: string; phone: string; email: string; internalId: string }

const firstNames = ['Ana', 'Bruno', 'Carla', 'Davi', 'Elisa', 'Fábio', 'Gabriela', 'Hugo', 'Inês', 'João']
const lastNames = ['Alves', 'Barros', 'Castro', 'Dias', 'Esteves', 'Farias', 'Gomes']

export function benchCustomer(number: number): BenchCustomer {
  const first = firstNames[number % firstNames.length] ?? ''
  const last = lastNames[number % lastNames.length] ?? ''
  return {
    name: `${first} ${last}`,
    phone: `+55119${String(70_000_000 + number * 37)}`,
    email: `customer${number}@correio.example`,
    internalId: `ERP-${number}`,
  }
}
