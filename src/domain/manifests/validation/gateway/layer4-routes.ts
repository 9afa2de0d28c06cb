// TLSRoute, TCPRoute and UDPRoute: one rule that hands connections on. Standard since 1.5 (TLS) and 1.6 (TCP, UDP).
// Source: gateway-api v1.6 apis/v1/{tlsroute,tcproute,udproute}_types.go.
import type { z } from 'zod'
import { STATUS, topLevel } from '../metadata.ts'
import type { Circumstances, Say } from '../report.ts'
import { familyOf } from '../services/addresses.ts'
import { fields, list } from '../values.ts'
import { backendRef, checkBackendPort, checkParentRefs, hostname, parentRefs, sectionName } from './values.ts'

const rules = list(fields({ backendRefs: list(backendRef, 1, 16), name: sectionName }, 'backendRefs'), 1, 1)

export const tlsRoute = topLevel(
  { ...STATUS, spec: fields({ hostnames: list(hostname, 1, 1024), parentRefs, rules }, 'hostnames', 'rules') },
  'spec',
)
export type TlsRoute = z.infer<typeof tlsRoute>

export const layer4Route = topLevel({ ...STATUS, spec: fields({ parentRefs, rules }, 'rules') }, 'spec')
export type Layer4Route = z.infer<typeof layer4Route>

export function checkLayer4Route({ spec }: Layer4Route, say: Say, { unread }: Circumstances): void {
  checkParentRefs(spec.parentRefs ?? [], say)
  spec.rules.forEach(({ backendRefs }, index) => {
    backendRefs.forEach((backend, place) => {
      const at = `/spec/rules/${index}/backendRefs/${place}`
      if (!unread(`${at}/port`)) checkBackendPort(backend, at, say)
    })
  })
}

export function checkTlsRoute(route: TlsRoute, say: Say, circumstances: Circumstances): void {
  checkLayer4Route(route, say, circumstances)
  route.spec.hostnames.forEach((host, index) => {
    if (familyOf(host) !== undefined) {
      say.mistake(`/spec/hostnames/${index}`, 'HOST_IS_AN_ADDRESS', 'must be a DNS name: SNI carries no addresses')
    }
  })
}
