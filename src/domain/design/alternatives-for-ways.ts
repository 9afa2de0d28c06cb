// What a way in from outside could have been reached through instead, and why it is not.
import type { Row } from './alternatives.ts'
import { isTemporaryTeamAccess, type WayFacts } from './facts.ts'
import type { Blocker } from './way.ts'

const always = () => true
const implementation = ({ target: { provider, loadBalancers } }: WayFacts) => ({ provider, loadBalancers })
const wanted = ({ way: { clients, networks, exposure } }: WayFacts) => ({
  to: clients,
  networks,
  hosts: exposure.hosts,
  ...(exposure.until === undefined ? {} : { until: exposure.until }),
})
const asked = ({ way: { exposure, port } }: Pick<WayFacts, 'way'>) => ({
  protocol: port.protocol,
  tls: exposure.tls.mode,
  paths: exposure.paths,
  ...(exposure.sticky === undefined ? {} : { sticky: exposure.sticky.by }),
  preserveClientIP: exposure.preserveClientIP,
})

const byGateway = ({ target: { routing }, layer4, ...facts }: WayFacts) => ({
  routing,
  class: layer4?.made.class,
  ...asked(facts),
})
const listedWhy = (blockers: readonly Blocker[]) => blockers.map((blocker) => blocker.because).join('; ')

export const FOR_WAYS: readonly Row<WayFacts>[] = [
  {
    type: 'ClusterIP',
    when: ({ target: { environment }, canLoadBalance, way: { port } }) =>
      !canLoadBalance && environment !== 'production' && environment !== 'staging' && port.transport === 'TCP',
    because: () =>
      'With kubectl port-forward it would do for who has kubectl; it ends with the session, and others reach nothing.',
    rule: 'temporary-team-access',
    facts: wanted,
  },
  {
    type: 'ClusterIP',
    when: always,
    because: () => 'Alone it is reached only from inside the cluster; this was offered to clients outside.',
    rule: 'temporary-team-access',
    facts: wanted,
  },
  {
    type: 'Headless',
    when: always,
    because: () => 'Its name answers inside the cluster only, with pod addresses that clients outside do not reach.',
    rule: 'client-side-balancing',
    facts: wanted,
    onlyAsked: true,
  },
  {
    type: 'LoadBalancer',
    when: ({ canLoadBalance }) => !canLoadBalance,
    because: () => 'Nothing here answers it: EXTERNAL-IP would stay <pending> for ever.',
    rule: 'no-load-balancer-here',
    facts: implementation,
    impossible: true,
  },
  {
    type: 'LoadBalancer',
    when: ({ existing, layer7 }) => existing !== undefined && layer7.length > 0,
    because: () =>
      'It would add a load balancer of its own with its hour and its addresses, where the Gateway passes TLS on by the server name for nothing fixed.',
    rule: 'tls-route-on-existing-gateway',
    facts: ({ way, existing }) => ({ hosts: way.exposure.hosts, entrance: existing?.[0] }),
  },
  {
    type: 'LoadBalancer',
    when: ({ existing }) => existing !== undefined,
    because: () =>
      'It would add a load balancer of its own with its hour and its addresses, where a route costs nothing fixed.',
    rule: 'route-on-existing-entrance',
    facts: ({ way, existing }) => ({ hosts: way.exposure.hosts, entrance: existing?.[0] }),
  },
  {
    type: 'LoadBalancer',
    when: ({ layer4 }) => layer4 !== undefined && layer4.blockers.length === 0,
    because: () => 'It would carry the same through as many load balancers; routing: gateway asks for the Gateway API.',
    rule: 'layer-4-through-gateway',
    facts: byGateway,
  },
  {
    type: 'LoadBalancer',
    when: isTemporaryTeamAccess,
    because: () => 'A billable public address for one team, for a while; its source ranges would be its only door.',
    rule: 'temporary-team-access',
    facts: wanted,
  },
  {
    type: 'LoadBalancer',
    when: always,
    because: () => 'At layer 4 it ends no TLS, reads no path and no cookie.',
    rule: 'entrance-of-its-own',
    facts: asked,
  },
  {
    type: 'Entrance',
    when: ({ layer4 }) => layer4 !== undefined && layer4.blockers.length > 0,
    because: ({ layer7, layer4 }) =>
      `Not possible: ${listedWhy(layer7)}. Nor by the port alone through a Gateway of class ${layer4?.made.class}: ${listedWhy(layer4?.blockers ?? [])}.`,
    rule: 'layer-4-through-gateway',
    facts: (facts) => ({
      ...byGateway(facts),
      blockers: [...facts.layer7, ...(facts.layer4?.blockers ?? [])].map((blocker) => blocker.code),
    }),
    impossible: true,
    source: ({ layer7, layer4 }) =>
      [...new Set([...layer7, ...(layer4?.blockers ?? [])].map((blocker) => blocker.source))].join('; '),
  },
  {
    type: 'Entrance',
    when: ({ layer7 }) => layer7.length > 0,
    because: ({ layer7 }) => `Not possible: ${layer7.map((blocker) => blocker.because).join('; ')}.`,
    rule: 'entrance-of-its-own',
    facts: (facts) => ({ blockers: facts.layer7.map((blocker) => blocker.code), ...asked(facts) }),
    impossible: true,
    source: ({ layer7 }) => [...new Set(layer7.map((blocker) => blocker.source))].join('; '),
  },
  {
    type: 'Entrance',
    when: ({ entranceClass, canLoadBalance }) => entranceClass === undefined || !canLoadBalance,
    because: ({ existing }) =>
      `${existing === undefined ? 'No entrance exists here and none' : 'None of its own'} can be made without a load balancer before it.`,
    rule: 'entrance-of-its-own',
    facts: implementation,
    impossible: true,
  },
  {
    type: 'Entrance',
    when: isTemporaryTeamAccess,
    because: () =>
      'The second choice: a route with source ranges would need a host and leave a public way in after the need has passed.',
    rule: 'temporary-team-access',
    facts: wanted,
  },
  {
    type: 'Entrance',
    when: always,
    because: () =>
      'A layer-7 entrance of its own brings nothing that was asked for: no TLS to end, no path, no cookie.',
    rule: 'entrance-of-its-own',
    facts: asked,
  },
  {
    type: 'NodePort',
    when: ({ way }) => way.exposure.tls.mode === 'terminate',
    because: () => 'It gives users no name and no TLS, and a port above 30000 on every node.',
    rule: 'no-load-balancer-here',
    facts: implementation,
  },
  {
    type: 'NodePort',
    when: always,
    because: () => 'It gives users node addresses and a port above 30000, and opens it on every node.',
    rule: 'no-load-balancer-here',
    facts: implementation,
  },
  {
    type: 'ExternalName',
    when: always,
    because: () => 'It names something outside the cluster; this runs inside, and an alias selects no pods.',
    rule: 'external-by-name',
    facts: ({ way }) => ({ workload: way.workload, port: way.exposure.port }),
    impossible: true,
  },
]
