// A lesson as text, as Markdown and as a page: the same words in each.
import type { Lesson } from '../../domain/lesson/lesson.ts'
import { escaped } from '../markdown/escape.ts'
import { blockMarkdown } from '../markdown/markdown.ts'
import { type Block, isFilled } from '../outline/outline.ts'
import { pageHtml } from '../page/html.ts'
import type { PageBlock, PageSection } from '../page/page.ts'
import { sourceWords } from '../page/sources.ts'
import { ruleHref } from '../rules/rules-page.ts'
import { WIDTH, wrapped } from '../text/layout.ts'
import { blockLines, underlined } from '../text/report.ts'
import { legible } from '../view/legible.ts'
import { type LessonOf, type LessonOutline, lessonOutline } from './outline.ts'

/** At most 80 columns, but for a long word in quotes, which cannot be broken. Ends in a newline. */
export function lessonText(lesson: Lesson, of: LessonOf): string {
  const { place, title, lead, facts, sections } = outlined(lesson, of)
  const parts = [
    [place],
    underlined(title, '='),
    wrapped(lead, WIDTH),
    wrapped(facts.join(', '), WIDTH),
    ...sections.flatMap(({ title: heading, blocks }) => {
      const [first = [], ...rest] = blocks.map(linesOf)
      return [[...underlined(heading, '-'), ...first], ...rest]
    }),
  ]
  return `${parts.map((lines) => lines.join('\n')).join('\n\n')}\n`
}

const linesOf = (block: Block): string[] => (block.kind === 'commands' ? [...block.lines] : blockLines(block))

/** For GitHub and GitLab; ends in a newline. */
export function lessonMarkdown(lesson: Lesson, of: LessonOf): string {
  const { place, title, lead, facts, sections } = outlined(lesson, of)
  const parts = [
    `## ${escaped(title)}`,
    `${escaped(place)} · ${facts.map(escaped).join(' · ')}`,
    escaped(lead),
    ...sections.flatMap(({ title: heading, blocks }) => [`### ${escaped(heading)}`, ...blocks.map(blockMarkdown)]),
  ]
  return `${parts.join('\n\n')}\n`
}

export function lessonHtml(lesson: Lesson, of: LessonOf): string {
  const { place, title, lead, facts, sections } = outlined(lesson, of)
  const { rule, source } = lesson.because
  const rules: PageBlock = {
    kind: 'words',
    words: ['Rule ', { href: ruleHref(rule), text: rule }, ', after ', ...sourceWords(source)],
  }
  return pageHtml({
    place: [place],
    title,
    lead: [lead],
    facts: facts.map((fact) => [fact]),
    // What is a name elsewhere can be followed here.
    sections: sections.map((section): PageSection => {
      const [reason, , ...rejected] = section.blocks
      return section.id !== 'why' || reason === undefined
        ? section
        : { ...section, blocks: [reason, rules, ...rejected] }
    }),
    ways: [
      { rel: 'up', href: of.links.plan, text: 'The whole plan' },
      { rel: 'up', href: of.links.manifests, text: 'Its manifests' },
    ],
  })
}

function outlined(lesson: Lesson, of: LessonOf): LessonOutline {
  const outline = lessonOutline(legible(lesson), legible(of))
  return { ...outline, sections: outline.sections.map((one) => ({ ...one, blocks: one.blocks.filter(isFilled) })) }
}
