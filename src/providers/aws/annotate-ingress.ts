// What the AWS controllers read on an Ingress of class alb and on the Services behind it. Source:
// kubernetes-sigs/aws-load-balancer-controller v3.5.0 docs/guide/ingress/annotations.md; for EKS Auto Mode
// docs.aws.amazon.com/eks/latest/userguide/auto-configure-alb.html, which lists what it does not honour.
import type { Entrance } from '../../domain/design/design.ts'
import type { EntranceSettings } from '../../domain/provider.ts'
import type { Topology } from '../../domain/topology/index.ts'
import { TLS_POLICY } from './annotate.ts'
import { attributesOf, type TargetGroup } from './target-group.ts'

const ALB = 'alb.ingress.kubernetes.io/'

/** How many Ingresses an entrance is written as: one for each namespace and listener. */
export const objectsOf = ({ routes }: Entrance): number =>
  new Set(routes.map(({ namespace, listen }) => `${namespace} ${listen}`)).size

// At most 63 characters; one name for the whole cluster, so the namespace is in it.
const groupOf = ({ existing, namespace, name }: Entrance): string =>
  existing ? name : `${namespace}-${name}`.slice(0, 63).replace(/[-.]+$/, '')

/** 1 to 4000 seconds (docs.aws.amazon.com/elasticloadbalancing/latest/application/edit-load-balancer-attributes.html). */
export const albIdleTimeout = (seconds: number): number => Math.min(4000, seconds)

/** The ARNs that are named for some routes, each once. */
export const certificatesOf = ({ routes }: Pick<Entrance, 'routes'>): string[] =>
  [...new Set(routes.flatMap((route) => route.tls.certificateArn ?? []))].sort()

export function ingressSettings(planned: Entrance, { target }: Topology, part: Entrance): EntranceSettings {
  const arns = certificatesOf(part)
  // EKS Auto Mode takes the group from the parameters of the class only.
  const grouped = target.controller !== 'eks-auto-mode' && (planned.existing || objectsOf(planned) > 1)
  const ends = part.listeners.some((listener) => listener.tls)
  return {
    // ACM certificates are named by ARN or found by host; a Secret is not read.
    certificatesElsewhere: true,
    annotations: {
      [`${ALB}scheme`]: planned.scheme === 'internal' ? 'internal' : 'internet-facing',
      [`${ALB}target-type`]: 'ip',
      [`${ALB}listen-ports`]: JSON.stringify(
        part.listeners.map(({ port, tls }) => ({ [tls ? 'HTTPS' : 'HTTP']: port })),
      ),
      ...(grouped ? { [`${ALB}group.name`]: groupOf(planned) } : {}),
      ...(arns.length === 0 ? {} : { [`${ALB}certificate-arn`]: arns.join(',') }),
      // On a shared group the policy is one setting for all; it is left to whoever runs the entrance that exists.
      ...(ends && !planned.existing ? { [`${ALB}ssl-policy`]: TLS_POLICY } : {}),
      ...(planned.sourceRanges.length === 0 ? {} : { [`${ALB}inbound-cidrs`]: planned.sourceRanges.join(',') }),
      ...(planned.idleTimeoutSeconds === undefined
        ? {}
        : {
            [`${ALB}load-balancer-attributes`]: `idle_timeout.timeout_seconds=${albIdleTimeout(planned.idleTimeoutSeconds)}`,
          }),
    },
  }
}

/** Of the Service: what stands there wins over the Ingress. */
export function targetGroupAnnotations(targetGroup: TargetGroup): Record<string, string> {
  const { protocol, protocolVersion, healthCheck } = targetGroup
  const attributes = Object.entries(attributesOf(targetGroup)).map((pair) => pair.join('='))
  return {
    ...(protocol === undefined ? {} : { [`${ALB}backend-protocol`]: protocol }),
    ...(protocolVersion === undefined ? {} : { [`${ALB}backend-protocol-version`]: protocolVersion }),
    ...(healthCheck.path === undefined ? {} : { [`${ALB}healthcheck-path`]: healthCheck.path }),
    ...(healthCheck.port === undefined ? {} : { [`${ALB}healthcheck-port`]: String(healthCheck.port) }),
    ...(healthCheck.protocol === undefined ? {} : { [`${ALB}healthcheck-protocol`]: healthCheck.protocol }),
    ...(attributes.length === 0 ? {} : { [`${ALB}target-group-attributes`]: attributes.join(',') }),
  }
}
