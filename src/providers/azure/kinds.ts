// The kinds of Application Gateway for Containers that are checked. Source: MicrosoftDocs/azure-docs
// articles/application-gateway/for-containers/api-specification-kubernetes.md; datreeio/CRDs-catalog alb.networking.azure.io.
import { group, kind, namespaceName, objectName, secretRef } from '../../domain/manifests/validation/gateway/values.ts'
import { type KindCatalogue, kindRows } from '../../domain/manifests/validation/kinds.ts'
import { STATUS, topLevel } from '../../domain/manifests/validation/metadata.ts'
import type { Say } from '../../domain/manifests/validation/report.ts'
import {
  atLeast,
  fields,
  flag,
  int32,
  listOf,
  loose,
  looseList,
  oneOf,
  shaped,
  text,
  texts,
} from '../../domain/manifests/validation/values.ts'

export const ALB_API = 'alb.networking.azure.io/v1'

/** metav1.Duration, as Go's time.ParseDuration reads it. */
const duration = shaped(/^(?:0|(?:\d+(?:\.\d+)?(?:h|m|s|ms|us|ns))+)$/, 64, 'must be a duration such as "30s"')

const affinity = fields(
  { affinityType: oneOf('application-cookie', 'managed-cookie'), cookieName: text, cookieDuration: duration },
  'affinityType',
)
type Affinity = { affinityType: string; cookieName?: string | undefined; cookieDuration?: string | undefined }

function checkAffinity(sessionAffinity: Affinity | undefined, at: string, say: Say): void {
  if (sessionAffinity?.affinityType !== 'application-cookie') return
  for (const name of ['cookieName', 'cookieDuration'] as const) {
    if (sessionAffinity[name] === undefined)
      say.mistake(`${at}/${name}`, 'REQUIRED', `\`${name}\` is required with affinityType application-cookie`)
  }
}

const targetRef = fields(
  { group, kind, name: objectName, namespace: namespaceName, sectionNames: texts },
  'group',
  'kind',
  'name',
)

/** A policy of the controller: `override` is in its schema, and refused by its webhook. */
const policy = <Config>(config: Config) =>
  topLevel({ ...STATUS, spec: fields({ targetRef, default: config, override: config }, 'targetRef') }, 'spec')

const noOverride = ({ spec }: { spec: { override?: unknown } }, say: Say): void => {
  if (spec.override !== undefined)
    say.mistake('/spec/override', 'OVERRIDE_NOT_SUPPORTED', 'is not supported by the ALB Controller; use `default`')
}

const routePolicy = policy(fields({ sessionAffinity: affinity, timeouts: fields({ routeTimeout: duration }) }))

const healthCheckPolicy = policy(
  fields({
    interval: duration,
    timeout: duration,
    healthyThreshold: int32,
    unhealthyThreshold: int32,
    port: int32,
    useTLS: flag,
    grpc: fields({ authority: text, service: text }),
    http: fields({
      host: text,
      path: text,
      match: fields({ body: text, statusCodes: listOf(fields({ start: int32, end: int32 })) }),
    }),
  }),
)

const backendTlsPolicy = policy(
  fields({
    sni: text,
    ports: listOf(fields({ port: atLeast(1) })),
    clientCertificateRef: secretRef,
    verify: fields({ caCertificateRef: secretRef, subjectAltName: text }, 'caCertificateRef'),
  }),
)

const applicationLoadBalancer = topLevel({ ...STATUS, spec: fields({ associations: texts }) }, 'spec')

const ingressExtension = topLevel(
  {
    ...STATUS,
    spec: fields({
      rules: looseList,
      backendSettings: listOf(
        fields(
          {
            service: text,
            ports: listOf(fields({ name: text, port: int32, protocol: oneOf('HTTP', 'HTTPS') }, 'protocol')),
            trustedRootCertificate: text,
            sessionAffinity: affinity,
            timeouts: fields({ requestTimeout: duration }),
            loadBalancingPolicySpec: loose,
          },
          'service',
        ),
      ),
    }),
  },
  'spec',
)

export const kinds: KindCatalogue = new Map([
  ...kindRows([ALB_API], 'ApplicationLoadBalancer', {
    schema: applicationLoadBalancer,
    check: ({ spec: { associations } }, say) => {
      if ((associations?.length ?? 0) > 1)
        say.mistake('/spec/associations', 'TOO_MANY_ASSOCIATIONS', 'must name one subnet: more are not supported yet')
    },
  }),
  ...kindRows([ALB_API], 'BackendTLSPolicy', { schema: backendTlsPolicy, check: noOverride }),
  ...kindRows([ALB_API], 'HealthCheckPolicy', { schema: healthCheckPolicy, check: noOverride }),
  ...kindRows([ALB_API], 'IngressExtension', {
    schema: ingressExtension,
    check: ({ spec }, say) =>
      spec.backendSettings?.forEach(({ sessionAffinity }, index) => {
        checkAffinity(sessionAffinity, `/spec/backendSettings/${index}/sessionAffinity`, say)
      }),
  }),
  ...kindRows([ALB_API], 'RoutePolicy', {
    schema: routePolicy,
    check: (object, say) => {
      noOverride(object, say)
      checkAffinity(object.spec.default?.sessionAffinity, '/spec/default/sessionAffinity', say)
    },
  }),
])
