// The ports of a Service: how many, their names, which pairs must differ, and which node ports may be asked for.
import type { Circumstances, Say } from '../report.ts'
import { isHeadless, type ServiceSpec } from './service.ts'

// kube-apiserver --service-node-port-range default; KEP-3668: the low 86 are the static band, drawn from last.
export const NODE_PORTS = { first: 30_000, lastStatic: 30_085, last: 32_767 }

export function checkPorts(spec: ServiceSpec, say: Say, { unread }: Circumstances): void {
  const { type = 'ClusterIP', ports = [] } = spec
  if (ports.length === 0 && type !== 'ExternalName' && !isHeadless(spec) && !unread('/spec/ports')) {
    say.mistake('/spec/ports', 'PORTS_REQUIRED', '`ports` must have at least one port unless the Service is headless')
  }
  const names = new Set<string>()
  const pairs = new Set<string>()
  const nodePorts = new Set<string>()
  ports.forEach((port, index) => {
    const at = `/spec/ports/${index}`
    const { name, protocol = 'TCP', nodePort } = port
    if (name === undefined) {
      if (ports.length > 1 && !unread(`${at}/name`)) {
        say.mistake(`${at}/name`, 'PORT_NAME_REQUIRED', '`name` is required for each port where there are several')
      }
    } else {
      if (names.has(name)) say.mistake(`${at}/name`, 'DUPLICATE_PORT_NAME', `"${name}" names another port already`)
      names.add(name)
    }
    const pair = `${protocol} ${port.port}`
    if (pairs.has(pair)) say.mistake(at, 'DUPLICATE_PORT', `${pair} is there already; a Service has each once`)
    pairs.add(pair)
    if (nodePort === undefined || nodePort === 0) return
    checkNodePort(nodePort, type, `${at}/nodePort`, say)
    const taken = `${protocol} ${nodePort}`
    if (nodePorts.has(taken)) say.mistake(`${at}/nodePort`, 'DUPLICATE_NODE_PORT', `${taken} is asked for twice`)
    nodePorts.add(taken)
  })
}

function checkNodePort(nodePort: number, type: string, at: string, say: Say): void {
  const { first, last, lastStatic } = NODE_PORTS
  if (type !== 'NodePort' && type !== 'LoadBalancer') {
    say.mistake(at, 'NODE_PORT_WITHOUT_NODE_PORT_TYPE', `must not be set with type ${type}`)
  } else if (nodePort < first || nodePort > last) {
    say.mistake(at, 'NODE_PORT_OUT_OF_RANGE', `must be ${first} to ${last}, unless the API server has another range`)
  } else if (nodePort > lastStatic) {
    say.warning(
      at,
      'NODE_PORT_IN_DYNAMIC_BAND',
      `may be taken by a Service that leaves the choice to the API server; pick one of ${first} to ${lastStatic}, or none`,
    )
  }
}
