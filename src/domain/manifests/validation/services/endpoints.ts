// Addresses behind a Service, written by hand: EndpointSlice, and Endpoints, which it replaces.
// Source: kubernetes/kubernetes pkg/apis/discovery/validation, pkg/apis/core/validation (ValidateEndpoints), KEP-4974.
import { z } from 'zod'
import { topLevel } from '../metadata.ts'
import { dnsLabel, qualifiedName } from '../names.ts'
import type { Say } from '../report.ts'
import { fields, flag, list, loose, port, text, textMap } from '../values.ts'
import { protocol } from '../workloads/containers.ts'
import { familyOf, unusable } from './addresses.ts'

const endpoint = fields(
  {
    addresses: list(text, 1, 100),
    conditions: fields({ ready: flag, serving: flag, terminating: flag }),
    deprecatedTopology: textMap,
    hints: loose,
    hostname: dnsLabel,
    nodeName: text,
    targetRef: loose,
    zone: text,
  },
  'addresses',
)
// An empty name is what a single unnamed port of a Service has.
const portName = z.union([z.literal(''), dnsLabel], { error: 'must be a DNS label or empty' })

export const endpointSlice = topLevel(
  {
    addressType: z.enum(['IPv4', 'IPv6', 'FQDN']),
    endpoints: list(endpoint, 0, 1000),
    ports: list(fields({ appProtocol: qualifiedName, name: portName, port, protocol }), 0, 20_000),
  },
  'addressType',
)
export type EndpointSlice = z.infer<typeof endpointSlice>

const address = fields({ hostname: dnsLabel, ip: text, nodeName: text, targetRef: loose }, 'ip')
export const endpoints = topLevel({
  subsets: z.array(
    fields({
      addresses: z.array(address),
      notReadyAddresses: z.array(address),
      ports: z.array(fields({ appProtocol: qualifiedName, name: portName, port, protocol }, 'port')),
    }),
  ),
})
export type Endpoints = z.infer<typeof endpoints>

export const SERVICE_OF_SLICE = 'kubernetes.io/service-name'

export function checkEndpointSlice(slice: EndpointSlice, say: Say): void {
  const { addressType } = slice
  slice.endpoints?.forEach(({ addresses }, index) => {
    addresses.forEach((address, place) => {
      const at = `/endpoints/${index}/addresses/${place}`
      if (addressType === 'FQDN') return
      if (familyOf(address) !== addressType)
        say.mistake(at, 'INVALID_ADDRESS', `must be an ${addressType} address, as addressType says`)
      else checkUsable(address, at, say)
    })
    if (new Set(addresses).size < addresses.length) {
      say.mistake(`/endpoints/${index}/addresses`, 'DUPLICATE_ADDRESS', 'must not name an address twice')
    }
  })
  const names = new Set<string>()
  slice.ports?.forEach(({ name = '' }, index) => {
    if (names.has(name))
      say.mistake(`/ports/${index}/name`, 'DUPLICATE_PORT_NAME', 'must be unique; ports without a name count as one')
    names.add(name)
  })
  if (slice.metadata.labels?.[SERVICE_OF_SLICE] === undefined) {
    say.warning(
      '/metadata/labels',
      'SLICE_OF_NO_SERVICE',
      `without the label ${SERVICE_OF_SLICE} it belongs to no Service`,
    )
  }
  if (addressType === 'FQDN') {
    say.warning(
      '/addressType',
      'FQDN_NOT_PROXIED',
      'kube-proxy ignores FQDN slices; use a Service of type ExternalName',
    )
  }
}

export function checkEndpoints({ subsets = [] }: Endpoints, say: Say): void {
  say.warning(
    '',
    'ENDPOINTS_DEPRECATED',
    'Endpoints are deprecated since 1.33; write an EndpointSlice (discovery.k8s.io/v1)',
  )
  subsets.forEach((subset, index) => {
    for (const field of ['addresses', 'notReadyAddresses'] as const) {
      subset[field]?.forEach(({ ip }, place) => {
        const at = `/subsets/${index}/${field}/${place}/ip`
        if (familyOf(ip) === undefined) say.mistake(at, 'INVALID_ADDRESS', 'must be an IP address')
        else checkUsable(ip, at, say)
      })
    }
    if ((subset.addresses ?? subset.notReadyAddresses ?? []).length === 0) {
      say.mistake(`/subsets/${index}`, 'ADDRESSES_REQUIRED', 'must have `addresses` or `notReadyAddresses`')
    }
    const { ports = [] } = subset
    ports.forEach(({ name }, place) => {
      if (name === undefined && ports.length > 1) {
        say.mistake(
          `/subsets/${index}/ports/${place}/name`,
          'PORT_NAME_REQUIRED',
          '`name` is required where there are several ports',
        )
      }
    })
  })
}

function checkUsable(address: string, at: string, say: Say): void {
  const kind = unusable(address)
  if (kind !== undefined) say.mistake(at, 'ADDRESS_NOT_ROUTABLE', `must not be a ${kind} address`)
}
