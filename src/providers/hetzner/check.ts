// What is known to go wrong on Hetzner Cloud. Sources: hetznercloud/hcloud-cloud-controller-manager v1.35 docs and internal/hcops,
// docs.hetzner.com/cloud/load-balancers.
import { type Design, type Entrance, type Facing, referenceTo, type Service } from '../../domain/design/design.ts'
import type { Finding } from '../../domain/finding.ts'
import type { Topology } from '../../domain/topology/index.ts'
import {
  type About,
  backendProtocolsNotWritten,
  cookiesNotWritten,
  idleTimeoutClamped,
  idleTimeoutNotWritten,
  layer4EndsNoTls,
  listenersNotWritten,
  pathOf,
  sourceRangesNotEnforced,
  staticAddressUnnamed,
  stickyToNodes,
} from '../findings.ts'
import { callersReplaced } from '../proxying-balancers.ts'
import { idleTimeout, keepsCookies, protocolOf, speaksHttpOnly } from './annotate.ts'
import { isTrafficKnown } from './charge.ts'
import { passedBy, type Wanted, wantedOf } from './provision.ts'

const DOCS = 'hetznercloud/hcloud-cloud-controller-manager docs/reference/load_balancer_annotations.md'
const CODE = 'hetznercloud/hcloud-cloud-controller-manager internal/hcops/load_balancer.go'
const GATEWAY_API = 'Gateway API v1.6 (its standard channel has no field for it)'
const NO_FIREWALL =
  'github.com/hetznercloud/hcloud-cloud-controller-manager/issues/218, github.com/hetznercloud/cli/issues/342'

export function check(design: Design, topology: Topology): Finding[] {
  const services = design.services.filter((service) => service.type === 'LoadBalancer')
  const made = design.entrances.filter((entrance) => !entrance.existing)
  return [
    ...checkTraffic([...services.map((service) => service.facing?.scheme), ...made.map((one) => one.scheme)], topology),
    ...services.flatMap((service) => checkService(service, topology)),
    ...design.entrances.flatMap((entrance) => checkEntrance(entrance, topology)),
  ]
}

function checkTraffic(schemes: readonly unknown[], { target }: Topology): Finding[] {
  if (isTrafficKnown(target.region) || !schemes.includes('public')) return []
  return [
    {
      code: 'INCLUDED_TRAFFIC_UNKNOWN',
      severity: 'warning',
      path: '/target/region',
      message: `How much traffic a load balancer in ${target.region} includes is not known here; none is counted, and the bill is higher above it.`,
      fix: 'Look it up at hetzner.com/cloud/load-balancer: US and Singapore include less than the EU.',
      source: 'docs.hetzner.com/cloud/load-balancers/faq',
    },
  ]
}

function checkService(service: Service, topology: Topology): Finding[] {
  const { facing } = service
  const path = pathOf.service(service)
  const name = referenceTo.service(service)
  const room = [...skippedPorts(service, path), ...tooLarge(name, wantedOf.service(service, topology), path)]
  if (facing === undefined) return [...room, privateNetwork(name, path)]
  return [
    ...room,
    ...checkTls(service, facing, path),
    ...checkAddresses(name, facing, path),
    ...checkStickiness(service, facing),
    ...checkIdle(service, facing, { path, source: DOCS }),
  ]
}

const skippedPorts = (service: Service, path: string): Finding[] =>
  service.ports
    .filter((port) => port.transport !== 'TCP')
    .map((port) => ({
      code: 'TRANSPORT_NOT_SUPPORTED',
      severity: 'error',
      path,
      message: `${referenceTo.service(service)}: Hetzner's load balancer carries TCP, not ${port.transport}: the controller skips port ${port.name}, and the balancer is billed all the same.`,
      fix: 'Pin the workload to NodePort and give callers the address of a node (a floating IP), or carry it over TCP.',
      source: CODE,
    }))

const WORDS: Readonly<Record<keyof Wanted, string>> = {
  services: 'ports (Hetzner calls them services)',
  targets: 'nodes: those above it get no traffic',
  connections: 'open connections at the peak',
}

/** What does not fit into the largest type; a smaller one is written where it does. */
const tooLarge = (name: string, wanted: Wanted, path: string): Finding[] =>
  passedBy('lb31', wanted).map(({ item, value, source }) => ({
    code: 'LIMIT_EXCEEDED',
    severity: 'error',
    path,
    message: `${name}: lb31, the largest type, carries ${value} ${WORDS[item as keyof Wanted]}; it would have ${wanted[item as keyof Wanted]}.`,
    fix:
      item === 'targets'
        ? 'Name the nodes that take traffic by load-balancer.hetzner.cloud/node-selector.'
        : 'Spread it over several Services: exposures that ask for different things get one each.',
    source,
  }))

function checkTls(service: Service, { tls }: Facing, path: string): Finding[] {
  if (tls.mode !== 'terminate' || protocolOf(service) === 'https') return []
  if (!speaksHttpOnly(service)) return layer4EndsNoTls(service, { path, source: DOCS })
  return [
    {
      code: 'CERTIFICATE_MISSING',
      severity: 'error',
      path,
      message: `${referenceTo.service(service)}: Hetzner's load balancer ends TLS with a certificate of the Cloud project, not of a Secret; none is named, so it passes TCP through.`,
      fix: 'Upload one or have one issued there and name it in tls.certificate, or end TLS in the workload (mode: passthrough).',
      source: DOCS,
    },
  ]
}

function checkAddresses(name: string, { scheme, sourceRanges, staticIP, preserveClientIP }: Facing, path: string) {
  const internal = scheme === 'internal'
  const findings: Finding[] = internal ? [privateNetwork(name, path)] : []
  if (sourceRanges.length > 0) {
    findings.push({
      code: 'SOURCE_RANGES_NOT_ENFORCED',
      severity: 'error',
      path,
      message: `${name}: the allowed networks ${sourceRanges.slice(0, 4).join(', ')} are not enforced: Hetzner has no firewall for load balancers, and the firewall of the nodes sees the balancer's address only.`,
      fix: 'Have the workload check the address that the PROXY protocol carries (preserveClientIP), or offer it inside the private network only.',
      source: NO_FIREWALL,
    })
  }
  if (preserveClientIP) {
    findings.push({
      code: 'PROXY_PROTOCOL_EXPECTED',
      severity: 'warning',
      path,
      message: `${name}: the caller's address arrives in a PROXY protocol header before the first byte; a workload that does not read it fails every connection, as do callers in the cluster that use the public address.`,
      fix: 'Switch the PROXY protocol on in the workload, for callers from the balancer.',
      source: DOCS,
    })
  }
  return [...findings, ...fixedAddress(name, { internal, staticIP, path })]
}

type Fixed = { internal: boolean; staticIP: Facing['staticIP']; path: string }

function fixedAddress(name: string, { internal, staticIP, path }: Fixed): Finding[] {
  if (staticIP === false) return []
  if (internal) {
    return staticAddressUnnamed(name, staticIP, {
      path,
      source: DOCS,
      fix: 'Name a free address of the private network in staticIP.',
    })
  }
  return [
    {
      code: 'STATIC_ADDRESS_NOT_POSSIBLE',
      severity: 'error',
      path,
      message: `${name}: the public address of a Hetzner load balancer cannot be chosen; it is kept as long as the load balancer lives.`,
      fix: 'Protect the load balancer against deletion, and give callers a name instead of an address.',
      source: DOCS,
    },
  ]
}

const privateNetwork = (name: string, path: string): Finding => ({
  code: 'PRIVATE_NETWORK_NEEDED',
  severity: 'info',
  path,
  message: `${name}: an internal load balancer needs the controller to know the private network of the nodes (HCLOUD_NETWORK); without it none is made.`,
  source: CODE,
})

function checkStickiness(service: Service, { sticky }: Facing): Finding[] {
  const path = pathOf.service(service)
  const name = referenceTo.service(service)
  if (keepsCookies(service)) return [stickyToNodes(name, { path, source: CODE })]
  if (sticky?.by !== 'clientIP') return []
  return [
    {
      code: 'STICKINESS_NOT_WRITTEN',
      severity: 'warning',
      path,
      message: `${name}: stickiness by the caller's address is not written: the balancer has no such algorithm, and behind it every caller has the balancer's address.`,
      fix: 'For HTTP use sticky: { by: cookie }; otherwise keep sessions where every pod finds them.',
      source: DOCS,
    },
  ]
}

function checkIdle(service: Service, { idleTimeoutSeconds: wanted }: Facing, about: About): Finding[] {
  const name = referenceTo.service(service)
  return protocolOf(service) === 'tcp'
    ? idleTimeoutNotWritten(name, wanted, {
        ...about,
        because: 'Hetzner has a setting for HTTP that it ends itself, not for TCP',
      })
    : idleTimeoutClamped(name, wanted, idleTimeout(wanted ?? 0), about)
}

function checkEntrance(entrance: Entrance, topology: Topology): Finding[] {
  const name = referenceTo.entrance(entrance)
  const path = pathOf.entrance(entrance)
  const because = `the implementation of class ${entrance.class} must say it in its own policy`
  const internal = entrance.scheme === 'internal'
  const made = entrance.existing
    ? []
    : [
        ...tooLarge(name, wantedOf.entrance(entrance, topology), path),
        ...(internal ? [privateNetwork(name, path)] : []),
        ...fixedAddress(name, { internal, staticIP: entrance.staticIP, path }),
        ...callersReplaced(entrance, 'load-balancer.hetzner.cloud/uses-proxyprotocol: "true"', {
          path,
          source: DOCS,
        }),
      ]
  return [
    ...made,
    ...sourceRangesNotEnforced(entrance, {
      fix: 'Have the implementation read the PROXY protocol, switch it on for the load balancer, and check the address in its own policy.',
      source: NO_FIREWALL,
    }),
    ...backendProtocolsNotWritten(entrance),
    ...listenersNotWritten(entrance),
    ...cookiesNotWritten(entrance, { because, source: GATEWAY_API }),
    ...idleTimeoutNotWritten(name, entrance.idleTimeoutSeconds, { path, because, source: GATEWAY_API }),
  ]
}
