// What lies in the routes of a shared entrance: which of two that overlap wins, how far a wildcard of one reaches into hosts of another,
// and whose cookies stand beside whose. All look each route up among the others, so that a thousand cost little.
import type { Route } from '../design/design.ts'
import { listed } from '../design/rule.ts'
import { compareText } from '../finding.ts'
import type { Risk } from './consolidation.ts'
import type { SharedGroup } from './shared-group.ts'

export const ROUTE_RISKS = [ruleOrder, wildcardOverlap, cookieAffinity] as const

const workloadsOf = (routes: readonly Route[]): string[] =>
  [...new Set(routes.map((route) => route.workload))].sort(compareText)

const trimmed = (path: string): string => (path === '/' ? '' : path.replace(/\/$/, ''))
const placeOf = ({ listen, host }: Route, path: string): string => JSON.stringify([listen, host ?? '', path])

/** "/a/b/c" → "/a/b", "/a", "". */
function above(path: string): string[] {
  const places: string[] = []
  for (let end = path.lastIndexOf('/'); end >= 0; end = path.lastIndexOf('/', end - 1)) {
    places.push(path.slice(0, end))
    if (end === 0) break
  }
  return places
}

function ruleOrder({ entrance }: SharedGroup): Risk[] {
  const routes = entrance.routes.filter((route) => route.layer4 === undefined && route.tls.mode !== 'passthrough')
  const byPlace = new Map(routes.map((route) => [placeOf(route, trimmed(route.path)), route]))
  const pairs = routes.flatMap((narrow) => {
    const [wide] = above(trimmed(narrow.path)).flatMap((path) => byPlace.get(placeOf(narrow, path)) ?? [])
    return wide === undefined || wide.workload === narrow.workload ? [] : [{ narrow, wide }]
  })
  if (pairs.length === 0) return []
  const [{ narrow, wide }] = pairs as [(typeof pairs)[number]]
  const told = pairs.map((pair) => `${pair.narrow.host ?? 'any host'}${pair.narrow.path} (${pair.narrow.workload})`)
  return [
    {
      code: 'RULE_ORDER',
      affects: workloadsOf(pairs.flatMap((pair) => [pair.narrow, pair.wide])),
      text: `Paths of different workloads overlap on one host; the longest wins: ${listed(told)}. So ${narrow.workload} answers ${narrow.path} and what is below it, ${wide.workload} the rest of ${wide.path}; a route that goes lets its requests fall through to the wider one.`,
      check: `Ask ${wide.workload} whether it may see requests for ${narrow.path}, and try both with the script \`verify\`.`,
    },
  ]
}

/** The wildcards that cover a host: "a.b.c" → "*.b.c", "*.c"; of "*.b.c" those wider than itself: "*.c". */
function covering(host: string): string[] {
  const labels = host.replace(/^\*\./, '').split('.')
  return labels.slice(1).map((_, index) => `*.${labels.slice(index + 1).join('.')}`)
}

function wildcardOverlap({ entrance }: SharedGroup): Risk[] {
  const wildcards = new Map<string, Route[]>()
  for (const route of entrance.routes) {
    if (route.host?.startsWith('*.') !== true || route.layer4 !== undefined) continue
    const key = `${route.listen} ${route.host}`
    wildcards.set(key, [...(wildcards.get(key) ?? []), route])
  }
  if (wildcards.size === 0) return []
  const pairs = entrance.routes.flatMap((narrow) => {
    if (narrow.host === undefined || narrow.layer4 !== undefined) return []
    const wide = covering(narrow.host).flatMap((host) => wildcards.get(`${narrow.listen} ${host}`) ?? [])
    return wide.filter((route) => route.workload !== narrow.workload).map((route) => ({ narrow, wide: route }))
  })
  if (pairs.length === 0) return []
  const told = [
    ...new Set(
      pairs.map(({ narrow, wide }) => `${wide.host} (${wide.workload}) covers ${narrow.host} (${narrow.workload})`),
    ),
  ]
  return [
    {
      code: 'WILDCARD_OVERLAP',
      affects: workloadsOf(pairs.flatMap((pair) => [pair.narrow, pair.wide])),
      text: `A wildcard host of one covers a host of another: ${listed(told.sort(compareText))}. Whatever the narrower one stops answering goes to the wider one.`,
      check: 'Ask whether the owner of the wildcard may see the requests, and the cookies, of the others.',
    },
  ]
}

function cookieAffinity({ entrance, topology, provider }: SharedGroup): Risk[] {
  const sticky = entrance.routes.filter((route) => route.sticky?.by === 'cookie')
  if (sticky.length === 0) return []
  const of = provider.shared?.cookieOf?.(entrance, topology)
  const hosts = new Map<string, Set<string>>()
  for (const { host = '', workload } of sticky) hosts.set(host, (hosts.get(host) ?? new Set()).add(workload))
  const together = [...hosts].filter(([, workloads]) => workloads.size > 1).map(([host]) => host)
  const kept =
    of === undefined
      ? `class ${entrance.class} keeps cookies by a policy of its own for the entrance or its routes, which is not written here`
      : `each ${of} keeps a cookie of its own, and those of others are not touched`
  const clash =
    together.length === 0
      ? ''
      : ` On ${listed(together.sort(compareText))} several workloads keep callers by cookie: one of the same name and path overwrites the other.`
  return [
    {
      code: 'COOKIE_AFFINITY',
      affects: workloadsOf(sticky),
      text: `The shared entrance does not know the cookies of the old ones: each caller is given a pod anew when DNS moves, and again if it moves back. From then on, ${kept}.${clash}`,
      check:
        'Ask whether a caller may lose its pod once, in a quiet hour; then see that two requests with the cookie reach one pod: curl -c jar -b jar.',
    },
  ]
}
