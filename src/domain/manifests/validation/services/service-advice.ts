// What the API server accepts of a Service although it is outdated, has no effect, or opens more than was meant.
import type { Circumstances, Say } from '../report.ts'
import { networkOf } from './addresses.ts'
import { isHeadless, type Service, type ServicePort, type ServiceSpec } from './service.ts'

const INNER_PORTS = /(?:^|-)(?:metrics|admin|debug|health)(?:$|-)/
const HTTP_PROTOCOLS = ['http', 'https', 'http2', 'grpc', 'kubernetes.io/h2c', 'kubernetes.io/ws', 'kubernetes.io/wss']
const KUBERNETES_PROTOCOLS = ['kubernetes.io/h2c', 'kubernetes.io/ws', 'kubernetes.io/wss']

export function adviseService({ metadata, spec }: Service, say: Say, { minor }: Circumstances): void {
  if (spec.loadBalancerIP !== undefined && spec.loadBalancerIP !== '') {
    say.warning(
      '/spec/loadBalancerIP',
      'LOAD_BALANCER_IP_DEPRECATED',
      "is deprecated since 1.24; use the provider's own annotation for a static address",
    )
  }
  if ((spec.externalIPs ?? []).length > 0) {
    say.warning(
      '/spec/externalIPs',
      'EXTERNAL_IPS_DEPRECATED',
      'is deprecated in 1.36 and on its way out (KEP-5707); use a load balancer or the addresses of a Gateway',
    )
  }
  if (metadata.annotations?.['service.kubernetes.io/topology-mode'] !== undefined) {
    say.warning(
      '/metadata/annotations/service.kubernetes.io~1topology-mode',
      'DEPRECATED_ANNOTATION',
      `is superseded; use spec.trafficDistribution: ${minor >= 35 ? 'PreferSameZone' : 'PreferClose'}`,
    )
  }
  if (isHeadless(spec)) adviseHeadless(spec, say)
  spec.ports?.forEach((port, index) => {
    advisePort(port, spec, `/spec/ports/${index}`, say)
  })
  if (spec.internalTrafficPolicy === 'Local' && spec.trafficDistribution !== undefined) {
    say.warning(
      '/spec/trafficDistribution',
      'FIELD_WITHOUT_EFFECT',
      'has no effect beside internalTrafficPolicy Local, which wins',
    )
  }
  if (spec.ipFamilies?.length === 1 && spec.ipFamilies[0] === 'IPv4') {
    spec.loadBalancerSourceRanges?.forEach((cidr, index) => {
      if (networkOf(cidr).family === 'IPv6') {
        say.warning(
          `/spec/loadBalancerSourceRanges/${index}`,
          'FAMILY_NOT_SERVED',
          'is an IPv6 network, but the Service has IPv4 only',
        )
      }
    })
  }
}

function adviseHeadless(spec: ServiceSpec, say: Say): void {
  if (spec.sessionAffinity === 'ClientIP') {
    say.warning(
      '/spec/sessionAffinity',
      'AFFINITY_WITHOUT_PROXY',
      'has no effect on a headless Service: clients reach the pods themselves',
    )
  }
  spec.ports?.forEach(({ port, targetPort }, index) => {
    if (typeof targetPort === 'number' && targetPort !== port) {
      say.warning(
        `/spec/ports/${index}/targetPort`,
        'HEADLESS_PORT_DIFFERS',
        `has no effect on a headless Service: clients must use ${targetPort} themselves; make \`port\` the same`,
      )
    }
  })
}

function advisePort(
  { name = '', protocol = 'TCP', appProtocol }: ServicePort,
  { type }: ServiceSpec,
  at: string,
  say: Say,
): void {
  if (type === 'LoadBalancer' && INNER_PORTS.test(name)) {
    say.warning(
      at,
      'INNER_PORT_ON_LOAD_BALANCER',
      `"${name}" is opened to all the load balancer faces; move it to a ClusterIP Service with the same selector`,
    )
  }
  if (protocol === 'UDP' && appProtocol !== undefined && HTTP_PROTOCOLS.includes(appProtocol)) {
    say.warning(`${at}/appProtocol`, 'APP_PROTOCOL_NOT_OVER_UDP', `${appProtocol} runs over TCP, not UDP`)
  }
  if (appProtocol?.startsWith('kubernetes.io/') && !KUBERNETES_PROTOCOLS.includes(appProtocol)) {
    say.warning(
      `${at}/appProtocol`,
      'APP_PROTOCOL_NOT_DEFINED',
      `is none of Kubernetes' own: ${KUBERNETES_PROTOCOLS.join(', ')}`,
    )
  }
}
