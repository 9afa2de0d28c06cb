// No plan leaves with a manifest that would be refused: what the API server would not take is our bug, what the owner's words make of an
// annotation is a finding, and what no cluster could hold is a topology too large.
import { describe, expect, it } from 'vitest'
import { Failure } from '../../../src/domain/failure.ts'
import type { Manifest } from '../../../src/domain/manifests/manifest.ts'
import { checkManifests } from '../../../src/domain/plan/check-manifests.ts'
import { draft } from '../../../src/domain/plan/draft.ts'
import type { TopologyInput } from '../../../src/domain/topology/index.ts'
import { fingerprint } from '../../../src/fingerprint.ts'
import { exampleNamed, storyNamed } from '../../examples/stories.ts'
import { draftOf, providerOf, TARIFF } from '../design/drafting.ts'
import { read } from '../reading.ts'

const AWS = { provider: 'aws', region: 'us-east-1' } as const
const drawn = draftOf(exampleNamed('online-shop'))
const { recommended } = drawn.designs
const NLB = 'service.beta.kubernetes.io/aws-load-balancer-'

const check = (manifests: readonly Manifest[]) =>
  checkManifests(manifests, recommended, drawn.topology, providerOf('aws'))
const service = (spec: object, annotations: Record<string, string> = {}): Manifest => ({
  apiVersion: 'v1',
  kind: 'Service',
  metadata: { name: 'frontend', namespace: 'default', annotations },
  spec: { type: 'LoadBalancer', selector: { app: 'web' }, ports: [{ port: 80 }], ...spec },
})

describe('a bug of ours', () => {
  it.each<[string, Manifest, string]>([
    ['a mistake', service({ ports: [{ port: 0 }] }), 'Service default/frontend: TOO_SMALL at /spec/ports/0/port'],
    ['a field there is not', service({ port: 80 }), 'Service default/frontend: UNKNOWN_FIELD at /spec/port'],
    [
      'a kind nobody checks',
      { apiVersion: 'example.com/v1', kind: 'Thing', metadata: { name: 'odd' } },
      'Thing odd is of a kind that can be checked',
    ],
    [
      'an annotation nobody reads',
      service({}, { [`${NLB}schem`]: 'internal' }),
      `Service default/frontend is read as it is written: ANNOTATION_UNKNOWN at /metadata/annotations/${NLB.replace('/', '~1')}schem`,
    ],
    [
      'an outdated annotation',
      service({}, { [`${NLB}internal`]: 'true' }),
      'ANNOTATION_DEPRECATED at /metadata/annotations/',
    ],
    [
      'an annotation without effect',
      service({}, { [`${NLB}healthcheck-path`]: '/' }),
      'ANNOTATION_IGNORED at /metadata/annotations/',
    ],
    [
      'an annotation of another kind',
      service({}, { 'alb.ingress.kubernetes.io/scheme': 'internal' }),
      'ANNOTATION_NOT_ON_KIND at ',
    ],
  ])('is %s: an invariant that names kind, name, place and code', (_, manifest, says) => {
    expect(() => check([manifest])).toThrow(/^invariant broken: /)
    expect(() => check([manifest])).toThrow(says)
  })

  it('is judged by the version of the target and the cloud’s own entrances', () => {
    const near = service({ trafficDistribution: 'PreferSameZone' })
    expect(() => check([near])).toThrow('VALUE_NOT_IN_VERSION at /spec/trafficDistribution')
    const later = { ...drawn.topology, target: { ...drawn.topology.target, kubernetesVersion: '1.35' } }
    expect(checkManifests([near], recommended, later, providerOf('aws'))).toEqual([])
  })
})

describe('what no cluster could hold', () => {
  it.each<[string, Manifest]>([
    [
      'an object of megabytes',
      service({
        selector: Object.fromEntries(Array.from({ length: 40_000 }, (_, key) => [`k${key}-${'x'.repeat(40)}`, 'v'])),
      }),
    ],
    ['annotations of a third of one', service({}, { 'example.com/note': 'x'.repeat(300_000) })],
  ])('is a topology too large: %s', (_, manifest) => {
    expect(() => check([manifest])).toThrow(Failure)
    expect(() => check([manifest])).toThrow(
      /^Service default\/frontend would be too large for a cluster: .*Split the topology/,
    )
  })

  it('is refused as such, and not as a bug: more networks than annotations have room for', () => {
    const clients = Object.fromEntries(
      Array.from({ length: 50 }, (_, client) => [
        `c${client}`,
        {
          network: 'partner' as const,
          cidrs: Array.from(
            { length: 200 },
            (_, index) => `2001:db8:${client.toString(16)}:${index.toString(16)}:1234:5678:9abc:0/112`,
          ),
        },
      ]),
    )
    const document: TopologyInput = {
      name: 'shop',
      target: AWS,
      clients,
      workloads: {
        web: {
          ports: { http: 80 },
          expose: [{ port: 'http', to: Object.keys(clients), host: 'a.example.com', tls: { mode: 'terminate' } }],
        },
      },
    }
    expect(() => draftOf(document)).toThrow(expect.objectContaining({ code: 'TOPOLOGY_TOO_LARGE' }))
  })
})

describe('words of the owner’s that no controller takes', () => {
  const exposing = (
    exposure: object,
    target: TopologyInput['target'] = AWS,
    port: object = { tcp: 8080 },
  ): TopologyInput => ({
    name: 'shop',
    target,
    workloads: {
      web: { ports: port, expose: [{ port: Object.keys(port)[0] ?? '', to: 'internet', ...exposure }] },
    } as TopologyInput['workloads'],
  })
  const notAccepted = (document: TopologyInput) =>
    draftOf(document).findings.filter(({ code }) => code === 'ANNOTATION_NOT_ACCEPTED')

  it.each<[string, TopologyInput, string]>([
    ['an address of another form', exposing({ staticIP: ['my-address'] }), 'eip-allocations must be allocation ids'],
    [
      'a certificate that has no ARN',
      exposing({ host: 'a.example.com', tls: { mode: 'terminate', certificateArn: 'mine' } }, AWS, { http: 80 }),
      'certificate-arn must be ARNs',
    ],
    [
      'two addresses of one family',
      exposing({ staticIP: ['192.0.2.1', '192.0.2.2'] }, { provider: 'bare-metal', loadBalancers: 'metallb' }),
      'metallb.io/loadBalancerIPs must name at most one address of each family',
    ],
  ])('are an error beside the plan: %s', (_, document, says) => {
    const [finding, ...more] = notAccepted(document)
    expect(more).toEqual([])
    expect(finding).toMatchObject({ severity: 'error', path: '/workloads/web', message: expect.stringContaining(says) })
    expect(finding?.message.length).toBeLessThan(500)
  })

  it('and none where they are right', () => {
    expect(notAccepted(exposing({ staticIP: ['eipalloc-0123'] }))).toEqual([])
  })
})

describe('a plan', () => {
  it.each([
    ['online-shop', exampleNamed('online-shop'), 1],
    ['six-shops-aws', storyNamed('six-shops-aws'), 2],
  ] as const)('of %s has each of its designs checked once', (_, document, designs) => {
    const reading = read(document)
    const provider = providerOf(reading.topology.target.provider)
    let asked = 0
    const { annotations } = provider
    const counting = Object.defineProperty({ ...provider }, 'annotations', {
      get() {
        asked += 1
        return annotations
      },
    })
    draft(reading, counting, TARIFF, fingerprint)
    expect(asked).toBe(designs)
  })
})
