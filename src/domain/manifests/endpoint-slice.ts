// Addresses behind a Service without a selector → EndpointSlices, one for each address family (KEP-4974: Endpoints are deprecated).
import type { Service } from '../design/design.ts'
import type { Topology } from '../topology/index.ts'
import type { Manifest } from './manifest.ts'
import { metadata } from './metadata.ts'

export function endpointSlices(service: Service, topology: Topology): Manifest[] {
  const addresses = service.addresses ?? []
  const families = [
    { addressType: 'IPv4', members: addresses.filter((address) => !address.includes(':')) },
    { addressType: 'IPv6', members: addresses.filter((address) => address.includes(':')) },
  ]
  return families.flatMap(({ addressType, members }) =>
    members.length === 0
      ? []
      : [
          {
            apiVersion: 'discovery.k8s.io/v1',
            kind: 'EndpointSlice',
            metadata: metadata(topology, {
              name: `${service.name}-${addressType.toLowerCase()}`,
              namespace: service.namespace,
              component: service.external,
              // The label joins the slice to its Service; the second keeps the cluster's own controller off it.
              labels: {
                'kubernetes.io/service-name': service.name,
                'endpointslice.kubernetes.io/managed-by': 'moorage',
              },
            }),
            addressType,
            endpoints: members.map((address) => ({ addresses: [address] })),
            ports: service.ports.map(({ name, targetPort, transport }) => ({
              name,
              port: targetPort,
              protocol: transport,
            })),
          },
        ],
  )
}
