// Everything a plan can be had as, with what each is for. All are of this very revision: what was read is what is handed on.
import type { DesignName, Plan } from '../../domain/plan/plan.ts'
import { REPORT_FORM_NAMES } from '../reports/forms.ts'

export type PlanLink = { href: string; title: string; use: string }
export type PlanPictures = { diagram?: string; costs?: string; traffic?: string }

/** Whether there is a route for a form of a revision: `bundle.zip`. What is not served is not offered. */
export type Serves = (form: string) => boolean

export type LinkOptions = { design: DesignName; base: string; serves: Serves }

const REPORTS: Readonly<Record<string, [title: string, use: string]>> = {
  html: ['Report (.html)', 'one page, to read, print or attach'],
  md: ['Report (.md)', 'for GitHub and GitLab'],
  txt: ['Report (.txt)', 'for a terminal or a mail'],
  json: ['Report (.json)', 'every word and figure of it, for programs'],
  adf: ['Jira (ADF)', 'a comment for Jira Cloud'],
  wiki: ['Jira (wiki)', 'a comment for Jira Data Center'],
  servicenow: ['ServiceNow', 'work notes'],
  slack: ['Slack', 'blocks for a message'],
}

/** In the order in which most people want them. */
export function planLinks(plan: Pick<Plan, 'links' | 'chosen'>, { design, base, serves }: LinkOptions): PlanLink[] {
  const { revision } = plan.links
  const query = design === plan.chosen ? '' : `?design=${design}`
  const named = REPORT_FORM_NAMES.map((name) => ({ name, words: REPORTS[name] })).sort(byTable)
  const reports = named.map(({ name, words: [title, use] = [name, ''] }) => ({
    form: `report?format=${name}`,
    title,
    use,
  }))
  const forms = [
    ...reports,
    { form: 'costs.csv', title: 'Bill (.csv)', use: 'line by line, for a spreadsheet' },
    { form: 'costs.csv?profile=focus-1.2', title: 'Bill (FOCUS)', use: 'in the columns of FOCUS 1.2' },
    { form: 'diagram.mmd', title: 'Diagram (Mermaid)', use: 'for Markdown' },
    { form: `bundle.zip${query}`, title: 'Bundle (.zip)', use: 'manifests, kustomization and the lines to apply' },
    { form: `manifests.json${query}`, title: 'Manifests (.json)', use: 'a List, for programs' },
  ]
  return [
    ...forms
      .filter(({ form }) => serves(form))
      .map(({ form, title, use }) => ({ href: `${base}${revision}/${form}`, title, use })),
    { href: `${base}${revision}`, title: 'Plan (.json)', use: 'everything, for programs' },
  ]
}

const ORDER = Object.keys(REPORTS)
const byTable = (a: { name: string }, b: { name: string }): number => ORDER.indexOf(a.name) - ORDER.indexOf(b.name)

export function planPictures(
  { links: { revision } }: Pick<Plan, 'links'>,
  { design, base, serves }: LinkOptions,
): PlanPictures {
  const pictures = { diagram: `diagram.svg?design=${design}`, costs: 'charts/costs.svg', traffic: 'charts/traffic.svg' }
  return Object.fromEntries(
    Object.entries(pictures)
      .filter(([, form]) => serves(form))
      .map(([name, form]) => [name, `${base}${revision}/${form}`]),
  )
}
