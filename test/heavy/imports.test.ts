// Manifests of other people, from a folder named by IMPORT_CORPUS: each folder in it that holds YAML is sent as one import, and so is each
// file. What is counted must be what a plain reading of the documents counts, and what has workloads must be planned as it is.
import { readdirSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { CORE_SCHEMA, loadAll } from 'js-yaml'
import { describe, expect, it } from 'vitest'
import type { ImportAnswer } from '../../src/application/imports/imports.ts'
import type { InputFile } from '../../src/domain/imported.ts'
import { ANYBODY, createMapStore, createRealPlanner } from '../http/planner.ts'

const folder = process.env.IMPORT_CORPUS ?? ''

type Unit = { name: string; files: InputFile[] }

function unitsIn(root: string): Unit[] {
  const paths = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((path) =>
    /\.(?:ya?ml|json)$/.test(path),
  )
  const files = paths
    .filter((path) => !path.endsWith('SOURCE.json'))
    .sort()
    .map((path) => ({ name: relative(root, join(root, path)), text: readFileSync(join(root, path), 'utf8') }))
  const folders = new Map<string, InputFile[]>()
  for (const file of files) {
    const place = file.name.slice(0, file.name.lastIndexOf('/'))
    folders.set(place, [...(folders.get(place) ?? []), file])
  }
  return [
    ...[...folders].map(([name, inside]) => ({ name: `${name}/`, files: inside })),
    ...files.map((file) => ({ name: file.name, files: [file] })),
  ]
}

type Plain = {
  apiVersion?: string
  kind?: string
  metadata?: { name?: string; namespace?: string }
  spec?: Record<string, unknown>
  items?: Plain[]
}

const OURS = /^(?:v1|apps\/|batch\/|extensions\/|networking\.k8s\.io\/|gateway\.networking\.k8s\.io\/)/

/** Every object once, the last of those with one name; undefined where a document cannot be read, or is not yet one. */
function objectsIn(files: readonly InputFile[]): Plain[] | undefined {
  const objects = new Map<string, Plain>()
  for (const { text } of files) {
    if (/\{\{/.test(text) || /^kind: (?:Kustomization|Component)/m.test(text)) return undefined
    let documents: unknown[]
    try {
      documents = loadAll(text, { schema: CORE_SCHEMA })
    } catch {
      return undefined
    }
    for (const document of documents as Plain[]) {
      for (const one of document?.kind === 'List' ? (document.items ?? []) : [document]) {
        if (typeof one?.apiVersion !== 'string' || !OURS.test(one.apiVersion)) continue
        objects.set(`${one.kind} ${one.metadata?.namespace ?? 'default'}/${one.metadata?.name}`, one)
      }
    }
  }
  return [...objects.values()]
}

const KINDS = ['Deployment', 'StatefulSet', 'DaemonSet', 'ReplicaSet', 'ReplicationController', 'Pod', 'Job', 'CronJob']
const ROUTES = ['HTTPRoute', 'GRPCRoute', 'TLSRoute', 'TCPRoute', 'UDPRoute']
const formOf = ({ spec = {} }: Plain): string =>
  spec.clusterIP === 'None' ? 'Headless' : typeof spec.type === 'string' ? spec.type : 'ClusterIP'

function countsOf(objects: readonly Plain[]) {
  const tally = (names: readonly (string | undefined)[]) => {
    const counts: Record<string, number> = {}
    for (const name of names) if (name !== undefined) counts[name] = (counts[name] ?? 0) + 1
    return counts
  }
  const of = (kinds: readonly string[]) => objects.filter(({ kind = '' }) => kinds.includes(kind))
  return {
    workloads: tally(of(KINDS).map(({ kind }) => kind)),
    services: tally(of(['Service']).map(formOf)),
    ingresses: of(['Ingress']).length,
    gateways: of(['Gateway']).length,
    routes: tally(of(ROUTES).map(({ kind }) => kind)),
  }
}

describe.skipIf(folder === '')('manifests of other people', () => {
  const units = folder === '' ? [] : unitsIn(folder)
  const planner = createRealPlanner(createMapStore())
  const ask = (unit: Unit, plan: boolean): Promise<ImportAnswer> =>
    planner.import(ANYBODY, {
      files: unit.files,
      format: 'kubernetes',
      target: { provider: 'aws', region: 'us-east-1' },
      plan,
    })

  it.each(units.map((unit) => [unit.name, unit] as const))('%s is counted right', async (_, unit) => {
    const objects = objectsIn(unit.files)
    const { counts } = await ask(unit, false)
    if (objects !== undefined) expect(counts).toEqual(countsOf(objects))
  })

  it('is planned as it is', async () => {
    const failed: string[] = []
    let planned = 0
    for (const unit of units) {
      const { topology } = await ask(unit, false)
      if (Object.keys(topology.workloads).length === 0) continue
      await ask(unit, true).then(
        () => (planned += 1),
        (error) => failed.push(`${unit.name}: ${error.message} ${JSON.stringify(error.mistakes)?.slice(0, 300)}`),
      )
    }
    expect(failed).toEqual([])
    expect(planned).toBeGreaterThan(0)
  })
})
