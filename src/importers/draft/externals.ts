// Hosts outside that workloads call → the externals of the topology, one for each host and port.
import { compareText } from '../../domain/finding.ts'
import type { Draft, Ground } from './draft.ts'
import { validNames } from './names.ts'

/** Somebody calls a host that is no workload's. */
export type OutsideMention = { host: string; port?: number; isTls: boolean; ground: Ground }

type External = OutsideMention & { name: string }

const keyOf = ({ host, port }: OutsideMention): string => `${host}:${port ?? ''}`

/** Puts them, and says by which call each is reached. `ownHosts` are those the application itself answers to. */
export function putExternals(
  mentions: ReadonlyMap<string, { outside: readonly OutsideMention[] }>,
  reserved: readonly string[],
  ownHosts: ReadonlySet<string>,
  draft: Draft,
): (workload: string) => Map<string, Ground> {
  const isOther = ({ host }: OutsideMention) => !ownHosts.has(host)
  const externals = named([...mentions.values()].flatMap(({ outside }) => outside).filter(isOther), reserved)
  for (const { name, host, port, isTls, ground } of externals.values()) {
    const path = ['externals', name]
    draft.put([...path, 'host'], host, ground)
    if (port !== undefined) draft.put([...path, 'port'], port, ground)
    draft.put([...path, 'tls'], isTls, ground)
  }
  return (workload) =>
    new Map(
      (mentions.get(workload)?.outside ?? [])
        .filter(isOther)
        .map((mention) => [`external:${externals.get(keyOf(mention))?.name}`, mention.ground]),
    )
}

/** The surest mention of each host and port, by both. */
function named(mentions: readonly OutsideMention[], reserved: readonly string[]): Map<string, External> {
  const surest = new Map<string, OutsideMention>()
  const portsOf = new Map<string, Set<number | undefined>>()
  for (const mention of mentions) {
    const key = keyOf(mention)
    const known = surest.get(key)
    const isTls = mention.isTls || known?.isTls === true
    const best = known !== undefined && known.ground.confidence >= mention.ground.confidence ? known : mention
    surest.set(key, { ...best, isTls })
    portsOf.set(mention.host, (portsOf.get(mention.host) ?? new Set()).add(mention.port))
  }
  // A host that is called on one port only needs no number in its name.
  const wished = (mention: OutsideMention) =>
    (portsOf.get(mention.host)?.size ?? 0) > 1 ? keyOf(mention) : mention.host
  const names = validNames([...surest.values()].map(wished), 'external', reserved)
  return new Map(
    [...surest]
      .sort(([a], [b]) => compareText(a, b))
      .map(([key, mention]) => [key, { ...mention, name: names.get(wished(mention)) ?? '' }]),
  )
}
