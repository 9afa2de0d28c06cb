// An IngressClass: which controller answers, and its parameters.
// Source: kubernetes/kubernetes pkg/apis/networking/validation/validation.go ValidateIngressClass.
import { z } from 'zod'
import { topLevel } from '../metadata.ts'
import { dnsLabel } from '../names.ts'
import type { Say } from '../report.ts'
import { fields, shaped, text } from '../values.ts'

const controller = shaped(
  /^[a-z0-9](?:[-a-z0-9]*[a-z0-9])?(?:\.[a-z0-9](?:[-a-z0-9]*[a-z0-9])?)*\/[-A-Za-z0-9/._~%!$&'()*+,;=:@]+$/,
  250,
  'must be a domain, "/" and a path, such as "example.com/ingress-controller"',
)

export const ingressClass = topLevel(
  {
    spec: fields(
      {
        controller,
        parameters: fields(
          { apiGroup: text, kind: text, name: text, namespace: dnsLabel, scope: z.enum(['Cluster', 'Namespace']) },
          'kind',
          'name',
        ),
      },
      'controller',
    ),
  },
  'spec',
)
export type IngressClass = z.infer<typeof ingressClass>

export function checkIngressClass({ spec: { parameters } }: IngressClass, say: Say): void {
  if (parameters === undefined) return
  const { scope = 'Cluster', namespace } = parameters
  if (scope === 'Namespace' && namespace === undefined) {
    say.mistake('/spec/parameters/namespace', 'REQUIRED', '`namespace` is required with scope Namespace')
  }
  if (scope === 'Cluster' && namespace !== undefined) {
    say.mistake('/spec/parameters/namespace', 'NOT_FOR_CLUSTER_SCOPE', 'must not be set with scope Cluster')
  }
}
