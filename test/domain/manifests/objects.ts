// For tests: manifests as plain objects that can be walked, and the shapes of names the API server takes.
import ipaddr from 'ipaddr.js'
import type { Manifest } from '../../../src/domain/manifests/manifest.ts'

export type Values = { [key: string]: unknown }
export type Listed = { kind: string; namespace: string; name: string; spec: Values; object: Values; metadata: Values }

const isValues = (value: unknown): value is Values =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
export const valuesOf = (value: unknown): Values => (isValues(value) ? value : {})
export const listOf = (value: unknown): Values[] => (Array.isArray(value) ? value.map(valuesOf) : [])
export const textsOf = (value: unknown): string[] => (Array.isArray(value) ? value.map(String) : [])

export const listedOf = (manifests: readonly Manifest[]): Listed[] =>
  manifests.map((manifest) => {
    const object: Values = JSON.parse(JSON.stringify(manifest))
    const metadata = valuesOf(object.metadata)
    return {
      kind: String(object.kind),
      namespace: String(metadata.namespace),
      name: String(metadata.name),
      spec: valuesOf(object.spec),
      object,
      metadata,
    }
  })

export const DNS_1035_LABEL = /^[a-z]([-a-z0-9]*[a-z0-9])?$/
export const DNS_1123_LABEL = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/
export const DNS_1123_SUBDOMAIN = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/
export const IANA_SERVICE_NAME = /^(?=.{1,15}$)(?!.*--)(?=.*[a-z])[a-z0-9]([-a-z0-9]*[a-z0-9])?$/
const QUALIFIED_NAME = /^[A-Za-z0-9]([-A-Za-z0-9_.]*[A-Za-z0-9])?$/

export const isSubdomain = (text: string): boolean => text.length <= 253 && DNS_1123_SUBDOMAIN.test(text)

/** "app", "example.com/app". */
export function isQualifiedName(text: string): boolean {
  const [name = '', prefix, ...more] = text.split('/').reverse()
  return (
    more.length === 0 && name.length <= 63 && QUALIFIED_NAME.test(name) && (prefix === undefined || isSubdomain(prefix))
  )
}

export const isLabelValue = (text: unknown): boolean =>
  typeof text === 'string' && text.length <= 63 && (text === '' || QUALIFIED_NAME.test(text))

/** A host of an Ingress or an HTTPRoute: a DNS name, or `*.` and one; never an address. */
export const isHost = (text: string): boolean => isSubdomain(text.replace(/^\*\./, '')) && !/^[\d.]+$/.test(text)

export const isPath = (text: unknown): boolean =>
  typeof text === 'string' && text.startsWith('/') && !/\/\/|\/\.\.?(\/|$)|%2f/i.test(text)

export const duplicates = (keys: readonly string[]): string[] => [
  ...new Set(keys.filter((key, index) => keys.indexOf(key) !== index)),
]

/** A network without host bits: strict CIDR validation (KEP-4858) refuses "10.1.2.3/8". */
export function isNetwork(range: string): boolean {
  if (!ipaddr.isValidCIDR(range)) return false
  const [address, bits] = ipaddr.parseCIDR(range)
  const kind = address.kind() === 'ipv4' ? ipaddr.IPv4 : ipaddr.IPv6
  return address.toString() === kind.networkAddressFromCIDR(range).toString() && bits >= 0
}
