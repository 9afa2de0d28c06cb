// What is drawn up at start so that no caller waits for it: every kind of object there is, whatever the service is set to plan.
import { expect, it } from 'vitest'
import { warmUpTopologies } from '../../src/application/warm-up.ts'
import { PROVIDERS } from '../../src/providers/index.ts'
import { draftOf } from '../domain/design/drafting.ts'
import { createMapStore, createRealPlanner } from '../http/planner.ts'

it('writes an object of every kind', () => {
  const drafts = warmUpTopologies([...PROVIDERS.values()]).map(draftOf)
  expect(drafts.map(({ topology }) => topology.target.provider).sort()).toEqual([...PROVIDERS.keys()].sort())
  const kinds = drafts.flatMap(({ designs: { recommended, consolidated } }) =>
    [...recommended.manifests, ...consolidated.manifests].map(({ kind }) => kind),
  )
  expect([...new Set(kinds)].sort()).toEqual(
    [
      ...['DaemonSet', 'Deployment', 'EndpointSlice', 'Gateway', 'HTTPRoute', 'Ingress', 'Namespace', 'NetworkPolicy'],
      ...['ReferenceGrant', 'Service', 'StatefulSet', 'HealthCheckPolicy'],
    ].sort(),
  )
  // A cloud may carry no datagrams, which is an error; the object is written all the same.
  const errors = drafts.flatMap(({ findings }) => findings.filter(({ severity }) => severity === 'error'))
  expect(errors.filter(({ code }) => code !== 'TRANSPORT_NOT_SUPPORTED')).toEqual([])
})

it('does not depend on how much the service may plan, and keeps nothing', async () => {
  const store = createMapStore()
  let pauses = 0
  await createRealPlanner(store, 1).warmUp(async () => {
    pauses += 1
  })
  expect(pauses).toBe(PROVIDERS.size)
  expect(store.kept()).toBe(0)
})
