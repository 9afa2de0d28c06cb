// The mistakes a schema cannot see: references that lead nowhere and wishes that contradict one another.
// Each has a stable code and the pointer of the bad value; all are returned together.
import type { Mistake } from '../failure.ts'
import { fitInFull, portsByWorkload } from './calls.ts'
import { checkExposures, checkRouteClashes } from './check-exposures.ts'
import { checkResources } from './check-resources.ts'
import { BUILT_IN_CLIENTS, type Checking, hint } from './checking.ts'
import { networkMeant } from './cidr.ts'
import { DNS_1035_LABEL, entryOf, looksLikeAddress } from './names.ts'
import { PROTOCOLS } from './protocols.ts'
import { CALLS_AT_MOST, type Topology, type Workload } from './topology.ts'
import { MISTAKES_SHOWN, pointer } from './validate.ts'

export function checkTopology(given: Omit<Checking, 'ports' | 'say'>): Mistake[] {
  const { input, topology, today, unread, original } = given
  const mistakes: Mistake[] = []
  const say: Checking['say'] = (place, code, detail) => {
    const isShown = mistakes.length < MISTAKES_SHOWN
    const worded = typeof detail === 'string' ? detail : isShown ? detail() : ''
    mistakes.push({ pointer: original(place), code, detail: worded })
  }
  const ports = portsByWorkload(topology.workloads)
  const checking: Checking = { ...given, ports, say }
  if (Object.keys(topology.workloads).length === 0 && !unread('/workloads')) {
    say('/workloads', 'NO_WORKLOADS', 'must name at least one workload')
  }
  for (const [name, client] of Object.entries(topology.clients)) checkClient(name, client, checking)
  for (const [name, external] of Object.entries(topology.externals)) checkExternal(name, external, checking)
  for (const [name, workload] of Object.entries(topology.workloads)) {
    const path = `/workloads/${name}`
    checkKind(name, workload, checking)
    checkPorts(workload, path, checking)
    const calls = input.workloads[name]?.calls ?? []
    calls.forEach((call, index) => {
      checkCall(call, `${path}/calls/${index}`, checking)
    })
    if (!fitInFull(calls, ports)) {
      say(`${path}/calls`, 'TOO_BIG', `must come to at most ${CALLS_AT_MOST} calls, each port of a workload being one`)
    }
    checkExposures(name, workload, checking)
    if (workload.pin?.until !== undefined && workload.pin.until < today) {
      say(`${path}/pin/until`, 'UNTIL_IN_THE_PAST', `must not be before today, ${today}; renew or remove the pin`)
    }
    checkProbe(workload, path, checking)
    checkResources(workload, path, checking)
  }
  checkRouteClashes(checking)
  checkNameClashes(checking)
  return mistakes
}

function checkClient(name: string, client: Topology['clients'][string], { say }: Checking): void {
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
    if (MAPPED.test(cidr))
      say(`${path}/cidrs/${index}`, 'CIDR_IS_MAPPED', 'is an IPv4 network written as IPv6; write it as IPv4')
  })
}

// Neither an EndpointSlice nor a strict CIDR takes one (apimachinery IsValidIPv6Address, KEP-4858).
const MAPPED = /^(?:::|(?:0{1,4}:){5})ffff:/i
// The API server refuses these as endpoints (core/v1 EndpointSlice validation): loopback, link-local, multicast, unspecified.
const NOT_ROUTABLE =
  /^(?:127\.|169\.254\.|0\.0\.0\.0$|::1?$|(?:0{1,4}:){7}0{0,3}[01]$|fe[89ab][0-9a-f]:|ff[0-9a-f]{2}:|22[4-9]\.|23\d\.)/i

function checkExternal(name: string, external: Topology['externals'][string], { say, unread }: Checking): void {
  const path = `/externals/${name}`
  const { host, addresses } = external
  const half = unread(`${path}/host`) || unread(`${path}/addresses`)
  if ((host === undefined) === (addresses === undefined) && !half) {
    say(path, 'HOST_OR_ADDRESSES', 'must have either `host` or `addresses`')
  }
  if (host !== undefined && looksLikeAddress(host)) {
    say(`${path}/host`, 'HOST_IS_AN_ADDRESS', `is an IP address; write it as addresses: ["${host.slice(0, 60)}"]`)
  }
  if (addresses !== undefined && addresses.length === 0 && !half)
    say(`${path}/addresses`, 'NO_ADDRESSES', 'must name at least one address')
  if (addresses !== undefined && external.port === undefined && !unread(`${path}/port`)) {
    say(path, 'PORT_REQUIRED', '`port` is required with `addresses`: a Service without a name to follow needs a port')
  }
  addresses?.forEach((address, index) => {
    if (NOT_ROUTABLE.test(address)) {
      say(
        `${path}/addresses/${index}`,
        'ADDRESS_NOT_ROUTABLE',
        'must not be a loopback, link-local, multicast or unspecified address',
      )
    }
    if (MAPPED.test(address)) {
      say(`${path}/addresses/${index}`, 'ADDRESS_IS_MAPPED', 'is an IPv4 address written as IPv6; write it as IPv4')
    }
  })
}

function checkKind(name: string, workload: Workload, { input, say, unread }: Checking): void {
  const path = `/workloads/${name}`
  const kindRead = !unread(`${path}/kind`)
  // All pods of a Deployment share one hostname, so only one that is meant to stay alone has a name of its own.
  const isOne = workload.kind === 'Deployment' && (input.workloads[name]?.replicas === 1 || unread(`${path}/replicas`))
  if (kindRead && workload.discovery === 'per-pod' && workload.kind !== 'StatefulSet' && !isOne) {
    say(
      `${path}/discovery`,
      'PER_POD_WITHOUT_IDENTITY',
      `per-pod needs pods with names of their own: kind must be StatefulSet, or Deployment with replicas: 1, is ${workload.kind}`,
    )
  }
  if ((workload.kind === 'Job' || workload.kind === 'CronJob') && workload.expose.length > 0) {
    say(`${path}/expose`, 'JOB_EXPOSED', `a ${workload.kind} ends; only what keeps running can be exposed`)
  }
  if (workload.replicas !== undefined && workload.kind !== 'Deployment' && workload.kind !== 'StatefulSet') {
    say(`${path}/replicas`, 'REPLICAS_NOT_APPLICABLE', `a ${workload.kind} has no replicas`)
  }
  if (Object.keys(workload.selector).length === 0 && !unread(`${path}/selector`)) {
    say(`${path}/selector`, 'SELECTOR_EMPTY', 'must have at least one label: an empty selector matches nothing')
  }
}

function checkPorts(workload: Workload, path: string, { say, unread }: Checking): void {
  const taken = new Map<string, string>()
  for (const [name, port] of Object.entries(workload.ports)) {
    if (unread(`${path}/ports/${name}`)) continue
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

function checkCall(call: string, place: string, { topology, ports, say, unread }: Checking): void {
  if (call.startsWith('external:')) {
    const name = call.slice('external:'.length)
    if (!Object.hasOwn(topology.externals, name) && !unread(pointer(['externals', name]))) {
      say(place, 'UNKNOWN_EXTERNAL', () => `names no external${hint(name, Object.keys(topology.externals))}`)
    }
    return
  }
  const [workloadName = '', portName, ...more] = call.split('/')
  if (more.length > 0) {
    say(place, 'INVALID_REFERENCE', 'must be "workload", "workload/port" or "external:name"')
    return
  }
  const callee = entryOf(topology.workloads, workloadName)
  if (callee === undefined) {
    if (!unread(pointer(['workloads', workloadName]))) {
      say(place, 'UNKNOWN_WORKLOAD', () => `names no workload${hint(workloadName, Object.keys(topology.workloads))}`)
    }
    return
  }
  const path = ['workloads', workloadName, 'ports']
  if (portName === undefined) {
    if (ports.get(workloadName)?.length === 0 && !unread(pointer(path))) {
      say(place, 'CALLEE_WITHOUT_PORTS', `"${workloadName}" has no port to call`)
    }
  } else if (!Object.hasOwn(callee.ports, portName) && !unread(pointer([...path, portName]))) {
    say(place, 'UNKNOWN_PORT', () => `"${workloadName}" has no such port${hint(portName, Object.keys(callee.ports))}`)
  }
}

function checkProbe({ probe, ports }: Workload, path: string, { say, unread }: Checking): void {
  if (probe === undefined || Object.hasOwn(ports, probe.port) || unread(`${path}/ports/${probe.port}`)) return
  say(
    `${path}/probe/port`,
    'UNKNOWN_PORT',
    () => `names no port of this workload${hint(probe.port, Object.keys(ports))}`,
  )
}

/** Workloads and externals become Services in one namespace, so they share one space of names. */
function checkNameClashes({ topology, say }: Checking): void {
  for (const [name, external] of Object.entries(topology.externals)) {
    if (!DNS_1035_LABEL.test(name)) continue
    if (entryOf(topology.workloads, name)?.namespace === external.namespace) {
      say(
        `/externals/${name}`,
        'DUPLICATE_NAME',
        `a workload in namespace ${external.namespace} has the same name; both would be one Service`,
      )
    }
  }
}
