// The other clouds' catalogues, and what holds for all of them (reference/kubernetes.md sections 3.6 to 3.15).
import { describe, expect, it } from 'vitest'
import { checkAnnotations } from '../../src/domain/manifests/validation/annotations.ts'
import { validateObjects } from '../../src/domain/manifests/validation/index.ts'
import { annotations as aws, entranceOf as awsEntrance } from '../../src/providers/aws/annotations.ts'
import { annotations as azure } from '../../src/providers/azure/annotations.ts'
import { annotations as bareMetal } from '../../src/providers/bare-metal/annotations.ts'
import { annotations as digitalocean } from '../../src/providers/digitalocean/annotations.ts'
import { annotations as gcp, entranceOf as gcpEntrance } from '../../src/providers/gcp/annotations.ts'
import { annotations as hetzner } from '../../src/providers/hetzner/annotations.ts'
import { annotations as linode } from '../../src/providers/linode/annotations.ts'
import { annotations as oci } from '../../src/providers/oci/annotations.ts'
import { annotations as scaleway } from '../../src/providers/scaleway/annotations.ts'
import { annotations as vultr } from '../../src/providers/vultr/annotations.ts'
import { checkRows, type Fields, ingress, LOCAL, RANGES, service } from './annotated.ts'

const az = (annotations: Fields, spec: Fields = {}) =>
  service(
    Object.fromEntries(Object.entries(annotations).map(([key, value]) => [`service.beta.kubernetes.io/${key}`, value])),
    spec,
  )
const WEB = { ports: [{ port: 80, appProtocol: 'http' }] }
checkRows('Azure', azure, [
  ['internal', az({ 'azure-load-balancer-internal': 'true' }), []],
  [
    'a boolean in capitals',
    az({ 'azure-load-balancer-internal': 'True' }),
    ['ANNOTATION_VALUE azure-load-balancer-internal'],
  ],
  [
    'a subnet outside',
    az({ 'azure-load-balancer-internal-subnet': 'a' }),
    ['ANNOTATION_IGNORED azure-load-balancer-internal-subnet'],
  ],
  [
    'service tags and source ranges',
    az({ 'azure-allowed-service-tags': 'AzureCloud' }, RANGES),
    ['ANNOTATION_REFUSED azure-allowed-service-tags'],
  ],
  [
    'source ranges inside',
    az({ 'azure-load-balancer-internal': 'true' }, RANGES),
    ['AZURE_SOURCE_RANGES_AND_VNET loadBalancerSourceRanges'],
  ],
  [
    'source ranges inside, others denied',
    az({ 'azure-load-balancer-internal': 'true', 'azure-deny-all-except-load-balancer-source-ranges': 'true' }, RANGES),
    [],
  ],
  ['an http port without a probe path', az({}, WEB), ['AZURE_PROBE_ASKS_FOR_ROOT appProtocol']],
  ['an http port with a probe path', az({ 'port_80_health-probe_request-path': '/healthz' }, WEB), []],
  ['an http port probed by TCP', az({ 'azure-load-balancer-health-probe-protocol': 'tcp' }, WEB), []],
  [
    'a probe of no port',
    az({ 'port_81_health-probe_protocol': 'tcp' }),
    ['ANNOTATION_IGNORED port_81_health-probe_protocol'],
  ],
  ['a port kept off', az({ port_80_no_lb_rule: 'true' }), []],
  ['misspelt for a port', az({ 'port_80_health-probe_paths': '/' }), ['ANNOTATION_UNKNOWN port_80_health-probe_paths']],
  [
    '3 minutes',
    az({ 'azure-load-balancer-tcp-idle-timeout': '3' }),
    ['ANNOTATION_VALUE azure-load-balancer-tcp-idle-timeout'],
  ],
  ['an address by name', az({ 'azure-load-balancer-ipv4': 'my-ip' }), ['ANNOTATION_VALUE azure-load-balancer-ipv4']],
  [
    'configurations and an address',
    az({ 'azure-load-balancer-configurations': 'a', 'azure-pip-name': 'b' }),
    ['ANNOTATION_REFUSED azure-load-balancer-configurations'],
  ],
  ['a private link nobody makes', az({ 'azure-pls-name': 'a' }), ['ANNOTATION_IGNORED azure-pls-name']],
  ['the Basic balancer', az({ 'azure-load-balancer-mode': 'auto' }), ['ANNOTATION_IGNORED azure-load-balancer-mode']],
  ['SCTP outside', az({}, { ports: [{ port: 80, protocol: 'SCTP' }] }), ['AZURE_SCTP_INTERNAL_ONLY protocol']],
  [
    'a Gateway for Containers',
    ingress({ 'alb.networking.azure.io/alb-name': 'a', 'alb.networking.azure.io/alb-namespace': 'b' }),
    [],
  ],
  [
    'a front end by name, of one the controller manages',
    ingress({
      'alb.networking.azure.io/alb-name': 'a',
      'alb.networking.azure.io/alb-namespace': 'b',
      'alb.networking.azure.io/alb-frontend': 'c',
      'alb.networking.azure.io/alb-ingress-extension': 'd',
    }),
    [],
  ],
  [
    'a front end of nothing',
    ingress({ 'alb.networking.azure.io/alb-frontend': 'c' }),
    ['ANNOTATION_IGNORED alb-frontend'],
  ],
  [
    'a front end on a Gateway',
    {
      apiVersion: 'gateway.networking.k8s.io/v1',
      kind: 'Gateway',
      metadata: { name: 'web', annotations: { 'alb.networking.azure.io/alb-frontend': 'c' } },
      spec: {},
    },
    ['ANNOTATION_NOT_ON_KIND alb-frontend'],
  ],
  [
    'a probe under Local',
    az({ 'port_80_health-probe_protocol': 'tcp' }, { externalTrafficPolicy: 'Local' }),
    ['ANNOTATION_IGNORED port_80_health-probe_protocol'],
  ],
  [
    'a probe of a port under Local',
    az(
      { 'port_80_health-probe_protocol': 'tcp', 'port_80_health-probe_port': '80' },
      { externalTrafficPolicy: 'Local' },
    ),
    [],
  ],
  ['half of one', ingress({ 'alb.networking.azure.io/alb-name': 'a' }), ['ANNOTATION_IGNORED alb-name']],
  [
    'the old Application Gateway controller',
    ingress({ 'appgw.ingress.kubernetes.io/ssl-redirect': 'true' }),
    ['ANNOTATION_DEPRECATED ssl-redirect'],
  ],
  [
    'through a Gateway',
    {
      apiVersion: 'gateway.networking.k8s.io/v1',
      kind: 'Gateway',
      metadata: { name: 'web' },
      spec: { infrastructure: { annotations: { 'service.beta.kubernetes.io/azure-load-balancer-internal': 'yes' } } },
    },
    ['ANNOTATION_VALUE azure-load-balancer-internal'],
  ],
])

checkRows('bare metal', bareMetal, [
  [
    'kube-vip as a way out',
    service({ 'kube-vip.io/egress': 'true', 'kube-vip.io/egress-denied-networks': '10.0.0.0/8' }),
    [],
  ],
  ['what kube-vip writes', service({ 'kube-vip.io/hwaddr': '0:0' }), ['ANNOTATION_IGNORED hwaddr']],
  ['MetalLB addresses', service({ 'metallb.io/loadBalancerIPs': '192.0.2.1,fd00::1' }), []],
  [
    'two of one family',
    service({ 'metallb.io/loadBalancerIPs': '192.0.2.1,192.0.2.2' }),
    ['ANNOTATION_REFUSED loadBalancerIPs'],
  ],
  [
    'beside loadBalancerIP',
    service({ 'metallb.io/loadBalancerIPs': '192.0.2.1' }, { loadBalancerIP: '192.0.2.1' }),
    ['ANNOTATION_REFUSED loadBalancerIPs'],
  ],
  ['the old prefix', service({ 'metallb.universe.tf/address-pool': 'a' }), ['ANNOTATION_DEPRECATED address-pool']],
  [
    'a shared address with Local',
    service({ 'metallb.io/allow-shared-ip': 'a' }, LOCAL),
    ['ANNOTATION_IGNORED allow-shared-ip'],
  ],
  ['misspelt', service({ 'metallb.io/loadBalancerIP': '192.0.2.1' }), ['ANNOTATION_UNKNOWN loadBalancerIP']],
  ['kube-vip', service({ 'kube-vip.io/loadbalancerIPs': '192.0.2.1' }), []],
  ['Cilium', service({ 'lbipam.cilium.io/ips': '192.0.2.1', 'lbipam.cilium.io/sharing-key': 'a' }), []],
  [
    'Cilium across namespaces without a key',
    service({ 'lbipam.cilium.io/sharing-cross-namespace': '*' }),
    ['ANNOTATION_IGNORED sharing-cross-namespace'],
  ],
  ['the old Cilium key', service({ 'io.cilium/lb-ipam-ips': '192.0.2.1' }), ['ANNOTATION_DEPRECATED lb-ipam-ips']],
])

describe.each(
  Object.entries({ aws, azure, digitalocean, gcp, hetzner, linode, oci, scaleway, vultr, 'bare-metal': bareMetal }),
)('the catalogue of %s', (_, catalogue) => {
  it('names each key once, with a source', () => {
    const keys = catalogue.annotations.map(({ key }) => key)
    expect(new Set(keys).size).toBe(keys.length)
    expect(catalogue.annotations.filter(({ source }) => source.length < 5)).toEqual([])
  })

  it('says nothing of objects without annotations, and survives whatever is sent', () => {
    for (const object of [null, 'a', [], {}, { kind: 'Service' }, { kind: 'Service', metadata: 5, spec: [] }]) {
      expect(checkAnnotations(object, catalogue)).toEqual([])
    }
  })

  it('keeps its words short', () => {
    const long = catalogue.annotations.map(({ key }) => [
      key.replace(/\{port\}/, '80').replace(/\{listener\}/, 'TCP-80'),
      'x'.repeat(5000),
    ])
    for (const kind of ['Service', 'Ingress', 'Gateway']) {
      const found = checkAnnotations({ kind, metadata: { annotations: Object.fromEntries(long) }, spec: {} }, catalogue)
      expect(found.every(({ detail, pointer }) => detail.length <= 300 && pointer.length <= 200)).toBe(true)
    }
  })
})

describe('host and path twice', () => {
  const spec = {
    rules: [
      {
        host: 'a.com',
        http: {
          paths: [{ path: '/', pathType: 'Prefix', backend: { service: { name: 'web', port: { number: 80 } } } }],
        },
      },
    ],
  }
  const two = (first: Fields, second: Fields) => [
    first,
    { ...second, metadata: { ...(second.metadata as Fields), name: 'other' } },
  ]
  const clashes = (objects: Fields[], entranceOf: typeof awsEntrance) =>
    validateObjects(objects, { kubernetesVersion: '1.36', entranceOf }).flatMap(({ warnings }) =>
      warnings.filter(({ code }) => code === 'DUPLICATE_ROUTE'),
    ).length

  it('clash in a group of an ALB, not on two of their own', () => {
    const grouped = ingress({ 'alb.ingress.kubernetes.io/group.name': 'a' }, { ingressClassName: 'alb', ...spec })
    const alone = ingress({}, { ingressClassName: 'alb', ...spec })
    expect(clashes(two(grouped, grouped), awsEntrance)).toBe(1)
    expect(clashes(two(alone, alone), awsEntrance)).toBe(0)
  })

  it('clash in a group of an ALB on the listeners they share, and on no other', () => {
    const KEY = 'alb.ingress.kubernetes.io/'
    const on = (ports: string | undefined, more: Fields = {}) =>
      ingress(
        { [`${KEY}group.name`]: 'a', ...(ports === undefined ? {} : { [`${KEY}listen-ports`]: ports }), ...more },
        { ingressClassName: 'alb', ...spec },
      )
    const plain = on('[{"HTTP": 80}]')
    const secure = on('[{"HTTPS": 443}]')
    expect(clashes(two(plain, secure), awsEntrance)).toBe(0)
    expect(clashes(two(plain, on('[{"HTTP": 80}, {"HTTPS": 443}]')), awsEntrance)).toBe(1)
    expect(clashes(two(on('[{"HTTP": 80}, {"HTTP": 8080}]'), on('[{"HTTP": 8080, "HTTPS": 443}]')), awsEntrance)).toBe(
      1,
    )
    // The controller's own listener is HTTP on 80, or HTTPS on 443 where a certificate is named.
    expect(clashes(two(plain, on(undefined)), awsEntrance)).toBe(1)
    expect(clashes(two(secure, on(undefined, { [`${KEY}certificate-arn`]: 'arn:aws:acm:a' })), awsEntrance)).toBe(1)
    expect(clashes(two(plain, on(undefined, { [`${KEY}certificate-arn`]: 'arn:aws:acm:a' })), awsEntrance)).toBe(0)
  })

  it("never clash between GKE's own Ingresses", () => {
    const gce = ingress({ 'kubernetes.io/ingress.class': 'gce' }, spec)
    const nginx = ingress({}, { ingressClassName: 'nginx', ...spec })
    expect(clashes(two(gce, gce), gcpEntrance)).toBe(0)
    expect(clashes(two(nginx, nginx), gcpEntrance)).toBe(1)
  })
})
