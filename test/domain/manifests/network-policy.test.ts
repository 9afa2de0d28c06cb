// Hand-made networks inside the cluster: small topologies, and who reaches whom in them once their policies hold.
import { describe, expect, it } from 'vitest'
import { findingsOf } from '../design/drafting.ts'
import type { Pod } from './network-simulator.ts'
import { listedOf } from './objects.ts'
import { anywhere, asked, METAL, planned, stranger } from './planned-network.ts'

describe('inside the cluster', () => {
  const TWO = planned({
    web: { namespace: 'shop', ports: { http: 8080 }, calls: ['api/http', 'db'] },
    api: { namespace: 'back', ports: { http: { port: 80, targetPort: 8081 }, metrics: 9090 }, calls: ['db'] },
    db: { namespace: 'back', ports: { postgres: 5432 } },
    job: { kind: 'CronJob', namespace: 'shop', calls: ['db'] },
  })

  it('a call passes from namespace to namespace, on the port of the pods and no other', () => {
    asked(TWO, [
      ['web', 'api', 8081, true],
      ['web', 'api', 80, false],
      ['web', 'api', 9090, false],
      ['web', 'api', 8081, false, 'UDP'],
      ['web', 'db', 5432, true],
      ['api', 'db', 5432, true],
      ['api', 'web', 8080, false],
      ['db', 'api', 8081, false],
      ['job', 'db', 5432, true],
      ['job', 'api', 8081, false],
    ])
  })

  it('the same labels in another namespace are nobody we know', () => {
    const namesake: Pod = { namespace: 'elsewhere', labels: { 'app.kubernetes.io/name': 'web' }, address: '100.70.0.2' }
    asked(TWO, [
      [namesake, 'api', 8081, false],
      [stranger, 'db', 5432, false],
      [anywhere, 'web', 8080, false],
    ])
  })

  it('names the namespace of a caller only where it is another', () => {
    const [fromApi, fromJob, fromWeb] = TWO.policyOf('db').spec.ingress as { from: object[] }[]
    expect(fromApi?.from).toEqual([{ podSelector: { matchLabels: { 'app.kubernetes.io/name': 'api' } } }])
    const away = { namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'shop' } } }
    expect(fromJob?.from).toMatchObject([away])
    expect(fromWeb?.from).toMatchObject([away])
  })

  it('replicas without names of their own do not talk to one another', () => {
    asked(TWO, [
      ['web#1', 'web#2', 8080, false],
      ['web#1', 'web#1', 8080, true],
    ])
  })

  it('replicas of a StatefulSet do, on every port they have', () => {
    const network = planned({
      kafka: {
        kind: 'StatefulSet',
        replicas: 3,
        ports: { kafka: 9092, gossip: { port: 7946, transport: 'UDP' } },
        discovery: 'per-pod',
      },
      web: { ports: { http: 80 }, calls: ['kafka/kafka'] },
    })
    asked(network, [
      ['kafka#1', 'kafka#2', 9092, true],
      ['kafka#1', 'kafka#2', 7946, true, 'UDP'],
      ['kafka#1', 'kafka#2', 7946, false],
      ['web', 'kafka#2', 9092, true],
      ['web', 'kafka#2', 7946, false, 'UDP'],
    ])
  })

  it('a workload that calls itself may, on the port it calls', () => {
    const network = planned({ web: { ports: { http: 80, admin: 81 }, calls: ['web/http'] } })
    asked(network, [
      ['web#1', 'web#2', 80, true],
      ['web#1', 'web#2', 81, false],
    ])
  })

  it('UDP is UDP, and one number over two transports is two ports', () => {
    const network = planned({
      dns: {
        ports: { dns: { port: 53, targetPort: 1053 }, 'dns-tcp': { port: 53, targetPort: 1053, transport: 'TCP' } },
      },
      web: { ports: { http: 80 }, calls: ['dns/dns'] },
    })
    asked(network, [
      ['web', 'dns', 1053, true, 'UDP'],
      ['web', 'dns', 1053, false, 'TCP'],
      ['web', 'dns', 53, false, 'UDP'],
    ])
  })

  it('two ports before one of the pods are one rule', () => {
    const { policyOf } = planned({
      api: { ports: { http: { port: 80, targetPort: 8080 }, web: { port: 81, targetPort: 8080 } } },
      web: { ports: { http: 80 }, calls: ['api'] },
    })
    expect(policyOf('api').spec.ingress).toMatchObject([{ ports: [{ port: 8080, protocol: 'TCP' }] }])
  })

  it('DNS is open to all, workers without ports and jobs among them, and nothing else of kube-system', () => {
    const network = planned({ worker: {}, job: { kind: 'Job' } })
    const dns: Pod = { namespace: 'kube-system', labels: { 'k8s-app': 'kube-dns' }, address: '100.71.0.1' }
    const cache: Pod = { ...dns, labels: { 'k8s-app': 'node-local-dns' } }
    const other: Pod = { ...dns, labels: { 'k8s-app': 'metrics-server' } }
    for (const name of ['worker', 'job'])
      asked(network, [
        [name, dns, 53, true, 'UDP'],
        [name, dns, 53, true],
        [name, cache, 53, true, 'UDP'],
        [name, '169.254.20.10', 53, true, 'UDP'],
        [name, dns, 9153, false],
        [name, other, 53, false],
        [name, { ...dns, namespace: 'default' }, 53, false],
        [name, '169.254.169.254', 80, false],
        [name, '8.8.8.8', 53, false],
        [anywhere, name, 80, false],
      ])
  })

  it('each policy selects its own pods, in both directions, and is named after them', () => {
    const policies = listedOf(TWO.manifests).filter(({ kind }) => kind === 'NetworkPolicy')
    expect(policies.map(({ namespace, name }) => `${namespace}/${name}`)).toEqual([
      'back/api',
      'back/db',
      'shop/job',
      'shop/web',
    ])
    for (const { name, spec } of policies) {
      expect(spec.podSelector).toEqual({ matchLabels: { 'app.kubernetes.io/name': name } })
      expect(spec.policyTypes).toEqual(['Ingress', 'Egress'])
    }
    expect(TWO.policyOf('job').spec).not.toHaveProperty('ingress')
  })
})

describe('externals', () => {
  const CALLS = planned(
    {
      web: {
        ports: { http: 80 },
        calls: ['external:old', 'external:six', 'external:cards', 'external:any', 'external:inside'],
      },
      api: { ports: { http: 80 } },
    },
    METAL,
    {
      externals: {
        old: { addresses: ['192.0.2.10', '192.0.2.11'], port: 5432 },
        six: { addresses: ['2001:db8::1'], port: 443 },
        cards: { host: 'cards.example.net', port: 8443 },
        any: { host: 'any.example.net', port: 9443 },
        inside: { host: 'db-0.db.data.svc.cluster.local', port: 5432 },
        unused: { addresses: ['198.51.100.7'], port: 22 },
      },
    },
  )

  it('by address are reached at that address and port alone, over IPv4 and IPv6', () => {
    asked(CALLS, [
      ['web', '192.0.2.10', 5432, true],
      ['web', '192.0.2.11', 5432, true],
      ['web', '192.0.2.12', 5432, false],
      ['web', '192.0.2.10', 443, false],
      ['web', '2001:db8::1', 443, true],
      ['web', '2001:db8::2', 443, false],
      ['web', '198.51.100.7', 22, false],
      ['api', '192.0.2.10', 5432, false],
    ])
  })

  it('by name are reached anywhere on their port, except on the link of the node', () => {
    asked(CALLS, [
      ['web', '8.8.8.8', 8443, true],
      ['web', '10.1.2.3', 8443, true],
      ['web', '2001:db8::9', 9443, true],
      ['web', '8.8.8.8', 80, false],
      ['web', '8.8.8.8', 8443, false, 'UDP'],
      ['web', '169.254.169.254', 8443, false],
      ['web', 'fe80::1', 8443, false],
      ['api', '8.8.8.8', 8443, false],
    ])
    expect(findingsOf(CALLS.drawn)).toContain('NETWORK_POLICY_CANNOT_NAME_HOSTS /externals/cards')
  })

  it('that are Services of the cluster are its pods, on whichever port', () => {
    const pod: Pod = { namespace: 'data', labels: { app: 'db' }, address: '100.70.0.3' }
    asked(CALLS, [
      ['web', pod, 15_432, true],
      ['web', { ...pod, namespace: 'other' }, 15_432, false],
    ])
    const message = CALLS.drawn.findings.find(
      ({ code, path }) => code === 'NETWORK_POLICY_CANNOT_NAME_HOSTS' && path === '/externals/inside',
    )?.message
    expect(message).toMatch(/every pod of the namespace data/)
  })

  it('without a port are a warning: any port of any address', () => {
    const open = planned({ web: { calls: ['external:cards'] } }, METAL, {
      externals: { cards: { host: 'cards.example.net' } },
    })
    asked(open, [
      ['web', '8.8.8.8', 1, true],
      ['web', '8.8.8.8', 1, true, 'UDP'],
      ['web', '169.254.169.254', 80, false],
    ])
    expect(open.drawn.findings.find(({ code }) => code === 'NETWORK_POLICY_CANNOT_NAME_HOSTS')).toMatchObject({
      severity: 'warning',
      message:
        'A NetworkPolicy cannot name hosts: for cards.example.net, web may connect to any address but link-local ones on any port.',
    })
  })

  it('nobody calls are not told of', () => {
    expect(findingsOf(CALLS.drawn)).not.toContain('NETWORK_POLICY_CANNOT_NAME_HOSTS /externals/unused')
  })
})
