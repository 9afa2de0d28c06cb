// What is worth knowing about the entrances of a design on any cloud: what they need, what they cannot hold, and what is left to
// whoever runs the ones that exist.
import { type Design, type Entrance, referenceTo } from '../design/design.ts'
import { classOf } from '../design/layer4.ts'
import type { Finding } from '../finding.ts'
import type { Provider } from '../provider.ts'
import type { Topology } from '../topology/index.ts'
import { checkCapacity, checkFull, pathOf } from './findings-of-capacity.ts'
import { checkRoutes } from './findings-of-routes.ts'

export function checkEntrances(topology: Topology, design: Design, provider: Provider): Finding[] {
  const refused = Object.entries(topology.target.entrances).flatMap(([name, entrance]): Finding[] => {
    const why = provider.refuses(entrance)
    return why === undefined
      ? []
      : [
          {
            code: 'ENTRANCE_NOT_USABLE',
            severity: 'warning',
            path: `/target/entrances/${name}`,
            message: `The entrance "${name}" is not used: ${why}.`,
          },
        ]
  })
  const used = design.entrances.flatMap((entrance) => [
    ...(entrance.existing ? checkExisting(entrance, topology, provider) : checkMade(entrance, topology, provider)),
    ...checkCapacity(entrance, topology, provider),
    ...checkRoutes(entrance, topology, provider),
  ])
  return [...refused, ...checkFull(topology, provider), ...used]
}

function checkMade(entrance: Entrance, topology: Topology, provider: Provider): Finding[] {
  const made = classOf(entrance, topology, provider)
  if (made === undefined) return []
  const { routing } = topology.target
  const findings: Finding[] = [
    {
      code: 'ENTRANCE_NEEDS',
      severity: 'info',
      path: pathOf(entrance),
      message: `${referenceTo.entrance(entrance)} needs ${made.needs}.`,
    },
  ]
  if (routing !== 'auto' && routing !== made.api) {
    findings.push({
      code: 'ROUTING_NOT_FOLLOWED',
      severity: 'warning',
      path: '/target/routing',
      message: `${referenceTo.entrance(entrance)}: routing by ${routing} was asked for, but class ${made.class} is written as ${made.api === 'gateway' ? 'a Gateway' : 'an Ingress'} here.`,
    })
  }
  return findings
}

function checkExisting(entrance: Entrance, topology: Topology, provider: Provider): Finding[] {
  const name = referenceTo.entrance(entrance)
  const findings: Finding[] = []
  const foreign = [...new Set(entrance.routes.map((route) => route.namespace))].filter(
    (namespace) => namespace !== entrance.namespace,
  )
  if (entrance.api === 'gateway' && foreign.length > 0) {
    findings.push({
      code: 'GATEWAY_MUST_ALLOW_ROUTES',
      severity: 'warning',
      path: '/target/entrances',
      message: `Gateway ${entrance.name} in ${entrance.namespace} must allow routes from ${foreign.join(', ')} (allowedRoutes.namespaces).`,
      source: 'Gateway API v1.6 Gateway listeners',
    })
  }
  const ended = [...new Set(entrance.routes.flatMap(({ tls, host }) => (tls.mode === 'terminate' ? (host ?? []) : [])))]
  if (entrance.api === 'gateway' && ended.length > 0) {
    findings.push({
      code: 'GATEWAY_MUST_END_TLS',
      severity: 'info',
      path: '/target/entrances',
      message: `Gateway ${entrance.name} in ${entrance.namespace} must have an HTTPS listener and a certificate for ${ended.slice(0, 5).join(', ')}${ended.length > 5 ? ` and ${ended.length - 5} more` : ''}: they are not written here.`,
      source: 'Gateway API v1.6 Gateway listeners',
    })
  }
  if (
    entrance.class === 'nginx' &&
    entrance.api === 'ingress' &&
    /^(?:k8s\.io\/ingress-nginx)?$/.test(entrance.controller ?? '')
  ) {
    findings.push({
      code: 'CONTROLLER_RETIRED',
      severity: 'warning',
      path: '/target/entrances',
      message: `${name}: where kubernetes/ingress-nginx runs class nginx, it has had no releases and no security fixes since March 2026.`,
      fix: 'Move to the Gateway API or to a controller that is maintained; say in `controller` if it is another one already.',
      source: 'kubernetes.io/blog/2025/11/11/ingress-nginx-retirement',
    })
  }
  return provider.timesOutPerService?.(entrance) ? findings : [...findings, ...checkIdleTimeouts(entrance, topology)]
}

function checkIdleTimeouts(entrance: Entrance, { workloads }: Topology): Finding[] {
  return [...new Set(entrance.routes.map((route) => route.workload))].flatMap((workload) =>
    (workloads[workload]?.expose ?? []).flatMap((exposure, index) => {
      const here = entrance.routes.some(
        (route) => route.workload === workload && route.port === exposure.port && route.listen === exposure.listen,
      )
      if (!here || exposure.idleTimeoutSeconds === undefined) return []
      return [
        {
          code: 'IDLE_TIMEOUT_LEFT_TO_ENTRANCE',
          severity: 'warning' as const,
          path: `/workloads/${workload}/expose/${index}/idleTimeoutSeconds`,
          message: `${referenceTo.entrance(entrance)} is shared with others: its idle timeout is its owner's to set, and must be ${exposure.idleTimeoutSeconds} s at least.`,
        },
      ]
    }),
  )
}
