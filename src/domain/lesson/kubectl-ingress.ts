// The manifest of an Ingress → the `kubectl create ingress` that makes the same object, its labels put on on the way. A rule is
// HOST/PATH*=SERVICE:PORT, with `,tls` or `,tls=SECRET` behind it. What kubectl makes of it is tried with kubectl 1.32.
import { command } from '../design/shell.ts'
import type { Manifest } from '../manifests/manifest.ts'
import type { Told } from './kubectl.ts'

type Path = { path: string; pathType: string; backend: { service: { name: string; port: { number: number } } } }
type Rule = { host?: string; http: { paths: Path[] } }
type Tls = { hosts?: string[]; secretName?: string }
type Spec = { ingressClassName?: string; tls?: Tls[]; rules: Rule[] }

/** More than that is read by nobody. */
const RULES_AT_MOST = 12

export function createIngress({ metadata, spec }: Manifest): Told {
  const { ingressClassName, tls = [], rules } = spec as Spec
  const because = whyNone(rules, tls)
  if (because !== undefined) return { command: null, because }
  const annotations = Object.entries((metadata.annotations ?? {}) as Record<string, string>)
  const labels = Object.entries((metadata.labels ?? {}) as Record<string, string>)
  const create = command(
    ...['kubectl', '-n', metadata.namespace ?? '', 'create', 'ingress', metadata.name],
    ...(ingressClassName === undefined ? [] : [`--class=${ingressClassName}`]),
    ...rules.flatMap((rule) => wordsOf(rule, tls)).map((words) => `--rule=${words}`),
    ...annotations.map(([key, value]) => `--annotation=${key}=${value}`),
    ...['--dry-run=client', '-o', 'yaml'],
  )
  const label = command(
    ...['kubectl', 'label', '--local', '-f', '-', ...labels.map(([key, value]) => `${key}=${value}`), '-o', 'yaml'],
  )
  return { command: `${create} | ${label} | kubectl apply -f -`, because: LABELLED }
}

const LABELLED =
  'kubectl create ingress has no flag for labels: the object is printed first, labelled, and then applied.'

/** TLS is said once for each host: said again, kubectl passes over it. */
function wordsOf({ host = '', http: { paths } }: Rule, tls: readonly Tls[]): string[] {
  const [block] = blocksOf(host, tls)
  const ends = block === undefined ? '' : block.secretName === undefined ? ',tls' : `,tls=${block.secretName}`
  return paths.map(({ path, backend: { service } }, index) => {
    const words = `${host}${path}*=${service.name}:${service.port.number}`
    return index === 0 ? `${words}${ends}` : words
  })
}

const blocksOf = (host: string, tls: readonly Tls[]): Tls[] =>
  tls.filter(({ hosts }) => (host === '' ? hosts === undefined : hosts?.includes(host) === true))

function whyNone(rules: readonly Rule[], tls: readonly Tls[]): string | undefined {
  const paths = rules.flatMap(({ http }) => http.paths)
  if (paths.length > RULES_AT_MOST)
    return `It would take ${paths.length} times --rule: that is a manifest, and is better kept as one.`
  // kubectl cuts a rule at the first of each, and fails on what is left.
  if (paths.some(({ path }) => /[=,]/.test(path)))
    return 'A path with "=" or "," cannot be written in a --rule of kubectl create ingress.'
  const twice = rules.find(({ host = '' }) => blocksOf(host, tls).length > 1)
  return twice === undefined
    ? undefined
    : `--rule takes one Secret for ${twice.host ?? 'all hosts'}, which has several certificates here.`
}
