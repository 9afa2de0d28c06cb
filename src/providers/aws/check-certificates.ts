// Certificates of Application Load Balancers: named by ARN, or else looked up in ACM by host, and never both on one listener.
// Source: kubernetes-sigs/aws-load-balancer-controller docs/guide/ingress/cert_discovery.md,
// pkg/gateway/model/model_build_listener.go (buildCertificates).
import { type Entrance, type Route, referenceTo } from '../../domain/design/design.ts'
import type { Finding } from '../../domain/finding.ts'
import { pathOf } from '../findings.ts'

const INGRESSES = 'kubernetes-sigs/aws-load-balancer-controller docs/guide/ingress/cert_discovery.md'
const GATEWAYS = 'kubernetes-sigs/aws-load-balancer-controller docs/guide/gateway/gateway.md'

export function checkCertificates(entrance: Entrance): Finding[] {
  // Those of a Gateway that exists are its owner's.
  if (entrance.api === 'gateway' && entrance.existing) return []
  const groups = new Map<string, Route[]>()
  for (const route of entrance.routes) {
    if (route.tls.mode !== 'terminate') continue
    // Each Ingress has its own; a Gateway has them by listener.
    const key = entrance.api === 'ingress' ? `${route.namespace} ${route.listen}` : String(route.listen)
    const group = groups.get(key)
    if (group === undefined) groups.set(key, [route])
    else group.push(route)
  }
  return [...groups.values()].flatMap((routes) => checkListener(entrance, routes))
}

function checkListener(entrance: Entrance, routes: readonly Route[]): Finding[] {
  const unnamed = routes.filter((route) => route.tls.certificateArn === undefined)
  const [first] = unnamed
  if (first === undefined) return []
  const name = referenceTo.entrance(entrance)
  const source = entrance.api === 'ingress' ? INGRESSES : GATEWAYS
  const hosts = [...new Set(unnamed.map((route) => route.host ?? 'any'))].slice(0, 5).join(', ')
  const fix = 'Give tls.certificateArn where more than one certificate would fit.'
  if (unnamed.length < routes.length) {
    return [
      {
        code: 'CERTIFICATE_NOT_DISCOVERED',
        severity: 'warning',
        path: `/workloads/${first.workload}`,
        message: `${name}: others on port ${first.listen} name a certificate by ARN, so none is looked up for ${hosts}: those that are named must cover it.`,
        fix: 'Give tls.certificateArn for every host of the listener.',
        source,
      },
    ]
  }
  if (unnamed.every((route) => route.host === undefined)) {
    return [
      {
        code: 'CERTIFICATE_MISSING',
        severity: 'error',
        path: `/workloads/${first.workload}`,
        message: `${name}: neither a certificate nor a host to look one up by is given for port ${first.listen}, so the listener is not made.`,
        fix: 'Give tls.certificateArn, or a host that a certificate in ACM has.',
        source,
      },
    ]
  }
  return [
    {
      code: 'CERTIFICATE_DISCOVERED',
      severity: 'info',
      path: pathOf.entrance(entrance),
      message: `${name}: no certificate ARN is given, so the controller looks for one in ACM by host: ${hosts}.`,
      fix,
      source,
    },
  ]
}
