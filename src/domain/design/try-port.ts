// A port → the words of a command that tries it: asks over HTTP where that is what it speaks, else sees whether it opens.
import { type Exposure, PROTOCOLS, type Protocol } from '../topology/index.ts'
import type { ServicePort } from './design.ts'
import { command, quoted, remark } from './shell.ts'

const SECONDS = 5
const CODE_ONLY = ['-o', '/dev/null', '-w', '%{http_code}\\n']

type Spoken = { scheme: 'http' | 'https'; options: string[] }

/** How curl speaks it; undefined where it does not. A gRPC server answers no plain request: that its port opens is all to be seen. */
function spoken(protocol: Protocol): Spoken | undefined {
  if (!PROTOCOLS[protocol].http || protocol === 'grpc') return undefined
  // The name a caller inside uses is hardly ever on the certificate.
  if (protocol === 'https') return { scheme: 'https', options: ['-k'] }
  return { scheme: 'http', options: protocol === 'http2' ? ['--http2-prior-knowledge'] : [] }
}

/** From inside the cluster; undefined where no tool speaks the transport. */
export function tryPort({ port, transport, protocol }: ServicePort, name: string): (string | number)[] | undefined {
  if (transport === 'SCTP') return undefined
  if (transport === 'UDP') {
    // Silence proves nothing: UDP answers only what it understands. Port 53 understands this.
    return port === 53
      ? ['nslookup', '-type=a', 'kubernetes.default.svc.cluster.local', name]
      : ['sh', '-c', `echo | ${command('nc', '-u', '-w', SECONDS, name, port)}`]
  }
  const http = spoken(protocol)
  if (http === undefined) return ['nc', '-zv', '-w', SECONDS, name, port]
  return ['curl', '-sS', '-m', SECONDS, ...http.options, ...CODE_ONLY, `${http.scheme}://${name}:${port}/`]
}

type Outer = {
  port: ServicePort
  /** Shell for them: a variable or a number. */
  address: string
  number: string
  exposure: Pick<Exposure, 'hosts' | 'tls'> | undefined
  /** Is it the balancer that ends TLS? */
  ended: boolean
}

/** At layer 4 from outside: as a client would, by its host where it has one, to the address that was found. */
export function toAddress({ port, address, number, exposure, ended }: Outer): string {
  const [named] = exposure?.hosts ?? []
  const asked = named === undefined ? undefined : host(named)
  if (port.transport === 'SCTP')
    return `ncat --sctp -w ${SECONDS} ${address} ${number} </dev/null ${remark('ncat is part of nmap')}`
  if (port.transport === 'UDP')
    return `echo | nc -u -w ${SECONDS} ${address} ${number} ${remark('silence proves nothing: UDP answers only what it understands')}`
  const passed = exposure?.tls.mode === 'passthrough'
  const encrypted = ended || passed || port.protocol === 'tls' || port.protocol === 'https'
  if (encrypted && (passed || !PROTOCOLS[port.protocol].http)) return handshake(address, number, asked)
  if (spoken(port.protocol) === undefined && !encrypted) return `nc -zv -w ${SECONDS} ${address} ${number}`
  const scheme = encrypted ? 'https' : 'http'
  const options = encrypted && !ended ? ['-k'] : []
  return asked === undefined
    ? `${command('curl', '-sS', '-m', 10, ...options, ...CODE_ONLY)} ${scheme}://${address}:${number}/`
    : curl({ scheme, options, url: `${asked}:${number}/`, connect: { host: asked, number, address } })
}

/** Shows the certificate that answers for a name. */
export const handshake = (address: string, number: string, name: string | undefined): string =>
  `openssl s_client -brief -connect ${address}:${number}${name === undefined ? '' : ` -servername ${quoted(name)}`} </dev/null`

type Asked = {
  protocol?: Protocol
  scheme?: 'http' | 'https'
  options?: string[]
  /** Without scheme. */
  url: string
  /** Whose place the address takes. */
  connect?: { host: string; number: string; address: string }
}

/**
 * --connect-to and not --resolve: a balancer's address is a name on AWS, and --resolve takes numbers only. TLS name and Host header
 * stay those of the host in both.
 */
export function curl({ protocol = 'http', scheme, options, url, connect }: Asked): string {
  const known = spoken(protocol)
  const words = ['curl', '-sS', '-m', 10, ...(options ?? known?.options ?? []), ...CODE_ONLY]
  const there =
    connect === undefined ? '' : ` --connect-to ${connect.host}:${connect.number}:${connect.address}:${connect.number}`
  return `${command(...words)}${there} ${quotedUrl(`${scheme ?? known?.scheme ?? 'http'}://${url}`)}`
}

// A number that is a variable of the shell must stay one.
const quotedUrl = (url: string): string => (url.includes('"$') ? url : quoted(url))

/** A wildcard names no host to ask for: any label below it does. */
export const host = (name: string): string => name.replace(/^\*\./, 'try.')
