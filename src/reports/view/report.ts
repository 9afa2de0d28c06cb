// The view model: everything that any report of a plan says, already worded and with figures as shown. A format lays it out and computes
// nothing, so that all of them show the same.
import { z } from 'zod'
import { Verdict } from '../../domain/consolidation/consolidation.ts'
import { Alternative } from '../../domain/design/design.ts'
import { Finding } from '../../domain/finding.ts'
import { DesignName } from '../../domain/plan/plan.ts'
import { ServiceType } from '../../domain/topology/index.ts'

const Cents = z.string().meta({ description: 'Decimal text with two decimals, in `currency`.', example: '16.43' })
const Affects = {
  affects: z.array(z.string()).meta({ description: 'Workloads.' }),
  affectsShown: z
    .string()
    .meta({ description: 'The first three of them and how many more; empty where there are none.' }),
}

export const ReportTable = z
  .strictObject({
    columns: z.array(z.string()).length(4).meta({ description: 'Titles: of the label, before, after, the change.' }),
    rows: z.array(
      z.strictObject({
        id: z.enum(['expected', 'range', 'load-balancers', 'entrances', 'not-priced', 'data-transfer']),
        label: z.string(),
        before: z.string().meta({ example: '173.41 USD' }),
        after: z.string(),
        change: z.string().meta({ description: 'In words: `137.39 USD less`.' }),
      }),
    ),
    saving: z.string().meta({ description: 'The difference of the two shown totals, with its currency.' }),
  })
  .meta({ id: 'ReportTable', description: 'Before and after sharing.' })
export type ReportTable = z.infer<typeof ReportTable>

export const ReportCondition = z
  .strictObject({
    kind: z.enum(['policy', 'mend', 'assumed', 'turns', 'confidence']).meta({
      description:
        '`policy`: what the plan is judged by asks for it; `mend`: will not work until it is mended; `assumed`: nobody said so; `turns`: where the verdict would be another; ' +
        '`confidence`: what would make the figures surer.',
    }),
    text: z.string(),
    check: z.string().nullable().meta({ description: 'What to do about it, or how to find out.' }),
  })
  .meta({ id: 'ReportCondition', description: 'What must be true for the answer to hold.' })
export type ReportCondition = z.infer<typeof ReportCondition>

export const ReportRisk = z
  .strictObject({ code: z.string(), text: z.string(), check: z.string(), ...Affects })
  .meta({ id: 'ReportRisk', description: 'What one gives up by sharing.' })

export const ReportKeptApart = z
  .strictObject({
    code: z.string(),
    because: z.string(),
    source: z.string(),
    exposures: z.array(z.string()).meta({ description: '`workload/port`.', example: ['webapp/https'] }),
    exposuresShown: z.string(),
  })
  .meta({ id: 'ReportKeptApart', description: 'Exposures that share nothing for one and the same reason.' })
export type ReportKeptApart = z.infer<typeof ReportKeptApart>

export const ReportSensitivity = z
  .strictObject({
    factor: z.string().meta({ description: 'Times the stated traffic.', example: '2' }),
    before: Cents,
    after: Cents,
    saving: Cents.meta({ description: 'Negative where sharing would cost more.' }),
  })
  .meta({ id: 'ReportSensitivity', description: 'Both bills when traffic is not what was stated.' })

export const ReportBreakEven = z
  .strictObject({ quantity: z.string(), value: z.string(), below: Verdict, above: Verdict, text: z.string() })
  .meta({ id: 'ReportBreakEven' })

export const ReportStep = z
  .strictObject({
    number: z.int(),
    do: z.string(),
    check: z.string(),
    rollback: z.string(),
    downtime: z.string(),
    oneWay: z.boolean().meta({ description: 'Cannot be undone as it was.' }),
  })
  .meta({ id: 'ReportStep' })

export const ReportService = z
  .strictObject({
    name: z.string(),
    namespace: z.string(),
    workload: z.string().nullable().meta({ description: 'Null where it stands for something outside.' }),
    type: ServiceType.nullable().meta({ description: 'Null where a workload gets no Service.' }),
    wayIn: z.string().meta({ description: 'How callers come to it.', example: 'www.example.com' }),
    ports: z.array(z.string()).meta({ example: ['https 443 → 8443 TCP'] }),
    dns: z.string().nullable(),
    rule: z.string(),
    why: z.string(),
    source: z.string(),
    rejected: z.array(z.strictObject({ type: Alternative, because: z.string() })),
  })
  .meta({ id: 'ReportService', description: 'What a workload is reached through, why, and what lost.' })
export type ReportService = z.infer<typeof ReportService>

export const ReportLine = z
  .strictObject({
    kind: z.enum(['line', 'rounding']).meta({
      description: '`rounding`: the last row of a bill whose rows would not add up to its total.',
    }),
    loadBalancer: z.string(),
    item: z.string(),
    quantity: z.string(),
    unit: z.string(),
    unitPrice: z.string().nullable(),
    amount: Cents.nullable().meta({ description: 'Null where there is no price; `formula` and `source` say why.' }),
    formula: z.string(),
    asOf: z.string().nullable(),
    source: z.int().nullable().meta({ description: 'The number of its source in `sources.prices`.' }),
  })
  .meta({ id: 'ReportLine' })
export type ReportLine = z.infer<typeof ReportLine>

export const ReportBill = z
  .strictObject({
    lines: z.array(ReportLine),
    total: Cents,
    totalShown: z.string().meta({ description: 'With its currency, and `at least` where something has no price.' }),
    rangeShown: z.string(),
    atLeast: z.boolean(),
  })
  .meta({ id: 'ReportBill', description: 'One design’s month, row by row; the rows add up to the total.' })
export type ReportBill = z.infer<typeof ReportBill>

export const ReportSource = z
  .strictObject({ number: z.int(), source: z.string(), asOf: z.string().nullable() })
  .meta({ id: 'ReportSource' })
export type ReportSource = z.infer<typeof ReportSource>

export const ReportLinks = z
  .strictObject({
    plan: z.string().meta({ description: 'The newest revision, as JSON.' }),
    revision: z.string().meta({ description: 'This very revision, as JSON, and so are all below.' }),
    report: z.string(),
    manifests: z.string(),
    bundle: z.string(),
  })
  .meta({ id: 'ReportLinks', description: 'Paths; addresses where the service knows its own.' })

export const Report = z
  .strictObject({
    id: z.uuid().nullable().meta({ description: 'Null where the plan is not kept.' }),
    revision: z.int().nullable(),
    name: z.string(),
    title: z.string().meta({ example: 'shop (aws, us-east-1, production)' }),
    owner: z.string().nullable(),
    ticket: z.string().nullable(),
    where: z.string().meta({ example: 'aws, us-east-1, production' }),
    kubernetesVersion: z.string(),
    currency: z.string(),
    verdict: z.strictObject({
      code: Verdict,
      title: z.string().meta({ description: 'What to do.', example: 'Share an entrance' }),
      because: z.string(),
      text: z.string().meta({ description: 'Both in one line.' }),
      chosen: DesignName.meta({ description: 'The design it advises: services, findings and manifests are of it.' }),
      confidence: z.string(),
    }),
    summary: z.string().meta({ description: 'One sentence: load balancers and the bill, before and after.' }),
    table: ReportTable,
    mustBeTrue: z.array(ReportCondition),
    givesUp: z.array(ReportRisk),
    keptApart: z.array(ReportKeptApart),
    sensitivity: z.array(ReportSensitivity),
    breakEven: z.array(ReportBreakEven),
    steps: z.array(ReportStep).meta({ description: 'From the recommended design to the consolidated one.' }),
    payback: z.string().nullable(),
    services: z.array(ReportService),
    bills: z.strictObject({ before: ReportBill, after: ReportBill }),
    dataTransfer: z
      .string()
      .nullable()
      .meta({ description: 'What leaves for the internet, where it is not billed above.' }),
    findings: z.array(Finding).meta({ description: 'Worst first.' }),
    findingsShown: z.string().meta({ description: 'How many of each.', example: '1 warning, 4 notes' }),
    manifests: z.strictObject({
      count: z.int(),
      shown: z.string().meta({ description: 'How many of each kind.', example: '6 Ingress, 1 Service' }),
      list: z.array(z.strictObject({ kind: z.string(), namespace: z.string().nullable(), name: z.string() })),
    }),
    sources: z.strictObject({
      priceBook: z.string().meta({ example: 'builtin, version 2026-11-24' }),
      prices: z
        .array(ReportSource)
        .meta({ description: 'Each place a price of either bill is printed, and of what day.' }),
      plannedAt: z.iso.datetime().nullable().meta({ description: 'When this revision was made.' }),
      plannedAtShown: z.string().nullable().meta({ description: 'To the minute.', example: '2026-11-24 09:00 UTC' }),
      topologyHash: z.string(),
    }),
    links: ReportLinks.nullable().meta({ description: 'Null where the plan is not kept.' }),
  })
  .meta({ id: 'Report', description: 'What every report of a plan says, in the order it says it.' })
export type Report = z.infer<typeof Report>
