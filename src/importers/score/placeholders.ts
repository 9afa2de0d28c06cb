// `${metadata.name}` and `${resources.db.host}` in a value: what the workload itself says is put in its place; what a resource will
// say is known only once it is provisioned. `$$` is a dollar sign (Score specification, "placeholder references").
import { childOf, type Node, textOf } from '../tree/node.ts'

export type Placeholder = { resource: string; output: string }
export type Substituted = {
  /** Undefined when a part of it is not known before provisioning. */
  text: string | undefined
  resources: Placeholder[]
  /** What it refers to is nowhere. */
  unknown: string[]
}

const PLACEHOLDER = /\$(?:\$|\{([^{}$]{1,200})\})/g

export function substitute(text: string, workload: Node): Substituted {
  const found: Substituted = { text: undefined, resources: [], unknown: [] }
  const replaced = text.slice(0, 10_000).replaceAll(PLACEHOLDER, (whole, reference: string | undefined) => {
    if (reference === undefined) return '$'
    const [root = '', ...steps] = stepsOf(reference)
    if (root === 'resources' && steps[0] !== undefined) {
      found.resources.push({ resource: steps[0], output: steps.slice(1).join('.') })
      return ''
    }
    const value = root === 'metadata' ? textOf(childOf(workload, 'metadata', ...steps)) : undefined
    if (value === undefined) found.unknown.push(reference)
    return value ?? whole
  })
  return { ...found, text: found.resources.length + found.unknown.length > 0 ? undefined : replaced }
}

/** A dot in a step is written `\.`: `metadata.annotations.example\.com/a`. */
const stepsOf = (reference: string): string[] =>
  reference.split(/(?<!\\)\./).map((step) => step.trim().replaceAll('\\.', '.'))
