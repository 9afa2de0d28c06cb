// For tests: example topologies as documents, and the same ones on another target.
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { CORE_SCHEMA, load } from 'js-yaml'
import type { TopologyInput } from '../../src/domain/topology/index.ts'

const fileOf = (path: string) => fileURLToPath(new URL(path, import.meta.url))

const documentIn = (path: string) => load(readFileSync(fileOf(path), 'utf8'), { schema: CORE_SCHEMA }) as TopologyInput

/** One of openapi/examples/, as a caller would send it. */
export const exampleNamed = (name: 'article' | 'online-shop'): TopologyInput =>
  documentIn(`../../openapi/examples/${name}.yaml`)

/** The topology.yaml of a story in this folder. */
export const storyNamed = (name: string): TopologyInput => documentIn(`./${name}/topology.yaml`)

export const onTarget = (document: TopologyInput, target: TopologyInput['target']): TopologyInput => ({
  ...document,
  target,
})
