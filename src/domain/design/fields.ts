// A finished design → the same design with every field of its Services decided, once: what is written, what is left out on purpose,
// and why. Rows as in the decision table, the first that matches decides its field; a field no row speaks of is not worth a word.
import type { Provider } from '../provider.ts'
import type { Topology } from '../topology/index.ts'
import type { Design, FieldName, FieldValue, Service, ServiceField } from './design.ts'
import { entrancesByService, keyOfService } from './entrances-by-service.ts'
import { fieldsOfBalancers } from './fields-of-balancers.ts'
import { fieldsOfPorts } from './fields-of-ports.ts'
import { fieldsOfTraffic } from './fields-of-traffic.ts'
import { type FieldFacts, type FieldRule, type PortFacts, tell } from './fields-rule.ts'

const OF_SERVICES: readonly FieldRule[] = [...fieldsOfTraffic, ...fieldsOfBalancers]

/** What a reader of the table is shown of a row. */
export type FieldRuleText = Pick<FieldRule, 'id' | 'field' | 'situation' | 'gives' | 'source'>

/** The whole table in order, as it runs. */
export const FIELD_RULES: readonly FieldRuleText[] = [...OF_SERVICES, ...fieldsOfPorts]

export function decideFields(design: Design, topology: Topology, provider: Provider): Design {
  const routed = entrancesByService(design)
  const byCookie = new Set(
    design.entrances.flatMap(({ routes }) =>
      routes
        .filter(({ sticky }) => sticky?.by === 'cookie')
        .map(({ namespace, service }) => keyOfService({ namespace, name: service })),
    ),
  )
  const balancers = balancersByWorkload(design.services)
  const mixesTransports = provider.mixesTransports(topology) && provider.oneTransportPerNumber !== true
  const services = design.services.map((service): Service => {
    const [port] = service.ports
    const balances = service.type === 'LoadBalancer'
    return {
      ...service,
      fields: fieldsOf({
        service,
        workload: topology.workloads[service.workload ?? ''],
        target: topology.target,
        minor: Number(topology.target.kubernetesVersion.split('.')[1]),
        cloud: balances ? provider.annotate.service(service, topology).fields : {},
        arrivesAt: balances && port !== undefined ? provider.arrival.service(service, port, topology).at : undefined,
        routed: routed.get(keyOfService(service)) ?? [],
        routedByCookie: byCookie.has(keyOfService(service)),
        twin: balances ? twinOf(service, balancers.get(service.workload) ?? []) : undefined,
        mixesTransports,
      }),
    }
  })
  return { ...design, services }
}

function balancersByWorkload(services: readonly Service[]): ReadonlyMap<string | undefined, readonly Service[]> {
  const found = new Map<string | undefined, Service[]>()
  for (const service of services) {
    if (service.type !== 'LoadBalancer') continue
    const there = found.get(service.workload)
    if (there === undefined) found.set(service.workload, [service])
    else there.push(service)
  }
  return found
}

const twinOf = (service: Service, balancers: readonly Service[]): Service | undefined =>
  balancers.find(
    (other) =>
      other.facing?.scheme === service.facing?.scheme && other.ports[0]?.transport !== service.ports[0]?.transport,
  )

function fieldsOf(around: Omit<FieldFacts, 'given'>): ServiceField[] {
  const { service } = around
  // An alias is an answer of DNS and has no field of these.
  if (service.type === 'ExternalName') return []
  const given = new Map<FieldName, FieldValue | null>()
  const facts: FieldFacts = { ...around, given }
  const fields: ServiceField[] = []
  for (const rule of OF_SERVICES) {
    if (given.has(rule.field) || !rule.when(facts)) continue
    const field = decided(rule, facts)
    given.set(rule.field, field.value)
    fields.push(field)
  }
  return [...fields, ...service.ports.flatMap((port) => fieldsOfPort({ ...facts, port }))]
}

function fieldsOfPort(facts: PortFacts): ServiceField[] {
  const rule = fieldsOfPorts.find((one) => one.when(facts))
  return rule === undefined ? [] : [{ ...decided(rule, facts), port: facts.port.name }]
}

const decided = <Facts>(rule: FieldRule<Facts>, facts: Facts): ServiceField => ({
  field: rule.field,
  value: tell(rule.value, facts),
  rule: rule.id,
  because: tell(rule.because, facts),
  source: rule.sourceOf?.(facts) ?? rule.source,
})
