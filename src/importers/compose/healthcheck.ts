// `healthcheck` → how Kubernetes asks a pod whether it is well. A command that asks over the network says which port and path; any
// other command cannot be expressed here, and is told.
import { childOf, isList, isTrue, itemsOf, type Node, textOf } from '../tree/node.ts'
import { type ComposeService, namesOf } from './service.ts'

export type Asked = { protocol: 'http' | 'tcp' | 'grpc'; number?: number; path?: string; isTls?: boolean }
export type Healthcheck = {
  from: Node
  /** Undefined when the command asks nothing we can put in its place. */
  asked?: Asked
  periodSeconds?: number
  initialDelaySeconds?: number
}

const LOCAL = String.raw`(?:localhost|127\.0\.0\.1|0\.0\.0\.0|\[::1\]|\$\{?HOSTNAME\}?)`
const URL_ASKED = /(https?):\/\/(\[::1\]|[\w.${}-]{1,253})(?::(\d{1,5}))?(\/[^\s"'|;&)]*)?/i
/** curl takes an address without a scheme for HTTP. */
const PLAIN_ASKED = new RegExp(String.raw`\b(?:curl|wget)\b[^|;&]*?[\s'"]${LOCAL}:(\d{1,5})(\/[^\s"'|;&)]*)?`, 'i')
const IS_LOCAL = new RegExp(`^${LOCAL}$`, 'i')
const SOCKET_ASKED = new RegExp(String.raw`(?:\bnc\b.*?${LOCAL}\s+(\d{1,5})|\/dev\/tcp\/${LOCAL}\/(\d{1,5}))`, 'i')
const GRPC_ASKED = /grpc_health_probe.*?-addr[= ]\S*?:(\d{1,5})/
/** Clients that come with a server, and ask it on its own port. */
const OWN_CLIENT =
  /\b(?:pg_isready|redis-cli|valkey-cli|mysqladmin|mariadb-admin|healthcheck\.sh|mongosh|mongo|rabbitmq-diagnostics|rabbitmqctl|kafka-topics|kafka-broker-api-versions|cqlsh|sqlcmd)\b/

export function readHealthcheck(service: ComposeService): Healthcheck | undefined {
  const { node } = service
  const check = childOf(node, 'healthcheck')
  const test = childOf(check, 'test')
  if (check === undefined || isTrue(childOf(check, 'disable'))) return undefined
  const words = isList(test) ? itemsOf(test).flatMap((item) => textOf(item) ?? []) : [textOf(test) ?? '']
  if (words[0] === 'NONE' || words.join('') === '') return undefined
  const asked = askedBy(words.join(' ').slice(0, 2000), namesOf(service))
  const period = secondsOf(textOf(childOf(check, 'interval')))
  const delay = secondsOf(textOf(childOf(check, 'start_period')))
  return {
    from: check,
    ...(asked === undefined ? {} : { asked }),
    ...(period === undefined || period < 1 ? {} : { periodSeconds: Math.min(period, 3600) }),
    ...(delay === undefined ? {} : { initialDelaySeconds: Math.min(delay, 3600) }),
  }
}

/** `names` are its own: asked by one of them, it is asked itself. */
function askedBy(command: string, names: readonly string[]): Asked | undefined {
  const [isUrl, scheme = '', host = '', digits, path] = URL_ASKED.exec(command) ?? []
  if (isUrl !== undefined && (IS_LOCAL.test(host) || names.includes(host))) {
    const isTls = scheme.toLowerCase() === 'https'
    return { protocol: 'http', number: Number(digits ?? (isTls ? 443 : 80)), path: withoutQuery(path), isTls }
  }
  const [isPlain, number, below] = PLAIN_ASKED.exec(command) ?? []
  if (isPlain !== undefined)
    return { protocol: 'http', number: Number(number), path: withoutQuery(below), isTls: false }
  const grpc = GRPC_ASKED.exec(command)?.[1]
  if (grpc !== undefined) return { protocol: 'grpc', number: Number(grpc) }
  const [isSocket, first, second] = SOCKET_ASKED.exec(command) ?? []
  if (isSocket !== undefined) return { protocol: 'tcp', number: Number(first ?? second) }
  return OWN_CLIENT.test(command) ? { protocol: 'tcp' } : undefined
}

/** A probe has none here. */
const withoutQuery = (path: string | undefined): string => path?.replace(/[?#].*$/, '') ?? '/'

const SECONDS: Readonly<Record<string, number>> = { us: 1e-6, ms: 0.001, s: 1, m: 60, h: 3600 }

/** `1m30s` → 90; rounded up, so that a check is never asked more often than its author wished. */
export function secondsOf(text: string | undefined): number | undefined {
  if (text === undefined || !/^(?:\d+(?:\.\d+)?(?:us|ms|s|m|h))+$/.test(text) || text.length > 40) return undefined
  const parts = [...text.matchAll(/(\d+(?:\.\d+)?)(us|ms|s|m|h)/g)]
  return Math.ceil(parts.reduce((sum, [, count, unit = 's']) => sum + Number(count) * (SECONDS[unit] ?? 1), 0))
}
