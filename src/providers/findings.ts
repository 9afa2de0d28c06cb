// Findings whose cause is the same on several clouds: what a layer-4 balancer cannot do.
import { referenceTo, type Service } from '../domain/design/design.ts'
import type { Finding } from '../domain/finding.ts'
import type { Transport } from '../domain/topology/index.ts'

type About = { path: string; source: string }

export const transportNotCarried = (
  service: Service,
  carried: readonly Transport[],
  { path, source }: About,
): Finding[] =>
  service.ports
    .filter((port) => !carried.includes(port.transport))
    .map((port) => ({
      code: 'TRANSPORT_NOT_SUPPORTED',
      severity: 'error',
      path,
      message: `${referenceTo.service(service)}: the load balancer carries ${carried.join(' and ')}, not ${port.transport} (port ${port.name}).`,
      fix: 'Reach it by pod or node address, or carry it over another transport.',
      source,
    }))

export const layer4EndsNoTls = (service: Service, { path, source }: About): Finding[] =>
  service.facing?.tls.mode === 'terminate'
    ? [
        {
          code: 'TLS_NOT_ENDED',
          severity: 'error',
          path,
          message: `${referenceTo.service(service)}: this load balancer passes bytes on and ends no TLS; what arrives at the workload is still encrypted.`,
          fix: 'End TLS in the workload and say so: tls: { mode: passthrough }.',
          source,
        },
      ]
    : []
