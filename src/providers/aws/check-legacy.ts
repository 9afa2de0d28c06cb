// What is known to go wrong with the controller in cloud-provider-aws, which knows little and gets critical fixes only.
// Source: kubernetes/cloud-provider-aws docs/service_controller.md, pkg/providers/v1/aws.go (EnsureLoadBalancer).
import { referenceTo, type Service } from '../../domain/design/design.ts'
import { compareText, type Finding } from '../../domain/finding.ts'
import { idleTimeoutNotWritten, pathOf } from '../findings.ts'

const LEGACY_DOCS = 'kubernetes/cloud-provider-aws docs/service_controller.md'
const LEGACY_CODE = 'kubernetes/cloud-provider-aws pkg/providers/v1/aws.go (EnsureLoadBalancer)'

export function checkLegacy(service: Service): Finding[] {
  const { facing } = service
  if (facing === undefined) return []
  const path = pathOf.service(service)
  const name = referenceTo.service(service)
  const about = { path, source: LEGACY_DOCS }
  const findings: Finding[] = []
  if (facing.sticky?.by === 'clientIP') {
    findings.push({
      code: 'SESSION_AFFINITY_HAS_NO_EFFECT',
      severity: 'warning',
      path,
      message: `${name}: the controller in cloud-provider-aws refuses a Service with sessionAffinity; it is left out, so there is no stickiness.`,
      source: LEGACY_CODE,
    })
  }
  if (facing.staticIP !== false) {
    findings.push({
      code: 'STATIC_ADDRESS_NOT_POSSIBLE',
      severity: 'error',
      ...about,
      message: `${name}: a fixed address is not written for the controller in cloud-provider-aws.`,
      fix: 'Use the AWS Load Balancer Controller.',
    })
  }
  const because = 'the controller in cloud-provider-aws sets it on Classic Load Balancers only'
  return [...findings, ...idleTimeoutNotWritten(name, facing.idleTimeoutSeconds, { ...about, because })]
}

export const checkLegacyController = (services: readonly Service[]): Finding[] => [
  ...(services.length === 0 ? [] : [outdated]),
  ...services.flatMap((service) => twin(service, services)),
]

const outdated: Finding = {
  code: 'CONTROLLER_LEGACY',
  severity: 'warning',
  path: '/target/controller',
  message:
    'The controller in cloud-provider-aws gets critical fixes only, and has no Ingress, no pod targets and no IPv6.',
  fix: 'Use the AWS Load Balancer Controller or EKS Auto Mode for new Services; one that exists cannot be moved in place.',
  source: 'kubernetes-sigs/aws-load-balancer-controller docs/guide/service/nlb.md',
}

/** It refuses two transports on one Service, so one number over both is two Services, each with a balancer and a name of its own. */
function twin(service: Service, services: readonly Service[]): Finding[] {
  const other = services.find(
    (one) =>
      one.workload === service.workload &&
      one.facing?.scheme === service.facing?.scheme &&
      compareText(service.name, one.name) < 0 &&
      one.ports.some((port) => service.ports.some((own) => own.port === port.port && own.transport !== port.transport)),
  )
  if (other === undefined) return []
  return [
    {
      code: 'TRANSPORTS_ON_TWO_ADDRESSES',
      severity: 'warning',
      path: pathOf.service(service),
      message: `${referenceTo.service(service)} and ${referenceTo.service(other)} answer the same port over two transports, each on a load balancer of its own: the controller in cloud-provider-aws refuses both on one.`,
      fix: 'Use the AWS Load Balancer Controller, which has a listener for both.',
      source: LEGACY_CODE,
    },
  ]
}
