// The case of the article, row by row: on AWS, on bare metal without a load balancer, and on Azure. Everything the table's last
// column calls "said" is looked for as a finding or as a sentence of the decision.
import { describe, expect, it } from 'vitest'
import type { Service } from '../../../src/domain/design/design.ts'
import type { Draft } from '../../../src/domain/plan/plan.ts'
import { exampleNamed, onTarget } from '../../examples/stories.ts'
import { listedOf, type Values, valuesOf } from '../manifests/objects.ts'
import { draftOf, findingsOf, serviceNamed } from './drafting.ts'

const document = exampleNamed('article')
const aws = draftOf(document)
const bareMetal = draftOf(
  onTarget(document, { provider: 'bare-metal', environment: 'development', loadBalancers: 'none' }),
)
// `entrances` as the article has it names a class of another cloud; it is left aside, and that is said.
const { entrances = {} } = document.target
const azureKept = draftOf(onTarget(document, { provider: 'azure', region: 'eastus', entrances }))
const azure = draftOf(onTarget(document, { provider: 'azure', region: 'eastus' }))

const CLOUDS: [string, Draft][] = [
  ['aws', aws],
  ['bare metal', bareMetal],
  ['azure, its entrances removed', azure],
  ['azure, its entrances kept', azureKept],
]

const textOf = ({ because, rejected, verify }: Service) =>
  [because.text, ...rejected.map((one) => `${one.type}: ${one.because}`), ...verify].join('\n')
const lost = (service: Service) => service.rejected.map(({ type }) => type)
const messageOf = (drawn: Draft, code: string, path: string) =>
  drawn.findings.find((finding) => finding.code === code && finding.path === path)?.message ?? ''

type Written = { spec: Values; annotations: Values }
function manifestOf(drawn: Draft, kind: string, name: string): Written {
  const found = listedOf(drawn.designs.recommended.manifests).find((one) => one.kind === kind && one.name === name)
  if (found === undefined) throw new Error(`no ${kind} ${name}`)
  return { spec: found.spec, annotations: valuesOf(found.metadata.annotations) }
}

describe('every Service of it, on every cloud', () => {
  it.each(CLOUDS)('%s: names at least two alternatives that lost, each with a reason', (_, drawn) => {
    for (const service of drawn.designs.recommended.services) {
      expect(new Set(lost(service)).size, service.name).toBeGreaterThanOrEqual(2)
      for (const { because } of service.rejected) expect(because).toMatch(/^[A-Z].{20,}\.$/)
    }
  })

  it.each([
    [
      'aws',
      aws,
      'admin ClusterIP, backend ClusterIP, cache ClusterIP, database Headless, database-any ClusterIP, external-database ExternalName, frontend ClusterIP, webapp LoadBalancer, webapp-internal ClusterIP',
    ],
    [
      'bare metal',
      bareMetal,
      'admin NodePort, backend ClusterIP, cache ClusterIP, database Headless, database-any ClusterIP, external-database ExternalName, frontend NodePort, webapp NodePort, webapp-internal ClusterIP',
    ],
    [
      'azure',
      azure,
      'admin ClusterIP, backend ClusterIP, cache ClusterIP, database Headless, database-any ClusterIP, external-database ExternalName, frontend ClusterIP, webapp LoadBalancer, webapp-internal ClusterIP',
    ],
  ])('%s: has the type of the table', (_, drawn, types) => {
    const { services } = drawn.designs.recommended
    expect(services.map(({ name, type }) => `${name} ${type}`).join(', ')).toBe(types)
  })

  it('says on Azure that the entrance of another cloud is not used, and answers as if it were not there', () => {
    expect(findingsOf(azureKept)).toContain('ENTRANCE_NOT_USABLE /target/entrances/public')
    const { findings: _kept, ...withIt } = azureKept.designs.recommended
    const { findings: _removed, ...withoutIt } = azure.designs.recommended
    expect(withIt).toEqual(withoutIt)
  })
})

describe('frontend: HTTP with a host', () => {
  it('takes a route on the entrance that exists on AWS, at no fixed cost', () => {
    const service = serviceNamed(aws, 'frontend')
    expect(service.because.rule).toBe('route-on-existing-entrance')
    expect(service.because.text).toContain('adds no fixed cost')
    expect(service.because.inputs).toEqual({ hosts: ['www.example.com'], tls: 'terminate', entrance: 'public' })
    expect(textOf(service)).toMatch(
      /LoadBalancer: It would add a load balancer of its own with its hour and its addresses/,
    )
    expect(textOf(service)).toMatch(/NodePort: It gives users no name and no TLS/)
    const [entrance, ...more] = aws.designs.recommended.entrances
    expect(more).toEqual([])
    expect(entrance).toMatchObject({ existing: true, name: 'public', class: 'alb', scheme: 'public' })
    expect(entrance?.routes).toMatchObject([
      { host: 'www.example.com', path: '/', service: 'frontend', portNumber: 80 },
    ])
    const { spec, annotations } = manifestOf(aws, 'Ingress', 'article-public')
    expect(spec.ingressClassName).toBe('alb')
    expect(annotations).toEqual({
      'alb.ingress.kubernetes.io/group.name': 'public',
      'alb.ingress.kubernetes.io/listen-ports': '[{"HTTPS":443}]',
      'alb.ingress.kubernetes.io/scheme': 'internet-facing',
      'alb.ingress.kubernetes.io/target-type': 'ip',
    })
    const fixed = aws.designs.recommended.estimate.lines.filter((line) => line.loadBalancer === 'public')
    expect(fixed.map((line) => line.item)).toEqual(['LCU-hours added by this load'])
  })

  it('gets a NodePort on bare metal, with a warning that users have neither name nor TLS', () => {
    const service = serviceNamed(bareMetal, 'frontend')
    expect(service.because.rule).toBe('node-port-to-try-with')
    expect(textOf(service)).toContain(
      'LoadBalancer: Nothing here answers it: EXTERNAL-IP would stay <pending> for ever.',
    )
    expect(messageOf(bareMetal, 'NODE_PORT_OPEN_ON_EVERY_NODE', '/workloads/frontend')).toMatch(/no name and no TLS/)
    expect(service.ports).toMatchObject([{ port: 80, targetPort: 8080 }])
  })

  it('takes a route on an entrance on Azure', () => {
    expect(serviceNamed(azure, 'frontend').because.rule).toBe('entrance-of-its-own')
    expect(azure.designs.recommended.entrances).toMatchObject([
      { api: 'gateway', class: 'approuting-istio', routes: [{ host: 'www.example.com', service: 'frontend' }] },
    ])
  })
})

describe('webapp: TLS passed through, the caller’s address, alone', () => {
  it('gets a Network Load Balancer on AWS that keeps to its networks and to the caller’s address', () => {
    const service = serviceNamed(aws, 'webapp')
    expect(service.because.rule).toBe('layer-4-kept')
    expect(service.because.text).toMatch(/ends TLS itself.*address must arrive on the connection.*stickiness/s)
    expect(service.because.inputs).toMatchObject({ isolation: 'dedicated', preserveClientIP: true, tls: 'passthrough' })
    expect(textOf(service)).toMatch(/Entrance: Not possible: the workload ends TLS itself/)
    const { spec, annotations } = manifestOf(aws, 'Service', 'webapp')
    expect(spec).toMatchObject({
      type: 'LoadBalancer',
      loadBalancerClass: 'service.k8s.aws/nlb',
      allocateLoadBalancerNodePorts: false,
      loadBalancerSourceRanges: ['198.51.100.0/24', '203.0.113.0/24'],
      selector: { app: 'webapp', environment: 'production' },
      ports: [{ name: 'https', port: 443, targetPort: 8443 }],
    })
    expect(spec).not.toHaveProperty('sessionAffinity')
    expect(spec).not.toHaveProperty('externalTrafficPolicy')
    const nlb = 'service.beta.kubernetes.io/aws-load-balancer-'
    expect(annotations).toEqual({
      [`${nlb}scheme`]: 'internet-facing',
      [`${nlb}nlb-target-type`]: 'ip',
      [`${nlb}target-group-attributes`]:
        'preserve_client_ip.enabled=true,stickiness.enabled=true,stickiness.type=source_ip',
    })
    expect(messageOf(aws, 'SESSION_AFFINITY_HAS_NO_EFFECT', '/workloads/webapp')).toMatch(
      /no effect behind a Network Load Balancer; target-group stickiness/,
    )
  })

  it('keeps its other port inside, on a Service of its own', () => {
    for (const [, drawn] of CLOUDS) {
      const service = serviceNamed(drawn, 'webapp-internal')
      expect(service).toMatchObject({ type: 'ClusterIP', ports: [{ name: 'http', port: 80, targetPort: 8080 }] })
      expect(service.because.text).toMatch(/Every port of a Service that faces outside is open there/)
    }
  })

  it('gets a NodePort on bare metal, and hears that its networks are not enforced', () => {
    expect(messageOf(bareMetal, 'SOURCE_RANGES_NOT_ENFORCED', '/workloads/webapp')).toMatch(
      /198\.51\.100\.0\/24, 203\.0\.113\.0\/24 are not enforced/,
    )
    const { spec } = manifestOf(bareMetal, 'Service', 'webapp')
    expect(spec).toMatchObject({
      type: 'NodePort',
      externalTrafficPolicy: 'Local',
      sessionAffinity: 'ClientIP',
      sessionAffinityConfig: { clientIP: { timeoutSeconds: 3600 } },
    })
    expect(spec).not.toHaveProperty('loadBalancerSourceRanges')
  })

  it('gets a frontend address of its own on the shared balancer of Azure, where sessionAffinity works', () => {
    const { spec, annotations } = manifestOf(azure, 'Service', 'webapp')
    expect(spec).toMatchObject({
      type: 'LoadBalancer',
      externalTrafficPolicy: 'Local',
      loadBalancerSourceRanges: ['198.51.100.0/24', '203.0.113.0/24'],
      sessionAffinity: 'ClientIP',
      sessionAffinityConfig: { clientIP: { timeoutSeconds: 3600 } },
    })
    // The caller's address is kept, so that every rule asks the node's own /healthz, and a probe of the port would not be read.
    expect(annotations).toEqual({})
    expect(azure.designs.recommended.loadBalancers).toMatchObject([
      {
        name: 'kubernetes',
        shared: true,
        addresses: 2,
        serves: ['entrance/default/frontend-entrance', 'service/default/webapp'],
      },
    ])
    expect(findingsOf(azure)).toContain('FRONTEND_ON_SHARED_LOAD_BALANCER /workloads/webapp')
    expect(messageOf(azure, 'DEDICATED_ADDRESS_ONLY', '/workloads/webapp')).toMatch(/an address of its own/)
  })
})

describe.each(CLOUDS)('what is called inside only, on %s', (_, drawn) => {
  it('backend: one ClusterIP with both ports named', () => {
    const service = serviceNamed(drawn, 'backend')
    expect(service.because.rule).toBe('called-inside-only')
    expect(service.because.text).toMatch(/called by admin, frontend, webapp/)
    expect(manifestOf(drawn, 'Service', 'backend').spec.ports).toMatchObject([
      { name: 'http', port: 8080, targetPort: 80 },
      { name: 'metrics', port: 9090, targetPort: 9090 },
    ])
  })

  it('cache: a ClusterIP', () => {
    expect(serviceNamed(drawn, 'cache')).toMatchObject({ type: 'ClusterIP', ports: [{ name: 'redis', port: 6379 }] })
  })

  it('database: a headless Service, and a ClusterIP for any replica', () => {
    const service = serviceNamed(drawn, 'database')
    expect(textOf(service)).toMatch(/ClusterIP: One virtual address hides which replica answers/)
    expect(messageOf(drawn, 'HEADLESS_BALANCES_NOTHING', '/workloads/database')).toMatch(/nothing balances the load/)
    expect(manifestOf(drawn, 'Service', 'database').spec).toMatchObject({
      clusterIP: 'None',
      publishNotReadyAddresses: true,
    })
    expect(serviceNamed(drawn, 'database-any').because.text).toMatch(/balances nothing.*any replica that is ready/)
  })

  it('external-database: an ExternalName, and the warning about the TLS name and the Host header', () => {
    const { spec } = manifestOf(drawn, 'Service', 'external-database')
    expect(spec).toEqual({ type: 'ExternalName', externalName: 'database.example.com' })
    const message = messageOf(drawn, 'EXTERNAL_NAME_IS_AN_ALIAS', '/externals/external-database')
    expect(message).toMatch(/TLS name and Host header.*database\.example\.com by its real name/)
  })
})

describe('admin: a few people for a while', () => {
  it.each([
    ['aws', aws],
    ['azure', azure],
  ])('%s: a ClusterIP and a port-forward; an entrance with source ranges is the second choice', (_, drawn) => {
    const service = serviceNamed(drawn, 'admin')
    expect(service).toMatchObject({ type: 'ClusterIP', because: { rule: 'temporary-team-access' } })
    expect(service.verify.join('\n')).toMatch(/kubectl -n default port-forward service\/admin 8080:80\b/)
    expect(service.because.text).toContain('2027-06-30')
    expect(textOf(service)).toMatch(/Entrance: The second choice: a route with source ranges/)
    expect(textOf(service)).toMatch(/LoadBalancer: A billable public address for one team/)
  })

  it('bare metal: a NodePort with the end date noted', () => {
    expect(messageOf(bareMetal, 'OPEN_UNTIL', '/workloads/admin')).toMatch(/open until 2027-06-30 only/)
    expect(messageOf(bareMetal, 'SOURCE_RANGES_NOT_ENFORCED', '/workloads/admin')).toContain('192.0.2.0/24')
  })
})

it('says nothing twice and nothing beside the point', () => {
  // What network policies close is theirs to say, and to test.
  expect(findingsOf(aws).filter((line) => !line.includes('POLICY'))).toEqual([
    'EXTERNAL_NAME_IS_AN_ALIAS /externals/external-database',
    // Where the group has another name, a second load balancer is made and paid.
    'GROUP_MUST_MATCH /target/entrances',
    'PRICES_OLD /target/region',
    'HEADLESS_BALANCES_NOTHING /workloads/database',
    'CERTIFICATE_DISCOVERED /workloads/frontend',
    'SESSION_AFFINITY_HAS_NO_EFFECT /workloads/webapp',
  ])
})
