// For the provider contract: topologies that between them ask a cloud for everything it can be asked for.
import type { ProviderName, TopologyInput } from '../../src/domain/topology/index.ts'

type Workload = TopologyInput['workloads'][string]
type Exposure = NonNullable<Workload['expose']>[number]
type Target = TopologyInput['target']

const TARGETS: Partial<Record<ProviderName, Target[]>> = {
  aws: [
    { provider: 'aws', region: 'us-east-1' },
    { provider: 'aws', region: 'us-east-1', routing: 'gateway' },
    { provider: 'aws', region: 'us-east-1', entrances: { there: { api: 'gateway', class: 'alb' } } },
    ...['aws-load-balancer-controller', 'eks-auto-mode', 'aws-cloud-provider'].map(
      (controller): Target => ({
        provider: 'aws',
        region: 'us-east-1',
        controller,
        entrances: { there: { api: 'ingress', class: 'alb' } },
      }),
    ),
  ],
  gcp: [
    { provider: 'gcp', region: 'us-central1', kubernetesVersion: '1.32' },
    {
      provider: 'gcp',
      region: 'us-central1',
      routing: 'ingress',
      inUse: { forwardingRulesRegional: 3, forwardingRulesGlobal: 7 },
    },
    {
      provider: 'gcp',
      region: 'us-central1',
      entrances: { there: { api: 'gateway', class: 'gke-l7-rilb', scheme: 'internal' } },
    },
  ],
  azure: [
    { provider: 'azure', region: 'eastus' },
    {
      provider: 'azure',
      region: 'eastus',
      inUse: { loadBalancerRules: 7 },
      entrances: { there: { api: 'gateway', class: 'approuting-istio' } },
    },
    { provider: 'azure', region: 'eastus2', controller: 'application-gateway-for-containers' },
    { provider: 'azure', region: 'eastus2', controller: 'application-gateway-for-containers', routing: 'ingress' },
    {
      provider: 'azure',
      region: 'eastus2',
      controller: 'application-gateway-for-containers',
      entrances: { there: { api: 'gateway', class: 'azure-alb-external' } },
    },
  ],
  scaleway: [
    { provider: 'scaleway', region: 'fr-par' },
    {
      provider: 'scaleway',
      region: 'nl-ams-1',
      controller: 'traefik',
      entrances: { there: { api: 'gateway', class: 'cilium' } },
    },
  ],
  vultr: [
    { provider: 'vultr' },
    {
      provider: 'vultr',
      region: 'ewr',
      controller: 'istio',
      entrances: { there: { api: 'gateway', class: 'istio', scheme: 'internal' } },
    },
  ],
  hetzner: [
    { provider: 'hetzner', region: 'fsn1' },
    {
      provider: 'hetzner',
      region: 'eu-central',
      controller: 'istio',
      entrances: { there: { api: 'gateway', class: 'traefik' } },
    },
  ],
  oci: [
    { provider: 'oci', region: 'us-ashburn-1' },
    {
      provider: 'oci',
      controller: 'traefik',
      inUse: { loadBalancers: 1 },
      entrances: { there: { api: 'gateway', class: 'eg' } },
    },
  ],
  digitalocean: [
    { provider: 'digitalocean' },
    {
      provider: 'digitalocean',
      region: 'fra1',
      controller: 'traefik',
      entrances: { there: { api: 'gateway', class: 'eg' } },
    },
  ],
  linode: [
    { provider: 'linode' },
    {
      provider: 'linode',
      region: 'de-fra-2',
      controller: 'istio',
      entrances: { there: { api: 'gateway', class: 'eg' } },
    },
  ],
  'bare-metal': (['metallb', 'kube-vip', 'cilium', 'none', 'cloud'] as const).map((loadBalancers) => ({
    provider: 'bare-metal',
    loadBalancers,
  })),
}

const traffic = {
  requestsPerSecond: 100,
  newConnectionsPerSecond: 20,
  activeConnections: 500,
  gbInPerMonth: 100,
  gbOutPerMonth: 900,
}
const http = { http: 80 }
const one = (ports: Workload['ports'], ...expose: Exposure[]): Workload => ({ ports: ports ?? {}, expose, traffic })
const tls = { mode: 'terminate' as const, certificateArn: 'arn:aws:acm:us-east-1:111122223333:certificate/shop' }
const here = { mode: 'terminate' as const, secret: 'shop-tls', certificate: 'shop' }
const address = ['address-a', 'address-b', 'address-c']

/** Ways in that ask for one thing each, public ones and inner ones. */
export const WISHES: Record<string, Workload> = {
  plain: one(http, { port: 'http', to: 'internet', host: 'plain.example.com' }),
  ended: one(http, { port: 'http', to: 'internet', host: 'ended.example.com', tls }),
  inner: one(http, { port: 'http', to: 'vpc', host: 'inner.example.com', tls }),
  passed: one({ https: 443 }, { port: 'https', to: 'internet' }),
  ranges: one(http, { port: 'http', to: 'partner', host: 'ranges.example.com', tls }),
  'inner-ranges': one({ tcp: 9000 }, { port: 'tcp', to: 'site' }),
  kept: one({ tcp: 9000 }, { port: 'tcp', to: 'internet', preserveClientIP: true }),
  sticky: one({ tcp: 9000 }, { port: 'tcp', to: 'internet', sticky: { by: 'clientIP' } }),
  cookie: one(http, { port: 'http', to: 'internet', host: 'cookie.example.com', tls, sticky: { by: 'cookie' } }),
  fixed: one({ tcp: 9000 }, { port: 'tcp', to: 'internet', staticIP: address }),
  'fixed-inside': one({ tcp: 9000 }, { port: 'tcp', to: 'vpc', staticIP: address }),
  'fixed-elsewhere': {
    ...one({ tcp: 9001 }, { port: 'tcp', to: 'internet', staticIP: address }),
    namespace: 'elsewhere',
  },
  'fixed-http': one(http, { port: 'http', to: 'internet', host: 'fixed.example.com', tls, staticIP: ['address-a'] }),
  'fixed-http-inside': one(http, { port: 'http', to: 'vpc', host: 'fixed.example.net', tls, staticIP: ['address-a'] }),
  idle: one({ tcp: 9000 }, { port: 'tcp', to: 'internet', idleTimeoutSeconds: 1200 }),
  'idle-http': one(http, { port: 'http', to: 'internet', host: 'idle.example.com', tls, idleTimeoutSeconds: 1200 }),
  ended4: one({ mqtt: 8883 }, { port: 'mqtt', to: 'internet', tls }),
  // A certificate by its ID or its Secret, at layer 4 because the caller's address is to be kept.
  'ended-kept': one(http, {
    port: 'http',
    to: 'internet',
    host: 'kept.example.com',
    tls: { ...tls, certificate: 'certificate-a', secret: 'kept-tls' },
    preserveClientIP: true,
  }),
  'ended-here': one(http, { port: 'http', to: 'internet', tls: here, sticky: { by: 'clientIP' } }),
  'ended-mqtt': one({ mqtt: 8883 }, { port: 'mqtt', to: 'internet', tls: here }),
  'cookie-4': one(http, { port: 'http', to: 'internet', preserveClientIP: true, sticky: { by: 'cookie' } }),
  'idle-4': one(http, { port: 'http', to: 'internet', idleTimeoutSeconds: 200 }),
  'ended-mqtt-sticky': one({ mqtt: 8883 }, { port: 'mqtt', to: 'internet', tls: here, sticky: { by: 'clientIP' } }),
  alone: one({ tcp: 9000 }, { port: 'tcp', to: 'internet', isolation: 'dedicated' }),
  both: one({ dns: 53, 'dns-tcp': 53 }, { port: 'dns', to: 'internet' }, { port: 'dns-tcp', to: 'internet' }),
  grpc: one({ grpc: 50_051 }, { port: 'grpc', to: 'internet', host: 'grpc.example.com', tls }),
  http2: one({ http2: 8080 }, { port: 'http2', to: 'internet', host: 'http2.example.com', tls }),
  https: one({ https: 443 }, { port: 'https', to: 'internet', host: 'https.example.com', tls }),
  probed: {
    ...one({ http: 80, admin: 8081 }, { port: 'http', to: 'internet', host: 'probed.example.com', tls }),
    probe: { path: '/ready', port: 'admin' },
  },
  'probed-over-tls': {
    ...one({ http: 80, https: 8443 }, { port: 'http', to: 'internet', host: 'over.example.com', tls }),
    probe: { path: '/ready', port: 'https' },
  },
  'cookie-pinned': {
    ...one(http, { port: 'http', to: 'internet', sticky: { by: 'cookie' }, preserveClientIP: true }),
    pin: { type: 'LoadBalancer', reason: 'The balancer keeps callers apart.' },
  },
  'ended-4': {
    ...one(http, {
      port: 'http',
      to: 'internet',
      listen: 443,
      idleTimeoutSeconds: 300,
      tls: { mode: 'terminate', certificate: 'shop-example-com' },
    }),
    pin: { type: 'LoadBalancer', reason: 'The balancer ends TLS.' },
  },
  'ended-4-by-id': {
    ...one(http, {
      port: 'http',
      to: 'internet',
      tls: { mode: 'terminate', certificate: '892071a0-bb95-49bc-8021-3afd67a210bf' },
    }),
    pin: { type: 'LoadBalancer', reason: 'The balancer ends TLS.' },
  },
  'kept-mapped': one(
    { tcp: { port: 9000, targetPort: 9001 } },
    { port: 'tcp', to: 'internet', preserveClientIP: true },
  ),
  'sticky-udp': one(
    { game: { port: 7777, transport: 'UDP' } },
    { port: 'game', to: 'internet', sticky: { by: 'clientIP' } },
  ),
  'probed-4': { ...one({ http: 80 }, { port: 'http', to: 'internet', preserveClientIP: true }), probe: '/ready' },
  'probed-sticky': {
    ...one({ http: 80 }, { port: 'http', to: 'internet', sticky: { by: 'clientIP' } }),
    probe: '/ready',
  },
  'probed-open': { ...one(http, { port: 'http', to: 'internet' }), probe: '/ready' },
  'probed-udp': {
    ...one({ game: { port: 7777, transport: 'UDP' }, http: 80 }, { port: 'game', to: 'internet' }),
    probe: { path: '/ready', port: 'http' },
  },
  two: one(
    { http: 80, tcp: 9000 },
    { port: 'http', to: 'internet', host: 'two.example.com', path: '/x', listen: 8080 },
    { port: 'tcp', to: 'internet' },
  ),
}

const clients: TopologyInput['clients'] = {
  partner: { network: 'partner', cidrs: ['203.0.113.0/24'] },
  site: { network: 'vpc', cidrs: ['10.1.0.0/16'] },
}

const named = (target: Target, workloads: Record<string, Workload>): TopologyInput => ({
  name: 'wishes',
  target,
  clients,
  workloads,
})

/** For each target of a cloud: everything at once, and nothing. */
export const documentsFor = (provider: ProviderName): [name: string, document: TopologyInput][] =>
  (TARGETS[provider] ?? []).flatMap((target, index): [string, TopologyInput][] => [
    [`every wish on target ${index + 1}`, named(target, WISHES)],
    [`nothing on target ${index + 1}`, named(target, { web: { ports: http } })],
  ])
