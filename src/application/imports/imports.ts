// Files that people have → a topology with the source of every field, what it costs today, and, if asked for, a plan of it that is kept.
import { z } from 'zod'
import type { Tariff } from '../../domain/estimate/price-book.ts'
import { Failure, type Mistake } from '../../domain/failure.ts'
import { compareText } from '../../domain/finding.ts'
import {
  DocumentReport,
  ImportCounts,
  type Imported,
  type Importer,
  ImportFinding,
  ImportFormat,
  type InputFile,
  Provenance,
  Question,
} from '../../domain/imported.ts'
import { centsText, decimal } from '../../domain/money.ts'
import { Plan } from '../../domain/plan/plan.ts'
import type { Provider } from '../../domain/provider.ts'
import {
  type ProviderName,
  type Reading,
  readTopology,
  type Topology,
  TopologyInput,
} from '../../domain/topology/index.ts'
import { type Answers, answer } from './answers.ts'
import { AsIsDesign, priced } from './as-is.ts'
import { leaveOut } from './leave-out.ts'

const Money = z.string()
export const ImportDifference = z
  .strictObject({ currency: z.string(), asIs: Money, planned: Money, saving: Money })
  .meta({
    id: 'ImportDifference',
    description: 'What is paid today, what the chosen design of the plan costs, and the difference of the two.',
  })

export const ImportAnswer = z
  .strictObject({
    format: ImportFormat,
    topology: TopologyInput,
    counts: ImportCounts,
    asIs: AsIsDesign.optional().meta({ description: 'Of Kubernetes objects: what is there today.' }),
    findings: z.array(ImportFinding),
    questions: z.array(Question),
    documents: z.array(DocumentReport),
    provenance: z.array(Provenance),
    plan: Plan.optional().meta({ description: 'With `plan=true`: the plan of this topology, kept.' }),
    difference: ImportDifference.optional(),
  })
  .meta({ id: 'ImportAnswer' })
export type ImportAnswer = z.infer<typeof ImportAnswer>

export type ImportRequest = {
  files: readonly InputFile[]
  format?: ImportFormat | undefined
  /** As an owner writes it. */
  target: unknown
  name?: string | undefined
  answers?: Answers | undefined
  plan?: boolean | undefined
}

type Parts = {
  importers: readonly Importer[]
  providers: ReadonlyMap<ProviderName, Provider>
  reading: () => Reading
  tariff: () => Promise<Tariff>
  /** Plans the topology and keeps the plan. */
  keep: (topology: unknown) => Promise<Plan>
}

/** Throws UNKNOWN_FORMAT, INVALID_TOPOLOGY (what is wrong with the target, or with what answers make of the topology), INVALID_ANSWER, and as keeping a plan does. */
export async function importFiles(request: ImportRequest, parts: Parts): Promise<ImportAnswer> {
  const importer = importerFor(request, parts.importers)
  const judge = judgeOf(parts.reading())
  const target = readTarget(request, judge)
  const provider = parts.providers.get(target.provider)
  if (provider === undefined) throw new Failure('PROVIDER_NOT_SUPPORTED', `${target.provider} is not supported yet`)
  const { name } = request
  const found = await importer.import(request.files, { target, provider, ...(name === undefined ? {} : { name }) })
  await pause()
  const whole = leaveOut(found, (topology) => judge(topology).mistakes)
  await pause()
  const imported = answered(whole, request.answers ?? {}, judge)
  const today = await costOf(imported, judge, provider, parts)
  if (request.plan === true) refuseNothing(imported)
  const kept = request.plan === true ? await parts.keep(imported.topology) : undefined
  return {
    format: importer.format,
    topology: imported.topology,
    counts: imported.counts ?? { workloads: countOf(imported.topology) },
    ...(today === undefined ? {} : { asIs: today.asIs }),
    findings: sorted([...imported.findings, ...(today?.findings ?? [])]),
    questions: [...imported.questions].sort((a, b) => compareText(a.path, b.path) || compareText(a.id, b.id)),
    documents: imported.documents,
    provenance: [...imported.provenance].sort((a, b) => compareText(a.path, b.path) || compareText(a.rule, b.rule)),
    ...(kept === undefined ? {} : { plan: kept }),
    ...(kept === undefined || today === undefined ? {} : { difference: differenceOf(today.asIs, kept) }),
  }
}

/** Lets others be answered between two steps of a long import. */
const pause = () => new Promise<void>((resolve) => setImmediate(resolve))

type Judged = { topology?: Topology; mistakes: readonly Mistake[] }
type Judge = (topology: unknown) => Judged

/** What the domain makes of a topology. One that was judged last and stood is not read twice. */
function judgeOf(reading: Reading): Judge {
  let last: { input: unknown; judged: Judged } | undefined
  return (input) => {
    if (last !== undefined && last.input === input) return last.judged
    last = undefined
    try {
      const judged: Judged = { topology: readTopology(input, reading).topology, mistakes: [] }
      last = { input, judged }
      return judged
    } catch (error) {
      if (!(error instanceof Failure)) throw error
      return { mistakes: error.mistakes }
    }
  }
}

/** What is paid for today is there whether or not any of it can be planned. */
async function costOf({ asIs, topology }: Imported, judge: Judge, provider: Provider, parts: Parts) {
  if (asIs === undefined) return undefined
  const canonical =
    judge(topology).topology ??
    judge({ name: topology.name, target: topology.target, workloads: { none: {} } }).topology
  return canonical === undefined ? undefined : priced(asIs, canonical, provider, await parts.tariff())
}

function importerFor({ files, format }: ImportRequest, importers: readonly Importer[]): Importer {
  const found = importers.find((one) => (format === undefined ? one.detects(files) : one.format === format))
  if (found !== undefined) return found
  const known = importers.map((one) => one.format).join(', ')
  throw new Failure(
    'UNKNOWN_FORMAT',
    format === undefined
      ? `Nothing in these files looks like a format that is imported (${known}); if it is one, name it with format=.`
      : `${format} is not imported here; ${known} are.`,
  )
}

/** A topology of nothing but the target is judged like any other; only what is said of it and of the name is passed on. */
function readTarget({ target, name = 'imported' }: ImportRequest, judge: Judge): TopologyInput['target'] {
  const { mistakes } = judge({ name, target, workloads: { any: {} } })
  const ofTarget = mistakes.filter(({ pointer }) => /^\/(?:name|target)(?:\/|$)/.test(pointer))
  if (ofTarget.length === 0) return target as TopologyInput['target']
  const count = ofTarget.length
  throw new Failure(
    'INVALID_TOPOLOGY',
    `The target has ${count} mistake${count === 1 ? '' : 's'}; give it as ?provider= and ?region=, or as \`target\` beside the files.`,
    { mistakes: ofTarget },
  )
}

function answered(imported: Imported, answers: Answers, judge: Judge): Imported {
  if (Object.keys(answers).length === 0) return imported
  const before = new Set(judge(imported.topology).mistakes.map(({ pointer }) => pointer))
  const result = answer(imported, answers)
  const wrong = judge(result.imported.topology).mistakes.filter(({ pointer }) => !before.has(pointer))
  const mistakes = [...result.mistakes, ...wrong]
  if (mistakes.length === 0) return result.imported
  throw new Failure(
    'INVALID_ANSWER',
    `The answers have ${mistakes.length} mistake${mistakes.length === 1 ? '' : 's'}.`,
    {
      mistakes: mistakes.slice(0, 100),
    },
  )
}

/** The plan would be refused all the same; why there is nothing to plan is known here. */
function refuseNothing({ topology, documents }: Imported): void {
  if (Object.keys(topology.workloads).length > 0) return
  const because = documents.find((one) => one.because !== undefined)?.because
  const detail =
    `must name at least one workload, and none was found in these files${because === undefined ? '' : ` (${because.slice(0, 150)})`}; ` +
    'leave `plan` out to see what became of each document'
  throw new Failure('INVALID_TOPOLOGY', 'Nothing in these files can be planned.', {
    mistakes: [{ pointer: '/workloads', code: 'NO_WORKLOADS', detail }],
  })
}

function countOf({ workloads }: TopologyInput): ImportCounts['workloads'] {
  const counts: Record<string, number> = {}
  for (const { kind = 'Deployment' } of Object.values(workloads)) counts[kind] = (counts[kind] ?? 0) + 1
  return counts
}

const RANK = { error: 0, warning: 1, info: 2 }

/** Worst first; the same finding about the same place is told once. */
function sorted(findings: readonly ImportFinding[]): ImportFinding[] {
  const byKey = new Map(
    findings.map((one) => [JSON.stringify([one.code, one.path, one.file, one.line, one.message]), one]),
  )
  return [...byKey.values()].sort(
    (a, b) =>
      RANK[a.severity] - RANK[b.severity] ||
      compareText(a.code, b.code) ||
      compareText(a.file ?? '', b.file ?? '') ||
      (a.line ?? 0) - (b.line ?? 0) ||
      compareText(a.path, b.path) ||
      compareText(a.message, b.message),
  )
}

function differenceOf({ estimate }: AsIsDesign, { designs, chosen }: Plan): z.infer<typeof ImportDifference> {
  const planned = designs[chosen].estimate.monthly.expected
  const asIs = estimate.monthly.expected
  return { currency: estimate.currency, asIs, planned, saving: centsText(decimal(asIs).minus(planned)) }
}
