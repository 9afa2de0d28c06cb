// The decision table as a page: the rows of each subject in their order, each with its situation and what it gives.
import type { RuleText } from '../../domain/design/rules.ts'
import type { Page, PageBlock, PageSection, Words } from '../page/page.ts'

export const RULES_HREF = '/v1/rules'
export const ruleHref = (id: string): string => `${RULES_HREF}/${encodeURIComponent(id)}`

/** What is decided, in the order in which it is. */
const ABOUT: Readonly<Record<RuleText['about'], { title: string; note: string }>> = {
  external: {
    title: 'What is outside the cluster',
    note: 'For each external that workloads call: the Service that stands for it.',
  },
  workload: {
    title: 'Workloads',
    note: 'For each workload: the Service that callers inside the cluster use.',
  },
  way: {
    title: 'Ways in from outside',
    note: 'For each exposure of a port: how clients outside come to it.',
  },
  companion: { title: 'Companions', note: 'Where one Service is not enough for a workload: what stands beside it.' },
  group: { title: 'Groups that share', note: 'Where exposures share: what they share.' },
  field: {
    title: 'Fields of a Service',
    note: 'For each field of the spec, once the type is decided: what stands in it, or why it is left out.',
  },
}

export const aboutTitle = ({ about, field }: Pick<RuleText, 'about' | 'field'>): string =>
  field === undefined ? ABOUT[about].title : `The field ${field}`

export const ruleRow = ({ id, order, situation, gives }: RuleText): Words[] => [
  [String(order)],
  [{ href: ruleHref(id), text: situation }],
  [gives],
]

export const RULE_COLUMNS = ['Row', 'Situation', 'Gives']

export function rulesPage(rules: readonly RuleText[]): Page {
  const subjects = [...new Set(rules.map(({ about }) => about))]
  return {
    place: ['Moorage'],
    title: 'The decision table',
    lead: [
      `Every Service of a plan is as it is because of one of these ${rules.length} rows. Of the rows about one subject the first whose situation is there wins; the last of each holds for all that is left. With `,
      { code: 'Accept: application/json' },
      ' the same address has them as data.',
    ],
    facts: [],
    sections: subjects.map((about): PageSection => {
      const own = rules.filter((rule) => rule.about === about)
      return {
        id: about,
        title: ABOUT[about].title,
        blocks: [
          { kind: 'words', words: [ABOUT[about].note] },
          ...(about === 'field' ? fieldTables(own) : [ruleTable(`${ABOUT[about].title}, row by row`, own)]),
        ],
      }
    }),
    ways: [],
  }
}

const ruleTable = (caption: string, own: readonly RuleText[]): PageBlock => ({
  kind: 'rows',
  caption,
  columns: RULE_COLUMNS,
  rows: own.map(ruleRow),
})

/** In the order in which the fields are decided. */
function fieldTables(own: readonly RuleText[]): PageBlock[] {
  const fields = [...new Set(own.map(({ field }) => field))]
  return fields.map((field) =>
    ruleTable(
      field ?? '',
      own.filter((rule) => rule.field === field),
    ),
  )
}
