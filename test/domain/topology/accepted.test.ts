// What comes near a mistake and is none: every row is a topology that must be read.
import { describe, expect, it } from 'vitest'
import { read, TODAY } from '../reading.ts'
import { exposing, shop, target, web } from './documents.ts'

const http = { http: 80 }
const twice = (first: object, second: object) =>
  web({
    expose: [
      { port: 'http', to: 'internet', ...first },
      { port: 'http', to: 'internet', ...second },
    ],
  })
const host = 'a.example.com'

describe('a topology is read with', () => {
  it.each<[string, unknown]>([
    ['the ten lines of the short form', shortForm()],
    ['a workload that nobody calls and nobody exposes (a finding)', web({})],
    [
      'a circle of calls (a finding)',
      shop({ workloads: { a: { ports: http, calls: ['b'] }, b: { ports: http, calls: ['a'] } } }),
    ],
    ['a workload without ports', shop({ workloads: { worker: {} } })],
    ['an exposure that ends today', exposing('http', http, { until: TODAY })],
    ['a pin that ends today', web({ pin: { type: 'NodePort', reason: 'Old firewall.', until: TODAY } })],
    ['a database offered inside', exposing('postgres', { postgres: 5432 }, { to: 'vpc' })],
    [
      'a database offered to an office',
      exposing('postgres', { postgres: 5432 }, { to: 'office' }, { clients: { office: { network: 'office' } } }),
    ],
    ['a message broker that is no database facing the internet', exposing('mqtt', { mqtt: 1883 }, {})],
    [
      'cookies where TLS is ended at the edge',
      exposing('https', { https: 443 }, { sticky: { by: 'cookie' }, tls: { mode: 'terminate' } }),
    ],
    [
      'a path where TLS is ended at the edge',
      exposing('https', { https: 443 }, { path: '/a', tls: { mode: 'terminate' } }),
    ],
    ['a host of what is not HTTP', exposing('mqtt', { mqtt: 1883 }, { host })],
    ['no TLS asked of UDP', exposing('udp', { udp: 7000 }, { tls: { mode: 'none' } })],
    ['DNS over both transports on one number', web({ ports: { dns: 53, 'dns-tcp': 53 } })],
    ['one number over two transports', web({ ports: { tcp: 7000, udp: 7000 } })],
    [
      'two ports on one target port',
      web({ ports: { a: { port: 81, targetPort: 80 }, b: { port: 82, targetPort: 80 } } }),
    ],
    ['one host with two paths', twice({ host, path: '/a' }, { host, path: '/b' })],
    ['one host inside and outside', twice({ host }, { host, to: 'vpc' })],
    ['one host on two ports', twice({ host, listen: 80 }, { host, listen: 8080 })],
    ['a host and its wildcard', twice({ host: 'a.example.com' }, { host: '*.example.com' })],
    ['two exposures without a host', twice({ listen: 80 }, { listen: 8080 })],
    ['per-pod discovery with identity', web({ kind: 'StatefulSet', discovery: 'per-pod' })],
    ['no replicas', web({ replicas: 0 })],
    ['a built-in client with its networks', shop({ clients: { vpc: { network: 'vpc', cidrs: ['10.0.0.0/8'] } } })],
    [
      'a network of one address',
      shop({ clients: { me: { network: 'office', cidrs: ['192.0.2.7/32', '2001:db8::1/128'] } } }),
    ],
    [
      'the whole internet as a network',
      shop({ clients: { all: { network: 'internet', cidrs: ['0.0.0.0/0', '::/0'] } } }),
    ],
    ['an external named as a workload elsewhere', shop({ externals: { web: { host, namespace: 'other' } } })],
    ['an external whose host starts with a digit', shop({ externals: { db: { host: '1db.example.com' } } })],
    ['a region of bare metal, which has no prices', shop({ target: { provider: 'bare-metal', region: 'cellar' } })],
    ['bare metal without a region', shop({ target: { provider: 'bare-metal' } })],
    ['every controller of a cloud', shop({ target: { ...target, controller: 'eks-auto-mode' } })],
    ['apiVersion and kind', shop({ apiVersion: 'moorage/v1', kind: 'Topology' })],
    ['a workload that calls itself', web({ calls: ['web'] })],
  ])('%s', (_, document) => {
    expect(() => read(document)).not.toThrow()
  })
})

/** As topology.md prints it. */
function shortForm() {
  return {
    name: 'shop',
    target,
    workloads: {
      web: {
        ports: { http: 8080 },
        calls: ['api'],
        expose: [{ port: 'http', to: 'internet', host: 'shop.example.com' }],
      },
      api: { ports: { http: 8080, metrics: 9090 }, calls: ['db'] },
      db: { kind: 'StatefulSet', ports: { postgres: 5432 }, discovery: 'per-pod' },
    },
  }
}
