// What must be true for the answer to hold: what has to be mended, what was assumed of the load and the cluster, and where the verdict turns.
import { listed } from '../../domain/design/rule.ts'
import type { Draft } from '../../domain/plan/plan.ts'
import type { ReportCondition } from './report.ts'

export function conditionsOf(plan: Draft): ReportCondition[] {
  const { breakEven, confidence } = plan.consolidation
  return [
    ...plan.findings
      .filter(({ severity }) => severity === 'error')
      .map(({ message, fix }): ReportCondition => ({ kind: 'mend', text: message, check: fix ?? null })),
    // How many are alike is no condition: it says what a larger application would do.
    ...breakEven
      .filter(({ quantity }) => quantity !== 'services')
      .map(({ text }): ReportCondition => ({ kind: 'turns', text, check: null })),
    ...assumptionsOf(plan),
    ...confidence.raisedBy.map((text): ReportCondition => ({ kind: 'confidence', text, check: null })),
  ]
}

/** Assumptions that a bill or a type rests on, and what to do about them; the rest only fills a field in. */
type Bearing = { where: RegExp; check: string }
const BEARING: readonly Bearing[] = [
  {
    where: /^\/target\/(?:controller|environment|kubernetesVersion|loadBalancers|nodes|podPrice|zones)$/,
    check: 'Say otherwise in the field of this name, if it is so.',
  },
  { where: /^\/target\/inUse\//, check: 'Count what the account has already, where the cloud prices it together.' },
  {
    where: /^\/target\/entrances\/[^/]+\/(?:rulesInUse|certificatesInUse|hosts)$/,
    check: 'Look at the entrance that is there.',
  },
  {
    where: /^\/workloads\/[^/]+\/traffic\//,
    check: 'Measure it, and give what was measured under `traffic`.',
  },
  {
    where: /^\/workloads\/[^/]+\/ports\/[^/]+\/protocol$/,
    check: 'Give `protocol` where the port speaks something else.',
  },
]

type Assumption = Draft['assumed'][number]
type Group = { field: string; value: string; because: string; check: string; of: Set<string> }

function assumptionsOf({ assumed, topology }: Draft): ReportCondition[] {
  const groups = new Map<string, Group>()
  for (const assumption of assumed) {
    const bearing = BEARING.find(({ where }) => where.test(assumption.path))
    if (bearing === undefined || isInside(assumption, topology)) continue
    const { field, of } = placeOf(assumption.path)
    const value = JSON.stringify(assumption.value)
    const key = JSON.stringify([field, value, assumption.because])
    const group = groups.get(key) ?? { field, value, because: assumption.because, check: bearing.check, of: new Set() }
    if (of !== undefined) group.of.add(of)
    groups.set(key, group)
  }
  return [...groups.values()].map(({ field, value, because, check, of }) => ({
    kind: 'assumed',
    text: `${field} is ${value}${of.size === 0 ? '' : ` for ${listed([...of])}`}: ${because}.`,
    check,
  }))
}

/** Load that no way in from outside carries is on no bill. */
function isInside({ path }: Assumption, { workloads }: Draft['topology']): boolean {
  const [, room, name = '', part] = path.split('/')
  if (room !== 'workloads' || part !== 'traffic') return false
  return Object.hasOwn(workloads, name) && workloads[name]?.expose.length === 0
}

/** `/workloads/web/traffic/peakToAverage` → `traffic.peakToAverage` of `web`. */
function placeOf(path: string): { field: string; of: string | undefined } {
  const [, room, name = '', ...rest] = path.split('/')
  if (room === 'workloads' && rest[0] === 'ports') return { field: 'protocol', of: `${name}/${rest[1]}` }
  if (room === 'workloads') return { field: rest.join('.'), of: name }
  if (name === 'inUse') return { field: 'target.inUse', of: rest[0] }
  if (name === 'entrances') return { field: `target.entrances.${rest.join('.')}`, of: undefined }
  return { field: `target.${name}`, of: undefined }
}
