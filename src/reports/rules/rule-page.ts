// One rule as a page: its situation, what it gives and why, what lost, the rows that are looked at before it, and the smallest topology
// that it decides.
import { dump } from 'js-yaml'
import type { RuleExample, RuleInContext } from '../../domain/design/rule-context.ts'
import type { RuleText } from '../../domain/design/rules.ts'
import type { Page, PageBlock, PageSection } from '../page/page.ts'
import { sourceWords } from '../page/sources.ts'
import { aboutTitle, RULE_COLUMNS, RULES_HREF, ruleHref, ruleRow } from './rules-page.ts'

/** `siblings`: every row about the same, in order. */
export function rulePage(rule: RuleInContext, siblings: readonly RuleText[]): Page {
  const { id, order, situation, gives, example, before } = rule
  return {
    place: [{ href: RULES_HREF, text: 'The decision table' }, ` · ${aboutTitle(rule)}`],
    title: situation,
    lead: rule.field === undefined ? ['Gives: ', { strong: gives }] : [{ code: rule.field }, ': ', { strong: gives }],
    facts: [[`row ${order}`], [{ code: id }]],
    sections: [
      { id: 'when', title: 'When it holds', blocks: whenBlocks(rule) },
      ...(example === null ? [] : exampleSections(rule, example)),
      {
        id: 'order',
        title: 'The rows in their order',
        blocks: [
          { kind: 'words', words: [orderText(before.length, siblings.length)] },
          {
            kind: 'rows',
            caption: `${aboutTitle(rule)}, row by row`,
            columns: RULE_COLUMNS,
            rows: siblings.map(ruleRow),
            current: siblings.findIndex((other) => other.id === id),
          },
        ],
      },
    ],
    ways: waysFrom(rule),
  }
}

function whenBlocks({ situation, before, example, source }: RuleInContext): PageBlock[] {
  const after = before.length === 0 ? '' : ' And none of the rows before it holds.'
  const when: PageBlock = { kind: 'words', words: [`${situation}.${after}`] }
  const from: PageBlock = { kind: 'words', words: ['Source: ', ...sourceWords(source)] }
  return example === null ? [when, { kind: 'words', words: [NO_CLOUD] }, from] : [when, from]
}

const NO_CLOUD =
  'No cloud that is known here comes to this row: it is there for one that says nothing about this field.'

const orderText = (before: number, all: number): string => {
  const come = before === 1 ? 'one row comes' : `${before} rows come`
  return before === 0
    ? `The first row whose situation is there wins. This is the first of ${all}: nothing is looked at before it.`
    : `The first row whose situation is there wins. ${come.charAt(0).toUpperCase()}${come.slice(1)} before this one: it decides only where none of them does.`
}

function exampleSections({ field }: RuleInContext, { text, rejected, topology, part }: RuleExample): PageSection[] {
  return [
    { id: 'why', title: 'Why', blocks: [{ kind: 'words', words: [text] }] },
    ...(field !== undefined || rejected.length === 0
      ? []
      : [
          {
            id: 'instead',
            title: 'What could be instead, and why it is not',
            blocks: [
              {
                kind: 'list' as const,
                ordered: false,
                items: rejected.map(({ type, because }) => ({ text: [{ strong: `${type}: ` }, because] })),
              },
            ],
          },
        ]),
    {
      id: 'example',
      title: 'An example',
      blocks: [
        { kind: 'code', caption: 'The smallest topology that comes to it', text: yaml(topology) },
        { kind: 'code', caption: 'That part of its plan', text: yaml(part) },
      ],
    },
  ]
}

const yaml = (value: unknown): string => dump(value, { noRefs: true, lineWidth: 100 }).trimEnd()

const waysFrom = ({ previous, next }: RuleInContext): Page['ways'] => [
  ...(previous === null ? [] : [{ rel: 'prev' as const, href: ruleHref(previous), text: '← The row before' }]),
  { rel: 'up', href: RULES_HREF, text: 'All rows' },
  ...(next === null ? [] : [{ rel: 'next' as const, href: ruleHref(next), text: 'The next row →' }]),
]
