// What to do with a bundle, for whoever unpacks it: apply, look, go back. Commands to copy, each as it stands.
import type { Step } from '../../domain/consolidation/migration.ts'
import type { Manifest } from '../../domain/manifests/manifest.ts'
import type { Bundled } from './bundle.ts'

export function readme({ drawn, design, url }: Bundled): string {
  const { services, manifests } = drawn.designs[design]
  const { provider, region, kubernetesVersion } = drawn.topology.target
  const where = region === undefined ? provider : `${provider}, ${region}`
  const sections = [
    [
      `# ${drawn.name}`,
      '',
      `The ${design} design of \`${url}\`, for Kubernetes ${kubernetesVersion} on ${where}.`,
      '`manifests/` has one object a file; `kustomization.yaml` lists them in the order they are applied in.',
    ],
    section('## Apply', ['kubectl diff -k .', 'kubectl apply -k .']),
    ...steps(design === 'consolidated' ? drawn.consolidation.steps : []),
    section(
      '## Verify',
      services.flatMap(({ name, namespace, verify }) => [`# ${name} in ${namespace}`, ...verify]),
    ),
    rollback(drawn.name, manifests),
  ]
  return `${sections.map((lines) => lines.join('\n')).join('\n\n')}\n`
}

/** Something moves: what is applied all at once would cut off whoever still uses the old way in. */
const steps = (all: readonly Step[]): string[][] =>
  all.length === 0
    ? []
    : [
        [
          '## Where the recommended design runs already',
          '',
          'Do not apply everything at once. The scripts are in `scripts/`; each says what it wants in its first lines:',
          '',
          ...all.flatMap(({ do: done, check, rollback: back, downtime, oneWay }, index) => [
            `${index + 1}. ${escaped(done)}`,
            `   - Check: ${escaped(check)}`,
            `   - Back: ${escaped(back)}`,
            `   - Downtime: ${escaped(downtime)}${oneWay ? ' This cannot be undone as it was.' : ''}`,
          ]),
        ],
      ]

function rollback(name: string, manifests: readonly Manifest[]): string[] {
  const ours = `app.kubernetes.io/part-of=${name},app.kubernetes.io/managed-by=moorage`
  const kinds = new Map<string, Set<string>>()
  for (const { apiVersion, kind, metadata } of manifests) {
    // What lives outside namespaces may hold what others brought.
    if (metadata.namespace === undefined) continue
    const known = kinds.get(metadata.namespace) ?? new Set()
    kinds.set(metadata.namespace, known.add(resource(apiVersion, kind)))
  }
  return [
    '## Roll back',
    '',
    'To what an earlier bundle wrote, in the folder of that one; what only this one has stays:',
    '',
    ...commands(['kubectl apply -k .']),
    '',
    'To nothing. Load balancers go, and their addresses with them; namespaces stay:',
    '',
    ...commands(
      [...kinds].map(([namespace, some]) => `kubectl -n ${namespace} delete ${[...some].join(',')} -l ${ours}`),
    ),
  ]
}

/** As kubectl takes it: `service`, `ingress.networking.k8s.io`. */
const resource = (apiVersion: string, kind: string): string =>
  [kind.toLowerCase(), ...apiVersion.split('/').slice(0, -1)].join('.')

const section = (title: string, lines: readonly string[]): string[] => [title, '', ...commands(lines)]

/** A block that nothing in it can end: its fence is longer than any run of backticks. */
function commands(lines: readonly string[]): string[] {
  const runs = lines.flatMap((line) => line.match(/`+/g) ?? [])
  const fence = '`'.repeat(Math.max(3, ...runs.map((run) => run.length + 1)))
  return [`${fence}sh`, ...lines, fence]
}

const escaped = (text: string): string => text.replaceAll(/[\\`*_<>[\]|]/g, '\\$&')
