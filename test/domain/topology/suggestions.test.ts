// A misspelt word is answered with the one that was meant, or with the words there are.
import { describe, expect, it } from 'vitest'
import { detailOf } from '../reading.ts'
import { exposing, shop, target, web } from './documents.ts'

const http = { http: 80 }

describe('what was meant', () => {
  it.each<[string, unknown, string, string]>([
    ['a field', shop({ ticet: 'OPS-1' }), 'UNKNOWN_FIELD', 'unknown field "ticet"; did you mean `ticket`?'],
    ['a field in another case', web({ Replicas: 2 }), 'UNKNOWN_FIELD', 'did you mean `replicas`?'],
    ['a field of the target', shop({ target: { ...target, nodse: 3 } }), 'UNKNOWN_FIELD', 'did you mean `nodes`?'],
    [
      'a field of a port',
      web({ ports: { http: { port: 80, targetport: 8080 } } }),
      'UNKNOWN_FIELD',
      'did you mean `targetPort`?',
    ],
    ['a field of an exposure', exposing('http', http, { lisen: 80 }), 'UNKNOWN_FIELD', 'did you mean `listen`?'],
    [
      'a field of TLS',
      exposing('http', http, { tls: { mode: 'none', secrt: 'a' } }),
      'UNKNOWN_FIELD',
      'did you mean `secret`?',
    ],
    [
      'a field of stickiness',
      exposing('http', http, { sticky: { by: 'cookie', ttl: 5 } }),
      'UNKNOWN_FIELD',
      'known here: by, ttlSeconds',
    ],
    [
      'a field of traffic',
      web({ traffic: { requestPerSecond: 5 } }),
      'UNKNOWN_FIELD',
      'did you mean `requestsPerSecond`?',
    ],
    ['a field of a probe', web({ probe: { pth: '/' } }), 'UNKNOWN_FIELD', 'did you mean `path`?'],
    ['a field of resources', web({ resources: { requests: { cpus: '1' } } }), 'UNKNOWN_FIELD', 'did you mean `cpu`?'],
    [
      'a field of a client',
      shop({ clients: { o: { network: 'office', cidr: [] } } }),
      'UNKNOWN_FIELD',
      'did you mean `cidrs`?',
    ],
    [
      'a field of an external',
      shop({ externals: { o: { hst: 'a.example.com' } } }),
      'UNKNOWN_FIELD',
      'did you mean `host`?',
    ],
    [
      'a field of an entrance',
      shop({ target: { ...target, entrances: { a: { api: 'ingress', class: 'alb', shceme: 'public' } } } }),
      'UNKNOWN_FIELD',
      'did you mean `scheme`?',
    ],
    [
      'a field of nothing near',
      shop({ colour: 'blue' }),
      'UNKNOWN_FIELD',
      'known here: apiVersion, kind, name, owner, ticket',
    ],
    ['a workload', web({ calls: ['wbe'] }), 'UNKNOWN_WORKLOAD', 'did you mean "web"?'],
    ['a workload of nothing near', web({ calls: ['payments'] }), 'UNKNOWN_WORKLOAD', 'known: web'],
    ['a called port', web({ calls: ['web/htpp'] }), 'UNKNOWN_PORT', '"web" has no such port; did you mean "http"?'],
    ['an exposed port', exposing('htpp', http, {}), 'UNKNOWN_PORT', 'did you mean "http"?'],
    ['the port of a probe', web({ probe: { port: 'htp' } }), 'UNKNOWN_PORT', 'did you mean "http"?'],
    [
      'an external',
      web({ calls: ['external:card'] }, { externals: { cards: { host: 'cards.example.com' } } }),
      'UNKNOWN_EXTERNAL',
      'did you mean "cards"?',
    ],
    ['an external where there is none', web({ calls: ['external:card'] }), 'UNKNOWN_EXTERNAL', 'names no external'],
    ['a built-in client', exposing('http', http, { to: 'internt' }), 'UNKNOWN_CLIENT', 'did you mean "internet"?'],
    [
      'a client of the owner',
      exposing('http', http, { to: 'ofice' }, { clients: { office: { network: 'office' } } }),
      'UNKNOWN_CLIENT',
      'did you mean "office"?',
    ],
    [
      'a region',
      shop({ target: { provider: 'aws', region: 'us-est-1' } }),
      'UNKNOWN_REGION',
      'did you mean "us-east-1"?',
    ],
    [
      'a region of nothing near',
      shop({ target: { provider: 'aws', region: 'the-moon-base' } }),
      'UNKNOWN_REGION',
      'known: af-south-1, ',
    ],
    [
      'a controller',
      shop({ target: { ...target, controller: 'aws-loadbalancer-controller' } }),
      'UNKNOWN_CONTROLLER',
      'did you mean "aws-load-balancer-controller"?',
    ],
    [
      'a controller of nothing near',
      shop({ target: { ...target, controller: 'nginx' } }),
      'UNKNOWN_CONTROLLER',
      'known: aws-load-balancer-controller, eks-auto-mode, aws-cloud-provider',
    ],
    [
      'a network',
      shop({ clients: { o: { network: 'office', cidrs: ['10.1.2.3/8'] } } }),
      'CIDR_HOST_BITS',
      'did you mean 10.0.0.0/8?',
    ],
    [
      'an address',
      shop({ externals: { db: { host: '192.0.2.7' } } }),
      'HOST_IS_AN_ADDRESS',
      'write it as addresses: ["192.0.2.7"]',
    ],
    [
      'a word of a list',
      web({ kind: 'Statefulset' }),
      'INVALID_VALUE',
      'must be one of Deployment, StatefulSet, DaemonSet, Job, CronJob, but is "Statefulset"',
    ],
  ])('%s', (_, document, code, said) => {
    expect(detailOf(document, code)).toContain(said)
  })
})

describe('what was expected, beside what is there', () => {
  it.each<[string, unknown, string, string]>([
    [
      'a version read as a number',
      shop({ target: { ...target, kubernetesVersion: 1.3 } }),
      'WRONG_TYPE',
      'must be text in quotes such as "1.35"',
    ],
    [
      'a version that is none',
      shop({ target: { ...target, kubernetesVersion: '1.3' } }),
      'INVALID_FORMAT',
      'must be a minor version from "1.31" to "1.39", but is "1.3"',
    ],
    [
      'a network',
      shop({ clients: { o: { network: 'office', cidrs: ['10.0.0.0/33'] } } }),
      'INVALID_FORMAT',
      'must be an IPv4 or IPv6 network such as 203.0.113.0/24, but is "10.0.0.0/33"',
    ],
    [
      'an address',
      shop({ externals: { o: { addresses: ['10.0.0.300'], port: 1 } } }),
      'INVALID_FORMAT',
      'must be an IPv4 or IPv6 address, but is "10.0.0.300"',
    ],
    [
      'clients',
      exposing('http', http, { to: 5 }),
      'WRONG_TYPE',
      'must be the name of a client, or a list of names, but is 5',
    ],
    ['no clients', exposing('http', http, { to: [] }), 'TOO_SMALL', 'must have at least one item'],
    [
      'too many clients',
      exposing('http', http, { to: Array(51).fill('vpc') }),
      'TOO_BIG',
      'must have at most 50 items',
    ],
    ['a port', web({ ports: { http: 99_999 } }), 'TOO_BIG', 'must be between 1 and 65535, but is 99999'],
    [
      'a port in quotes',
      web({ ports: { http: '80' } }),
      'WRONG_TYPE',
      'must be a port number, or an object with `port`',
    ],
    ['a duration of nothing', web({ traffic: { hoursPerMonth: 0 } }), 'TOO_SMALL', 'must be more than 0, but is 0'],
    [
      'a peak below the average',
      web({ traffic: { peakToAverage: 0.5 } }),
      'TOO_SMALL',
      'must be at least 1, but is 0.5',
    ],
    ['a required field', exposing('http', http, { tls: {} }), 'REQUIRED', '`mode` is required'],
    ['a pin without a reason', web({ pin: { type: 'NodePort' } }), 'REQUIRED', '`reason` is required'],
    ['nothing where an object is', web({ ports: null }), 'WRONG_TYPE', 'must be an object, but is null'],
    [
      'a host with a port',
      exposing('http', http, { host: 'a.example.com:80' }),
      'INVALID_VALUE',
      'without scheme, port or trailing dot',
    ],
    [
      'a host that is an address',
      exposing('http', http, { host: '192.0.2.7' }),
      'INVALID_VALUE',
      'must be a DNS name, not an IP address',
    ],
  ])('%s', (_, document, code, said) => {
    expect(detailOf(document, code)).toContain(said)
  })
})
