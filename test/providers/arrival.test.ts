// How traffic gets from each cloud's balancers and entrances into the cluster, as the path of a Service tells it.
import { describe, expect, it } from 'vitest'
import type { Entrance, Service, ServicePort } from '../../src/domain/design/design.ts'
import type { TopologyInput } from '../../src/domain/topology/index.ts'
import { PROVIDERS } from '../../src/providers/index.ts'
import { draftOf, providerOf, serviceNamed } from '../domain/design/drafting.ts'

type Exposure = NonNullable<TopologyInput['workloads'][string]['expose']>[number]
const AWS = { provider: 'aws' as const, region: 'us-east-1' }
const LEGACY = { ...AWS, controller: 'aws-cloud-provider' }
const GCP = { provider: 'gcp' as const, region: 'us-central1' }
const AZURE = { provider: 'azure' as const, region: 'eastus' }
const SCALEWAY = { provider: 'scaleway' as const, region: 'fr-par' }
const VULTR = { provider: 'vultr' as const }
const HETZNER = { provider: 'hetzner' as const, region: 'fsn1' }
const OCI = { provider: 'oci' as const }
const DIGITALOCEAN = { provider: 'digitalocean' as const }
const LINODE = { provider: 'linode' as const }
const METALLB = { provider: 'bare-metal' as const, loadBalancers: 'metallb' as const }
const certificateArn = 'arn:aws:acm:us-east-1:111122223333:certificate/x'
const ended = { mode: 'terminate' as const, secret: 'web-tls', certificate: 'web' }
const clients = { partner: { network: 'partner' as const, cidrs: ['203.0.113.0/24'] } }

function arrival(target: TopologyInput['target'], more: Partial<Exposure> = {}, port = 'mqtt') {
  const expose = [{ port, to: 'internet', ...more }]
  const drawn = draftOf({
    name: 'small',
    target,
    clients,
    workloads: { web: { ports: { mqtt: 1883, dns: 53, http: 80 }, expose } },
  })
  const service: Service = serviceNamed(drawn, 'web')
  const [first] = service.ports as [ServicePort]
  const { at, callerAddress, tls } = providerOf(target.provider).arrival.service(service, first, drawn.topology)
  return `${at} ${callerAddress} ${tls}`
}

describe('a LoadBalancer Service', () => {
  it.each<[string, TopologyInput['target'], Partial<Exposure>, string, string]>([
    ['AWS, TCP', AWS, {}, 'mqtt', 'pods replaced passed'],
    ['AWS, the address asked for', AWS, { preserveClientIP: true }, 'mqtt', 'pods kept passed'],
    ['AWS, source ranges need the address', AWS, { to: 'partner' }, 'mqtt', 'pods kept passed'],
    ['AWS, datagrams', AWS, {}, 'dns', 'pods kept passed'],
    ['AWS, a certificate', AWS, { tls: { mode: 'terminate', certificateArn } }, 'mqtt', 'pods replaced ended'],
    ['AWS, TLS to be ended without a certificate', AWS, { tls: { mode: 'terminate' } }, 'mqtt', 'pods replaced passed'],
    ['EKS Auto Mode', { ...AWS, controller: 'eks-auto-mode' }, {}, 'mqtt', 'pods replaced passed'],
    ['AWS, the legacy controller', LEGACY, {}, 'mqtt', 'node-ports kept passed'],
    ['Google', GCP, {}, 'mqtt', 'nodes kept passed'],
    ['Azure', AZURE, {}, 'mqtt', 'nodes kept passed'],
    ['Scaleway', SCALEWAY, {}, 'mqtt', 'node-ports replaced passed'],
    [
      'Scaleway, a certificate by its ID',
      SCALEWAY,
      { tls: { mode: 'terminate', certificate: 'certificate-a' } },
      'mqtt',
      'node-ports replaced ended',
    ],
    [
      'Scaleway, an ARN is no ID',
      SCALEWAY,
      { tls: { mode: 'terminate', certificateArn } },
      'mqtt',
      'node-ports replaced passed',
    ],
    ['Vultr, the address asked for', VULTR, { preserveClientIP: true }, 'mqtt', 'node-ports replaced passed'],
    ['Vultr ends TLS for HTTP only', VULTR, { tls: { mode: 'terminate' } }, 'mqtt', 'node-ports replaced passed'],
    ['Vultr, datagrams', VULTR, {}, 'dns', 'node-ports replaced passed'],
    ['Hetzner', HETZNER, {}, 'mqtt', 'node-ports replaced passed'],
    ['Hetzner, the address asked for', HETZNER, { preserveClientIP: true }, 'mqtt', 'node-ports replaced passed'],
    ['Hetzner ends TLS of HTTP only', HETZNER, { tls: ended }, 'mqtt', 'node-ports replaced passed'],
    ['Hetzner, HTTP', HETZNER, { tls: ended, sticky: { by: 'clientIP' } }, 'http', 'node-ports replaced ended'],
    ['Oracle', OCI, {}, 'mqtt', 'node-ports replaced passed'],
    ['Oracle, the address asked for', OCI, { preserveClientIP: true }, 'mqtt', 'node-ports kept passed'],
    ['Oracle, back to the same node', OCI, { sticky: { by: 'clientIP' } }, 'mqtt', 'node-ports kept passed'],
    ['Oracle, a Secret', OCI, { tls: ended }, 'mqtt', 'node-ports replaced ended'],
    ['DigitalOcean, a network balancer', DIGITALOCEAN, {}, 'mqtt', 'nodes kept passed'],
    ['DigitalOcean, datagrams', DIGITALOCEAN, {}, 'dns', 'nodes kept passed'],
    ['DigitalOcean, a number that is mapped', DIGITALOCEAN, { listen: 8883 }, 'mqtt', 'node-ports replaced passed'],
    ['Linode', LINODE, {}, 'mqtt', 'node-ports replaced passed'],
    ['Linode, the address asked for', LINODE, { preserveClientIP: true }, 'mqtt', 'node-ports replaced passed'],
    ['Linode, datagrams', LINODE, {}, 'dns', 'node-ports replaced passed'],
    ['MetalLB', METALLB, {}, 'mqtt', 'nodes kept passed'],
  ])('%s', (_, target, more, port, expected) => {
    expect(arrival(target, more, port)).toBe(expected)
  })
})

it('is told as being for some networks only where something holds them', () => {
  const firstNote = (target: TopologyInput['target']) => {
    const workloads = { web: { ports: { mqtt: 1883 }, expose: [{ port: 'mqtt', to: 'partner' }] } }
    const [first] = serviceNamed(draftOf({ name: 'small', target, clients, workloads }), 'web').path
    return first?.note
  }
  expect(firstNote(OCI)).toMatch(/for network 203/)
  expect(firstNote(HETZNER)).not.toMatch(/network/)
})

describe('an entrance', () => {
  it.each([
    ['aws', 'alb', undefined, 'pods'],
    ['aws', 'nginx', undefined, 'proxy'],
    ['aws', 'public', 'ingress.k8s.aws/alb', 'pods'],
    ['gcp', 'gce', undefined, 'pods'],
    ['gcp', 'gke-l7-rilb', undefined, 'pods'],
    ['gcp', 'istio', undefined, 'proxy'],
    ['azure', 'approuting-istio', undefined, 'proxy'],
    ['azure', 'azure-alb-external', undefined, 'pods'],
    ['scaleway', 'eg', undefined, 'proxy-on-node-port'],
    ['vultr', 'cilium', undefined, 'proxy-on-node-port'],
    ['hetzner', 'eg', undefined, 'proxy-on-node-port'],
    ['oci', 'traefik', undefined, 'proxy-on-node-port'],
    ['digitalocean', 'eg', undefined, 'proxy-on-node-port'],
    ['linode', 'istio', undefined, 'proxy-on-node-port'],
    ['bare-metal', 'eg', undefined, 'proxy'],
  ] as const)('%s, class %s (%s): %s', (id, name, controller, expected) => {
    const entrance = {
      class: name,
      routes: [] as Entrance['routes'],
      ...(controller === undefined ? {} : { controller }),
    } as Entrance
    const { topology } = draftOf({ name: 'small', target: AWS, workloads: { web: {} } })
    expect(providerOf(id).arrival.entrance(entrance, topology)).toBe(expected)
  })
})

it('is said by every cloud for the entrances it makes', () => {
  const { topology } = draftOf({ name: 'small', target: METALLB, workloads: { web: {} } })
  for (const provider of PROVIDERS.values()) {
    const made = provider.entranceClass(topology, 'public')
    if (made !== undefined)
      expect(provider.arrival.entrance({ class: made.class } as Entrance, topology)).toMatch(
        /^(pods|proxy|proxy-on-node-port)$/,
      )
  }
})
