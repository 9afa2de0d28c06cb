// Names as people wrote them → names that Kubernetes takes for a Service (DNS-1035), each still its own. A name that is valid
// already is never taken from its owner.
import { compareText } from '../../domain/finding.ts'
import { DNS_1035_LABEL, isContainerPortName } from '../../domain/topology/names.ts'

const LONGEST = 63

/** By the name as written. What clashes after the change gets a number, in code-unit order, whatever the order of the input. */
export function validNames(
  written: readonly string[],
  otherwise: string,
  reserved: readonly string[] = [],
): Map<string, string> {
  const names = [...new Set(written)].sort(compareText)
  const valid = new Map(names.filter(isValid).map((name) => [name, name]))
  const taken = new Set([...reserved, ...valid.keys()])
  const next = new Map<string, number>()
  for (const name of reserved) if (valid.get(name) !== undefined) valid.delete(name)
  for (const name of names) {
    if (valid.has(name)) continue
    const free = freeName(nameFrom(name, otherwise), taken, next)
    valid.set(name, free)
    taken.add(free)
  }
  return valid
}

const isValid = (name: string): boolean => name.length <= LONGEST && DNS_1035_LABEL.test(name)

/** `My_Service.v2` → `my-service-v2`; what begins with a digit gets `otherwise` before it. */
export function nameFrom(written: string, otherwise: string): string {
  const plain = written
    .slice(0, 300)
    .replaceAll(/([a-z])([A-Z])/g, '$1-$2')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replace(/^-/, '')
  const named = /^[a-z]/.test(plain) ? plain : `${otherwise}-${plain}`
  return cut(named, LONGEST)
}

/** `next` keeps the number each name has come to, so that a thousand clashes cost a thousand steps. */
export function freeName(
  name: string,
  taken: { has: (name: string) => boolean },
  next = new Map<string, number>(),
): string {
  if (!taken.has(name)) return name
  for (let number = next.get(name) ?? 2; ; number += 1) {
    next.set(name, number + 1)
    const numbered = `${cut(name, LONGEST - String(number).length - 1)}-${number}`
    if (!taken.has(numbered)) return numbered
  }
}

const cut = (name: string, longest: number): string => name.slice(0, longest).replace(/-+$/, '')

/** A name for a port that a container may carry too (at most 15 characters), not yet taken. */
export function portName(wished: string, number: number, taken: { has: (name: string) => boolean }): string {
  const plain = cut(
    wished
      .toLowerCase()
      .replaceAll(/[^a-z0-9]+/g, '-')
      .replace(/^-/, ''),
    15,
  )
  const name = isContainerPortName(plain) ? plain : `port-${number}`
  if (!taken.has(name)) return name
  const numbered = `${cut(name, 9)}-${number}`
  for (let count = 2, free = numbered; ; count += 1) {
    if (!taken.has(free)) return free
    free = `${cut(name, 6)}-${number}-${count}`
  }
}
