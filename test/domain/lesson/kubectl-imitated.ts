// For tests: what `kubectl expose`, `kubectl create ingress` and `kubectl label --local` make of their words, without a cluster.
// As their documentation has it (kubernetes.io/docs/reference/kubectl/generated/kubectl_expose and kubectl_create/kubectl_create_ingress);
// where a kubectl is installed, the same lines are run through it as well (real-kubectl.ts).

type Json = Record<string, unknown>

/** The object that a line of ours makes in the end. */
export function made(line: string): Json {
  const [first = [], ...then] = pipeOf(line)
  let object = first.includes('expose') ? exposed(first) : ingress(first)
  for (const words of then) if (words[1] === 'label') object = labelled(object, words)
  return object
}

/** Words in single quotes or bare, as our commands are written; anything else is no line of ours. */
export function pipeOf(line: string): string[][] {
  const commands: string[][] = [[]]
  const token = /\s*(?:(\|)|((?:'[^']*'|\\'|[^\s'"|;&$`\\#()<>*?!{}~])+))/gy
  let end = 0
  for (let found = token.exec(line); found !== null; found = token.exec(line)) {
    end = token.lastIndex
    if (found[1] !== undefined) commands.push([])
    else commands.at(-1)?.push((found[2] ?? '').replaceAll(/'([^']*)'|\\'/g, (quoted, inner) => inner ?? quoted[1]))
  }
  if (line.slice(end).trim() !== '') throw new Error(`no line of words: ${line.slice(end)}`)
  return commands
}

const all = (words: readonly string[], flag: string): string[] =>
  words.flatMap((word) => (word.startsWith(`--${flag}=`) ? [word.slice(flag.length + 3)] : []))
const one = (words: readonly string[], flag: string): string | undefined => all(words, flag).at(-1)
const pairs = (text: string): Json =>
  Object.fromEntries(
    text.split(',').map((pair) => [pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1)]),
  )

const EXPOSABLE = ['deployment', 'service', 'pod', 'replicaset', 'replicationcontroller']

function exposed(words: readonly string[]): Json {
  const [kind = '', resource] = words.slice(words.indexOf('expose') + 1)
  if (!EXPOSABLE.includes(kind)) throw new Error(`cannot expose a ${kind}`)
  const numbers = (one(words, 'port') ?? '').split(',').map(Number)
  const target = one(words, 'target-port')
  const ports = numbers.map((port, index) => ({
    ...(numbers.length === 1 ? {} : { name: `port-${index + 1}` }),
    port,
    targetPort: target === undefined ? port : Number(target),
    protocol: one(words, 'protocol') ?? 'TCP',
  }))
  const overrides = JSON.parse(one(words, 'overrides') ?? '{}')
  // A strategic merge knows a port of a Service by its number.
  const merged = ports.map((port) => ({
    ...port,
    ...overrides.spec?.ports?.find((other: { port: number }) => other.port === port.port),
  }))
  const given = (field: string, flag: string) => {
    const value = one(words, flag)
    return value === undefined ? {} : { [field]: value }
  }
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: {
      name: one(words, 'name') ?? resource,
      namespace: words[words.indexOf('-n') + 1],
      labels: pairs(one(words, 'labels') ?? ''),
    },
    spec: {
      ...given('type', 'type'),
      ...given('clusterIP', 'cluster-ip'),
      ...given('sessionAffinity', 'session-affinity'),
      selector: pairs(one(words, 'selector') ?? ''),
      ports: merged,
    },
  }
}

type Rule = { host?: string; http: { paths: Json[] } }
type Tls = { hosts?: string[]; secretName?: string }

function ingress(words: readonly string[]): Json {
  const rules: Rule[] = []
  const tls: Tls[] = []
  const said = new Set<string>()
  for (const text of all(words, 'rule')) {
    const [, host = '', path = '', service = '', port = '', ends, secret] =
      /^([^/]*)(\/[^=]*)=([^:]+):([^,]+)(,tls(?:=(.*))?)?$/.exec(text) ?? []
    const rule = rules.find((other) => (other.host ?? '') === host) ?? {
      ...(host === '' ? {} : { host }),
      http: { paths: [] },
    }
    if (!rules.includes(rule)) rules.push(rule)
    rule.http.paths.push({
      path: path.replace(/\*$/, ''),
      pathType: path.endsWith('*') ? 'Prefix' : 'Exact',
      backend: { service: { name: service, port: { number: Number(port) } } },
    })
    if (ends !== undefined && !said.has(host)) addTls(tls, host, secret)
    said.add(ends === undefined ? '' : host)
  }
  const className = one(words, 'class')
  const annotations = Object.fromEntries(all(words, 'annotation').flatMap((text) => Object.entries(pair(text))))
  return {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'Ingress',
    metadata: {
      name: words[words.indexOf('ingress') + 1],
      namespace: words[words.indexOf('-n') + 1],
      ...(Object.keys(annotations).length === 0 ? {} : { annotations }),
    },
    spec: {
      ...(className === undefined ? {} : { ingressClassName: className }),
      ...(tls.length === 0 ? {} : { tls }),
      rules,
    },
  }
}

const pair = (text: string): Json => ({ [text.slice(0, text.indexOf('='))]: text.slice(text.indexOf('=') + 1) })

/** Hosts of one Secret stand together. */
function addTls(tls: Tls[], host: string, secretName: string | undefined): void {
  if (host === '' && secretName === undefined) return
  const block = tls.find((other) => other.secretName === secretName)
  if (block !== undefined) block.hosts?.push(host)
  else tls.push({ ...(host === '' ? {} : { hosts: [host] }), ...(secretName === undefined ? {} : { secretName }) })
}

function labelled(object: Json, words: readonly string[]): Json {
  const given = words.filter((word) => /^[^-].*=/.test(word))
  const metadata = object.metadata as Json
  return { ...object, metadata: { ...metadata, labels: Object.assign({}, ...given.map(pair)) } }
}

/** Certificates have no order among them, nor have the hosts of one. */
export function unordered(object: Json): Json {
  const spec = object.spec as { tls?: Tls[] }
  if (spec.tls === undefined) return object
  const tls = spec.tls.map(({ hosts, ...rest }) => ({
    ...rest,
    ...(hosts === undefined ? {} : { hosts: [...hosts].sort() }),
  }))
  return { ...object, spec: { ...spec, tls: tls.sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1)) } }
}
