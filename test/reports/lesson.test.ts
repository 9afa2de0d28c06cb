// A lesson and a rule as people read them: what anybody wrote stays text, and a command can be pasted as it is shown.
import { execFileSync } from 'node:child_process'
import MarkdownIt from 'markdown-it'
import { parse } from 'parse5'
import { describe, expect, it } from 'vitest'
import { isAbout, ruleInContext } from '../../src/domain/design/rule-context.ts'
import { ruleTexts } from '../../src/domain/design/rules.ts'
import { lessonOf } from '../../src/domain/lesson/lesson.ts'
import { lessonHtml, lessonMarkdown, lessonText } from '../../src/reports/lesson/lesson.ts'
import type { LessonOf } from '../../src/reports/lesson/outline.ts'
import { shellLines } from '../../src/reports/lesson/shell-lines.ts'
import { pageHtml } from '../../src/reports/page/html.ts'
import { sourceWords } from '../../src/reports/page/sources.ts'
import { rulePage } from '../../src/reports/rules/rule-page.ts'
import { rulesPage } from '../../src/reports/rules/rules-page.ts'
import { bothDesigns, draftOf } from '../domain/design/drafting.ts'
import { exampleNamed } from '../examples/stories.ts'

const ARTICLE = draftOf(exampleNamed('article'))
const OF: LessonOf = {
  plan: 'article',
  revision: 1,
  design: 'recommended',
  links: { plan: '/v1/plans/1', manifests: '/v1/plans/1/manifests.yaml' },
}
const LESSONS = bothDesigns(ARTICLE).flatMap((design) =>
  design.services.map((service) => lessonOf({ service, design, topology: ARTICLE.topology })),
)

type Node = { nodeName: string; attrs?: { name: string; value: string }[]; childNodes?: Node[] }

/** Every element of a page with its attributes, and where its links lead. */
function elementsOf(html: string): { elements: Set<string>; links: string[] } {
  const elements = new Set<string>()
  const links: string[] = []
  const walk = ({ nodeName, attrs = [], childNodes = [] }: Node): void => {
    elements.add(`${nodeName} ${attrs.map(({ name }) => name).join(' ')}`)
    links.push(...attrs.filter(({ name }) => name === 'href').map(({ value }) => value))
    for (const child of childNodes) walk(child)
  }
  walk(parse(html) as Node)
  return { elements, links }
}

const HOSTILE = [
  ...[
    '<script>alert(1)</script>',
    '<img src=x onerror=alert(1)>',
    '"><svg onload=alert(1)>',
    "' onmouseover='alert(1)",
  ],
  ...[
    '</style><script>alert(1)</script>',
    '</title><b>',
    '<!--',
    '-->',
    ']]>',
    '<%= it.title %>',
    '<% throw 1 %>',
    '$&$`',
  ],
  ...[
    'javascript:alert(1)',
    'JaVaScRiPt:alert(1)//example.com/',
    'data:text/html,<b>',
    '//evil.example',
    '\\"><b>',
    '&lt;b&gt;',
  ],
  ...[
    '![x](http://e.example/x)',
    '[x](javascript:alert(1))',
    '@everyone',
    '</details>',
    '```\n<b>',
    '| a | b |',
    '`<b>`',
    '# x',
  ],
  ...['\u202Etxt.exe', 'a\u0000b', '\u001b[31mred', 'x'.repeat(5000), '<a href="https://e.example">x</a>', '{{7*7}}'],
]

/** The same shape with another text in every place. */
const withText = <Value>(value: Value, text: string): Value =>
  JSON.parse(JSON.stringify(value, (_, inner) => (typeof inner === 'string' ? text : inner)))

// GitHub and GitLab make links of what has a scheme or begins with "www."; not of a bare "//".
const markdown = new MarkdownIt({ html: true, linkify: true })
markdown.linkify.set({ fuzzyLink: false }).add('//', null)

describe('whatever stands in any field', () => {
  const known = new Set(LESSONS.flatMap((lesson) => [...elementsOf(lessonHtml(lesson, OF)).elements]))
  const [lesson] = LESSONS
  if (lesson === undefined) throw new Error('there is no lesson')

  it.each(HOSTILE)('%j makes no element and leads nowhere', (text) => {
    const { elements, links } = elementsOf(
      lessonHtml({ ...withText(lesson, text), type: 'ClusterIP' }, { ...OF, plan: text }),
    )
    expect([...elements].filter((element) => !known.has(element))).toEqual([])
    for (const link of links) expect(link).toMatch(/^(?:#|\/v1\/|https:\/\/[a-z0-9.-]+\/)/)
  })

  it.each(HOSTILE)('%j is text in Markdown and in a terminal', (text) => {
    const hostile = { ...withText(lesson, text), type: 'ClusterIP' as const }
    const rendered = markdown.render(lessonMarkdown(hostile, OF))
    expect(rendered).not.toMatch(/<(?:script|img|svg|b|a|details)[\s>]/)
    // biome-ignore lint/suspicious/noControlCharactersInRegex: it is what must not be there
    expect(lessonText(hostile, OF)).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u202e]/)
  })
})

describe('a command over several lines', () => {
  const wordsOf = (command: string): string =>
    execFileSync(
      'bash',
      ['-c', `kubectl() { printf '[%s]' "$@"; echo; }; echo() { printf '<%s>' "$@"; }; ${command}`],
      {
        encoding: 'utf8',
      },
    )
  const commands = LESSONS.flatMap(({ kubectl }) => kubectl.flatMap(({ command }) => command ?? []))

  it.each(commands.map((command) => [command]))('is the same words: %s', (command) => {
    const lines = shellLines(command)
    expect(lines.length).toBeGreaterThan(1)
    expect(wordsOf(lines.join('\n'))).toBe(wordsOf(command))
  })

  it('and so is every line that tries something, as far as it is read', () => {
    for (const { try: line } of LESSONS) {
      const joined = shellLines(line.command).join('\n').replaceAll(' \\\n  ', ' ')
      expect(joined).toBe(line.command)
      execFileSync('bash', ['-n', '-c', shellLines(line.command).join('\n')])
    }
  })

  it('is not broken within quotes, nor behind a remark', () => {
    const quoted = `kubectl x '--a=${'b --c '.repeat(30)}'`
    expect(shellLines(quoted)).toEqual(['kubectl x \\', `  '--a=${'b --c '.repeat(30)}'`])
    const remark = `kubectl get x # a remark ${'--long '.repeat(20)}`.trim()
    expect(shellLines(remark)).toEqual([remark])
  })
})

describe('a rule', () => {
  it.each(ruleTexts().map(({ id }) => [id]))('%s is a page with its row, its neighbours and its example', (id) => {
    const rule = ruleInContext(id)
    if (rule === undefined) throw new Error(`there is no ${id}`)
    const siblings = ruleTexts().filter((other) => isAbout(other, rule))
    const html = pageHtml(rulePage(rule, siblings))
    const { links } = elementsOf(html)
    expect(html).toContain('aria-current="true"')
    expect(html.includes('The smallest topology')).toBe(rule.example !== null)
    for (const { id: other } of siblings) expect(links).toContain(`/v1/rules/${other}`)
    if (rule.previous !== null) expect(html).toContain(`<a rel="prev" href="/v1/rules/${rule.previous}">`)
    if (rule.next !== null) expect(html).toContain(`<a rel="next" href="/v1/rules/${rule.next}">`)
  })

  it('stands in the table of all of them, which leads to it', () => {
    const { links } = elementsOf(pageHtml(rulesPage(ruleTexts())))
    for (const { id } of ruleTexts()) expect(links).toContain(`/v1/rules/${id}`)
  })
})

it.each([
  ['kubernetes.io/docs/a/#b', [{ href: 'https://kubernetes.io/docs/a/#b', text: 'kubernetes.io/docs/a/#b' }, '']],
  ['KEP-4974 (EndpointSlice)', ['KEP-4974 (EndpointSlice)']],
  [
    'a.example/x (why); the topology',
    [{ href: 'https://a.example/x', text: 'a.example/x' }, ' (why); ', 'the topology'],
  ],
  ['javascript:alert(1)//a.example/', ['javascript:alert(1)//a.example/']],
])('a source %j can be followed where it is an address', (source, words) => {
  expect(sourceWords(source)).toEqual(words)
})
