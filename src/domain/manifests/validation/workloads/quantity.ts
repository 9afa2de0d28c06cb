// Kubernetes quantities ("250m", "64Mi", 2), compared.

const SUFFIXES: Readonly<Record<string, number>> = {
  n: 1e-9,
  u: 1e-6,
  m: 1e-3,
  '': 1,
  k: 1e3,
  M: 1e6,
  G: 1e9,
  T: 1e12,
  P: 1e15,
  E: 1e18,
  Ki: 2 ** 10,
  Mi: 2 ** 20,
  Gi: 2 ** 30,
  Ti: 2 ** 40,
  Pi: 2 ** 50,
  Ei: 2 ** 60,
}

// As floats, 700m is a little more than 0.7. No owner means a difference this small.
const TOLERANCE = 1e-9

export const exceeds = (quantity: string | number, other: string | number): boolean =>
  amountOf(quantity) > amountOf(other) * (1 + TOLERANCE)

function amountOf(quantity: string | number): number {
  if (typeof quantity === 'number') return quantity
  const plain = Number(quantity)
  if (!Number.isNaN(plain)) return plain
  const [, digits = '0', suffix = ''] = /^([-+.\d]+)([A-Za-z]*)$/.exec(quantity) ?? []
  return Number(digits) * (SUFFIXES[suffix] ?? 1)
}
