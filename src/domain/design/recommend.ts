// Topology → the recommended design: what each workload gets on its own merits. Existing entrances are used, no new shared one
// is invented. The rule table decides; `serve.ts` turns its decisions about one workload into Services and routes.
import { compareText } from '../finding.ts'
import type { Provider } from '../provider.ts'
import type { Topology } from '../topology/index.ts'
import { rejectedForExternal, rejectedForWorkload } from './alternatives.ts'
import { aroundWorkload } from './alternatives-for-workloads.ts'
import type { Design, Service } from './design.ts'
import { gatherEntrances, type PendingRoute } from './entrances.ts'
import { callersOf, type WorkloadFacts } from './facts.ts'
import { type NameBook, openNameBook } from './names.ts'
import { becauseOf, ruleFor } from './rules.ts'
import { serve } from './serve.ts'
import { dnsOf } from './service.ts'

export function recommend(topology: Topology, provider: Provider): Design {
  const callers = callersOf(topology)
  const called = new Set(Object.values(topology.workloads).flatMap((workload) => workload.calls))
  const names = openNameBook(topology)
  const services: Service[] = []
  const routes: PendingRoute[] = []
  const unserved: Design['unserved'] = []
  for (const [name, workload] of Object.entries(topology.workloads)) {
    const facts: WorkloadFacts = { name, workload, callers: callers.get(name) ?? [] }
    const rule = ruleFor('workload', facts)
    if (rule.gives === 'None') {
      const rejected = rejectedForWorkload('None', aroundWorkload(facts, [], topology, provider))
      unserved.push({ workload: name, because: becauseOf(rule, facts), rejected })
      continue
    }
    const served = serve({ topology, provider, names, facts, rule, called })
    services.push(...served.services)
    routes.push(...served.routes)
  }
  for (const [name, external] of Object.entries(topology.externals)) {
    services.push(externalService(name, external, callers.get(`external:${name}`) ?? [], names))
  }
  return {
    services: services.sort((a, b) => compareText(a.namespace, b.namespace) || compareText(a.name, b.name)),
    entrances: gatherEntrances(topology, provider, routes, names),
    unserved,
  }
}

function externalService(
  name: string,
  external: Topology['externals'][string],
  callers: string[],
  names: NameBook,
): Service {
  const facts = { name, external, callers }
  const rule = ruleFor('external', facts)
  const { namespace, host, port, tls, addresses } = external
  const type = addresses === undefined ? 'ExternalName' : 'ClusterIP'
  const protocol = tls ? 'tls' : 'tcp'
  const ports: Service['ports'] =
    port === undefined ? [] : [{ name: protocol, port, targetPort: port, transport: 'TCP', protocol }]
  return {
    name: names.take(namespace, name),
    namespace,
    external: name,
    type,
    ports,
    ...(host === undefined ? {} : { externalName: host }),
    ...(addresses === undefined ? {} : { addresses }),
    fields: [],
    dns: dnsOf(name, namespace, ports),
    path: [],
    because: becauseOf(rule, facts),
    rejected: rejectedForExternal(type, facts),
    verify: [],
  }
}
