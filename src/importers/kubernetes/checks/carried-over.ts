// What is there and has no place in a topology, each kind of it told once: annotations, names of Services that go, ports that move.

import type { Said } from '../../../domain/existing.ts'
import { compareText } from '../../../domain/finding.ts'
import type { AnnotatedObject } from '../../../domain/manifests/validation/annotations.ts'
import type { KubernetesObject } from '../read/objects.ts'
import type { Building } from '../topology/building.ts'
import { placeOf } from '../topology/draft.ts'

export function checkCarriedOver(building: Building): void {
  checkAnnotationsCarried(building)
  checkTogether(building)
  checkNames(building)
  checkPorts(building)
}

// Written by tools for themselves; nothing is lost with them.
const OF_TOOLS =
  /^(?:kubectl\.kubernetes\.io|meta\.helm\.sh|helm\.sh|argocd\.argoproj\.io|deployment\.kubernetes\.io|field\.cattle\.io|autopilot\.gke\.io|kustomize\.toolkit\.fluxcd\.io|fluxcd\.io|app\.kubernetes\.io|prometheus\.io|pv\.kubernetes\.io|control-plane\.alpha\.kubernetes\.io|endpoints\.kubernetes\.io)\//
const READ = new Set([
  ...[
    'kubernetes.io/ingress.class',
    'external-dns.alpha.kubernetes.io/hostname',
    'service.beta.kubernetes.io/load-balancer-source-ranges',
  ],
  ...[
    'affinity',
    'session-cookie-max-age',
    'backend-protocol',
    'ssl-passthrough',
    'whitelist-source-range',
    'allowlist-source-range',
    'canary',
  ].map((name) => `nginx.ingress.kubernetes.io/${name}`),
])

const SHOWN = 20

/** Which annotations nothing was taken from, over all objects together. */
function checkAnnotationsCarried({ cluster, provider, notes }: Building): void {
  const { existing } = provider
  const readers: Readonly<Record<string, (object: AnnotatedObject) => Said>> = {
    Service: existing.service,
    Ingress: existing.ingress,
    Gateway: existing.gateway,
  }
  const lost = new Map<string, KubernetesObject[]>()
  for (const object of cluster.objects) {
    const read = readers[object.kind]
    if (read === undefined) continue
    for (const key of Object.keys(object.annotations)) {
      if (OF_TOOLS.test(key) || READ.has(key) || isRead(object, key, read)) continue
      const there = lost.get(key)
      if (there === undefined) lost.set(key, [object])
      else there.push(object)
    }
  }
  const keys = [...lost.keys()].sort(compareText)
  const [first] = lost.get(keys[0] ?? '') ?? []
  if (first === undefined) return
  const more = keys.length > SHOWN ? ` and ${keys.length - SHOWN} more` : ''
  notes.find(placeOf(first, '/metadata/annotations'), {
    code: 'ANNOTATIONS_NOT_CARRIED_OVER',
    severity: 'info',
    path: '',
    message: `No field of a topology holds what these annotations say, so a plan does not know of it: ${keys
      .slice(0, SHOWN)
      .map((key) => `${key.slice(0, 100)} (${lost.get(key)?.length ?? 0})`)
      .join(', ')}${more}.`,
    fix: 'Look through them before the plan takes the place of what is there.',
  })
}

/** It is read when it makes a difference to what is said. */
function isRead(
  { kind, annotations, spec }: KubernetesObject,
  key: string,
  read: (object: AnnotatedObject) => Said,
): boolean {
  const said = (all: Readonly<Record<string, string>>) => JSON.stringify(read({ kind, annotations: all, spec }))
  const { [key]: value = '', ...rest } = annotations
  return said(annotations) !== said(rest) || said({ [key]: value }) !== said({})
}

function checkTogether({ drafts, notes }: Building): void {
  for (const { group, path } of drafts.all) {
    const [first] = group.services
    if (group.pods.length < 2 || first === undefined) continue
    const names = group.pods.slice(0, 8).map(({ key }) => key)
    notes.find(placeOf(first.object, '/spec/selector'), {
      code: 'WORKLOADS_TOGETHER',
      severity: 'info',
      path,
      message: `Service ${first.namespace}/${first.name} leads to ${names.join(', ')}${group.pods.length > 8 ? ` and ${group.pods.length - 8} more` : ''}: together they are the one workload "${group.key}".`,
    })
  }
}

/** A workload has one name inside the cluster; the names of its other Services go. */
function checkNames({ drafts, notes }: Building): void {
  for (const { group, path } of drafts.all) {
    const [primary, ...others] = group.services
    if (primary === undefined) continue
    const inside = others.filter(({ form }) => form === 'ClusterIP' || form === 'Headless')
    const gone = [...(primary.name === group.key ? [] : [primary]), ...inside]
    if (gone.length === 0) continue
    notes.find(placeOf(gone[0]?.object ?? primary.object), {
      code: 'SERVICE_NAME_CHANGES',
      severity: 'warning',
      path,
      message: `Callers of ${gone
        .slice(0, 8)
        .map(({ namespace, name, form }) => `${namespace}/${name}${form === 'Headless' ? ' (headless)' : ''}`)
        .join(', ')} find the workload as "${group.key}" in a plan: one workload has one name.`,
      fix: 'Keep these Services beside the plan, or let callers use the new name.',
    })
  }
}

function checkPorts({ drafts, notes }: Building): void {
  for (const { group, path, ports } of drafts.all) {
    for (const { draft, wanted } of ports.moved) {
      const { service, facts } = draft.from
      notes.find(placeOf(service.object, facts.at), {
        code: 'PORT_MOVED',
        severity: 'warning',
        path: `${path}/ports/${draft.name}`,
        message: `Port ${wanted} of Service ${service.namespace}/${service.name} is ${draft.port} in the topology: another Service of ${group.key} gives ${wanted} to another container port.`,
        fix: 'Let its callers use the new number, or split the workload.',
      })
    }
  }
}
