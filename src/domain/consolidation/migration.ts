// Accepted groups → what to do in which order, and what one takes on by sharing.
import { curl } from '../design/try-port.ts'
import { covers } from '../design/way.ts'
import { compareText } from '../finding.ts'
import type { Risk } from './consolidation.ts'
import { membersOf, type Sharing } from './share.ts'

export function stepsOf(accepted: readonly Sharing[]): string[] {
  return accepted.flatMap(({ name, namespace, made, units }) => {
    const kind = made.api === 'gateway' ? 'Gateway' : 'Ingress'
    const services = units.flatMap((unit) =>
      unit.service === undefined ? [] : [`service/${unit.service.name} in ${unit.service.namespace}`],
    )
    const entrances = units.flatMap((unit) =>
      unit.entrance === undefined ? [] : [`${unit.entrance.api} ${unit.entrance.name} in ${unit.entrance.namespace}`],
    )
    return [
      `Apply ${kind} ${name} in ${namespace} with its routes, and leave what is there as it is.`,
      `Send each host to the new address by hand and look at the answer: ${tries(units)}.`,
      'Lower the time to live of the DNS records, point them at the new address and wait until the old one is quiet.',
      ...(services.length === 0
        ? []
        : [`Only then turn to ClusterIP (the cloud deletes the load balancer at once): ${services.join(', ')}.`]),
      ...(entrances.length === 0 ? [] : [`Only then delete: ${entrances.join(', ')}.`]),
      'To go back, apply the manifests of the recommended design and point DNS at the addresses it gets.',
    ]
  })
}

const HOSTS_NAMED = 5

/** For each listener one command, to be tried with each of its hosts. */
function tries(units: Sharing['units']): string {
  const hosts = new Map<string, string[]>()
  for (const { listen, tls, host } of units.flatMap((unit) => unit.routes)) {
    const url = `HOST:${listen}/`
    const connect = { host: 'HOST', number: String(listen), address: 'ADDRESS' }
    const tried = curl({ scheme: tls.mode === 'terminate' ? 'https' : 'http', options: [], url, connect })
    hosts.set(tried, [...(hosts.get(tried) ?? []), host ?? ''])
  }
  return [...hosts]
    .sort(([a], [b]) => compareText(a, b))
    .map(([tried, of]) => {
      const named = [...new Set(of)].sort(compareText)
      return `${tried} for ${named.slice(0, HOSTS_NAMED).join(', ')}${named.length > HOSTS_NAMED ? ' and the others' : ''}`
    })
    .join('; ')
}

/** A wildcard of one member that covers a host of another takes over whatever that one stops answering. */
function overlapping(units: readonly Sharing['units'][number][]): string[] {
  const routes = units.flatMap((unit) => unit.routes)
  const wildcards = routes.filter((route) => route.host?.startsWith('*.'))
  return [
    ...new Set(
      wildcards.flatMap((wide) =>
        routes
          .filter((route) => route.workload !== wide.workload && covers(wide.host ?? '', route.host ?? ''))
          .flatMap((route) => [wide.workload, route.workload]),
      ),
    ),
  ].sort(compareText)
}

export function risksOf(accepted: readonly Sharing[]): Risk[] {
  return accepted.flatMap(({ name, units }) => {
    const overlap = overlapping(units)
    const affects = membersOf(units)
    const fromLayer4 = membersOf(units.filter((unit) => unit.service !== undefined))
    return [
      {
        code: 'SHARED_FATE',
        affects,
        text: `One wrong setting on ${name}, or one outage of it, takes all of them down together.`,
        check: 'Ask each owner whether they can be down at the same time.',
      },
      {
        code: 'ADDRESS_CHANGE',
        affects,
        text: 'Addresses and DNS targets change; allow-lists of partners that name the old ones break.',
        check: 'Search partners’ firewalls and DNS records for the old addresses.',
      },
      ...(overlap.length === 0
        ? []
        : [
            {
              code: 'WILDCARD_OVERLAP',
              affects: overlap,
              text: 'A wildcard host of one covers a host of another: whatever the narrower one stops answering goes to the wider one.',
              check: 'Ask whether the owner of the wildcard may see the requests of the others.',
            },
          ]),
      ...(fromLayer4.length === 0
        ? []
        : [
            {
              code: 'CLIENT_ADDRESS_IN_HEADER',
              affects: fromLayer4,
              text: "The caller's address arrives in X-Forwarded-For instead of on the connection, and an idle timeout at layer 7 applies.",
              check: 'Look at what the workload logs as the client, and at its longest silent connection.',
            },
          ]),
    ]
  })
}
