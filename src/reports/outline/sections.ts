// The view model → the outline: the head, then the sections in the order in which somebody decides.
import type { Report } from '../view/report.ts'
import { billSection, sensitivitySection } from './costs.ts'
import { isFilled, left, marked, type Outline, paragraph, right, type Section, type Table } from './outline.ts'
import { findingsSection, manifestsSection, servicesSection, sourcesSection } from './things.ts'

export function outlineOf(report: Report): Outline {
  return {
    head: {
      title: report.title,
      verdict: report.verdict.title,
      because: marked(report.verdict.because),
      facts: factsOf(report),
      summary: marked(report.summary),
      table: tableOf(report),
    },
    sections: [
      mustBeTrueSection(report),
      givesUpSection(report),
      keptApartSection(report),
      sensitivitySection(report),
      billSection(report),
      stepsSection(report),
      servicesSection(report),
      findingsSection(report),
      manifestsSection(report),
      sourcesSection(report),
    ].map((section) => ({ ...section, blocks: section.blocks.filter(isFilled) })),
  }
}

/** Who it is for, in a line. */
function factsOf({ owner, ticket, kubernetesVersion, revision }: Report): string[] {
  return [
    ...(owner === null ? [] : [`owner ${owner}`]),
    ...(ticket === null ? [] : [`ticket ${ticket}`]),
    `Kubernetes ${kubernetesVersion}`,
    revision === null ? 'not kept' : `revision ${revision}`,
  ]
}

function tableOf({ table: { columns, rows, saving } }: Report): Table {
  const [what = '', before = '', after = '', change = ''] = columns
  return {
    kind: 'table',
    caption: `Before and after sharing; it saves ${saving} a month`,
    columns: [left(what), right(before), right(after), right(change)],
    rows: rows.map((row) => [[row.label], [row.before], [row.after], [row.change]]),
  }
}

const CONDITIONS = {
  policy: 'Policy',
  mend: 'Must be mended',
  turns: 'Where the verdict turns',
  assumed: 'Assumed',
  confidence: 'Would make it surer',
} as const

function mustBeTrueSection({ mustBeTrue, verdict }: Report): Section {
  return {
    id: 'must-be-true',
    title: 'What must be true',
    note: '',
    blocks: [
      paragraph(verdict.confidence),
      {
        kind: 'list',
        ordered: false,
        items: mustBeTrue.map(({ kind, text, check }) => ({
          text: [{ strong: `${CONDITIONS[kind]}:` }, ' ', ...marked(text)],
          ...(check === null ? {} : { details: [{ label: 'Check', text: marked(check) }] }),
        })),
      },
    ],
  }
}

function givesUpSection({ givesUp, payback }: Report): Section {
  const risks = givesUp.map(({ text, check, affectsShown }) => ({
    text: marked(text),
    details: [
      { label: 'Affects', text: [affectsShown] },
      { label: 'Check', text: marked(check) },
    ],
  }))
  return {
    id: 'gives-up',
    title: 'What you give up',
    note: counted(givesUp.length),
    blocks: [
      risks.length === 0
        ? paragraph('Nothing: no workload shares anything it did not share before.')
        : { kind: 'list', ordered: false, items: risks },
      ...(payback === null ? [] : [paragraph(`What moving costs: ${payback}`)]),
    ],
  }
}

function keptApartSection({ keptApart }: Report): Section {
  const groups = keptApart.map(({ because, code, source, exposuresShown }) => ({
    text: [{ code: exposuresShown }, ': ', ...marked(`${because}.`)],
    details: [{ label: 'Rule', text: [{ code }, `, after ${source}`] }],
  }))
  return {
    id: 'kept-apart',
    title: 'Kept apart, and why',
    note: counted(keptApart.reduce((sum, { exposures }) => sum + exposures.length, 0)),
    blocks: [
      groups.length === 0
        ? paragraph('Nothing is kept apart by a rule.')
        : { kind: 'list', ordered: false, items: groups },
    ],
  }
}

const ONE_WAY = { strong: 'This cannot be undone as it was.' }

function stepsSection({ steps }: Report): Section {
  const items = steps.map((step) => ({
    text: marked(step.do),
    details: [
      { label: 'Check', text: marked(step.check) },
      { label: 'Back', text: marked(step.rollback) },
      {
        label: 'Downtime',
        text: [...marked(step.downtime), ...(step.oneWay ? [' ', ONE_WAY] : [])],
      },
    ],
  }))
  return {
    id: 'steps',
    title: 'Steps, and the way back',
    note: counted(steps.length),
    blocks: [
      items.length === 0
        ? paragraph('Nothing moves: what is recommended is applied as it is.')
        : { kind: 'list', ordered: true, items },
    ],
  }
}

const counted = (count: number): string => (count === 0 ? 'none' : String(count))
