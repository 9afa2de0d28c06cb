// The sections about what is made and what it rests on: Services with their reasons, findings, manifests, sources and dates.
import type { Report, ReportService } from '../view/report.ts'
import { type Item, left, marked, paragraph, right, type Section } from './outline.ts'

export function servicesSection({ services }: Report): Section {
  return {
    id: 'services',
    title: 'Services, and why',
    note: String(services.length),
    blocks: [
      {
        kind: 'table',
        caption: 'What each workload is reached through',
        columns: [left('Service'), left('Type'), left('Way in'), left('Ports')],
        rows: services.map(({ name, type, wayIn, ports }) => [
          [{ code: name }],
          [type ?? 'no Service'],
          [wayIn],
          [ports.join(', ')],
        ]),
      },
      { kind: 'list', ordered: false, items: services.map(reason) },
    ],
  }
}

const reason = ({ name, type, why, rule, source, dns, rejected }: ReportService): Item => ({
  text: [{ code: name }, ` (${type ?? 'no Service'}): `, ...marked(why)],
  details: [
    ...rejected.map((other) => ({ label: `Not ${other.type}`, text: marked(other.because) })),
    ...(dns === null ? [] : [{ label: 'Name', text: [{ code: dns }] }]),
    { label: 'Rule', text: [{ code: rule }, `, after ${source}`] },
  ],
})

const SEVERITIES = { error: 'Error:', warning: 'Warning:', info: 'Note:' } as const

export function findingsSection({ findings, findingsShown }: Report): Section {
  return {
    id: 'findings',
    title: 'Findings',
    note: findingsShown,
    blocks: [
      findings.length === 0
        ? paragraph('Nothing was found that is worth knowing.')
        : {
            kind: 'list',
            ordered: false,
            items: findings.map(({ severity, message, fix, code, path }) => ({
              text: [{ strong: SEVERITIES[severity] }, ' ', ...marked(message)],
              details: [
                ...(fix === undefined ? [] : [{ label: 'Mend', text: marked(fix) }]),
                { label: 'Where', text: [{ code: path === '' ? '/' : path }, ' ', { code }] },
              ],
            })),
          },
    ],
  }
}

export function manifestsSection({ manifests, links, verdict }: Report): Section {
  const commands =
    links === null
      ? []
      : [`kubectl diff -f ${addressOf(links.manifests)}`, `kubectl apply -f ${addressOf(links.manifests)}`]
  return {
    id: 'manifests',
    title: 'Manifests',
    note: manifests.shown,
    blocks: [
      paragraph(`${manifests.count} objects of the ${verdict.chosen} design, in the order they are applied in.`),
      ...(commands.length === 0 ? [] : [{ kind: 'commands' as const, lines: commands }]),
      {
        kind: 'table',
        caption: 'Objects',
        columns: [left('Kind'), left('Namespace'), left('Name')],
        rows: manifests.list.map(({ kind, namespace, name }) => [[kind], [namespace ?? '-'], [{ code: name }]]),
      },
    ],
  }
}

/** A path says where it begins; in quotes, for a shell. */
const addressOf = (link: string): string => (link.startsWith('/') ? `"$MOORAGE${link}"` : `"${link}"`)

export function sourcesSection({ sources, links }: Report): Section {
  const { priceBook, prices, plannedAtShown, topologyHash } = sources
  return {
    id: 'sources',
    title: 'Sources and dates',
    note: `price book ${priceBook}`,
    blocks: [
      {
        kind: 'list',
        ordered: false,
        items: [
          ...(plannedAtShown === null ? [] : [{ text: [`Planned at ${plannedAtShown}.`] }]),
          { text: [`Prices of the price book ${priceBook}.`] },
          { text: ['Topology ', { code: topologyHash }, '.'] },
          ...(links === null ? [] : [{ text: ['The whole plan: ', { code: links.revision }] }]),
        ],
      },
      {
        kind: 'table',
        caption: 'Where each price is printed',
        columns: [right('No.'), left('As of'), left('Source')],
        rows: prices.map(({ number, source, asOf }) => [[String(number)], [asOf ?? 'not dated'], [source]]),
      },
    ],
  }
}
