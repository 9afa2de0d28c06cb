// A pod and the template of one: the full field list, so that strictness never refuses a valid field.
// Source: kubernetes/api core/v1 PodSpec, 1.31 to 1.36 (workloadRef was there in 1.35 only, schedulingGroup since 1.36).
import { z } from 'zod'
import { metadata, STATUS, topLevel } from '../metadata.ts'
import { dnsLabel, labelSelector, subdomain } from '../names.ts'
import {
  atLeast,
  fields,
  flag,
  int32,
  int64,
  list,
  loose,
  looseList,
  quantities,
  text,
  textMap,
  texts,
} from '../values.ts'
import { container, ephemeralContainer, resources, SECURITY } from './containers.ts'
import { volume } from './volumes.ts'

const securityContext = fields({
  ...SECURITY,
  fsGroup: int64,
  fsGroupChangePolicy: z.enum(['OnRootMismatch', 'Always']),
  runAsGroup: int64,
  runAsNonRoot: flag,
  runAsUser: int64,
  seLinuxChangePolicy: z.enum(['Recursive', 'MountOption']),
  supplementalGroups: z.array(int64),
  supplementalGroupsPolicy: z.enum(['Merge', 'Strict']),
  sysctls: z.array(fields({ name: text, value: text }, 'name', 'value')),
})

const nodeTerm = fields({
  matchExpressions: z.array(
    fields(
      { key: text, operator: z.enum(['In', 'NotIn', 'Exists', 'DoesNotExist', 'Gt', 'Lt']), values: texts },
      'key',
      'operator',
    ),
  ),
  matchFields: looseList,
})
const podTerm = fields(
  {
    labelSelector,
    matchLabelKeys: texts,
    mismatchLabelKeys: texts,
    namespaceSelector: labelSelector,
    namespaces: texts,
    topologyKey: text.min(1, { error: 'must not be empty' }),
  },
  'topologyKey',
)
const weight = int32.min(1, { error: 'must be 1 to 100' }).max(100, { error: 'must be 1 to 100' })
const podAffinity = fields({
  preferredDuringSchedulingIgnoredDuringExecution: z.array(
    fields({ podAffinityTerm: podTerm, weight }, 'podAffinityTerm', 'weight'),
  ),
  requiredDuringSchedulingIgnoredDuringExecution: z.array(podTerm),
})
const affinity = fields({
  nodeAffinity: fields({
    preferredDuringSchedulingIgnoredDuringExecution: z.array(
      fields({ preference: nodeTerm, weight }, 'preference', 'weight'),
    ),
    requiredDuringSchedulingIgnoredDuringExecution: fields(
      { nodeSelectorTerms: list(nodeTerm, 1, 10_000) },
      'nodeSelectorTerms',
    ),
  }),
  podAffinity,
  podAntiAffinity: podAffinity,
})

const toleration = fields({
  effect: z.enum(['', 'NoSchedule', 'PreferNoSchedule', 'NoExecute']),
  key: text,
  // Lt and Gt: alpha in 1.35.
  operator: z.enum(['Exists', 'Equal', 'Lt', 'Gt']),
  tolerationSeconds: int64,
  value: text,
})
const spread = fields(
  {
    labelSelector,
    matchLabelKeys: texts,
    maxSkew: atLeast(1),
    minDomains: atLeast(1),
    nodeAffinityPolicy: z.enum(['Honor', 'Ignore']),
    nodeTaintsPolicy: z.enum(['Honor', 'Ignore']),
    topologyKey: text,
    whenUnsatisfiable: z.enum(['DoNotSchedule', 'ScheduleAnyway']),
  },
  'maxSkew',
  'topologyKey',
  'whenUnsatisfiable',
)

export const podSpec = fields(
  {
    activeDeadlineSeconds: int64.min(1, { error: 'must be at least 1' }),
    affinity,
    automountServiceAccountToken: flag,
    containers: list(container, 1, 100_000),
    dnsConfig: fields({
      nameservers: texts,
      options: z.array(fields({ name: text, value: text })),
      searches: texts,
    }),
    dnsPolicy: z.enum(['ClusterFirst', 'ClusterFirstWithHostNet', 'Default', 'None']),
    enableServiceLinks: flag,
    ephemeralContainers: z.array(ephemeralContainer),
    hostAliases: z.array(fields({ hostnames: texts, ip: text }, 'ip')),
    hostIPC: flag,
    hostNetwork: flag,
    hostPID: flag,
    hostUsers: flag,
    hostname: dnsLabel,
    hostnameOverride: text,
    imagePullSecrets: z.array(fields({ name: text })),
    initContainers: z.array(container),
    nodeName: text,
    nodeSelector: textMap,
    os: fields({ name: z.enum(['linux', 'windows']) }, 'name'),
    overhead: quantities,
    preemptionPolicy: z.enum(['Never', 'PreemptLowerPriority']),
    priority: int32,
    priorityClassName: text,
    readinessGates: z.array(fields({ conditionType: text }, 'conditionType')),
    resourceClaims: z.array(fields({ name: text, resourceClaimName: text, resourceClaimTemplateName: text }, 'name')),
    resources,
    restartPolicy: z.enum(['Always', 'OnFailure', 'Never']),
    runtimeClassName: text,
    schedulerName: text,
    schedulingGates: z.array(fields({ name: text }, 'name')),
    schedulingGroup: fields({ podGroupName: text }),
    securityContext,
    serviceAccount: text,
    serviceAccountName: subdomain,
    setHostnameAsFQDN: flag,
    shareProcessNamespace: flag,
    subdomain: dnsLabel,
    terminationGracePeriodSeconds: int64.min(0, { error: 'must be at least 0' }),
    tolerations: z.array(toleration),
    topologySpreadConstraints: z.array(spread),
    volumes: z.array(volume),
    workloadRef: loose,
  },
  'containers',
)
export type PodSpec = z.infer<typeof podSpec>

export const podTemplate = fields({ metadata, spec: podSpec }, 'spec')
export type PodTemplate = z.infer<typeof podTemplate>

export const pod = topLevel({ ...STATUS, spec: podSpec }, 'spec')
export type Pod = z.infer<typeof pod>
