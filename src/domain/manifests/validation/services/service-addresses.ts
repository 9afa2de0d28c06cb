// The addresses of a Service: its own (clusterIP, clusterIPs, families) and those of others it answers to (externalIPs).
import type { Say } from '../report.ts'
import { familyOf, unusable } from './addresses.ts'
import { isHeadless, type ServiceSpec } from './service.ts'

export function checkAddresses(spec: ServiceSpec, say: Say): void {
  checkClusterIPs(spec, say)
  checkFamilies(spec, say)
  spec.externalIPs?.forEach((address, index) => {
    const at = `/spec/externalIPs/${index}`
    if (familyOf(address) === undefined) {
      say.mistake(at, 'INVALID_ADDRESS', 'must be an IP address')
      return
    }
    const kind = unusable(address)
    if (kind !== undefined) say.mistake(at, 'ADDRESS_NOT_ROUTABLE', `must not be a ${kind} address`)
  })
}

function checkClusterIPs(spec: ServiceSpec, say: Say): void {
  const { type = 'ClusterIP', clusterIP = '', clusterIPs = [] } = spec
  if (type === 'ExternalName') {
    if (clusterIP !== '')
      say.mistake('/spec/clusterIP', 'NOT_FOR_EXTERNAL_NAME', 'must not be set with type ExternalName')
    if (clusterIPs.length > 0)
      say.mistake('/spec/clusterIPs', 'NOT_FOR_EXTERNAL_NAME', 'must not be set with type ExternalName')
    return
  }
  if (isHeadless(spec) && type !== 'ClusterIP') {
    say.mistake('/spec/clusterIP', 'HEADLESS_NEEDS_CLUSTER_IP_TYPE', `None is for type ClusterIP only, not ${type}`)
  }
  if (clusterIPs.length > 0 && clusterIP === '') {
    say.mistake('/spec/clusterIPs', 'CLUSTER_IPS_WITHOUT_CLUSTER_IP', 'must not be set without `clusterIP`')
  } else if (clusterIPs.length > 0 && clusterIPs[0] !== clusterIP) {
    say.mistake('/spec/clusterIPs/0', 'CLUSTER_IPS_DIFFER', 'must be the same as `clusterIP`')
  }
  if (clusterIPs.length > 2) say.mistake('/spec/clusterIPs', 'TOO_MANY', 'must have at most two, one for each family')
  if (clusterIPs.includes('None') && clusterIPs.length > 1) {
    say.mistake('/spec/clusterIPs', 'NONE_IS_NOT_ALONE', 'must have None alone')
  }
  const families = clusterIPs.map(familyOf)
  if (families.length === 2 && families[0] !== undefined && families[0] === families[1]) {
    say.mistake('/spec/clusterIPs', 'SAME_FAMILY_TWICE', `must have one of each family, has ${families[0]} twice`)
  }
  const all = new Map([
    ['/spec/clusterIP', clusterIP],
    ...clusterIPs.map((ip, index): [string, string] => [`/spec/clusterIPs/${index}`, ip]),
  ])
  for (const [at, address] of all) {
    if (address !== '' && address !== 'None' && familyOf(address) === undefined) {
      say.mistake(at, 'INVALID_ADDRESS', 'must be an IP address, "None" or empty')
    }
  }
}

function checkFamilies(spec: ServiceSpec, say: Say): void {
  const { type, ipFamilies, ipFamilyPolicy, clusterIPs = [] } = spec
  if (type === 'ExternalName') {
    if (ipFamilies !== undefined)
      say.mistake('/spec/ipFamilies', 'NOT_FOR_EXTERNAL_NAME', 'must not be set with type ExternalName')
    if (ipFamilyPolicy !== undefined) {
      say.mistake('/spec/ipFamilyPolicy', 'NOT_FOR_EXTERNAL_NAME', 'must not be set with type ExternalName')
    }
    return
  }
  if (ipFamilies !== undefined && ipFamilies.length > 2) {
    say.mistake('/spec/ipFamilies', 'TOO_MANY', 'must have at most two, IPv4 and IPv6')
  } else if (ipFamilies?.length === 2 && ipFamilies[0] === ipFamilies[1]) {
    say.mistake('/spec/ipFamilies/1', 'SAME_FAMILY_TWICE', `must not name ${ipFamilies[0]} twice`)
  }
  if (ipFamilyPolicy === 'SingleStack' && Math.max(ipFamilies?.length ?? 0, clusterIPs.length) > 1) {
    say.mistake(
      '/spec/ipFamilyPolicy',
      'SINGLE_STACK_WITH_TWO_FAMILIES',
      'must be PreferDualStack or RequireDualStack with two families',
    )
  }
  ipFamilies?.forEach((family, index) => {
    const address = clusterIPs[index]
    const actual = address === undefined ? undefined : familyOf(address)
    if (actual !== undefined && actual !== family) {
      say.mistake(`/spec/ipFamilies/${index}`, 'FAMILY_DIFFERS', `must be ${actual}, the family of clusterIPs/${index}`)
    }
  })
}
