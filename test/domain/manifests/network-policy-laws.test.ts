// Laws of the NetworkPolicies, on random topologies: a network that holds them lets through all that was declared, and nothing else.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Draft, PlannedDesign } from '../../../src/domain/plan/plan.ts'
import { anyTopology, bothDesigns, draftOf, RUNS } from '../design/drafting.ts'
import { givenBy, type WayIn, waysIn } from '../design/ways-in.ts'
import { type Asked, isAlone, type Model, modelOf, podsOf, proxiesOf, rangesOf } from './network-model.ts'
import { type End, type Network, type Pod, simulate, type Transport } from './network-simulator.ts'

type World = {
  drawn: Draft
  design: PlannedDesign
  network: Network
  model: Model
  pods: ReadonlyMap<string, [Pod, Pod]>
  names: string[]
}

function everyWorld(law: (world: World) => string[]): void {
  fc.assert(
    fc.property(anyTopology, (document) => {
      const drawn = draftOf(document)
      for (const design of bothDesigns(drawn)) {
        const network = simulate(design.manifests)
        const pods = podsOf(drawn.topology, network)
        const names = Object.keys(drawn.topology.workloads)
        expect(law({ drawn, design, network, model: modelOf(drawn.topology, design), pods, names })).toEqual([])
      }
    }),
    { numRuns: RUNS },
  )
}

const TRANSPORTS: Transport[] = ['TCP', 'UDP', 'SCTP']
const OUTSIDE = ['203.0.113.9', '198.51.100.7', '192.0.2.17', '192.0.2.10', '10.1.2.3', '8.8.8.8', '2001:db8::1']
const DNS: Pod = { namespace: 'kube-system', labels: { 'k8s-app': 'kube-dns' }, address: '100.66.0.1' }

/** Every number the ports of a workload have on either side, those of externals, and two that nobody has; over every transport. */
function asks({ workloads, externals }: Draft['topology'], name: string): Asked[] {
  const own = Object.values(workloads[name]?.ports ?? {}).flatMap(({ port, targetPort }) => [port, targetPort])
  const outside = Object.values(externals).flatMap(({ port }) => port ?? [])
  return [...new Set([...own, ...outside, 1, 15_021])].flatMap((port) =>
    TRANSPORTS.map((transport) => ({ port, transport })),
  )
}

const said = (from: string, to: string, { port, transport }: Asked, wanted: boolean): string =>
  `${from} ${wanted ? 'cannot reach' : 'reaches'} ${to} on ${port}/${transport}`

const pod = (pods: World['pods'], name: string, replica: 0 | 1): Pod => {
  const found = pods.get(name)?.[replica]
  if (found === undefined) throw new Error(`no pods of ${name}`)
  return found
}

describe('all that is declared is let through', () => {
  it('every call, in either direction of namespaces, and peers of a StatefulSet', () => {
    everyWorld(({ drawn, network, model, pods, names }) =>
      names.flatMap((caller) =>
        names.flatMap((callee) =>
          asks(drawn.topology, callee)
            .filter((asked) => model.calls(caller, callee, asked))
            .filter(
              ({ port, transport }) => !network.reaches(pod(pods, caller, 0), pod(pods, callee, 1), port, transport),
            )
            .map((asked) => said(caller, callee, asked, true)),
        ),
      ),
    )
  })

  it('every exposure that has a way in', () => {
    everyWorld(({ drawn, design, network, pods }) =>
      waysIn(drawn.topology).flatMap((way) => {
        const given = givenBy(way, design)
        // A pin may leave an exposure without any way in; a port-forward never passes a policy.
        if (given === undefined || given === 'port-forward') return []
        const to = pod(pods, way.workload, 0)
        const sources = sourcesOf(way, given, design)
        return sources
          .filter((source) => !network.reaches(source, to, way.targetPort, way.transport as Transport))
          .map(
            (source) =>
              `${given}: ${JSON.stringify(source)} cannot reach ${way.workload} on ${way.targetPort}/${way.transport}`,
          )
      }),
    )
  })

  it('DNS, of the cluster and of the node, and every external', () => {
    everyWorld(({ drawn, network, pods, names }) =>
      names.flatMap((name) => {
        const from = pod(pods, name, 0)
        const servers: End[] = [DNS, '169.254.20.10']
        const unanswered = servers.flatMap((server) =>
          (['TCP', 'UDP'] as const)
            .filter((transport) => !network.reaches(from, server, 53, transport))
            .map((transport) => `${name} has no DNS over ${transport}`),
        )
        const calls = drawn.topology.workloads[name]?.calls ?? []
        const missed = calls.flatMap((call) => {
          const external = call.startsWith('external:') ? drawn.topology.externals[call.slice(9)] : undefined
          if (external === undefined) return []
          const addresses = external.addresses ?? ['8.8.8.8', '10.1.2.3', '2001:db8:1::1']
          return addresses
            .filter((address) => !network.reaches(from, address, external.port ?? 8443))
            .map((address) => `${name} cannot reach ${address}`)
        })
        return [...unanswered, ...missed]
      }),
    )
  })
})

/** From where a way in reaches pods: its proxies, or whoever asks; only its own networks where a policy must hold them. */
function sourcesOf(way: WayIn, given: 'route' | 'load-balancer' | 'node-port', design: PlannedDesign): End[] {
  if (given === 'route') {
    const entrances = design.entrances.filter(
      ({ scheme, routes }) =>
        scheme === way.scheme &&
        routes.some(
          ({ workload, port, listen }) =>
            workload === way.workload && port === way.port && listen === way.exposure.listen,
        ),
    )
    return entrances.flatMap((entrance): End[] => {
      const proxies = proxiesOf(entrance)
      return proxies.length > 0 ? proxies : OUTSIDE
    })
  }
  const facing = design.services.filter(
    (service) =>
      service.workload === way.workload &&
      service.facing?.scheme === way.scheme &&
      service.ports.some((port) => port.targetPort === way.targetPort && port.transport === way.transport),
  )
  return facing.flatMap((service) => {
    const ranges = rangesOf(service)
    return ranges.length === 0 ? OUTSIDE : OUTSIDE.filter((source) => ranges.some((range) => covers(range, source)))
  })
}

describe('nothing else is', () => {
  it('from pod to pod', () => {
    everyWorld(({ drawn, network, model, pods, names }) => {
      const alone = names.filter((name) => isAlone(name, drawn.topology, pods))
      return alone.flatMap((caller) =>
        alone.flatMap((callee) =>
          asks(drawn.topology, callee).flatMap((asked) => {
            const [from, to] = [pod(pods, caller, 0), pod(pods, callee, 1)]
            // A port open to any source takes pods as well, of those that may leave for any address on that port.
            const wanted =
              model.calls(caller, callee, asked) ||
              (model.open(callee, asked).any && model.leaves(caller, to.address, asked))
            const reached = network.reaches(from, to, asked.port, asked.transport)
            return reached === wanted ? [] : [said(caller, callee, asked, wanted)]
          }),
        ),
      )
    })
  })

  it('from outside, or from the proxies of an entrance', () => {
    everyWorld(({ drawn, design, network, model, pods, names }) => {
      const proxies = design.entrances.flatMap(proxiesOf)
      return names
        .filter((name) => isAlone(name, drawn.topology, pods))
        .flatMap((name) =>
          asks(drawn.topology, name).flatMap((asked) => {
            const open = model.open(name, asked)
            const to = pod(pods, name, 0)
            const fromOutside = OUTSIDE.flatMap((source) => {
              const wanted = open.any || open.ranges.some((range) => covers(range, source))
              return network.reaches(source, to, asked.port, asked.transport) === wanted
                ? []
                : [said(source, name, asked, wanted)]
            })
            const fromProxies = proxies.flatMap((proxy) => {
              const wanted = open.any || open.proxies.some((known) => JSON.stringify(known) === JSON.stringify(proxy))
              return network.reaches(proxy, to, asked.port, asked.transport) === wanted
                ? []
                : [said(JSON.stringify(proxy), name, asked, wanted)]
            })
            return [...fromOutside, ...fromProxies]
          }),
        )
    })
  })

  it('to the outside, and never to the metadata service of a cloud', () => {
    everyWorld(({ drawn, network, model, pods, names }) =>
      names
        .filter((name) => isAlone(name, drawn.topology, pods))
        .flatMap((name) =>
          asks(drawn.topology, name).flatMap((asked) => {
            const from = pod(pods, name, 0)
            const addresses = [...OUTSIDE, '192.0.2.11', '169.254.169.254', 'fe80::1']
            return addresses.flatMap((address) => {
              const isDns = asked.port === 53 && asked.transport !== 'SCTP' && address.startsWith('169.254.')
              const wanted = isDns || model.leaves(name, address, asked)
              return network.reaches(from, address, asked.port, asked.transport) === wanted
                ? []
                : [said(name, address, asked, wanted)]
            })
          }),
        ),
    )
  })

  it('and pods that are not ours stay as they are', () => {
    const stranger: Pod = { namespace: 'default', labels: { app: 'somebody-else' }, address: '100.67.0.1' }
    everyWorld(({ network }) =>
      network.reaches('8.8.8.8', stranger, 80) && network.reaches(stranger, '8.8.8.8', 80) ? [] : ['shut'],
    )
  })
})

/** By the beginnings of the networks the generator draws. */
const covers = (range: string, address: string): boolean => {
  const beginnings: Record<string, string> = {
    '203.0.113.0/24': '203.0.113.',
    '198.51.100.0/24': '198.51.100.',
    '192.0.2.17/32': '192.0.2.17',
    '10.0.0.0/8': '10.',
    '2001:db8::/32': '2001:db8:',
  }
  const beginning = beginnings[range]
  if (beginning === undefined) throw new Error(`unknown range ${range}`)
  return address.startsWith(beginning)
}
