// Random valid topologies over every supported provider and every field of the vocabulary, short forms and full ones mixed.
// What is drawn are wishes; assembling them drops whatever would contradict itself, so every document reads without a mistake.
import fc from 'fast-check'
import type { ProviderName, TopologyInput } from '../../src/domain/topology/index.ts'
import { PROVIDERS } from '../../src/providers/index.ts'
import { arbitraryTarget } from './arbitrary-target.ts'
import { LONGEST_HOST, LONGEST_NAMES, labelKey, labelValue, NAMESPACES, text } from './arbitrary-text.ts'
import { arbitraryWorkload, assembleWorkloads } from './arbitrary-workload.ts'

export { shuffled } from './shuffled.ts'

export type TopologyOptions = {
  /** The clouds to draw from; all that are supported unless said otherwise. */
  providers?: readonly ProviderName[]
  workloadsAtLeast?: number
  workloadsAtMost?: number
}

/** Documents that `readTopology` takes on `TODAY` (see reading.ts). Plain JSON values, no `undefined`. */
export function arbitraryTopology(options: TopologyOptions = {}): fc.Arbitrary<TopologyInput> {
  const providers = options.providers ?? [...PROVIDERS.keys()]
  const workloads = fc.uniqueArray(fc.tuple(workloadName, arbitraryWorkload), {
    minLength: options.workloadsAtLeast ?? 1,
    maxLength: options.workloadsAtMost ?? 6,
    selector: ([name]) => name,
  })
  return fc
    .tuple(fc.constantFrom(...providers).chain(arbitraryTarget), heading, clients, externals, workloads)
    .map(([target, head, clientWishes, externalWishes, wishes]) => {
      const taken = new Set(wishes.map(([name]) => name))
      // Workloads and externals share one space of Service names.
      const outside = Object.fromEntries(Object.entries(externalWishes).filter(([name]) => !taken.has(name)))
      const document = {
        ...head,
        target,
        ...(Object.keys(clientWishes).length === 0 ? {} : { clients: clientWishes }),
        ...(Object.keys(outside).length === 0 ? {} : { externals: outside }),
        workloads: assembleWorkloads(wishes, clientWishes, Object.keys(outside)),
      }
      return JSON.parse(JSON.stringify(document)) as TopologyInput
    })
}

const workloadName = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom('web', 'api', 'api-b', 'db', 'cache', 'worker', 'mail', 'constructor') },
  { weight: 1, arbitrary: fc.stringMatching(/^[a-z][-a-z0-9]{0,8}[a-z0-9]$/) },
  { weight: 1, arbitrary: fc.constantFrom(...LONGEST_NAMES) },
)
const namespace = fc.constantFrom(...NAMESPACES)

const heading = fc.record(
  {
    apiVersion: fc.constant('moorage/v1' as const),
    kind: fc.constant('Topology' as const),
    name: fc.constantFrom('shop', 'article', 'a', ...LONGEST_NAMES),
    owner: text('team-shop'),
    ticket: text('OPS-42'),
    labels: fc.dictionary(labelKey, labelValue),
    'x-cost-centre': fc.constantFrom<unknown>(4711, { b: 1, a: [2, 1] }),
  },
  { requiredKeys: ['name'] },
)

const CIDRS = ['203.0.113.0/24', '198.51.100.0/24', '192.0.2.17/32', '10.0.0.0/8', '2001:db8::/32']
const client = (network: 'internet' | 'vpc' | 'office' | 'partner') =>
  fc.record(
    { network: fc.constant(network), cidrs: fc.subarray(CIDRS), description: text('Whoever calls from there.') },
    { requiredKeys: ['network'] },
  )
const clients = fc
  .record(
    {
      // The two that need no declaring may be declared, to name their networks.
      internet: client('internet'),
      vpc: client('vpc'),
      anyone: client('internet'),
      sites: client('vpc'),
      office: client('office'),
      partner: client('partner'),
    },
    { requiredKeys: [] },
  )
  .map((wishes) => wishes as NonNullable<TopologyInput['clients']>)

const port = fc.constantFrom(443, 5432, 53, 8080)
const outside = { tls: fc.boolean(), namespace }
const addresses = fc.subarray(['192.0.2.10', '192.0.2.11', '198.51.100.7'], { minLength: 1 })
const external = fc.oneof(
  fc.record(
    { host: fc.constantFrom('cards.example.net', 'db.example.net', LONGEST_HOST), port, ...outside },
    { requiredKeys: ['host'] },
  ),
  fc.record({ addresses, port, ...outside }, { requiredKeys: ['addresses', 'port'] }),
  fc.record(
    { addresses: fc.constantFrom(['2001:db8::1'], ['2001:db8::1', '192.0.2.10']), port, ...outside },
    { requiredKeys: ['addresses', 'port'] },
  ),
)
const externals = fc.dictionary(fc.constantFrom('cards', 'mail', 'legacy', 'constructor', ...LONGEST_NAMES), external, {
  maxKeys: 3,
})
