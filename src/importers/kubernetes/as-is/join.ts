// Ways that have a key in common → one way. A Service that is there stands for all that lead through it.
import { compareText } from '../../../domain/finding.ts'
import { referenceOf, type Way } from './ways.ts'

export function joined(ways: readonly Way[]): Way[] {
  const parent = ways.map((_, index) => index)
  const rootOf = (index: number): number => {
    let root = index
    while (parent[root] !== root) root = parent[root] ?? root
    parent[index] = root
    return root
  }
  const first = new Map<string, number>()
  ways.forEach((way, index) => {
    // A Service is also what leads through it by its name.
    const own = way.rule === 'load-balancer-service' ? [`service ${way.namespace}/${way.name}`] : []
    for (const key of [...own, ...way.keys]) {
      const there = first.get(key)
      if (there === undefined) first.set(key, index)
      else parent[rootOf(index)] = rootOf(there)
    }
  })
  const groups = new Map<number, Way[]>()
  ways.forEach((way, index) => {
    const root = rootOf(index)
    groups.set(root, [...(groups.get(root) ?? []), way])
  })
  return [...groups.values()].map(together).sort((a, b) => compareText(referenceOf(a), referenceOf(b)))
}

const RULES = [
  'load-balancer-service',
  'ingress-of-cloud',
  'gateway-of-cloud',
  'gateway-of-proxies',
  'ingress-of-controller',
]

function together(ways: readonly Way[]): Way {
  const sorted = [...ways].sort(
    (a, b) => RULES.indexOf(a.rule) - RULES.indexOf(b.rule) || compareText(referenceOf(a), referenceOf(b)),
  )
  const [standing] = sorted
  if (standing === undefined) throw new Error('invariant broken: a group of ways has a way')
  if (sorted.length === 1) return standing
  const ports = new Map(sorted.flatMap((way) => way.ports).map((port) => [`${port.transport} ${port.port}`, port]))
  const own = standing.rule === 'load-balancer-service'
  const alike = sorted.every(({ because }) => because === standing.because)
  const objects = new Map(
    sorted.flatMap((way) => way.objects).map((one) => [`${one.kind} ${one.namespace}/${one.name}`, one]),
  )
  return {
    ...standing,
    objects: [...objects.values()],
    scheme: sorted.some(({ scheme }) => scheme === 'public') ? 'public' : 'internal',
    ports:
      own && sorted.filter(({ rule }) => rule === standing.rule).length === 1 ? standing.ports : [...ports.values()],
    routes: sorted.flatMap(({ routes }) => routes),
    // Somebody behind one of the Services is somebody.
    idle: sorted.every(({ idle, rule }) => idle || rule !== standing.rule),
    because: alike ? standing.because : `${standing.because}; ${sorted.at(-1)?.because ?? ''}`,
  }
}
