// The simulator is worth what it knows: each sentence of the NetworkPolicy documentation, as a policy and what follows from it.
import { describe, expect, it } from 'vitest'
import type { Manifest } from '../../../src/domain/manifests/manifest.ts'
import { type End, type Pod, simulate, type Transport } from './network-simulator.ts'

const policy = (spec: object, namespace = 'default', name = 'policy'): Manifest => ({
  apiVersion: 'networking.k8s.io/v1',
  kind: 'NetworkPolicy',
  metadata: { name, namespace },
  spec: { podSelector: {}, ...spec },
})
let count = 0
const pod = (namespace: string, labels: Record<string, string> = {}): Pod => ({
  namespace,
  labels,
  address: `100.64.1.${++count}`,
})
const web = pod('default', { app: 'web' })
const db = pod('default', { app: 'db' })
const there = pod('other', { app: 'web' })
const thereDb = pod('other', { app: 'db' })
const OUT = '203.0.113.9'

type Ask = [from: End, to: End, port: number, answer: boolean, transport?: Transport]

const inTo = (spec: object) => policy({ podSelector: { matchLabels: { app: 'db' } }, ...spec })
const app = (name: string) => ({ podSelector: { matchLabels: { app: name } } })
const inOther = { namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'other' } } }

const ROWS: Record<string, [policies: Manifest[], asks: Ask[]]> = {
  'without a policy everything is open': [
    [],
    [
      [web, db, 5432, true],
      [OUT, db, 1, true],
      [db, OUT, 1, true],
    ],
  ],
  'a policy without rules shuts ingress, and of the pods it selects only': [
    [inTo({})],
    [
      [web, db, 5432, false],
      [OUT, db, 80, false],
      [db, OUT, 443, true],
      [db, web, 80, true],
      [web, thereDb, 1, true],
    ],
  ],
  'an empty podSelector selects every pod of its namespace': [
    [policy({})],
    [
      [web, db, 5432, false],
      [db, web, 80, false],
      [web, there, 80, true],
    ],
  ],
  'policyTypes: Egress alone leaves ingress open': [
    [inTo({ policyTypes: ['Egress'] })],
    [
      [web, db, 5432, true],
      [db, OUT, 443, false],
      [db, web, 80, false],
    ],
  ],
  'egress rules without policyTypes shut egress too': [
    [inTo({ egress: [{ ports: [{ port: 443 }] }] })],
    [
      [db, OUT, 443, true],
      [db, OUT, 80, false],
      [web, db, 1, false],
    ],
  ],
  'a rule without peers takes any source, on its ports': [
    [inTo({ ingress: [{ ports: [{ port: 5432 }] }] })],
    [
      [web, db, 5432, true],
      [OUT, db, 5432, true],
      [there, db, 5432, true],
      [web, db, 80, false],
    ],
  ],
  'a rule without ports takes any port, of its peers': [
    [inTo({ ingress: [{ from: [app('web')] }] })],
    [
      [web, db, 1, true],
      [web, db, 1, true, 'SCTP'],
      [OUT, db, 1, false],
    ],
  ],
  'the protocol of a port is TCP unless said': [
    [inTo({ ingress: [{ ports: [{ port: 53 }, { port: 5353, protocol: 'UDP' }] }] })],
    [
      [web, db, 53, true],
      [web, db, 53, false, 'UDP'],
      [web, db, 5353, true, 'UDP'],
      [web, db, 5353, false],
    ],
  ],
  'endPort closes a range, both ends in it': [
    [inTo({ ingress: [{ ports: [{ port: 100, endPort: 102 }] }] })],
    [
      [web, db, 99, false],
      [web, db, 100, true],
      [web, db, 102, true],
      [web, db, 103, false],
    ],
  ],
  'a podSelector alone means pods of the policy’s own namespace': [
    [inTo({ ingress: [{ from: [app('web')] }] })],
    [
      [web, db, 1, true],
      [there, db, 1, false],
    ],
  ],
  'a namespaceSelector alone means all pods there': [
    [inTo({ ingress: [{ from: [inOther] }] })],
    [
      [web, db, 1, false],
      [there, db, 1, true],
      [thereDb, db, 1, true],
    ],
  ],
  'both in one peer must both match': [
    [inTo({ ingress: [{ from: [{ ...inOther, ...app('web') }] }] })],
    [
      [there, db, 1, true],
      [thereDb, db, 1, false],
      [web, db, 1, false],
    ],
  ],
  'in two peers either is enough': [
    [inTo({ ingress: [{ from: [inOther, app('web')] }] })],
    [
      [there, db, 1, true],
      [thereDb, db, 1, true],
      [web, db, 1, true],
      [OUT, db, 1, false],
    ],
  ],
  'labels of a Namespace that is written count, and its name always does': [
    [
      { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'other', labels: { team: 'a' } } },
      inTo({ ingress: [{ from: [{ namespaceSelector: { matchLabels: { team: 'a' } } }] }] }),
    ],
    [
      [there, db, 1, true],
      [web, db, 1, false],
    ],
  ],
  'a block of addresses is less what it excepts': [
    [inTo({ ingress: [{ from: [{ ipBlock: { cidr: '203.0.113.0/24', except: ['203.0.113.128/25'] } }] }] })],
    [
      [OUT, db, 1, true],
      ['203.0.113.200', db, 1, false],
      ['8.8.8.8', db, 1, false],
      [web, db, 1, false],
    ],
  ],
  'IPv4 and IPv6 are two worlds': [
    [inTo({ ingress: [{ from: [{ ipBlock: { cidr: '::/0' } }] }] })],
    [
      ['2001:db8::1', db, 1, true],
      [OUT, db, 1, false],
    ],
  ],
  'peer and port must match in the same rule': [
    [
      inTo({
        ingress: [
          { from: [app('web')], ports: [{ port: 1 }] },
          { from: [inOther], ports: [{ port: 2 }] },
        ],
      }),
    ],
    [
      [web, db, 1, true],
      [web, db, 2, false],
      [there, db, 1, false],
      [there, db, 2, true],
    ],
  ],
  'policies add up': [
    [inTo({}), policy({ ingress: [{ from: [app('web')] }] }, 'default', 'more')],
    [
      [web, db, 1, true],
      [OUT, db, 1, false],
    ],
  ],
  'sender and receiver must both allow it': [
    [
      inTo({ ingress: [{ from: [app('web')] }] }),
      policy({ podSelector: { matchLabels: { app: 'web' } }, policyTypes: ['Egress'] }, 'default', 'web'),
    ],
    [[web, db, 1, false]],
  ],
  'a pod reaches itself whatever holds for it': [[policy({ policyTypes: ['Ingress', 'Egress'] })], [[db, db, 1, true]]],
  'expressions select as well': [
    [
      policy({
        podSelector: {
          matchExpressions: [
            { key: 'app', operator: 'In', values: ['db', 'cache'] },
            { key: 'tier', operator: 'DoesNotExist' },
            { key: 'app', operator: 'NotIn', values: ['web'] },
            { key: 'app', operator: 'Exists' },
          ],
        },
      }),
    ],
    [
      [web, db, 1, false],
      [db, web, 1, true],
    ],
  ],
}

describe('a network with policies', () => {
  it.each(Object.entries(ROWS))('%s', (_, [policies, asks]) => {
    const network = simulate(policies)
    for (const [from, to, port, answer, transport] of asks)
      expect([from, to, port, transport, network.reaches(from, to, port, transport)]).toEqual([
        from,
        to,
        port,
        transport,
        answer,
      ])
  })
})
