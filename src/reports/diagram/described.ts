// A graph in a few sentences, for whoever does not see it: how much there is, and who comes in where.
import { counted, type Graph, type Role } from './graph.ts'

const WAYS_AT_MOST = 20

const WORDS: readonly (readonly [Role, string, string])[] = [
  ['client', 'client', 'clients'],
  ['balancer', 'load balancer', 'load balancers'],
  ['entrance', 'entrance', 'entrances'],
  ['workload', 'workload', 'workloads'],
  ['external', 'external', 'externals'],
]

export function described({ boxes, arrows }: Graph, { isPooled }: { isPooled: boolean }): string {
  const counts = WORDS.flatMap(([role, one, many]) => {
    const some = boxes.filter((box) => box.role === role)
    if (some.length === 0) return []
    return [isPooled ? counted(some.length, `box of ${many}`, `boxes of ${many}`) : counted(some.length, one, many)]
  })
  const calls = arrows.filter(({ kind }) => kind === 'call').reduce((sum, { count }) => sum + count, 0)
  const ways = arrows.flatMap(({ from, to, kind }) => {
    const [client, into] = [boxes[from], boxes[to]]
    if (client?.role !== 'client' || into === undefined) return []
    return [`${client.title} to ${into.title}${kind === 'forward' ? ' by port-forward' : ''}`]
  })
  const more = ways.length - WAYS_AT_MOST
  const told = [...ways.slice(0, WAYS_AT_MOST), ...(more > 0 ? [`${more} more`] : [])].join(', ')
  return `It shows ${counts.join(', ')} and ${counted(calls, 'call')}.${ways.length === 0 ? '' : ` From outside: ${told}.`}`
}
