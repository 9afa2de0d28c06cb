// The CEL rules of Gateway and ListenerSet in the standard channel of Gateway API v1.6.
import { notDns1035 } from '../names.ts'
import type { Circumstances, Say } from '../report.ts'
import { familyOf } from '../services/addresses.ts'
import type { Gateway, Listener, ListenerSet } from './gateway.ts'
import { hostname } from './values.ts'

export function checkGateway({ metadata, spec }: Gateway, say: Say, circumstances: Circumstances): void {
  checkListeners(spec.listeners, say, circumstances, spec.infrastructure?.parametersRef !== undefined)
  checkAddresses(spec, say)
  const ports = new Set<number>()
  spec.tls?.frontend?.perPort?.forEach(({ port }, index) => {
    if (ports.has(port))
      say.mistake(`/spec/tls/frontend/perPort/${index}/port`, 'DUPLICATE_PORT', 'must be unique in this list')
    ports.add(port)
  })
  // Implementations derive the name of a Service from it (Gateway API, GatewaySpec documentation).
  if (metadata.name !== undefined && notDns1035(metadata.name) !== undefined) {
    say.warning(
      '/metadata/name',
      'NAME_NOT_FOR_A_SERVICE',
      'should be a DNS-1035 label of at most 63 characters: implementations name a Service after it',
    )
  }
}

export function checkListenerSet({ spec }: ListenerSet, say: Say, circumstances: Circumstances): void {
  checkListeners(spec.listeners, say, circumstances)
}

/** `parameters`: an object of the implementation's own may name the certificates instead. */
function checkListeners(listeners: readonly Listener[], say: Say, { unread }: Circumstances, parameters = false): void {
  const names = new Set<string>()
  const places = new Set<string>()
  listeners.forEach((listener, index) => {
    const at = `/spec/listeners/${index}`
    const { name, port, protocol, hostname: host } = listener
    if (names.has(name)) say.mistake(`${at}/name`, 'DUPLICATE_NAME', 'must be unique among the listeners')
    names.add(name)
    const place = [port, protocol, host ?? ''].join(' ')
    if (places.has(place)) {
      say.mistake(
        at,
        'DUPLICATE_LISTENER',
        `must be the only one with this port, protocol and hostname: ${port} ${protocol} is there already`,
      )
    }
    places.add(place)
    if (!unread(`${at}/tls`)) checkTls(listener, at, say, parameters)
    if (['TCP', 'UDP'].includes(protocol) && host !== undefined) {
      say.mistake(`${at}/hostname`, 'HOSTNAME_NOT_FOR_PROTOCOL', `must not be set for protocol ${protocol}`)
    }
    const { from, selector } = listener.allowedRoutes?.namespaces ?? {}
    if (from === 'Selector' && selector === undefined) {
      say.warning(
        `${at}/allowedRoutes/namespaces/selector`,
        'SELECTOR_MISSING',
        'is needed with from: Selector; without it no namespace is allowed',
      )
    }
  })
}

function checkTls({ protocol, tls }: Listener, at: string, say: Say, parameters: boolean): void {
  if (['HTTP', 'TCP', 'UDP'].includes(protocol)) {
    if (tls !== undefined) say.mistake(`${at}/tls`, 'TLS_NOT_FOR_PROTOCOL', `must not be set for protocol ${protocol}`)
    return
  }
  if (protocol === 'TLS' && tls?.mode === undefined) {
    say.mistake(`${at}/tls/mode`, 'TLS_MODE_REQUIRED', '`mode` is required for protocol TLS: Passthrough or Terminate')
    return
  }
  if (protocol === 'HTTPS' && tls === undefined) {
    if (parameters) return
    say.warning(
      `${at}/tls`,
      'TLS_MISSING',
      'is needed for protocol HTTPS: without certificates the listener is not programmed',
    )
    return
  }
  if (protocol === 'HTTPS' && tls?.mode === 'Passthrough') {
    say.mistake(
      `${at}/tls/mode`,
      'TLS_MODE_NOT_FOR_HTTPS',
      'must be Terminate for protocol HTTPS; use protocol TLS to pass through',
    )
    return
  }
  const { mode = 'Terminate', certificateRefs = [], options = {} } = tls ?? {}
  if (tls !== undefined && mode === 'Terminate' && certificateRefs.length === 0 && Object.keys(options).length === 0) {
    say.mistake(`${at}/tls`, 'CERTIFICATE_REQUIRED', 'must have `certificateRefs` or `options` with mode Terminate')
  }
}

function checkAddresses({ addresses = [] }: Gateway['spec'], say: Say): void {
  const values = new Set<string>()
  addresses.forEach(({ type = 'IPAddress', value }, index) => {
    const at = `/spec/addresses/${index}/value`
    if (value === undefined) return
    if (type === 'IPAddress' && familyOf(value) === undefined) {
      say.mistake(
        at,
        'INVALID_ADDRESS',
        'must be an IP address with type IPAddress; a name needs NamedAddress or Hostname',
      )
    }
    if (type === 'Hostname' && value !== '' && !hostname.safeParse(value).success) {
      say.mistake(at, 'INVALID_HOST', 'must be a lower-case DNS name with type Hostname')
    }
    const key = `${type} ${value}`
    if (values.has(key) && (type === 'IPAddress' || type === 'Hostname')) {
      say.mistake(at, 'DUPLICATE_ADDRESS', `must be unique among the addresses of type ${type}`)
    }
    values.add(key)
  })
}
