// What a Service's fields may not say together: the API server's own rules for types, ports, addresses and policies.
// Source: kubernetes/kubernetes pkg/apis/core/validation/validation.go ValidateService and the functions it calls.
import { notDns1035, notDnsLabel } from '../names.ts'
import type { Circumstances, Say } from '../report.ts'
import { networkOf } from './addresses.ts'
import type { Service, ServiceSpec } from './service.ts'
import { checkAddresses } from './service-addresses.ts'
import { adviseService } from './service-advice.ts'
import { checkPorts } from './service-ports.ts'

/** KEP-5311: a leading digit is valid in every cluster from 1.37 on. */
export const serviceName = (name: string, minor: number): string | undefined =>
  minor >= 37 ? notDnsLabel(name) : notDns1035(name)

export function checkService(service: Service, say: Say, circumstances: Circumstances): void {
  const { spec } = service
  checkPorts(spec, say, circumstances)
  checkAddresses(spec, say)
  checkExternalName(spec, say, circumstances)
  checkAffinity(spec, say)
  checkPolicies(spec, say, circumstances)
  checkLoadBalancer(service, say, circumstances)
  adviseService(service, say, circumstances)
}

function checkExternalName({ type, externalName, selector }: ServiceSpec, say: Say, { unread }: Circumstances): void {
  if (type !== 'ExternalName') {
    if (externalName !== undefined && externalName !== '') {
      say.warning('/spec/externalName', 'FIELD_WITHOUT_EFFECT', 'has no effect unless type is ExternalName; remove it')
    }
    return
  }
  if (externalName === undefined || externalName === '') {
    if (!unread('/spec/externalName')) {
      say.mistake('/spec/externalName', 'REQUIRED', '`externalName` is required with type ExternalName')
    }
    return
  }
  // One trailing dot is tolerated. Dotted numbers pass the API server, but are looked up as a name and never resolve.
  const name = externalName.replace(/\.$/, '')
  const wrong =
    name.length > 253 || !/^[a-z0-9](?:[-a-z0-9]*[a-z0-9])?(?:\.[a-z0-9](?:[-a-z0-9]*[a-z0-9])?)*$/.test(name)
  if (wrong) {
    say.mistake('/spec/externalName', 'INVALID_FORMAT', 'must be a lower-case DNS name without scheme, port or path')
  } else if (/^[\d.]+$/.test(name)) {
    say.mistake(
      '/spec/externalName',
      'EXTERNAL_NAME_IS_AN_ADDRESS',
      'must be a DNS name: an address is looked up as a name and does not resolve; use a Service without selector and an EndpointSlice',
    )
  }
  if (selector !== undefined && Object.keys(selector).length > 0) {
    say.warning('/spec/selector', 'FIELD_WITHOUT_EFFECT', 'has no effect with type ExternalName; remove it')
  }
}

function checkAffinity({ sessionAffinity = 'None', sessionAffinityConfig }: ServiceSpec, say: Say): void {
  if (sessionAffinity === 'None' && sessionAffinityConfig !== undefined) {
    say.mistake(
      '/spec/sessionAffinityConfig',
      'AFFINITY_CONFIG_WITHOUT_AFFINITY',
      'must not be set unless sessionAffinity is ClientIP',
    )
  }
}

function checkPolicies(spec: ServiceSpec, say: Say, { minor }: Circumstances): void {
  const { type = 'ClusterIP', externalTrafficPolicy, externalIPs = [], trafficDistribution } = spec
  const facing = type === 'NodePort' || type === 'LoadBalancer' || (type === 'ClusterIP' && externalIPs.length > 0)
  if (externalTrafficPolicy !== undefined && !facing) {
    say.mistake(
      '/spec/externalTrafficPolicy',
      'EXTERNAL_POLICY_WITHOUT_EXTERNAL_TRAFFIC',
      `must not be set with type ${type}; it is for NodePort and LoadBalancer`,
    )
  }
  // KEP-3015: PreferSameZone and PreferSameNode are off in 1.33 and on from 1.34; PreferClose is the old name of the first.
  if (trafficDistribution !== undefined && trafficDistribution !== 'PreferClose' && minor < 34) {
    say.mistake(
      '/spec/trafficDistribution',
      'VALUE_NOT_IN_VERSION',
      `${trafficDistribution} is known to Kubernetes 1.34 and later; use PreferClose for 1.${minor}`,
    )
  }
  if (trafficDistribution === 'PreferClose' && minor >= 35) {
    say.warning('/spec/trafficDistribution', 'DEPRECATED_VALUE', 'PreferClose is the old name; use PreferSameZone')
  }
}

function checkLoadBalancer({ metadata, spec }: Service, say: Say, { minor }: Circumstances): void {
  const { type = 'ClusterIP' } = spec
  const only = (field: keyof ServiceSpec) => {
    if (spec[field] !== undefined && type !== 'LoadBalancer') {
      say.mistake(
        `/spec/${field}`,
        'ONLY_FOR_LOAD_BALANCER',
        `must not be set with type ${type}; it is for LoadBalancer`,
      )
    }
  }
  only('loadBalancerClass')
  only('allocateLoadBalancerNodePorts')
  const local = type === 'LoadBalancer' && spec.externalTrafficPolicy === 'Local'
  if (spec.healthCheckNodePort !== undefined && spec.healthCheckNodePort !== 0 && !local) {
    say.mistake(
      '/spec/healthCheckNodePort',
      'HEALTH_CHECK_PORT_WITHOUT_LOCAL',
      'must not be set unless type is LoadBalancer and externalTrafficPolicy is Local',
    )
  }
  const written = metadata.annotations?.[SOURCE_RANGES]
  const ranges =
    spec.loadBalancerSourceRanges?.map((cidr, index) => ({ cidr, at: `/spec/loadBalancerSourceRanges/${index}` })) ??
    written
      ?.split(',')
      .map((cidr) => ({ cidr, at: `/metadata/annotations/${SOURCE_RANGES.replace('/', '~1')}` }))
      .filter(({ cidr }) => cidr.trim() !== '') ??
    []
  const [first] = ranges
  if (first !== undefined && type !== 'LoadBalancer') {
    const at = first.at.replace(/\/0$/, '')
    say.mistake(at, 'ONLY_FOR_LOAD_BALANCER', `must not be set with type ${type}; it is for LoadBalancer`)
  }
  for (const { cidr, at } of ranges) {
    const { wrong, lax } = networkOf(cidr.trim())
    if (wrong !== undefined) say.mistake(at, 'INVALID_CIDR', wrong)
    else if (lax !== undefined) (minor >= 36 ? say.mistake : say.warning)(at, 'CIDR_NOT_STRICT', lax)
  }
}

/** The older way to say loadBalancerSourceRanges; the API server checks it alike. */
export const SOURCE_RANGES = 'service.beta.kubernetes.io/load-balancer-source-ranges'
