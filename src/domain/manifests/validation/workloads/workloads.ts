// The controllers that keep pods running: Deployment, StatefulSet, DaemonSet, ReplicaSet (apps/v1).
// Field lists: kubernetes/api apps/v1 as of 1.36; rules: pkg/apis/apps/validation/validation.go.
import { z } from 'zod'
import { STATUS, topLevel } from '../metadata.ts'
import { type LabelSelector, labelSelector } from '../names.ts'
import type { Circumstances, Say } from '../report.ts'
import { count, fields, flag, intOrText, text } from '../values.ts'
import { type PodTemplate, podTemplate } from './pod.ts'
import { checkPodSpec } from './pod-check.ts'
import { claim } from './volumes.ts'

const rolling = fields({ maxSurge: intOrText, maxUnavailable: intOrText })

export const deployment = topLevel(
  {
    ...STATUS,
    spec: fields(
      {
        minReadySeconds: count,
        paused: flag,
        progressDeadlineSeconds: count,
        replicas: count,
        revisionHistoryLimit: count,
        selector: labelSelector,
        strategy: fields({ rollingUpdate: rolling, type: z.enum(['Recreate', 'RollingUpdate']) }),
        template: podTemplate,
      },
      'selector',
      'template',
    ),
  },
  'spec',
)
export type Deployment = z.infer<typeof deployment>

export const statefulSet = topLevel(
  {
    ...STATUS,
    spec: fields(
      {
        minReadySeconds: count,
        ordinals: fields({ start: count }),
        persistentVolumeClaimRetentionPolicy: fields({
          whenDeleted: z.enum(['Retain', 'Delete']),
          whenScaled: z.enum(['Retain', 'Delete']),
        }),
        podManagementPolicy: z.enum(['OrderedReady', 'Parallel']),
        replicas: count,
        revisionHistoryLimit: count,
        selector: labelSelector,
        serviceName: text,
        template: podTemplate,
        updateStrategy: fields({
          rollingUpdate: fields({ maxUnavailable: intOrText, partition: count }),
          type: z.enum(['RollingUpdate', 'OnDelete']),
        }),
        volumeClaimTemplates: z.array(claim),
      },
      'selector',
      'template',
    ),
  },
  'spec',
)
export type StatefulSet = z.infer<typeof statefulSet>

export const daemonSet = topLevel(
  {
    ...STATUS,
    spec: fields(
      {
        minReadySeconds: count,
        revisionHistoryLimit: count,
        selector: labelSelector,
        template: podTemplate,
        updateStrategy: fields({ rollingUpdate: rolling, type: z.enum(['RollingUpdate', 'OnDelete']) }),
      },
      'selector',
      'template',
    ),
  },
  'spec',
)
export type DaemonSet = z.infer<typeof daemonSet>

export const replicaSet = topLevel(
  {
    ...STATUS,
    spec: fields(
      { minReadySeconds: count, replicas: count, selector: labelSelector, template: podTemplate },
      'selector',
    ),
  },
  'spec',
)
export type ReplicaSet = z.infer<typeof replicaSet>

export function checkDeployment({ spec }: Deployment, say: Say, circumstances: Circumstances): void {
  checkTemplate(spec, say, circumstances)
  const { strategy, progressDeadlineSeconds, minReadySeconds = 0 } = spec
  if (strategy?.type === 'Recreate' && strategy.rollingUpdate !== undefined) {
    say.mistake('/spec/strategy/rollingUpdate', 'NOT_FOR_RECREATE', 'must not be set with type Recreate; remove it')
  }
  checkRolling(strategy?.rollingUpdate, '/spec/strategy/rollingUpdate', say)
  if (progressDeadlineSeconds !== undefined && progressDeadlineSeconds <= minReadySeconds) {
    say.mistake('/spec/progressDeadlineSeconds', 'DEADLINE_TOO_SHORT', 'must be greater than minReadySeconds')
  }
}

export function checkStatefulSet({ spec }: StatefulSet, say: Say, circumstances: Circumstances): void {
  const claims = spec.volumeClaimTemplates?.flatMap(({ metadata }) => metadata?.name ?? []) ?? []
  checkTemplate(spec, say, circumstances, claims)
  if (spec.updateStrategy?.type === 'OnDelete' && spec.updateStrategy.rollingUpdate !== undefined) {
    say.mistake('/spec/updateStrategy/rollingUpdate', 'NOT_FOR_ON_DELETE', 'must not be set with type OnDelete')
  }
}

export function checkDaemonSet({ spec }: DaemonSet, say: Say, circumstances: Circumstances): void {
  checkTemplate(spec, say, circumstances)
  checkRolling(spec.updateStrategy?.rollingUpdate, '/spec/updateStrategy/rollingUpdate', say)
}

export function checkReplicaSet({ spec }: ReplicaSet, say: Say, circumstances: Circumstances): void {
  if (spec.template === undefined) {
    if (!circumstances.unread('/spec/template')) say.mistake('/spec/template', 'REQUIRED', '`template` is required')
    return
  }
  checkTemplate({ selector: spec.selector, template: spec.template }, say, circumstances)
}

function checkTemplate(
  { selector, template }: { selector: LabelSelector; template: PodTemplate },
  say: Say,
  circumstances: Circumstances,
  volumes: readonly string[] = [],
): void {
  const { matchLabels = {}, matchExpressions = [] } = selector
  const given = template.metadata?.labels ?? {}
  const unread = circumstances.unread('/spec/selector') || circumstances.unread('/spec/template/metadata')
  if (Object.keys(matchLabels).length === 0 && matchExpressions.length === 0 && !unread) {
    say.mistake(
      '/spec/selector',
      'SELECTOR_EMPTY',
      'must select something: name a label of the template in matchLabels',
    )
  }
  const missing = Object.entries(matchLabels).find(([key, value]) => given[key] !== value)
  if (missing !== undefined && !unread) {
    const [key, value] = missing
    say.mistake(
      '/spec/template/metadata/labels',
      'SELECTOR_DOES_NOT_MATCH',
      `must have the selector's label ${key.slice(0, 100)}: ${value}`,
    )
  }
  checkPodSpec(template.spec, { path: '/spec/template/spec', restartPolicies: ['Always'], volumes }, say, circumstances)
}

const isZero = (value: unknown): boolean => value === 0 || value === '0%'
const isWrong = (value: string | number | undefined): boolean =>
  typeof value === 'string' ? !/^\d{1,9}%$/.test(value) : (value ?? 0) < 0

function checkRolling(update: z.infer<typeof rolling> | undefined, path: string, say: Say): void {
  if (update === undefined) return
  for (const field of ['maxSurge', 'maxUnavailable'] as const) {
    if (isWrong(update[field])) {
      say.mistake(
        `${path}/${field}`,
        'INVALID_VALUE',
        'must be a whole number of 0 or more, or a percentage such as "25%"',
      )
    }
  }
  if (isZero(update.maxUnavailable) && isZero(update.maxSurge)) {
    say.mistake(path, 'NOTHING_MAY_CHANGE', 'must not have both maxSurge and maxUnavailable at 0')
  }
}
