// What is not given has the value topology.md names, and is recorded as assumed: nothing is filled in silently.
import { describe, expect, it } from 'vitest'
import { read } from '../reading.ts'
import { exposing, shop, target, web } from './documents.ts'
import { valueAt } from './pointers.ts'

const everything = shop({
  owner: 'team-shop',
  target: { ...target, entrances: { front: { api: 'ingress', class: 'alb' } } },
  clients: { office: { network: 'office' } },
  externals: { cards: { host: 'cards.example.com' } },
  workloads: {
    web: {
      ports: { http: 8080 },
      probe: {},
      expose: [{ port: 'http', to: 'internet', sticky: { by: 'cookie' } }],
    },
  },
})
const exposure = '/workloads/web/expose/0'

describe('the default of', () => {
  const { topology, assumed } = read(everything)

  it.each<[string, unknown]>([
    ['/target/environment', 'production'],
    ['/target/namespace', 'default'],
    ['/target/kubernetesVersion', '1.33'],
    ['/target/zones', 3],
    ['/target/nodes', 3],
    ['/target/loadBalancers', 'cloud'],
    ['/target/controller', 'aws-load-balancer-controller'],
    ['/target/routing', 'auto'],
    ['/target/inUse/forwardingRulesRegional', 0],
    ['/target/inUse/forwardingRulesGlobal', 0],
    ['/target/inUse/loadBalancerRules', 0],
    ['/target/inUse/loadBalancers', 0],
    ['/target/entrances/front/scheme', 'public'],
    ['/target/entrances/front/namespace', 'default'],
    ['/target/entrances/front/name', 'front'],
    ['/target/entrances/front/rulesInUse', 0],
    ['/target/entrances/front/certificatesInUse', 0],
    ['/target/entrances/front/hosts', []],
    ['/clients/office/cidrs', []],
    ['/externals/cards/tls', false],
    ['/externals/cards/namespace', 'default'],
    ['/workloads/web/kind', 'Deployment'],
    ['/workloads/web/namespace', 'default'],
    ['/workloads/web/owner', 'team-shop'],
    ['/workloads/web/replicas', 1],
    ['/workloads/web/selector', { 'app.kubernetes.io/name': 'web' }],
    ['/workloads/web/discovery', 'virtual-ip'],
    ['/workloads/web/locality', 'any'],
    ['/workloads/web/probe/port', 'http'],
    ['/workloads/web/probe/protocol', 'tcp'],
    ['/workloads/web/ports/http/targetPort', 8080],
    ['/workloads/web/ports/http/protocol', 'http'],
    ['/workloads/web/ports/http/transport', 'TCP'],
    [`${exposure}/listen`, 80],
    [`${exposure}/tls/mode`, 'none'],
    [`${exposure}/preserveClientIP`, false],
    [`${exposure}/staticIP`, false],
    [`${exposure}/isolation`, 'shared'],
    [`${exposure}/sticky/ttlSeconds`, 10_800],
    ['/workloads/web/traffic/source', 'assumed'],
    ['/workloads/web/traffic/requestsPerSecond', 0],
    ['/workloads/web/traffic/newConnectionsPerSecond', 0],
    ['/workloads/web/traffic/activeConnections', 0],
    ['/workloads/web/traffic/connectionSeconds', 30],
    ['/workloads/web/traffic/gbInPerMonth', 0],
    ['/workloads/web/traffic/gbOutPerMonth', 0],
    ['/workloads/web/traffic/peakToAverage', 2],
    ['/workloads/web/traffic/hoursPerMonth', 730],
  ])('%s is %j', (path, value) => {
    expect(valueAt(topology, path)).toEqual(value)
    expect(assumed.find((assumption) => assumption.path === path)?.value).toEqual(value)
  })

  it('a price of a pod is what the owner states, or is not there', () => {
    expect(read(shop({ target: { ...target, podPrice: '0.0045' } })).topology.target.podPrice).toBe('0.0045')
    expect(topology.target.podPrice).toBeUndefined()
  })

  it('nothing else is filled in', () => {
    expect(assumed.map(({ path }) => path)).toHaveLength(48)
  })
})

describe('a default follows what is given', () => {
  const expectDefault = (document: unknown, path: string, value: unknown) => {
    const { topology, assumed } = read(document)
    expect(valueAt(topology, path)).toEqual(value)
    expect(assumed.find((assumption) => assumption.path === path)?.value).toEqual(value)
  }

  it.each<[string, unknown, string, unknown]>([
    ['no load balancers on bare metal', shop({ target: { provider: 'bare-metal' } }), '/target/loadBalancers', 'none'],
    [
      'the controller of Google Cloud',
      shop({ target: { provider: 'gcp', region: 'us-central1' } }),
      '/target/controller',
      'gke',
    ],
    [
      'the controller of Azure',
      shop({ target: { provider: 'azure', region: 'eastus' } }),
      '/target/controller',
      'cloud-provider-azure',
    ],
    [
      'the controller of bare metal',
      shop({ target: { provider: 'bare-metal' } }),
      '/target/controller',
      'envoy-gateway',
    ],
    [
      'the namespace of the target, for a workload',
      shop({ target: { ...target, namespace: 'shop' } }),
      '/workloads/web/namespace',
      'shop',
    ],
    [
      'the namespace of the target, for an external',
      shop({ target: { ...target, namespace: 'shop' }, externals: { cards: { host: 'cards.example.com' } } }),
      '/externals/cards/namespace',
      'shop',
    ],
    ['one replica of a StatefulSet', web({ kind: 'StatefulSet' }), '/workloads/web/replicas', 1],
    ['TLS of https is passed through', exposing('https', { https: 8443 }, {}), `${exposure}/tls/mode`, 'passthrough'],
    ['TLS of tls is passed through', exposing('tls', { tls: 8443 }, {}), `${exposure}/tls/mode`, 'passthrough'],
    ['https is listened for on 443', exposing('https', { https: 8443 }, {}), `${exposure}/listen`, 443],
    [
      'http with TLS ended at the edge, too',
      exposing('http', { http: 80 }, { tls: { mode: 'terminate' } }),
      `${exposure}/listen`,
      443,
    ],
    [
      'https in the clear is listened for on 80',
      exposing('https', { https: 443 }, { tls: { mode: 'none' } }),
      `${exposure}/listen`,
      80,
    ],
    [
      'what is not HTTP is listened for on its own port',
      exposing('mqtt', { mqtt: 1884 }, {}),
      `${exposure}/listen`,
      1884,
    ],
    ['TLS that is not HTTP, too', exposing('tls', { tls: 8443 }, {}), `${exposure}/listen`, 8443],
  ])('%s', (_, document, path, value) => expectDefault(document, path, value))

  it.each(['DaemonSet', 'Job', 'CronJob'])('a %s has no replicas', (kind) => {
    expect(read(web({ kind })).topology.workloads.web).not.toHaveProperty('replicas')
  })

  it('where nobody owns the topology, nobody owns its workloads', () => {
    expect(read(shop()).topology.workloads.web).not.toHaveProperty('owner')
  })

  it('a workload that names its owner keeps it', () => {
    expect(read(web({ owner: 'team-web' }, { owner: 'team-shop' })).topology.workloads.web?.owner).toBe('team-web')
  })
})
