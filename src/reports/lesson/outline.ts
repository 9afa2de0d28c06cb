// A lesson → what every format of it says: a head and sections of the blocks that reports are made of.
import type { Lesson } from '../../domain/lesson/lesson.ts'
import type { LessonPath } from '../../domain/lesson/paths.ts'
import { type Block, type Item, marked, paragraph, type Text } from '../outline/outline.ts'
import { shellLines } from './shell-lines.ts'

/** Which plan it is of, and where that is. */
export type LessonOf = { plan: string; revision: number; design: string; links: { plan: string; manifests: string } }

export type LessonSection = { id: string; title: string; blocks: readonly Block[] }
export type LessonOutline = {
  place: string
  title: string
  lead: string
  facts: readonly string[]
  sections: readonly LessonSection[]
}

export function lessonOutline(lesson: Lesson, { plan, revision, design }: LessonOf): LessonOutline {
  const { name, namespace, type, workload } = lesson
  return {
    place: `${plan}, revision ${revision}, ${design} design`,
    title: `${name}: ${type}`,
    lead: lesson.is,
    facts: [`namespace ${namespace}`, ...(workload === null ? [] : [`workload ${workload}`]), ...portsOf(lesson)],
    sections: [
      { id: 'why', title: 'Why it is so', blocks: whyBlocks(lesson) },
      ...lesson.paths.map(pathSection),
      { id: 'names', title: 'Its names', blocks: nameBlocks(lesson) },
      { id: 'kubectl', title: 'The same with kubectl', blocks: lesson.kubectl.flatMap(kubectlBlocks) },
      {
        id: 'try',
        title: 'Try it',
        blocks: [{ kind: 'commands', lines: shellLines(lesson.try.command) }, paragraph(lesson.try.expect)],
      },
    ],
  }
}

const portsOf = ({ ports }: Lesson): string[] =>
  ports.map(
    ({ name, port, targetPort, transport }) =>
      `port ${port}${targetPort === port ? '' : ` to ${targetPort}`} ${transport} (${name})`,
  )

function whyBlocks({ because, rejected }: Lesson): Block[] {
  const rule: Text = ['Rule ', { code: because.rule }, `, after ${because.source}`]
  return [
    { kind: 'paragraph', text: marked(because.text) },
    { kind: 'paragraph', text: rule },
    {
      kind: 'list',
      ordered: false,
      items: rejected.map(
        (other): Item => ({
          text: [{ strong: `Not ${other.type}:` }, ' ', ...marked(other.because)],
        }),
      ),
    },
  ]
}

function pathSection({ caller, steps }: LessonPath, index: number): LessonSection {
  return {
    id: `path-${index + 1}`,
    title: `The way from ${caller}`,
    blocks: [
      {
        kind: 'list',
        ordered: true,
        items: steps.map(
          ({ at, text, means }): Item => ({
            text: [{ strong: `${at}.` }, ' ', ...marked(text)],
            ...(means === '' ? {} : { details: [{ label: 'What it is', text: marked(means) }] }),
          }),
        ),
      },
    ],
  }
}

function nameBlocks({ dns }: Lesson): Block[] {
  const named = (who: string, name: string): Item => ({ text: [`${who}: `, { code: name }] })
  const items = [
    named('In full', dns.full),
    ...Object.entries(dns.urls).map(([port, url]) => named(`Port ${port}, from anywhere in the cluster`, url)),
    ...dns.forCallers.flatMap(({ caller, urls }) =>
      Object.values(urls).map((url) => named(`What ${caller} writes`, url)),
    ),
    ...(dns.pods ?? []).map((pod) => named('One pod alone', pod)),
  ]
  return [{ kind: 'list', ordered: false, items }]
}

function kubectlBlocks({ object, command, because }: Lesson['kubectl'][number]): Block[] {
  const text: Text = [{ strong: `${object}:` }, ' ', ...marked(because)]
  return [
    { kind: 'paragraph', text },
    ...(command === null ? [] : [{ kind: 'commands' as const, lines: shellLines(command) }]),
  ]
}
