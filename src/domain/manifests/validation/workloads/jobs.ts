// Work that ends: Job and CronJob (batch/v1).
// Field lists: kubernetes/api batch/v1 as of 1.36; rules: pkg/apis/batch/validation/validation.go.
import { z } from 'zod'
import { metadata, STATUS, topLevel } from '../metadata.ts'
import { labelSelector } from '../names.ts'
import type { Circumstances, Say } from '../report.ts'
import { count, fields, flag, int64, loose, text } from '../values.ts'
import { podTemplate } from './pod.ts'
import { checkPodSpec } from './pod-check.ts'

const jobSpec = fields(
  {
    activeDeadlineSeconds: int64.min(0, { error: 'must be at least 0' }),
    backoffLimit: count,
    backoffLimitPerIndex: count,
    completionMode: z.enum(['NonIndexed', 'Indexed']),
    completions: count,
    managedBy: text,
    manualSelector: flag,
    maxFailedIndexes: count,
    parallelism: count,
    podFailurePolicy: loose,
    podReplacementPolicy: z.enum(['Failed', 'TerminatingOrFailed']),
    selector: labelSelector,
    successPolicy: loose,
    suspend: flag,
    template: podTemplate,
    ttlSecondsAfterFinished: count,
  },
  'template',
)
type JobSpec = z.infer<typeof jobSpec>

export const job = topLevel({ ...STATUS, spec: jobSpec }, 'spec')
export type Job = z.infer<typeof job>

export const cronJob = topLevel(
  {
    ...STATUS,
    spec: fields(
      {
        concurrencyPolicy: z.enum(['Allow', 'Forbid', 'Replace']),
        failedJobsHistoryLimit: count,
        jobTemplate: fields({ metadata, spec: jobSpec }, 'spec'),
        schedule: text,
        startingDeadlineSeconds: int64.min(0, { error: 'must be at least 0' }),
        successfulJobsHistoryLimit: count,
        suspend: flag,
        timeZone: text,
      },
      'jobTemplate',
      'schedule',
    ),
  },
  'spec',
)
export type CronJob = z.infer<typeof cronJob>

export const checkJob = ({ spec }: Job, say: Say, circumstances: Circumstances): void =>
  checkJobSpec(spec, '/spec', say, circumstances)

export function checkCronJob({ spec }: CronJob, say: Say, circumstances: Circumstances): void {
  checkJobSpec(spec.jobTemplate.spec, '/spec/jobTemplate/spec', say, circumstances)
  if (/(?:^|\s)(?:CRON_)?TZ=/.test(spec.schedule)) {
    say.mistake('/spec/schedule', 'TIME_ZONE_IN_SCHEDULE', 'must not hold TZ= or CRON_TZ=; use `timeZone`')
  } else if (!isSchedule(spec.schedule)) {
    say.mistake(
      '/spec/schedule',
      'INVALID_SCHEDULE',
      'must be five cron fields such as "0 3 * * *", or @daily and the like',
    )
  }
}

function checkJobSpec(spec: JobSpec, path: string, say: Say, circumstances: Circumstances): void {
  if (spec.selector !== undefined && spec.manualSelector !== true) {
    say.mistake(`${path}/selector`, 'SELECTOR_IS_GENERATED', 'must not be set: the API server makes it; remove it')
  }
  if (spec.completionMode === 'Indexed' && spec.completions === undefined) {
    say.mistake(`${path}/completions`, 'REQUIRED', '`completions` is required with completionMode Indexed')
  }
  checkPodSpec(
    spec.template.spec,
    { path: `${path}/template/spec`, restartPolicies: ['OnFailure', 'Never'] },
    say,
    circumstances,
  )
}

// robfig/cron's standard parser: five fields, or a descriptor.
const FIELD = /^[\d*/,?A-Za-z-]+$/
function isSchedule(schedule: string): boolean {
  if (schedule.length > 500) return false
  if (schedule.startsWith('@'))
    return /^@(?:yearly|annually|monthly|weekly|daily|midnight|hourly|every \S+)$/.test(schedule)
  const parts = schedule.trim().split(/\s+/)
  return parts.length === 5 && parts.every((part) => FIELD.test(part))
}
