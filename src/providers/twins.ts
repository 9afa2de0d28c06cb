// Where a balancer answers one number over one transport only: the Services a design makes of the same number over two, and what is
// wrong with one that has both.
import { referenceTo, type Service } from '../domain/design/design.ts'
import { compareText, type Finding } from '../domain/finding.ts'
import { type About, pathOf } from './findings.ts'

type Words = Omit<About, 'path'> & { fix: string }

/** `fix` says what brings both to one address, or that nothing does. */
export function transportsApart(services: readonly Service[], { fix, source }: Words): Finding[] {
  return services.flatMap((service) => {
    const twin = services.find((other) => isTwin(service, other))
    if (twin === undefined) return []
    return [
      {
        code: 'TRANSPORTS_ON_TWO_ADDRESSES',
        severity: 'warning',
        path: pathOf.service(service),
        message: `${referenceTo.service(service)} and ${referenceTo.service(twin)} answer the same port over two transports, each on a balancer and an address of its own.`,
        fix,
        source,
      },
    ]
  })
}

const isTwin = (service: Service, other: Service): boolean =>
  other.workload === service.workload &&
  other.facing?.scheme === service.facing?.scheme &&
  compareText(service.name, other.name) < 0 &&
  other.ports.some((port) => service.ports.some((own) => own.port === port.port && own.transport !== port.transport))

/** A pin takes all ports of a workload into one Service. */
export function transportsTogether(service: Service, source: string): Finding[] {
  const both = service.ports.find((port) =>
    service.ports.some((other) => other.port === port.port && other.transport !== port.transport),
  )
  if (both === undefined) return []
  return [
    {
      code: 'TRANSPORTS_ON_ONE_NUMBER',
      severity: 'error',
      path: `${pathOf.service(service)}/pin`,
      message: `${referenceTo.service(service)}: the load balancer answers port ${both.port} over one transport only, and the Service has it over two.`,
      fix: 'Remove the pin and offer each port in expose: each then gets a Service of its own.',
      source,
    },
  ]
}
