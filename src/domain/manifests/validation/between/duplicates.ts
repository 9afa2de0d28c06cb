// What only one object may be or have: a kind and name in a namespace, a node port in the cluster.
import type { ObjectSet } from './object-set.ts'

export function checkDuplicates(set: ObjectSet): void {
  const names = new Map<string, number>()
  for (const { apiVersion, kind, namespace, name, report, say } of set.all) {
    if (name === '') continue
    const group = apiVersion.includes('/') ? apiVersion.split('/')[0] : ''
    const key = `${group} ${kind} ${namespace} ${name}`
    const first = names.get(key)
    if (first === undefined) names.set(key, report.index)
    else
      say.mistake(
        '/metadata/name',
        'DUPLICATE_OBJECT',
        `is also object ${first} of the list: a second ${kind} of that name would replace it`,
      )
  }
}

/** The API server gives a node port to one Service; the same number for two transports is refused by most versions as well. */
export function checkNodePorts(set: ObjectSet): void {
  const taken = new Map<number, { index: number; protocol: string; of: string }>()
  for (const { value, report, say, namespace, name } of set.of('Service')) {
    const { ports = [], healthCheckNodePort } = value.spec
    const asked = ports.map(({ nodePort, protocol = 'TCP' }, index) => ({
      number: nodePort ?? 0,
      protocol,
      at: `/spec/ports/${index}/nodePort`,
    }))
    asked.push({ number: healthCheckNodePort ?? 0, protocol: 'TCP', at: '/spec/healthCheckNodePort' })
    for (const { number, protocol, at } of asked) {
      if (number === 0) continue
      const other = taken.get(number)
      if (other === undefined) taken.set(number, { index: report.index, protocol, of: `${namespace}/${name}` })
      else if (other.index !== report.index) {
        const speak = other.protocol === protocol ? say.mistake : say.warning
        speak(
          at,
          'NODE_PORT_TAKEN',
          `${number} is asked for by Service ${other.of.slice(0, 130)} as well; choose another, or leave the choice to the API server`,
        )
      }
    }
  }
}
