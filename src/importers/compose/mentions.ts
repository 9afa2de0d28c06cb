// What a service says of others: in its variables, its command, `links` and `depends_on`. Only names, numbers and schemes are kept;
// values that are or may be secrets are not looked at.
import {
  type Address,
  addressesIn,
  defaultPort,
  isOutside,
  isOwnAddress,
  isSecretName,
  namesHost,
  speaksTls,
} from '../draft/addresses.ts'
import type { OutsideMention } from '../draft/externals.ts'
import { childOf, entriesOf, isList, itemsOf, type Node, type Place, textOf } from '../tree/node.ts'
import { asMapping } from './merge.ts'
import type { Ground } from './port-facts.ts'
import type { ComposeService, Variable } from './service.ts'

/** One service names another; `port` as far as it is written, `scheme` as far as one is. */
export type Mention = { callee: string; port?: number; scheme?: string; isOrder?: boolean; ground: Ground }
export type Mentions = {
  services: Mention[]
  outside: OutsideMention[]
  /** Variables that name the machine itself. */
  local: Variable[]
  /** Variables with a URL whose host nobody here is called. */
  unknown: Variable[]
  /** Names in `depends_on` and `links` that no service has. */
  missing: { name: string; from: Place }[]
}
/** From a name to the service as written; undefined when it is nobody's. */
export type Resolve = (name: string) => string | undefined

export function mentionsOf(service: ComposeService, resolve: Resolve): Mentions {
  const mentions: Mentions = { services: [], outside: [], local: [], unknown: [], missing: [] }
  const aliases = linksOf(service, resolve, mentions)
  const find: Resolve = (name) => aliases.get(name) ?? resolve(name)
  for (const variable of service.variables) readVariable(variable, service, find, mentions)
  readCommand(service, find, mentions)
  readOrder(service, resolve, mentions)
  mentions.services = mentions.services.filter(({ callee }) => callee !== service.written)
  return mentions
}

/** `links: ["db:database"]` makes a second name, for this service alone. */
function linksOf({ node }: ComposeService, resolve: Resolve, mentions: Mentions): Map<string, string> {
  const aliases = new Map<string, string>()
  for (const item of itemsOf(childOf(node, 'links'))) {
    const [name = '', alias] = (textOf(item) ?? '').split(':')
    const callee = resolve(name)
    if (callee === undefined) {
      mentions.missing.push({ name, from: item })
      continue
    }
    if (alias !== undefined) aliases.set(alias, callee)
    mentions.services.push({ callee, ground: { from: item, rule: 'links', confidence: 0.8 } })
  }
  return aliases
}

function readVariable(variable: Variable, service: ComposeService, find: Resolve, mentions: Mentions): void {
  const { name, value, from } = variable
  if (isSecretName(name)) return
  for (const address of addressesIn(value)) {
    const callee = find(address.host)
    if (callee !== undefined) {
      // A bare word that is also a service's name may be a user or a database: only a variable for hosts, or a port, tells.
      if (address.form === 'host' && address.port === undefined && !namesHost(name)) continue
      const port = address.port ?? siblingPort(variable, service)
      const confidence = address.form === 'url' ? 0.9 : 0.8
      const ground = { from, rule: 'environment', confidence }
      mentions.services.push({ callee, ...portAndScheme(port, address.scheme ?? schemeOf(name)), ground })
    } else readOther(address, variable, service, mentions)
  }
}

/** Lists of brokers are written without a scheme. */
const schemeOf = (name: string): string | undefined =>
  /(?:BOOTSTRAP_SERVERS?|KAFKA_BROKERS?|KAFKA_HOSTS?|BROKER_LIST)$/i.test(name) ? 'kafka' : undefined

const portAndScheme = (port: number | undefined, scheme: string | undefined) => ({
  ...(port === undefined ? {} : { port }),
  ...(scheme === undefined ? {} : { scheme }),
})

const LOCAL = /^(?:localhost|127\.\d+\.\d+\.\d+|host\.docker\.internal|gateway\.docker\.internal)$/i

/** A host that is no service's. */
function readOther(address: Address, variable: Variable, service: ComposeService, mentions: Mentions): void {
  const { name, from } = variable
  const { form, host, scheme } = address
  if (form === 'host' && !(namesHost(name) && /[a-z]/i.test(host))) return
  if (isOwnAddress(name) || host === '0.0.0.0') return
  if (LOCAL.test(host)) mentions.local.push(variable)
  else if (isOutside(host)) {
    const port = address.port ?? siblingPort(variable, service) ?? defaultPort(scheme)
    const ground = { from, rule: 'environment', confidence: form === 'url' ? 0.6 : 0.5 }
    mentions.outside.push({
      host: host.toLowerCase(),
      isTls: speaksTls(scheme),
      ...(port === undefined ? {} : { port }),
      ground,
    })
  } else if (form === 'url' && !host.includes('.')) mentions.unknown.push(variable)
}

/** `DB_HOST` has its number in `DB_PORT`. */
function siblingPort({ name }: Variable, { variables }: ComposeService): number | undefined {
  const prefix = /^(.*?)(?:_?HOST(?:NAME)?|_?SERVER|_?ADDR(?:ESS)?)$/i.exec(name)?.[1]
  if (prefix === undefined || prefix === '') return undefined
  const sibling = variables.find((other) => other.name.toUpperCase() === `${prefix}_PORT`.toUpperCase())
  const number = Number(sibling?.value.trim())
  return Number.isInteger(number) && number >= 1 && number <= 65_535 ? number : undefined
}

/** URLs on the command line, as far as they lead to a service of the project. */
function readCommand({ node }: ComposeService, find: Resolve, mentions: Mentions): void {
  for (const field of ['command', 'entrypoint']) {
    const command = childOf(node, field)
    for (const item of isList(command) ? itemsOf(command) : command === undefined ? [] : [command]) {
      for (const word of (textOf(item) ?? '').slice(0, 4000).split(/[\s"'=,]+/)) {
        if (!word.includes('://')) continue
        for (const address of addressesIn(word)) {
          const callee = find(address.host)
          const ground = { from: item, rule: 'command', confidence: 0.6 }
          if (callee !== undefined)
            mentions.services.push({ callee, ...portAndScheme(address.port, address.scheme), ground })
        }
      }
    }
  }
}

/** `depends_on` says who starts first; who needs another to be there usually calls it, unless it waits for it to end. */
function readOrder({ node }: ComposeService, resolve: Resolve, mentions: Mentions): void {
  const order = childOf(node, 'depends_on')
  for (const [name, entry] of order === undefined ? [] : entriesOf(asMapping(order, 'depends_on'))) {
    const callee = resolve(name)
    const condition = textOf(childOf(entry, 'condition'))
    if (callee === undefined) {
      if (textOf(childOf(entry, 'required')) !== 'false') mentions.missing.push({ name, from: entry })
    } else if (condition !== 'service_completed_successfully') {
      const confidence = condition === 'service_healthy' ? 0.7 : 0.6
      mentions.services.push({ callee, isOrder: true, ground: { from: entry, rule: 'depends-on', confidence } })
    }
  }
}

/** Services that others wait for until they have ended: they are jobs. */
export const awaitedToEnd = (node: Node): { name: string; from: Node }[] => {
  const order = childOf(node, 'depends_on')
  return [...(order === undefined ? [] : entriesOf(order))].flatMap(([name, entry]) =>
    textOf(childOf(entry, 'condition')) === 'service_completed_successfully' ? [{ name, from: entry }] : [],
  )
}
