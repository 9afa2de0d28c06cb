// What AKS's controllers read, as a catalogue. Sources: kubernetes-sigs/cloud-provider-azure docs loadbalancer.md,
// pls-integration.md, multislb.md and pkg/consts/consts.go; MicrosoftDocs/azure-aks-docs configure-load-balancer-standard.md.
import {
  address,
  firstOf,
  listOf,
  matching,
  network,
  notEmpty,
  pairs,
  portsOf,
  protocolOf,
  unlessLoadBalancer,
  whole,
  without,
  yesOrNo,
} from '../../domain/manifests/validation/annotation-values.ts'
import type {
  AnnotatedObject,
  Annotation,
  AnnotationCatalogue,
  AnnotationRule,
  Says,
  ValueCheck,
} from '../../domain/manifests/validation/annotations.ts'

const AZURE = 'service.beta.kubernetes.io/azure-'
const LB = `${AZURE}load-balancer-`
const PORT = 'service.beta.kubernetes.io/port_'
const AGC = 'alb.networking.azure.io/'
const DOCS = 'cloud-provider-azure docs, loadbalancer.md'
const PLS = 'cloud-provider-azure docs, pls-integration.md'
const AGC_DOCS = 'Azure docs, application-gateway/for-containers'

const isInternal = ({ annotations }: AnnotatedObject): boolean => annotations[`${LB}internal`] === 'true'
const onlyInternal: Says = (object) => (isInternal(object) ? undefined : `has no effect without ${LB}internal: "true"`)
const onlyPublic: Says = (object) => (isInternal(object) ? 'has no effect on an internal load balancer' : undefined)
const sourceRanges = ({ spec }: AnnotatedObject): unknown[] =>
  Array.isArray(spec.loadBalancerSourceRanges) ? spec.loadBalancerSourceRanges : []

/** The internal load balancer lets the whole virtual network in, unless everything else is denied. */
const vnetComesIn: Says = (object) =>
  isInternal(object) && object.annotations[`${AZURE}deny-all-except-load-balancer-source-ranges`] !== 'true'
    ? `does not keep the virtual network out; add ${AZURE}deny-all-except-load-balancer-source-ranges: "true"`
    : undefined

type More = Partial<Annotation>
const service = (key: string, value: ValueCheck | undefined, more: More = {}): Annotation => ({
  source: DOCS,
  ...more,
  key,
  on: ['Service'],
  ...(value === undefined ? {} : { value }),
  ignoredWhen: firstOf(unlessLoadBalancer, more.ignoredWhen ?? (() => undefined)),
})

const probeProtocol = matching(/^(?:tcp|https?)$/i, 'must be "tcp", "http" or "https"')
const probePath = matching(/^\//, 'must start with "/"')
const noPathOnTcp: Says = ({ annotations, spec }) =>
  annotations[`${LB}health-probe-protocol`]?.toLowerCase() === 'tcp' && spec.externalTrafficPolicy !== 'Local'
    ? 'has no effect on a TCP probe'
    : undefined

/** `service.beta.kubernetes.io/port_8080_…` goes with a port of the Service. */
const ofNoPort: Says = (object, key) => {
  const number = Number(/port_(\d+)_/.exec(key)?.[1])
  const ports = portsOf(object)
  if (ports.length === 0) return undefined
  const mine = ports.filter(({ port }) => port === number)
  if (mine.length === 0) return `names port ${number}, which the Service does not have`
  if (!key.includes('health-probe')) return undefined
  if (mine.every((port) => protocolOf(port) === 'UDP')) return 'has no effect on a UDP port'
  return object.spec.externalTrafficPolicy === 'Local' &&
    object.annotations[`${PORT}${number}_health-probe_port`] === undefined
    ? 'has no effect under externalTrafficPolicy Local: the probe asks for /healthz on the health check node port'
    : undefined
}
const perPort = (name: string, value: ValueCheck): Annotation =>
  service(`${PORT}{port}_${name}`, value, { ignoredWhen: ofNoPort })

const pls = (name: string, value: ValueCheck): Annotation =>
  service(`${AZURE}pls-${name}`, value, { ignoredWhen: without(`${AZURE}pls-create`), source: PLS })

const gatewayForContainers = (name: string, more: More = {}): Annotation => ({
  on: ['Ingress', 'Gateway'],
  ...more,
  key: `${AGC}${name}`,
  value: notEmpty,
  source: AGC_DOCS,
})

const addressKeys = [`${LB}ipv4`, `${LB}ipv6`, `${AZURE}pip-name`, `${AZURE}pip-name-ipv6`]

const rules: readonly AnnotationRule[] = [
  {
    code: 'AZURE_PROBE_ASKS_FOR_ROOT',
    on: ['Service'],
    source: DOCS,
    says: (object) => {
      const { annotations: all, spec } = object
      if (spec.type !== 'LoadBalancer' || spec.externalTrafficPolicy === 'Local') return undefined
      if (all[`${LB}health-probe-protocol`] !== undefined || all[`${LB}health-probe-request-path`] !== undefined)
        return undefined
      const index = portsOf(object).findIndex(
        ({ port, appProtocol }) =>
          ['http', 'https'].includes(String(appProtocol)) &&
          all[`${PORT}${String(port)}_health-probe_protocol`] === undefined &&
          all[`${PORT}${String(port)}_health-probe_request-path`] === undefined &&
          all[`${PORT}${String(port)}_no_probe_rule`] !== 'true',
      )
      return index < 0
        ? undefined
        : {
            pointer: `/spec/ports/${index}/appProtocol`,
            detail:
              'turns the health probe into a request for "/": pods that answer it with an error go dark; name a probe path, or protocol tcp',
          }
    },
  },
  {
    code: 'AZURE_SOURCE_RANGES_AND_VNET',
    on: ['Service'],
    source: DOCS,
    says: (object) => {
      const said =
        object.spec.type === 'LoadBalancer' && sourceRanges(object).length > 0 ? vnetComesIn(object, '') : undefined
      return said === undefined ? undefined : { pointer: '/spec/loadBalancerSourceRanges', detail: said }
    },
  },
  {
    code: 'AZURE_SCTP_INTERNAL_ONLY',
    on: ['Service'],
    source: DOCS,
    says: (object) => {
      const index = portsOf(object).findIndex((port) => protocolOf(port) === 'SCTP')
      return object.spec.type === 'LoadBalancer' && index >= 0 && !isInternal(object)
        ? { pointer: `/spec/ports/${index}/protocol`, detail: 'is carried by internal load balancers only' }
        : undefined
    },
  },
]

export const annotations: AnnotationCatalogue = {
  prefixes: [AZURE, PORT, AGC],
  annotations: [
    service(`${LB}internal`, yesOrNo),
    service(`${LB}internal-subnet`, notEmpty, { ignoredWhen: onlyInternal }),
    service(`${LB}ipv4`, address('IPv4')),
    service(`${LB}ipv6`, address('IPv6')),
    service(`${AZURE}pip-name`, notEmpty, { ignoredWhen: onlyPublic }),
    service(`${AZURE}pip-name-ipv6`, notEmpty, { ignoredWhen: onlyPublic }),
    service(`${AZURE}pip-prefix-id`, matching(/^\/subscriptions\//i, 'must be a resource id'), {
      ignoredWhen: onlyPublic,
    }),
    service(`${AZURE}pip-prefix-id-ipv6`, matching(/^\/subscriptions\//i, 'must be a resource id'), {
      ignoredWhen: onlyPublic,
    }),
    service(`${AZURE}pip-tags`, pairs(), { ignoredWhen: onlyPublic }),
    service(`${AZURE}pip-ip-tags`, pairs(), { ignoredWhen: onlyPublic }),
    service(`${LB}resource-group`, notEmpty),
    service(`${AZURE}additional-public-ips`, listOf(address())),
    service(
      `${AZURE}dns-label-name`,
      matching(/^[a-z][a-z0-9-]{1,61}[a-z0-9]$/, 'must be 3 to 63 lower-case letters, digits and "-"'),
      {
        ignoredWhen: onlyPublic,
      },
    ),
    service(`${AZURE}allowed-ip-ranges`, listOf(network), { ignoredWhen: vnetComesIn }),
    service(
      `${AZURE}allowed-service-tags`,
      listOf(matching(/^[A-Za-z0-9.]+$/, 'must be service tags such as AzureCloud')),
      {
        refusedWhen: (object) =>
          sourceRanges(object).length > 0 ? 'must not stand beside spec.loadBalancerSourceRanges' : undefined,
      },
    ),
    service(`${AZURE}deny-all-except-load-balancer-source-ranges`, yesOrNo),
    service(`${AZURE}shared-securityrule`, yesOrNo),
    service(`${LB}tcp-idle-timeout`, (value, object) =>
      // The page says 30, the code takes 100.
      whole(4, 100)(value, object) === undefined
        ? undefined
        : 'must be minutes in quotes, 4 to 100, and by the AKS page at most 30',
    ),
    service(`${LB}disable-tcp-reset`, yesOrNo),
    service(`${AZURE}disable-load-balancer-floating-ip`, yesOrNo),
    service(`${LB}health-probe-protocol`, probeProtocol),
    service(`${LB}health-probe-request-path`, probePath, { ignoredWhen: noPathOnTcp }),
    service(`${LB}health-probe-interval`, whole(5, 120)),
    service(`${LB}health-probe-num-of-probe`, whole(1, 24)),
    perPort('health-probe_protocol', probeProtocol),
    perPort(
      'health-probe_port',
      matching(/^(?:\d{1,5}|[a-z][a-z0-9-]{0,14})$/, 'must be a port number or the name of a port'),
    ),
    perPort('health-probe_request-path', probePath),
    perPort('health-probe_interval', whole(5, 120)),
    perPort('health-probe_num-of-probe', whole(1, 24)),
    perPort('no_lb_rule', yesOrNo),
    perPort('no_probe_rule', yesOrNo),
    service(`${LB}enable-high-availability-ports`, yesOrNo, { ignoredWhen: onlyInternal }),
    service(`${LB}configurations`, listOf(notEmpty), {
      refusedWhen: ({ annotations: all }) => {
        const other = addressKeys.find((key) => all[key] !== undefined)
        return other === undefined ? undefined : `must not stand beside ${other}`
      },
      source: 'cloud-provider-azure docs, multislb.md',
    }),
    service(`${LB}mode`, notEmpty, {
      ignoredWhen: () => 'is for the Basic load balancer, which was retired on 2025-09-30',
    }),
    service(`${AZURE}pls-create`, yesOrNo, { source: PLS }),
    pls('name', notEmpty),
    pls('resource-group', notEmpty),
    pls('ip-configuration-subnet', notEmpty),
    pls('ip-configuration-ip-address-count', whole(1, 8)),
    pls('ip-configuration-ip-address', matching(/^[\d. ]+$/, 'must be addresses separated by spaces')),
    pls('fqdns', notEmpty),
    pls('proxy-protocol', yesOrNo),
    pls('visibility', notEmpty),
    pls('auto-approval', notEmpty),
    gatewayForContainers('alb-name', {
      ignoredWhen: without(`${AGC}alb-namespace`, `needs ${AGC}alb-namespace as well`),
      refusedWhen: ({ annotations: all }) =>
        all[`${AGC}alb-id`] === undefined ? undefined : `must not stand beside ${AGC}alb-id`,
    }),
    gatewayForContainers('alb-namespace', { ignoredWhen: without(`${AGC}alb-name`) }),
    gatewayForContainers('alb-id'),
    // A Gateway names its front end in spec.addresses.
    gatewayForContainers('alb-frontend', {
      on: ['Ingress'],
      ignoredWhen: ({ annotations: all }) =>
        all[`${AGC}alb-id`] === undefined && all[`${AGC}alb-name`] === undefined
          ? `needs ${AGC}alb-id or ${AGC}alb-name as well`
          : undefined,
    }),
    gatewayForContainers('alb-ingress-extension', { on: ['Ingress'] }),
    {
      key: 'appgw.ingress.kubernetes.io/{name}',
      on: ['Ingress', 'Service'],
      deprecatedFor:
        'Application Gateway for Containers or the Gateway API: the Application Gateway Ingress Controller is superseded',
      source: 'Azure docs, application-gateway',
    },
  ],
  rules,
}
