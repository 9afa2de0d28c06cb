// Addresses that are written out in the variables of a Score workload: other workloads of the files, and hosts outside. What comes
// from a resource is not read here, and secrets are read nowhere.
import {
  addressesIn,
  defaultPort,
  isOutside,
  isOwnAddress,
  isSecretName,
  namesHost,
  speaksTls,
} from '../draft/addresses.ts'
import type { Ground } from '../draft/draft.ts'
import type { OutsideMention } from '../draft/externals.ts'
import { portNamed, type ScoreWorkload } from './workload.ts'

export type Spoken = { calls: Map<string, Ground>; outside: OutsideMention[] }

export function spokenOf(workload: ScoreWorkload, all: ReadonlyMap<string, ScoreWorkload>): Spoken {
  const spoken: Spoken = { calls: new Map(), outside: [] }
  for (const { name, text, from } of workload.variables) {
    if (text === undefined || isSecretName(name)) continue
    for (const { form, host, port, scheme } of addressesIn(text)) {
      const callee = all.get(host)
      const isSaid = form === 'url' || port !== undefined || namesHost(name)
      if (callee !== undefined && callee !== workload && isSaid && callee.ports.length > 0) {
        const named = port === undefined ? undefined : portNamed(callee.ports, String(port))
        const call = named === undefined || callee.ports.length === 1 ? callee.name : `${callee.name}/${named.name}`
        spoken.calls.set(call, { from, rule: 'variable', confidence: 0.8 })
      } else if (callee === undefined && form === 'url' && isOutside(host) && !isOwnAddress(name)) {
        const dialled = port ?? defaultPort(scheme)
        spoken.outside.push({
          host: host.toLowerCase(),
          isTls: speaksTls(scheme),
          ...(dialled === undefined ? {} : { port: dialled }),
          ground: { from, rule: 'variable', confidence: 0.6 },
        })
      }
    }
  }
  return spoken
}
