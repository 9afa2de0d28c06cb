// Laws of what follows from a design, on random topologies: paths begin at who asks and end where it is answered, every call has a name
// that resolves, and every command is shell.
import { expect, it } from 'vitest'
import type { Hop, Service } from '../../../src/domain/design/design.ts'
import type { Draft, PlannedDesign } from '../../../src/domain/plan/plan.ts'
import { bothDesigns, everyDraft } from './drafting.ts'
import { readAsShell } from './shell-check.ts'

/** A path begins at hop 1; several stand one after the other. */
function pathsIn(hops: readonly Hop[]): Hop[][] {
  const paths: Hop[][] = []
  for (const hop of hops) {
    if (hop.hop === 1) paths.push([hop])
    else paths.at(-1)?.push(hop)
  }
  return paths
}

const everyService = (law: (service: Service, design: PlannedDesign, drawn: Draft) => void): void =>
  everyDraft((drawn) => {
    for (const design of bothDesigns(drawn)) for (const service of design.services) law(service, design, drawn)
  })

it('every Service has a path, from a client or caller to pods or outside, each hop from where the last one led', () => {
  everyService(({ name, type, path }) => {
    const paths = pathsIn(path)
    expect(paths.length, name).toBeGreaterThan(0)
    for (const hops of paths) {
      expect(hops.map(({ hop }) => hop)).toEqual(hops.map((_, index) => index + 1))
      expect(hops[0]?.from, name).toMatch(/^(clients?|callers?) /)
      expect(hops.at(-1)?.to, name).toMatch(/^(pods of|outside (host|address|addresses)) /)
      for (const [index, hop] of hops.entries()) if (index > 0) expect(hop.from, name).toBe(hops[index - 1]?.to)
    }
    if (type === 'NodePort' || type === 'LoadBalancer') expect(paths[0]?.[0]?.from).toMatch(/^client/)
  })
})

it('everyone outside who is offered something stands at the beginning of a path', () => {
  everyDraft((drawn) => {
    for (const { services } of bothDesigns(drawn)) {
      for (const [name, { expose, pin }] of Object.entries(drawn.topology.workloads)) {
        if (expose.length === 0 || pin?.type === 'ClusterIP' || pin?.type === 'Headless') continue
        const begins = services
          .filter((service) => service.workload === name)
          .flatMap(({ path }) => path.map(({ from }) => from))
        // More than three are told as "and 2 more".
        for (const client of new Set(expose.flatMap(({ to }) => to)))
          expect(
            begins.some((from) => /^clients? /.test(from) && (from.includes(client) || from.includes(' more'))),
            `${client} → ${name}`,
          ).toBe(true)
      }
    }
  })
})

/** What a pod's resolver tries: its own namespace first, then the cluster. Headless Services of StatefulSets name pods as well. */
function resolved(name: string, from: string, { services }: PlannedDesign, { topology }: Draft): string | undefined {
  const known = new Map<string, string>()
  for (const { name: service, namespace, type, workload = '' } of services) {
    known.set(`${service}.${namespace}.svc.cluster.local`, `${namespace}/${service}`)
    const { kind, replicas = 1 } = topology.workloads[workload] ?? {}
    if (type !== 'Headless' || kind !== 'StatefulSet') continue
    for (let ordinal = 0; ordinal < Math.min(replicas, 20); ordinal += 1)
      known.set(`${workload}-${ordinal}.${service}.${namespace}.svc.cluster.local`, `pod ${workload}-${ordinal}`)
  }
  const tried = [`${name}.${from}.svc.cluster.local`, `${name}.svc.cluster.local`, `${name}.cluster.local`, name]
  return tried.map((full) => known.get(full)).find((found) => found !== undefined)
}

const NOBODY = { service: undefined, name: '', namespace: '', urls: {} as Record<string, string> }

it('every call stands once among the names for callers, under a name that leads to a port it calls', () => {
  everyDraft((drawn) => {
    const { workloads, externals } = drawn.topology
    for (const design of bothDesigns(drawn)) {
      for (const [caller, { calls, namespace }] of Object.entries(workloads)) {
        for (const call of calls) {
          const about = `${caller} → ${call}`
          const [callee = '', called = ''] = call.replace('external:', '').split('/')
          const isOutside = call.startsWith('external:')
          const told = design.services
            .filter((service) => (isOutside ? service.external : service.workload) === callee)
            .flatMap((service) =>
              service.dns.forCallers.filter((one) => one.caller === caller).map((one) => ({ service, ...one })),
            )
            .filter(({ urls }) => isOutside || Object.hasOwn(urls, called))
          expect(told, about).toHaveLength(1)
          const [{ service, name, namespace: from, urls } = NOBODY] = told
          expect(from, about).toBe(namespace)
          expect(resolved(name, namespace, design, drawn), about).toBe(`${service?.namespace}/${service?.name}`)
          if (from === service?.namespace) expect(name, about).toBe(service.name)
          const wanted = isOutside ? externals[callee]?.port : workloads[callee]?.ports[called]
          const number =
            typeof wanted === 'object' ? (service?.type === 'Headless' ? wanted.targetPort : wanted.port) : wanted
          const addresses = isOutside ? Object.values(urls) : [urls[called]]
          if (number !== undefined)
            expect(addresses, about).toEqual([expect.stringMatching(new RegExp(`^([a-z]+://)?${name}:${number}$`))])
        }
      }
      const told = design.services.flatMap(({ dns }) => dns.forCallers.flatMap(({ urls }) => Object.keys(urls)))
      const calls = Object.values(workloads).flatMap((workload) => workload.calls)
      expect(told.length).toBeLessThanOrEqual(calls.length)
    }
  })
})

it('names of pods are told for headless Services of those that have some alone: three at most, and the rest in one', () => {
  everyService(({ name, type, workload = '', dns }, _, { topology }) => {
    const { kind, replicas = 1, discovery } = topology.workloads[workload] ?? {}
    if (type === 'Headless' && kind === 'Deployment' && discovery === 'per-pod')
      return expect(dns.pods).toEqual([`${workload}.${dns.full}`])
    if (type !== 'Headless' || kind !== 'StatefulSet') return expect(dns.pods, name).toBeUndefined()
    expect(dns.pods, name).toHaveLength(Math.min(replicas, 4))
    for (const pod of dns.pods ?? [])
      expect(pod).toMatch(new RegExp(`^${workload}-(\\d+|\\{3\\.\\.${replicas - 1}\\})\\.${dns.full}$`))
  })
})

it('every command is one line of shell, and none waits for a person', () => {
  const commands = new Set<string>()
  everyDraft((drawn) => {
    for (const { services, entrances } of bothDesigns(drawn))
      for (const { verify } of [...services, ...entrances]) for (const command of verify) commands.add(command)
  })
  expect(commands.size).toBeGreaterThan(100)
  for (const command of commands) {
    expect(command).not.toMatch(/[\n\r]/)
    expect(command).not.toMatch(/ -it? | --stdin| exec /)
    if (command.includes(' port-forward ')) expect(command).toMatch(/; kill "\$FORWARD"$/)
    if (command.includes('openssl s_client')) expect(command).toMatch(/<\/dev\/null/)
    // A word of its own: a workload may be called nc or curl, and its pod "try-nc".
    if (/(?<![-\w])curl -/.test(command)) expect(command).toMatch(/ -m \d+ /)
    if (/(?<![-\w])nc /.test(command)) expect(command).toMatch(/ -w \d+ /)
  }
  readAsShell([...commands])
})
