// What objects that exist say to each cloud, as a table: one row for each word of a cloud that a topology has a field for.
import { describe, expect, it } from 'vitest'
import type { Said } from '../../src/domain/existing.ts'
import type { ProviderName } from '../../src/domain/topology/index.ts'
import { PROVIDERS } from '../../src/providers/index.ts'

const existing = (provider: ProviderName) => {
  const found = PROVIDERS.get(provider)?.existing
  if (found === undefined) throw new Error(`there is no provider ${provider}`)
  return found
}
const PREFIX = 'service.beta.kubernetes.io/'
const of = (kind: string, annotations: Record<string, string>, spec: object = {}) => ({
  kind,
  annotations,
  spec: { ...spec },
})
const serviceOf = (annotations: Record<string, string>, spec: object = {}) =>
  of('Service', annotations, { type: 'LoadBalancer', ...spec })

describe('a Service', () => {
  const aws = (name: string, value: string) => ({ [`${PREFIX}aws-load-balancer-${name}`]: value })
  it.each<[ProviderName, Record<string, string>, object, Said]>([
    ['aws', {}, {}, {}],
    ['aws', aws('scheme', 'internet-facing'), {}, { scheme: 'public' }],
    ['aws', aws('scheme', 'internal'), {}, { scheme: 'internal' }],
    ['aws', aws('internal', 'true'), {}, { scheme: 'internal' }],
    ['aws', aws('type', 'external'), {}, { scheme: 'internal' }],
    ['aws', aws('type', 'nlb'), {}, { scheme: 'public' }],
    ['aws', {}, { loadBalancerClass: 'eks.amazonaws.com/nlb' }, { scheme: 'internal' }],
    [
      'aws',
      {},
      { loadBalancerClass: 'a.example/b' },
      { notMade: "its loadBalancerClass a.example/b is another implementation's" },
    ],
    [
      'aws',
      { ...aws('ssl-cert', 'arn:a'), ...aws('ssl-ports', '443,https') },
      {},
      { tls: { ports: ['443', 'https'], certificateArn: 'arn:a' } },
    ],
    ['aws', aws('ssl-cert', 'arn:a'), {}, { tls: { ports: 'all', certificateArn: 'arn:a' } }],
    ['aws', aws('eip-allocations', 'eipalloc-1, eipalloc-2'), {}, { staticIP: ['eipalloc-1', 'eipalloc-2'] }],
    ['aws', aws('target-group-attributes', 'preserve_client_ip.enabled=true'), {}, { preserveClientIP: true }],
    ['gcp', {}, {}, { scheme: 'public' }],
    ['gcp', { 'networking.gke.io/load-balancer-type': 'Internal' }, {}, { scheme: 'internal' }],
    ['gcp', { 'cloud.google.com/load-balancer-type': 'internal' }, {}, { scheme: 'internal' }],
    ['gcp', {}, { loadBalancerClass: 'networking.gke.io/l4-regional-internal' }, { scheme: 'internal' }],
    ['gcp', { 'networking.gke.io/load-balancer-ip-addresses': 'edge' }, {}, { scheme: 'public', staticIP: ['edge'] }],
    ['azure', { [`${PREFIX}azure-load-balancer-internal`]: 'true' }, {}, { scheme: 'internal' }],
    [
      'azure',
      { [`${PREFIX}azure-load-balancer-ipv4`]: '203.0.113.1', [`${PREFIX}azure-load-balancer-tcp-idle-timeout`]: '10' },
      {},
      { scheme: 'public', staticIP: ['203.0.113.1'], idleTimeoutSeconds: 600 },
    ],
    [
      'azure',
      { [`${PREFIX}azure-allowed-ip-ranges`]: '203.0.113.0/24' },
      {},
      { scheme: 'public', sourceRanges: ['203.0.113.0/24'] },
    ],
    ['digitalocean', { [`${PREFIX}do-loadbalancer-network`]: 'INTERNAL' }, {}, { scheme: 'internal' }],
    [
      'digitalocean',
      { [`${PREFIX}do-loadbalancer-certificate-name`]: 'web' },
      {},
      { scheme: 'public', tls: { ports: ['443'], certificate: 'web' } },
    ],
    [
      'linode',
      { [`${PREFIX}linode-loadbalancer-nodebalancer-id`]: '7' },
      {},
      { scheme: 'public', shares: 'nodebalancer 7' },
    ],
    ['hetzner', { 'load-balancer.hetzner.cloud/disable-public-network': 'true' }, {}, { scheme: 'internal' }],
    ['hetzner', { 'load-balancer.hetzner.cloud/name': 'edge' }, {}, { scheme: 'public', shares: 'name edge' }],
    ['oci', { [`${PREFIX}oci-load-balancer-internal`]: 'true' }, {}, { scheme: 'internal' }],
    ['oci', { 'oci-network-load-balancer.oraclecloud.com/internal': 'true' }, {}, { scheme: 'internal' }],
    ['scaleway', { [`${PREFIX}scw-loadbalancer-private`]: 'true' }, {}, { scheme: 'internal' }],
    [
      'vultr',
      { [`${PREFIX}vultr-loadbalancer-ssl`]: 'web', [`${PREFIX}vultr-loadbalancer-https-ports`]: '443' },
      {},
      { scheme: 'public', tls: { ports: ['443'], certificate: 'web' } },
    ],
    [
      'bare-metal',
      { 'metallb.io/loadBalancerIPs': '192.0.2.1', 'metallb.io/allow-shared-ip': 'edge' },
      {},
      { staticIP: ['192.0.2.1'], shares: 'key edge' },
    ],
    ['bare-metal', { 'kube-vip.io/ignore': 'true' }, {}, { notMade: 'kube-vip.io/ignore keeps kube-vip away from it' }],
  ])('on %s with %j and %j', (provider, annotations, spec, expected) => {
    expect(existing(provider).service(serviceOf(annotations, spec))).toEqual(expected)
  })
})

describe('an Ingress', () => {
  const alb = (name: string, value: string) => ({ [`alb.ingress.kubernetes.io/${name}`]: value })
  it.each<[ProviderName, Record<string, string>, Said]>([
    ['aws', alb('scheme', 'internet-facing'), { scheme: 'public' }],
    ['aws', alb('group.name', 'edge'), { shares: 'group edge' }],
    ['aws', alb('load-balancer-name', 'edge'), { shares: 'name edge' }],
    ['aws', { ...alb('group.name', 'edge'), ...alb('load-balancer-name', 'other') }, { shares: 'group edge' }],
    ['aws', alb('inbound-cidrs', '203.0.113.0/24'), { sourceRanges: ['203.0.113.0/24'] }],
    [
      'aws',
      alb('target-group-attributes', 'stickiness.enabled=true,stickiness.lb_cookie.duration_seconds=60'),
      { sticky: { by: 'cookie', ttlSeconds: 60 } },
    ],
    ['aws', alb('load-balancer-attributes', 'idle_timeout.timeout_seconds=120'), { idleTimeoutSeconds: 120 }],
    ['gcp', { 'networking.gke.io/managed-certificates': 'web' }, { tls: { ports: 'all', certificate: 'web' } }],
    ['gcp', { 'kubernetes.io/ingress.global-static-ip-name': 'edge' }, { staticIP: ['edge'] }],
    ['hetzner', alb('group.name', 'edge'), {}],
  ])('on %s with %j', (provider, annotations, expected) => {
    expect(existing(provider).ingress(of('Ingress', annotations))).toEqual(expected)
  })
})

describe('a class', () => {
  it.each<[ProviderName, 'ingress' | 'gateway', string, string | undefined, boolean]>([
    ['aws', 'ingress', 'alb', undefined, true],
    ['aws', 'ingress', 'edge', 'ingress.k8s.aws/alb', true],
    ['aws', 'ingress', 'nginx', 'k8s.io/ingress-nginx', false],
    ['aws', 'gateway', 'any', 'gateway.k8s.aws/nlb', true],
    ['gcp', 'ingress', 'gce-internal', undefined, true],
    ['gcp', 'gateway', 'gke-l7-rilb', undefined, true],
    ['gcp', 'gateway', 'istio', undefined, false],
    ['azure', 'gateway', 'azure-alb-external', undefined, true],
    ['azure', 'gateway', 'approuting-istio', undefined, false],
    ['hetzner', 'gateway', 'eg', undefined, false],
  ])('on %s: %s %s of %s is made by the cloud: %s', (provider, api, name, controller, made) => {
    expect(existing(provider).makes({ api, class: name, controller })).toBe(made)
  })

  it('says its side where the cloud has one for each', () => {
    const side = (name: string) => existing('gcp').schemeOf({ api: 'gateway', class: name })
    expect([side('gke-l7-rilb'), side('gke-l7-global-external-managed'), side('istio')]).toEqual([
      'internal',
      'public',
      undefined,
    ])
  })

  it('whose end is known is told', () => {
    const retired = (name: string) => existing('azure').retired?.({ api: 'ingress', class: name })?.source
    expect(retired('webapprouting.kubernetes.azure.com')).toContain('app-routing')
    expect(retired('azure-alb-external')).toBeUndefined()
  })
})

describe('a name in a status', () => {
  it.each([
    ['a1b2-123.us-east-1.elb.amazonaws.com', 'clb', 'public'],
    ['internal-a1b2-123.us-east-1.elb.amazonaws.com', 'clb', 'internal'],
    ['a1b2-0123456789abcdef.elb.us-east-1.amazonaws.com', undefined, undefined],
  ])('%s', (address, product, scheme) => {
    const { productOf, schemeOfAddress } = existing('aws')
    expect(productOf?.(serviceOf({}), [address])).toBe(product)
    expect(schemeOfAddress?.(address)).toBe(scheme)
  })
})
