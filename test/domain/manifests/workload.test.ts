// The pods we write: as few rights as the "restricted" Pod Security Standard leaves, each port once, and what an API server knows.
import { describe, expect, it } from 'vitest'
import type { TopologyInput } from '../../../src/domain/topology/index.ts'
import { draftOf, findingsOf, serviceNamed } from '../design/drafting.ts'
import { listedOf, listOf, valuesOf } from './objects.ts'

type Workload = TopologyInput['workloads'][string]

const written = (workload: Workload, more: Partial<TopologyInput> = {}) => {
  const drawn = draftOf({ name: 'shop', target: { provider: 'bare-metal' }, workloads: { web: workload }, ...more })
  const found = listedOf(drawn.designs.recommended.manifests).find(
    ({ kind }) => kind === (workload.kind ?? 'Deployment'),
  )
  const template = valuesOf(found?.spec.template)
  const spec = valuesOf(template.spec)
  return {
    drawn,
    spec,
    labels: valuesOf(valuesOf(template.metadata).labels),
    container: listOf(spec.containers)[0] ?? {},
  }
}

describe('a pod', () => {
  it.each(['Deployment', 'StatefulSet', 'DaemonSet'] as const)('of a %s passes the restricted standard', (kind) => {
    const { spec, container } = written({ kind, image: 'web:1', ports: { http: 8080 } })
    expect(spec).toMatchObject({ automountServiceAccountToken: false })
    expect(spec.securityContext).toEqual({ runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } })
    expect(container.securityContext).toEqual({ allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] } })
  })

  it('has a name of its own where one is asked for and one replica has it: both halves of what DNS answers', () => {
    const peer: Workload = { image: 'peer:1', replicas: 1, ports: { http: 8080 }, discovery: 'per-pod' }
    const { drawn, spec } = written(peer)
    expect(spec).toMatchObject({ hostname: 'web', subdomain: 'web' })
    expect(serviceNamed(drawn, spec.subdomain as string).type).toBe('Headless')
    expect(written({ ...peer, discovery: 'virtual-ip' }).spec).not.toHaveProperty('hostname')
    expect(written({ ...peer, kind: 'StatefulSet' }).spec).not.toHaveProperty('hostname')
  })

  it('may listen below 1024 without root where one of its ports is there', () => {
    const sysctls = [{ name: 'net.ipv4.ip_unprivileged_port_start', value: '0' }]
    const low = written({ image: 'web:1', ports: { http: { port: 8080, targetPort: 80 }, admin: 9090 } })
    expect(low.spec.securityContext).toMatchObject({ sysctls })
    const high = written({ image: 'web:1', ports: { http: { port: 80, targetPort: 1024 } } })
    expect(high.spec.securityContext).not.toHaveProperty('sysctls')
  })

  it('has each port once, by the first name a container port may have', () => {
    const { container } = written({
      image: 'web:1',
      ports: {
        'a-name-longer-than-fifteen': { port: 80, targetPort: 8080 },
        http: { port: 81, targetPort: 8080 },
        web: { port: 82, targetPort: 8080 },
        dns: { port: 53, targetPort: 8080 },
      },
    })
    expect(container.ports).toEqual([
      { name: 'http', containerPort: 8080, protocol: 'TCP' },
      { name: 'dns', containerPort: 8080, protocol: 'UDP' },
    ])
  })

  it('is found by its selector, whatever labels the topology has', () => {
    const { labels } = written({ image: 'web:1', selector: { app: 'web' } }, { labels: { app: 'shop', tier: 'front' } })
    expect(labels).toEqual({ app: 'web', tier: 'front', 'app.kubernetes.io/part-of': 'shop' })
  })

  it('asks for what was asked, without the owner’s own fields', () => {
    const resources = { requests: { cpu: '250m', 'x-b': 2 }, limits: { cpu: '1', memory: '64Mi' }, 'x-a': 1 }
    const { container } = written({ image: 'web:1', resources } as Workload)
    expect(container.resources).toEqual({ requests: { cpu: '250m' }, limits: { cpu: '1', memory: '64Mi' } })
  })

  it.each([
    ['https', 'HTTPS'],
    ['tls', 'HTTPS'],
    ['http', undefined],
  ] as const)('is asked how it is as its port speaks: %s', (protocol, scheme) => {
    const probe = { protocol: 'http' as const, path: '/healthz', port: 'web' }
    const { container } = written({ image: 'web:1', ports: { web: { port: 8443, protocol } }, probe })
    const httpGet = { path: '/healthz', port: 8443, ...(scheme === undefined ? {} : { scheme }) }
    expect([container.readinessProbe, container.livenessProbe]).toEqual([{ httpGet }, { httpGet }])
  })

  it('and what it must do without is told once, of those that are written', () => {
    expect(findingsOf(written({ image: 'web:1' }).drawn)).toContain('RUNS_AS_NON_ROOT /workloads/web/image')
    for (const none of [{}, { kind: 'Job' as const, image: 'web:1' }])
      expect(findingsOf(written(none).drawn).join()).not.toContain('RUNS_AS_NON_ROOT')
    const two = draftOf({
      name: 'shop',
      target: { provider: 'bare-metal' },
      workloads: { web: { image: 'web:1' }, api: { image: 'api:1' } },
    })
    const [told, ...more] = two.findings.filter(({ code }) => code === 'RUNS_AS_NON_ROOT')
    expect(told).toMatchObject({ path: '/workloads', message: expect.stringMatching(/^api, web run without root/) })
    expect(told?.fix).toMatch(/securityContext\.runAsNonRoot/)
    expect(more).toEqual([])
  })
})

describe('a namespace', () => {
  const manifests = draftOf({
    name: 'shop',
    target: { provider: 'bare-metal', namespace: 'kube-system' },
    labels: { team: 'a' },
    workloads: { web: { namespace: 'shop' }, api: { namespace: 'back' }, db: { namespace: 'default' }, agent: {} },
  }).designs.recommended.manifests

  it('is written before all else, unless the cluster is born with it', () => {
    expect(manifests.slice(0, 2).map(({ kind, metadata }) => `${kind} ${metadata.name}`)).toEqual([
      'Namespace back',
      'Namespace shop',
    ])
    expect(manifests.filter(({ kind }) => kind === 'Namespace')).toHaveLength(2)
  })

  it('warns of pods that are not restricted and lets them run, and carries nothing of one topology', () => {
    expect(manifests[0]?.metadata).toEqual({
      name: 'back',
      labels: {
        'app.kubernetes.io/managed-by': 'moorage',
        'pod-security.kubernetes.io/audit': 'restricted',
        'pod-security.kubernetes.io/warn': 'restricted',
      },
    })
  })

  it('is followed by the policies, before the pods they are for', () => {
    const kinds = manifests.map(({ kind }) => kind)
    expect(kinds.indexOf('NetworkPolicy')).toBe(2)
    expect(kinds.lastIndexOf('Namespace')).toBeLessThan(kinds.indexOf('NetworkPolicy'))
  })
})
