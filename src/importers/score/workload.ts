// A Score file as later steps ask about it: its ports by their names, its resources, and what its variables refer to.

import { DNS_1123_LABEL } from '../../domain/topology/names.ts'
import type { Draft } from '../draft/draft.ts'
import { portName } from '../draft/names.ts'
import { childOf, countOf, entriesOf, isList, itemsOf, type Node, textOf } from '../tree/node.ts'
import { type Placeholder, substitute } from './placeholders.ts'

export type ScorePort = { written: string; name: string; number: number; target?: Node; transport: string; from: Node }
export type Variable = { name: string; text: string | undefined; from: Node }
export type ScoreWorkload = {
  /** As its author wrote it, and as Kubernetes takes it. */
  written: string
  name: string
  root: Node
  ports: ScorePort[]
  containers: [string, Node][]
  variables: Variable[]
  /** Placeholders anywhere in the containers. */
  uses: Placeholder[]
}

export function readWorkload(written: string, name: string, root: Node, draft: Draft): ScoreWorkload {
  const containers = [...entriesOf(childOf(root, 'containers'))]
  const variables: Variable[] = []
  const uses: Placeholder[] = []
  const unknown = new Map<string, Node>()
  for (const [variable, from] of containers.flatMap(([, container]) => textsIn(container))) {
    const read = substitute(textOf(from) ?? '', root)
    uses.push(...read.resources)
    for (const reference of read.unknown) unknown.set(reference, from)
    if (variable !== undefined) variables.push({ name: variable, text: read.text, from })
  }
  for (const [reference, from] of unknown) {
    draft.note({
      code: 'UNKNOWN_PLACEHOLDER',
      severity: 'warning',
      path: ['workloads', name],
      message: `The placeholder \${${reference.slice(0, 80)}} of ${name} refers to nothing in its file.`,
      fix: 'Refer to metadata or to a resource that the file declares; write $$ for a dollar sign.',
      from,
    })
  }
  return { written, name, root, ports: portsOf(root, name, draft), containers, variables, uses }
}

/** Variables with their names; files, volumes and arguments without. */
function textsIn(container: Node): [string | undefined, Node][] {
  const variables = [...entriesOf(childOf(container, 'variables'))]
  const others = ['command', 'args'].flatMap((field) => itemsOf(childOf(container, field)))
  const mounts = ['files', 'volumes'].flatMap((field) => {
    const list = childOf(container, field)
    const each = isList(list) ? itemsOf(list) : [...entriesOf(list).values()]
    return each.flatMap((mount) => [...entriesOf(mount)].filter(([key]) => key === 'content' || key === 'source'))
  })
  return [
    ...variables,
    ...[...others, ...mounts.map(([, node]) => node)].map((node): [undefined, Node] => [undefined, node]),
  ]
}

function portsOf(root: Node, workload: string, draft: Draft): ScorePort[] {
  const ports: ScorePort[] = []
  for (const [written, from] of entriesOf(childOf(root, 'service', 'ports'))) {
    const number = countOf(childOf(from, 'port'))
    const transport = (textOf(childOf(from, 'protocol')) ?? 'TCP').toUpperCase()
    const problem = problemWith(number, transport, ports)
    if (number === undefined || problem !== undefined) {
      draft.note({
        code: 'PORT_NOT_READ',
        severity: 'warning',
        path: ['workloads', workload],
        message: `The port "${written.slice(0, 63)}" of ${workload} is left out: ${problem}.`,
        fix: 'Write `port` as a number from 1 to 65535, once for each transport, with protocol TCP or UDP.',
        from,
      })
      continue
    }
    const taken = new Set(ports.map(({ name }) => name))
    const isGood = written.length <= 63 && DNS_1123_LABEL.test(written)
    const name = isGood ? written : portName(written, number, taken)
    const target = childOf(from, 'targetPort')
    ports.push({ written, name, number, transport, from, ...(target === undefined ? {} : { target }) })
  }
  return ports
}

const PORTS_AT_MOST = 100

function problemWith(number: number | undefined, transport: string, ports: readonly ScorePort[]): string | undefined {
  if (number === undefined || number < 1 || number > 65_535) return 'its number is none'
  if (transport !== 'TCP' && transport !== 'UDP') return `"${transport.slice(0, 20)}" is no transport of Score`
  if (ports.length >= PORTS_AT_MOST) return `a workload can have ${PORTS_AT_MOST} ports here, and has more`
  const same = ports.find((port) => port.number === number && port.transport === transport)
  return same === undefined ? undefined : `"${same.written.slice(0, 63)}" has the same number`
}

/** By name, by the number callers use, or by that of the container. */
export function portNamed(ports: readonly ScorePort[], wanted: string | undefined): ScorePort | undefined {
  if (wanted === undefined) return ports.length === 1 ? ports[0] : undefined
  const number = Number(wanted)
  return (
    ports.find(({ written }) => written === wanted) ??
    ports.find((port) => port.number === number) ??
    ports.find(({ target }) => countOf(target) === number)
  )
}
