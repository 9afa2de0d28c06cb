// The mistakes a schema cannot see: references that lead nowhere and wishes that contradict one another.
// Each has a stable code and the pointer of the bad value; all are returned together.
import type { Mistake } from '../failure.ts'
import { networkMeant } from './cidr.ts'
import type { TopologyInput } from './input.ts'
import { DNS_1035_LABEL, looksLikeAddress } from './names.ts'
import { PROTOCOLS, speaksHttp } from './protocols.ts'
import { nearest } from './schema-walk.ts'
import type { Exposure, Topology, Workload } from './topology.ts'

/** Clients that exist without being declared. */
export const BUILT_IN_CLIENTS = ['internet', 'vpc'] as const

type Say = (pointer: string, code: string, detail: string) => void
/** Names that stand in the document but could not be read: a reference to one is not a second mistake. */
export type Unread = (pointer: string) => boolean

/** `input` and `topology` are the same document, as written and written out. `today` is YYYY-MM-DD. */
export function checkTopology(input: TopologyInput, topology: Topology, today: string, unread: Unread): Mistake[] {
  const mistakes: Mistake[] = []
  const say: Say = (pointer, code, detail) => mistakes.push({ pointer, code, detail })
  if (Object.keys(topology.workloads).length === 0 && !unread('/workloads')) {
    say('/workloads', 'NO_WORKLOADS', 'must name at least one workload')
  }
  for (const [name, client] of Object.entries(topology.clients)) checkClient(name, client, say)
  for (const [name, external] of Object.entries(topology.externals)) checkExternal(name, external, say)
  for (const [name, workload] of Object.entries(topology.workloads)) {
    const path = `/workloads/${name}`
    checkKind(workload, path, say)
    checkPorts(workload, path, say)
    input.workloads[name]?.calls?.forEach((call, index) => {
      checkCall(call, `${path}/calls/${index}`, topology, say, unread)
    })
    workload.expose.forEach((exposure, index) => {
      checkExposure(exposure, workload, {
        path: `${path}/expose/${index}`,
        workloadPath: path,
        topology,
        today,
        say,
        unread,
      })
    })
    checkTermination(workload, path, say)
    if (workload.pin?.until !== undefined && workload.pin.until < today) {
      say(`${path}/pin/until`, 'UNTIL_IN_THE_PAST', `must not be before today, ${today}; renew or remove the pin`)
    }
    if (
      workload.probe !== undefined &&
      workload.ports[workload.probe.port] === undefined &&
      !unread(`${path}/ports/${workload.probe.port}`)
    ) {
      say(
        `${path}/probe/port`,
        'UNKNOWN_PORT',
        `names no port of this workload${hint(workload.probe.port, Object.keys(workload.ports))}`,
      )
    }
  }
  checkRouteClashes(topology, say)
  checkNameClashes(topology, say)
  return mistakes
}

const hint = (word: string, known: readonly string[]): string => {
  const meant = nearest(word, known)
  if (meant !== undefined) return `; did you mean "${meant}"?`
  return known.length === 0 ? '' : `; known: ${known.slice(0, 10).join(', ')}`
}

function checkClient(name: string, client: Topology['clients'][string], say: Say): void {
  const path = `/clients/${name}`
  if ((BUILT_IN_CLIENTS as readonly string[]).includes(name) && client.network !== name) {
    say(
      `${path}/network`,
      'BUILT_IN_CLIENT',
      `the client "${name}" is built in with network ${name}; choose another name`,
    )
  }
  client.cidrs.forEach((cidr, index) => {
    const meant = networkMeant(cidr)
    if (meant !== undefined)
      say(`${path}/cidrs/${index}`, 'CIDR_HOST_BITS', `has host bits set; did you mean ${meant}?`)
  })
}

function checkExternal(name: string, external: Topology['externals'][string], say: Say): void {
  const path = `/externals/${name}`
  const { host, addresses } = external
  if ((host === undefined) === (addresses === undefined)) {
    say(path, 'HOST_OR_ADDRESSES', 'must have either `host` or `addresses`')
  }
  if (host !== undefined && looksLikeAddress(host)) {
    say(`${path}/host`, 'HOST_IS_AN_ADDRESS', `is an IP address; write it as addresses: ["${host.slice(0, 60)}"]`)
  }
  if (addresses !== undefined && addresses.length === 0)
    say(`${path}/addresses`, 'NO_ADDRESSES', 'must name at least one address')
  if (addresses !== undefined && external.port === undefined) {
    say(path, 'PORT_REQUIRED', '`port` is required with `addresses`: a Service without a name to follow needs a port')
  }
  addresses?.forEach((address, index) => {
    // The API server refuses these as endpoints (core/v1 EndpointSlice validation).
    if (/^(?:127\.|169\.254\.|0\.0\.0\.0$|::1?$|fe80:|22[4-9]\.|23\d\.)/i.test(address)) {
      say(
        `${path}/addresses/${index}`,
        'ADDRESS_NOT_ROUTABLE',
        'must not be a loopback, link-local, multicast or unspecified address',
      )
    }
  })
}

function checkKind(workload: Workload, path: string, say: Say): void {
  if (workload.discovery === 'per-pod' && workload.kind !== 'StatefulSet') {
    say(
      `${path}/discovery`,
      'PER_POD_WITHOUT_IDENTITY',
      `per-pod needs pods with names of their own: kind must be StatefulSet, is ${workload.kind}`,
    )
  }
  if ((workload.kind === 'Job' || workload.kind === 'CronJob') && workload.expose.length > 0) {
    say(`${path}/expose`, 'JOB_EXPOSED', `a ${workload.kind} ends; only what keeps running can be exposed`)
  }
  if (workload.replicas !== undefined && workload.kind !== 'Deployment' && workload.kind !== 'StatefulSet') {
    say(`${path}/replicas`, 'REPLICAS_NOT_APPLICABLE', `a ${workload.kind} has no replicas`)
  }
  if (Object.keys(workload.selector).length === 0) {
    say(`${path}/selector`, 'SELECTOR_EMPTY', 'must have at least one label: an empty selector matches nothing')
  }
}

function checkPorts(workload: Workload, path: string, say: Say): void {
  const taken = new Map<string, string>()
  for (const [name, port] of Object.entries(workload.ports)) {
    const key = `${port.transport} ${port.port}`
    const other = taken.get(key)
    if (other !== undefined) say(`${path}/ports/${name}`, 'DUPLICATE_PORT', `${key} is also the port "${other}"`)
    taken.set(key, name)
    const expected = PROTOCOLS[port.protocol].transport
    if (port.transport !== expected && !(port.protocol === 'dns' && port.transport === 'TCP')) {
      say(
        `${path}/ports/${name}/transport`,
        'PROTOCOL_TRANSPORT_MISMATCH',
        `${port.protocol} runs over ${expected}, not ${port.transport}`,
      )
    }
  }
}

function checkCall(call: string, pointer: string, topology: Topology, say: Say, unread: Unread): void {
  if (call.startsWith('external:')) {
    const name = call.slice('external:'.length)
    if (!Object.hasOwn(topology.externals, name) && !unread(`/externals/${name}`)) {
      say(pointer, 'UNKNOWN_EXTERNAL', `names no external${hint(name, Object.keys(topology.externals))}`)
    }
    return
  }
  const [workloadName = '', portName, ...more] = call.split('/')
  if (more.length > 0) {
    say(pointer, 'INVALID_REFERENCE', 'must be "workload", "workload/port" or "external:name"')
    return
  }
  const callee = Object.hasOwn(topology.workloads, workloadName) ? topology.workloads[workloadName] : undefined
  if (callee === undefined) {
    if (!unread(`/workloads/${workloadName}`)) {
      say(pointer, 'UNKNOWN_WORKLOAD', `names no workload${hint(workloadName, Object.keys(topology.workloads))}`)
    }
    return
  }
  const ports = Object.keys(callee.ports)
  if (portName === undefined) {
    if (ports.length === 0 && !unread(`/workloads/${workloadName}/ports`)) {
      say(pointer, 'CALLEE_WITHOUT_PORTS', `"${workloadName}" has no port to call`)
    }
  } else if (!ports.includes(portName) && !unread(`/workloads/${workloadName}/ports/${portName}`)) {
    say(pointer, 'UNKNOWN_PORT', `"${workloadName}" has no such port${hint(portName, ports)}`)
  }
}

type Place = { path: string; workloadPath: string; topology: Topology; today: string; say: Say; unread: Unread }

function checkExposure(
  exposure: Exposure,
  workload: Workload,
  { path, workloadPath, topology, today, say, unread }: Place,
): void {
  exposure.to.forEach((client, index) => {
    const known = [...BUILT_IN_CLIENTS, ...Object.keys(topology.clients)]
    if (!known.includes(client) && !unread(`/clients/${client}`)) {
      say(
        exposure.to.length === 1 ? `${path}/to` : `${path}/to/${index}`,
        'UNKNOWN_CLIENT',
        `names no client${hint(client, known)}`,
      )
    }
  })
  if (exposure.until !== undefined && exposure.until < today) {
    say(`${path}/until`, 'UNTIL_IN_THE_PAST', `must not be before today, ${today}; renew it or remove the exposure`)
  }
  const port = workload.ports[exposure.port]
  if (port === undefined) {
    if (unread(`${workloadPath}/ports/${exposure.port}`)) return
    say(
      `${path}/port`,
      'UNKNOWN_PORT',
      `names no port of this workload${hint(exposure.port, Object.keys(workload.ports))}`,
    )
    return
  }
  const http = speaksHttp(port.protocol)
  if (exposure.sticky?.by === 'cookie' && (!http || exposure.tls.mode === 'passthrough')) {
    const why = http ? 'TLS passed through hides the cookies' : `${port.protocol} has no cookies`
    say(`${path}/sticky`, 'COOKIE_STICKINESS_WITHOUT_HTTP', `${why}; use by: clientIP`)
  }
  if (port.transport !== 'TCP' && exposure.hosts.length + exposure.paths.length > 0) {
    say(path, 'HOST_OR_PATH_WITHOUT_TCP', `${port.transport} carries neither host nor path; remove them`)
  } else if (!http && exposure.paths.length > 0) {
    say(path, 'PATH_WITHOUT_HTTP', `${port.protocol} has no paths; remove them`)
  } else if (exposure.tls.mode === 'passthrough' && exposure.paths.length > 0) {
    say(path, 'PATH_BEHIND_PASSTHROUGH', 'TLS passed through hides the paths; remove them or end TLS at the edge')
  }
  if (port.transport !== 'TCP' && exposure.tls.mode !== 'none') {
    say(`${path}/tls`, 'TLS_WITHOUT_TCP', `TLS needs TCP, the port is ${port.transport}; use mode: none`)
  }
  const outside = exposure.to.some(
    (client) => client === 'internet' || topology.clients[client]?.network === 'internet',
  )
  if (outside && PROTOCOLS[port.protocol].database) {
    say(
      path,
      'DATABASE_EXPOSED_TO_INTERNET',
      `${port.protocol} must not face the internet; expose it to vpc, or to a client with its own network`,
    )
  }
}

/** One port cannot both end TLS itself and have it ended before it. */
function checkTermination(workload: Workload, path: string, say: Say): void {
  workload.expose.forEach((exposure, index) => {
    if (exposure.tls.mode !== 'terminate') return
    const passed = workload.expose.some((other) => other.port === exposure.port && other.tls.mode === 'passthrough')
    if (passed || workload.ports[exposure.port]?.protocol === 'tls') {
      say(
        `${path}/expose/${index}/tls/mode`,
        'TERMINATION_OF_PASSTHROUGH',
        `the port "${exposure.port}" is passed through: the workload ends TLS itself; use passthrough or another port`,
      )
    }
  })
}

/** Two exposures that answer to the same host and path on the same side and port: one of them would never be reached. */
function checkRouteClashes(topology: Topology, say: Say): void {
  const taken = new Map<string, string>()
  for (const [name, workload] of Object.entries(topology.workloads)) {
    workload.expose.forEach((exposure, index) => {
      const path = `/workloads/${name}/expose/${index}`
      const internal = exposure.to.every((client) => (topology.clients[client]?.network ?? client) === 'vpc')
      for (const host of exposure.hosts) {
        for (const route of exposure.paths.length === 0 ? ['/'] : exposure.paths) {
          const key = [internal, exposure.listen, host, route.length > 1 ? route.replace(/\/$/, '') : route].join(' ')
          const other = taken.get(key)
          if (other !== undefined && other !== path) {
            say(
              path,
              'DUPLICATE_ROUTE',
              `${host}${route} is also exposed by ${other}; give one of them another host or path`,
            )
          }
          taken.set(key, path)
        }
      }
    })
  }
}

/** Workloads and externals become Services in one namespace, so they share one space of names. */
function checkNameClashes(topology: Topology, say: Say): void {
  for (const [name, external] of Object.entries(topology.externals)) {
    if (!DNS_1035_LABEL.test(name)) continue
    if (topology.workloads[name]?.namespace === external.namespace) {
      say(
        `/externals/${name}`,
        'DUPLICATE_NAME',
        `a workload in namespace ${external.namespace} has the same name; both would be one Service`,
      )
    }
  }
}
