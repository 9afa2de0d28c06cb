// Kubernetes quantities as a topology may write them ("250m", "1.5Gi"), compared as the exact numbers they are: a float would call
// "0.3" and "300m" different, or two large ones the same.

// apimachinery pkg/api/resource: decimal suffixes are powers of 1000, binary ones of 1024.
const SUFFIXES: Readonly<Record<string, readonly [times: bigint, over: bigint]>> = {
  m: [1n, 1000n],
  '': [1n, 1n],
  k: [1000n, 1n],
  M: [1000n ** 2n, 1n],
  G: [1000n ** 3n, 1n],
  T: [1000n ** 4n, 1n],
  Ki: [1024n, 1n],
  Mi: [1024n ** 2n, 1n],
  Gi: [1024n ** 3n, 1n],
  Ti: [1024n ** 4n, 1n],
}

/** Is `quantity` more than `other`? Both as the schema of a topology takes them. */
export function exceeds(quantity: string, other: string): boolean {
  const [some, someParts] = fractionOf(quantity)
  const [others, otherParts] = fractionOf(other)
  return some * otherParts > others * someParts
}

function fractionOf(quantity: string): [count: bigint, parts: bigint] {
  const [, whole = '0', decimals = '', suffix = ''] = /^(\d+)(?:\.(\d+))?([A-Za-z]*)$/.exec(quantity) ?? []
  const [times, over] = SUFFIXES[suffix] ?? [1n, 1n]
  return [BigInt(whole + decimals) * times, 10n ** BigInt(decimals.length) * over]
}
