// The oracle of the manifest laws must bite: each of these objects is refused by an API server or leads nowhere, and it says so.
import { describe, expect, it } from 'vitest'
import type { Manifest } from '../../../src/domain/manifests/manifest.ts'
import { brokenBy } from './api-rules.ts'

const labels = { app: 'web' }
const port = { name: 'http', port: 80, targetPort: 8080, protocol: 'TCP' }
const object = (apiVersion: string, kind: string, spec: object, metadata: object = {}): Manifest => ({
  apiVersion,
  kind,
  metadata: { name: 'web', namespace: 'default', labels, ...metadata },
  spec,
})
const service = (spec: object, metadata: object = {}) =>
  object('v1', 'Service', { type: 'ClusterIP', selector: labels, ports: [port], ...spec }, metadata)
const gateway = (spec: object) =>
  object('gateway.networking.k8s.io/v1', 'Gateway', {
    gatewayClassName: 'eg',
    listeners: [{ name: 'http-80', port: 80, protocol: 'HTTP', allowedRoutes: { namespaces: { from: 'Same' } } }],
    ...spec,
  })
const backend = { backendRefs: [{ name: 'web', port: 80 }], matches: [{ path: { type: 'PathPrefix', value: '/' } }] }
const route = (spec: object) =>
  object('gateway.networking.k8s.io/v1', 'HTTPRoute', {
    parentRefs: [{ name: 'web', namespace: 'default' }],
    rules: [backend],
    ...spec,
  })
const other = (kind: string, spec: object, name = 'other') =>
  object(
    'gateway.networking.k8s.io/v1',
    kind,
    { parentRefs: [{ name: 'web', namespace: 'default' }], rules: [{ backendRefs: backend.backendRefs }], ...spec },
    { name },
  )
const listenerSet = (spec: object) =>
  object('gateway.networking.k8s.io/v1', 'ListenerSet', {
    parentRef: { kind: 'Gateway', name: 'web' },
    listeners: [{ name: 'a', port: 81, protocol: 'HTTP' }],
    ...spec,
  })
const ingress = (spec: object, metadata: object = {}) =>
  object(
    'networking.k8s.io/v1',
    'Ingress',
    {
      ingressClassName: 'nginx',
      rules: [
        {
          http: {
            paths: [{ path: '/', pathType: 'Prefix', backend: { service: { name: 'web', port: { number: 80 } } } }],
          },
        },
      ],
      ...spec,
    },
    metadata,
  )
const policy = (spec: object) =>
  object('networking.k8s.io/v1', 'NetworkPolicy', { podSelector: {}, policyTypes: ['Ingress'], ...spec })
const ports = (...more: object[]) => ({ ports: [port, ...more] })
const tls = { mode: 'Terminate', certificateRefs: [{ kind: 'Secret', name: 'web' }] }

const REFUSED: [says: RegExp, manifests: Manifest[]][] = [
  [/no DNS-1035 label/, [service({}, { name: '1api' })]],
  [/twice/, [service({}), service({})]],
  [/port name http twice/, [service(ports({ ...port, port: 81 }))]],
  [/TCP 80 twice/, [service(ports({ ...port, name: 'other' }))]],
  [/port 0/, [service({ ports: [{ ...port, port: 0 }] })]],
  [/targetPort metrics_port/, [service({ ports: [{ ...port, targetPort: 'metrics_port' }] })]],
  [/nodePort on ClusterIP/, [service({ ports: [{ ...port, nodePort: 30_080 }] })]],
  [/no ports/, [service({ ports: [] })]],
  [/headless with another type/, [service({ type: 'LoadBalancer', clusterIP: 'None' })]],
  [
    /sessionAffinity on a headless one/,
    [
      service({
        clusterIP: 'None',
        sessionAffinity: 'ClientIP',
        sessionAffinityConfig: { clientIP: { timeoutSeconds: 1 } },
      }),
    ],
  ],
  [/affinity and its timeout go together/, [service({ sessionAffinityConfig: { clientIP: { timeoutSeconds: 1 } } })]],
  [
    /affinity 86401/,
    [service({ sessionAffinity: 'ClientIP', sessionAffinityConfig: { clientIP: { timeoutSeconds: 86_401 } } })],
  ],
  [/externalTrafficPolicy on ClusterIP/, [service({ externalTrafficPolicy: 'Local' })]],
  [/loadBalancerClass on NodePort/, [service({ type: 'NodePort', loadBalancerClass: 'example.com/nlb' })]],
  [/healthCheckNodePort on ClusterIP/, [service({ healthCheckNodePort: 30_000 })]],
  [/source range 10.0.0.1$/, [service({ type: 'LoadBalancer', loadBalancerSourceRanges: ['10.0.0.1'] })]],
  [/source range 10.0.0.1\/8/, [service({ type: 'LoadBalancer', loadBalancerSourceRanges: ['10.0.0.1/8'] })]],
  [/two policies/, [service({ internalTrafficPolicy: 'Local', trafficDistribution: 'PreferClose' })]],
  [
    /selector on an ExternalName/,
    [object('v1', 'Service', { type: 'ExternalName', externalName: 'a.example.com', selector: labels })],
  ],
  [/externalName http:/, [object('v1', 'Service', { type: 'ExternalName', externalName: 'http://a.example.com' })]],
  [/externalName on another type/, [service({ externalName: 'a.example.com' })]],
  [/annotation example.com\/x/, [service({}, { annotations: { 'example.com/x': true } })]],
  [/label a b/, [service({}, { labels: { 'a b': 'c' } })]],
  [/no Service web with port 80/, [route({}), gateway({})]],
  [
    /no Service web with port 81/,
    [service({}), gateway({}), route({ rules: [{ ...backend, backendRefs: [{ name: 'web', port: 81 }] }] })],
  ],
  [/no Gateway default\/web/, [service({}), route({})]],
  [
    /17 hostnames/,
    [service({}), gateway({}), route({ hostnames: Array.from({ length: 17 }, (_, i) => `h${i}.example.com`) })],
  ],
  [/17 rules/, [service({}), gateway({}), route({ rules: Array.from({ length: 17 }, () => backend) })]],
  [
    /more than 64 matches/,
    [
      service({}),
      gateway({}),
      route({ rules: [{ ...backend, matches: Array.from({ length: 65 }, () => backend.matches[0]) }] }),
    ],
  ],
  [
    /no listener of web takes it/,
    [service({}), gateway({}), route({ parentRefs: [{ name: 'web', namespace: 'default', sectionName: 'other' }] })],
  ],
  [
    /path \/a\/\/b/,
    [
      service({}),
      gateway({}),
      route({ rules: [{ ...backend, matches: [{ path: { type: 'PathPrefix', value: '/a//b' } }] }] }),
    ],
  ],
  [
    /HTTPRoute web answers one of its hosts/,
    [
      service({}),
      gateway({}),
      route({ hostnames: ['*.example.com'] }),
      other('GRPCRoute', { hostnames: ['a.example.com'] }),
    ],
  ],
  [/more than one rule without a match/, [service({}), gateway({}), other('GRPCRoute', { rules: [backend] })]],
  [/no hostname to tell connections by/, [service({}), gateway({}), other('TLSRoute', {})]],
  [
    /web has no listener that passes TLS on/,
    [service({}), gateway({}), other('TLSRoute', { hostnames: ['a.example.com'] })],
  ],
  [/its ListenerSets are not allowed/, [gateway({}), listenerSet({})]],
  [
    /listener on 80 HTTP \* twice/,
    [
      gateway({ allowedListeners: { namespaces: { from: 'Same' } } }),
      listenerSet({ listeners: [{ name: 'a', port: 80, protocol: 'HTTP' }] }),
    ],
  ],
  [/ListenerSet web: no Gateway web/, [listenerSet({})]],
  [/ListenerSets are allowed and none is there/, [gateway({ allowedListeners: { namespaces: { from: 'Same' } } })]],
  [/0 listeners/, [gateway({ listeners: [] })]],
  [
    /65 listeners/,
    [gateway({ listeners: Array.from({ length: 65 }, (_, i) => ({ name: `l${i}`, port: i + 1, protocol: 'HTTP' })) })],
  ],
  [
    /listener a twice/,
    [gateway({ listeners: [80, 81].map((number) => ({ name: 'a', port: number, protocol: 'HTTP' })) })],
  ],
  [
    /listener on 80 HTTP \* twice/,
    [gateway({ listeners: ['a', 'b'].map((name) => ({ name, port: 80, protocol: 'HTTP' })) })],
  ],
  [
    /two protocols on port 80/,
    [
      gateway({
        listeners: [
          { name: 'a', port: 80, protocol: 'HTTP' },
          { name: 'b', port: 80, protocol: 'HTTPS', tls },
        ],
      }),
    ],
  ],
  [/HTTPS without a certificate/, [gateway({ listeners: [{ name: 'a', port: 443, protocol: 'HTTPS' }] })]],
  [/tls on HTTP/, [gateway({ listeners: [{ name: 'a', port: 80, protocol: 'HTTP', tls }] })]],
  [
    /Secret other\/web is not granted/,
    [
      gateway({
        listeners: [
          {
            name: 'a',
            port: 443,
            protocol: 'HTTPS',
            tls: { ...tls, certificateRefs: [{ kind: 'Secret', name: 'web', namespace: 'other' }] },
          },
        ],
      }),
    ],
  ],
  [
    /17 in to/,
    [
      object('gateway.networking.k8s.io/v1beta1', 'ReferenceGrant', {
        from: [{}],
        to: Array.from({ length: 17 }, () => ({})),
      }),
    ],
  ],
  [/neither rules nor a default backend/, [ingress({ rules: [] })]],
  [
    /a class by field or by annotation/,
    [service({}), ingress({}, { annotations: { 'kubernetes.io/ingress.class': 'gce' } })],
  ],
  [/host 10.0.0.1/, [service({}), ingress({ rules: [{ host: '10.0.0.1', http: { paths: [] } }] })]],
  [/no Service web with port 80 beside it/, [service({}, { namespace: 'other' }), ingress({})]],
  [
    /does not select its pods/,
    [
      object('apps/v1', 'Deployment', {
        selector: { matchLabels: labels },
        template: { metadata: { labels: {} }, spec: {} },
      }),
    ],
  ],
  [
    /no headless Service web/,
    [
      service({}),
      object('apps/v1', 'StatefulSet', {
        serviceName: 'web',
        selector: { matchLabels: labels },
        template: { metadata: { labels }, spec: {} },
      }),
    ],
  ],
  [/policyTypes Inside/, [policy({ policyTypes: ['Inside'] })]],
  [/ingress rules that hold for nothing/, [policy({ policyTypes: ['Egress'], ingress: [{}] })]],
  [/port 0$/, [policy({ ingress: [{ ports: [{ protocol: 'TCP', port: 0 }] }] })]],
  [/block 10.0.0.1\/8/, [policy({ ingress: [{ from: [{ ipBlock: { cidr: '10.0.0.1/8' } }] }] })]],
  [
    /a block of addresses or pods/,
    [policy({ ingress: [{ from: [{ ipBlock: { cidr: '10.0.0.0/8' }, podSelector: {} }] }] })],
  ],
  [/lies in a namespace/, [object('v1', 'Namespace', {})]],
  [/a kind nobody asked for/, [object('v1', 'Endpoints', {})]],
]

describe('brokenBy', () => {
  it.each(REFUSED)('says %s', (says, manifests) => {
    expect(brokenBy(manifests).some((sentence) => says.test(sentence))).toBe(true)
  })

  it('says nothing against a Gateway, its route, an Ingress and the Service behind them', () => {
    expect(brokenBy([service({}), gateway({}), route({ hostnames: ['*.example.com'] }), ingress({})])).toEqual([])
  })

  it('takes TCP and UDP at one number, a headless Service without ports and an alias', () => {
    expect(brokenBy([service(ports({ ...port, name: 'dns', protocol: 'UDP' }))])).toEqual([])
    expect(brokenBy([object('v1', 'Service', { type: 'ClusterIP', clusterIP: 'None', selector: labels })])).toEqual([])
    expect(brokenBy([object('v1', 'Service', { type: 'ExternalName', externalName: 'db.example.com' })])).toEqual([])
  })
})
