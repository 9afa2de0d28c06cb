// Reads the Mermaid that we write, and nothing else: every line must be one of six forms, or the test fails.

export type MermaidGraph = {
  /** By id: the lines of its label. */
  nodes: Map<string, string[]>
  namespaces: Map<string, string[]>
  edges: { from: string; to: string; line: string; label: string }[]
}

const LABEL = String.raw`(?:[A-Za-z0-9 ,./-]|#\d+;|<br/>)*`
const SHAPES = [
  String.raw`\(\["(${LABEL})"\]\)`,
  String.raw`\[\["(${LABEL})"\]\]`,
  String.raw`\("(${LABEL})"\)`,
  String.raw`\["(${LABEL})"\]`,
  String.raw`>"(${LABEL})"\]`,
].map((shape) => new RegExp(`^(n\\d+)${shape}$`))
const SUBGRAPH = new RegExp(`^subgraph s\\d+ \\["(${LABEL})"\\]$`)
const EDGE = new RegExp(`^(n\\d+) (-->|==>|-\\.->|(--|==|-\\.) "(${LABEL})" (-->|==>|\\.->)) (n\\d+)$`)

const decoded = (label: string): string =>
  label.replaceAll(/#(\d+);/g, (_, code: string) => String.fromCodePoint(Number(code)))

export function readMermaid(text: string): MermaidGraph {
  const graph: MermaidGraph = { nodes: new Map(), namespaces: new Map(), edges: [] }
  const [first, second, ...lines] = text.trimEnd().split('\n')
  if (first !== 'flowchart LR') throw new Error(`not a flowchart: ${first}`)
  if (!/^ {2}accTitle: [A-Za-z0-9 ,.-]+$/.test(second ?? '')) throw new Error(`not a title: ${second}`)
  let inside: string[] | undefined
  for (const line of lines.map((one) => one.trim())) {
    const subgraph = SUBGRAPH.exec(line)
    const edge = EDGE.exec(line)
    const node = SHAPES.map((shape) => shape.exec(line)).find((match) => match !== null)
    if (subgraph !== null) {
      inside = []
      graph.namespaces.set(decoded(subgraph[1] ?? ''), inside)
    } else if (line === 'end' && inside !== undefined) inside = undefined
    else if (edge !== null)
      graph.edges.push({
        from: edge[1] ?? '',
        to: edge[6] ?? '',
        line: edge[5] ?? edge[2] ?? '',
        label: decoded(edge[4] ?? ''),
      })
    else if (node !== null && node !== undefined) {
      graph.nodes.set(node[1] ?? '', (node[2] ?? '').split('<br/>').map(decoded))
      inside?.push(node[1] ?? '')
    } else throw new Error(`not a line of ours: ${line}`)
  }
  for (const { from, to } of graph.edges)
    if (!graph.nodes.has(from) || !graph.nodes.has(to)) throw new Error(`${from} or ${to} is no node`)
  return graph
}

/** Edges by the names on their ends: "internet ==> public". */
export const named = ({ nodes, edges }: MermaidGraph): string[] =>
  edges.map(({ from, to, line, label }) => {
    const name = (id: string) => nodes.get(id)?.[0] ?? id
    return `${name(from)} ${line} ${name(to)}${label === '' ? '' : ` (${label})`}`
  })
