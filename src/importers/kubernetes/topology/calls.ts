// Who calls whom, read from what containers are told: variables, arguments, configuration. Each call has a confidence: an address with a
// scheme is surer than a bare word that happens to be the name of a Service.
import { compareText } from '../../../domain/finding.ts'
import type { Place } from '../../notes.ts'
import type { Cluster } from '../facts/cluster.ts'
import type { Container, PodSet } from '../facts/pods.ts'
import type { ServiceFacts } from '../facts/services.ts'
import { fieldsOf, listOf, textOf, textsIn, textsOf, valueAt } from '../read/fields.ts'
import type { Building } from './building.ts'
import { type Draft, placeOf } from './draft.ts'
import type { Externals } from './externals.ts'
import { type Mention, mentionsIn } from './mentions.ts'
import { policyCalls } from './policies.ts'

export type Call = { to: string; place: Place; rule: string; confidence: number }

const CALLS_AT_MOST = 1000

export function writeCalls(building: Building, externals: Externals): void {
  const { drafts, cluster, notes } = building
  const allowed = policyCalls(cluster, drafts)
  for (const draft of drafts.all) {
    const calls = [
      ...draft.group.pods.flatMap((set) => callsOf(set, draft, building, externals)),
      ...(allowed.get(draft) ?? []),
    ]
    const surest = new Map<string, Call>()
    for (const call of calls) {
      const there = surest.get(call.to)
      if (there === undefined || there.confidence < call.confidence) surest.set(call.to, call)
    }
    // Who calls one port of a workload and, for all one knows, any of them, calls the one.
    const kept = [...surest.values()].filter(
      ({ to }) => to.includes('/') || ![...surest.keys()].some((other) => other.startsWith(`${to}/`)),
    )
    kept
      .sort((a, b) => compareText(a.to, b.to))
      .slice(0, CALLS_AT_MOST)
      .forEach(({ to, place, rule, confidence }, index) => {
        draft.input.calls.push(to)
        notes.from(`${draft.path}/calls/${index}`, place, {
          rule,
          confidence,
          asks: {
            text: `Does ${draft.group.key} call ${to}? A word in its configuration is all that says so.`,
            assumed: to,
            choices: [to, null],
          },
        })
      })
  }
}

function callsOf(set: PodSet, draft: Draft, building: Building, externals: Externals): Call[] {
  return textsFor(set, building.cluster).flatMap(({ text, place, rule, bare }) =>
    mentionsIn(text).flatMap((mention): Call[] => {
      const service = serviceMeant(mention, set.object.namespace, building.cluster)
      const confidence = service === undefined ? undefined : sureness(mention, service, bare)
      if (service === undefined || confidence === undefined) return []
      return calleeOf(service, mention, draft, building, externals).map((to) => ({ to, place, rule, confidence }))
    }),
  )
}

type Text = { text: string; place: Place; rule: string; bare: 'address' | 'value' | 'never' }

// A variable of such a name holds where somebody is.
const ADDRESS_NAME = /(?:HOST|ADDR|ADDRESS|URL|URI|ENDPOINT|SERVICE|SERVER|BROKERS?|DSN|UPSTREAM|TARGET|BACKEND)S?$/i

function textsFor(set: PodSet, cluster: Cluster): Text[] {
  const { namespace } = set.object
  const data = (name: unknown, key?: string): Text[] => {
    const object = cluster.find('ConfigMap', namespace, String(name))
    if (object === undefined) return []
    return Object.entries(textsOf(object.value.data))
      .filter(([one]) => key === undefined || one === key)
      .map(([one, text]) => ({
        text,
        place: placeOf(object, `/data/${one.replaceAll('~', '~0').replaceAll('/', '~1')}`),
        rule: 'config-map',
        bare: ADDRESS_NAME.test(one) ? 'address' : 'never',
      }))
  }
  const inContainers = set.containers.flatMap((container) => [
    ...variablesOf(container, set, data),
    ...argumentsOf(container, set),
  ])
  const volumes = listOf(valueAt(set.object.value, ...set.templateAt.split('/').slice(1), 'spec', 'volumes'))
  const mounted = volumes.flatMap((volume) => data(fieldsOf(fieldsOf(volume).configMap).name))
  return [...inContainers, ...mounted]
}

function variablesOf(
  { value, at }: Container,
  { object }: PodSet,
  data: (name: unknown, key?: string) => Text[],
): Text[] {
  const direct = listOf(value.env).flatMap((one, index): Text[] => {
    const { name, value: text, valueFrom } = fieldsOf(one)
    const reference = fieldsOf(fieldsOf(valueFrom).configMapKeyRef)
    const bare = ADDRESS_NAME.test(String(name)) ? 'address' : 'value'
    if (typeof text === 'string')
      return [{ text, place: placeOf(object, `${at}/env/${index}`), rule: 'environment', bare }]
    return data(reference.name, textOf(reference.key)).map((found) => ({ ...found, bare }))
  })
  const whole = listOf(value.envFrom).flatMap((one) => data(fieldsOf(fieldsOf(one).configMapRef).name))
  return [...direct, ...whole]
}

function argumentsOf({ value, at }: Container, { object }: PodSet): Text[] {
  return ['command', 'args'].flatMap((field) =>
    textsIn(value[field]).map((text, index) => {
      const flag = /^--?([\w.-]+)=(.*)$/s.exec(text)
      return {
        text: flag?.[2] ?? text,
        place: placeOf(object, `${at}/${field}/${index}`),
        rule: 'arguments',
        bare: flag !== null && ADDRESS_NAME.test(flag[1] ?? '') ? 'address' : 'never',
      } satisfies Text
    }),
  )
}

/** A short name in its own namespace, or a name with the namespace in it; a pod of a headless Service stands for the Service. */
function serviceMeant({ host }: Mention, namespace: string, cluster: Cluster): ServiceFacts | undefined {
  const labels = host.split('.')
  const svc = labels.indexOf('svc')
  const end = svc > 0 ? svc : labels.length
  const [name = '', second] = labels
  if (end === 1) return cluster.service(namespace, name)
  const full = cluster.service(labels[end - 1] ?? '', labels[end - 2] ?? '')
  if (full !== undefined && end <= 3) return full
  // "db-0.db": a pod by way of its Service.
  const short = end === 2 && second !== undefined ? cluster.service(namespace, second) : undefined
  return short?.form === 'Headless' ? short : undefined
}

function sureness(
  { host, port, scheme, whole }: Mention,
  service: ServiceFacts,
  bare: Text['bare'],
): number | undefined {
  const isPort = port !== undefined && service.ports.some((one) => one.port === port)
  if (host.includes('.svc')) return 0.95
  if (scheme !== undefined) return 0.9
  if (isPort) return 0.9
  if (port !== undefined) return host.includes('.') ? 0.7 : 0.5
  if (!whole) return undefined
  return { address: 0.8, value: 0.4, never: undefined }[bare]
}

function calleeOf(
  service: ServiceFacts,
  { port, scheme }: Mention,
  caller: Draft,
  { drafts }: Building,
  externals: Externals,
): string[] {
  const external = externals.nameOf(service)
  if (external !== undefined) return [`external:${external}`]
  const callee = drafts.ofService(service)
  if (callee === undefined || callee === caller || callee.ports.all.length === 0) return []
  const { key } = callee.group
  const facts = service.ports.find((one) => (port === undefined ? service.ports.length === 1 : one.port === port))
  const bySpeech = callee.ports.all.find(({ protocol }) => protocol === scheme)
  const found = facts === undefined ? bySpeech : callee.ports.of(facts)
  return [found === undefined ? key : `${key}/${found.name}`]
}
