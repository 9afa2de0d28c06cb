// What a Service says of stickiness and near pods, held against what leads to it and what is behind it in one set of objects.
import { describe, expect, it } from 'vitest'
import { deployment, gateway, httpRoute, ingress, reports, said, service } from './objects.ts'

type Together = readonly [shows: string, objects: readonly unknown[], expected: readonly (readonly string[])[]]

const sticky = service({ sessionAffinity: 'ClientIP' })
const local = (type: object) => [service({ internalTrafficPolicy: 'Local' }), type]
const LOCAL = 'warning LOCAL_WITHOUT_POD_ON_EVERY_NODE /spec/internalTrafficPolicy'
const daemonSet = { ...deployment(), kind: 'DaemonSet' }

const POLICIES: Together[] = [
  [
    'stickiness by address behind an Ingress',
    [sticky, ingress()],
    [['warning AFFINITY_BEHIND_ENTRANCE /spec/sessionAffinity'], []],
  ],
  [
    'stickiness by address behind an HTTPRoute',
    [sticky, gateway(), httpRoute()],
    [['warning AFFINITY_BEHIND_ENTRANCE /spec/sessionAffinity'], [], []],
  ],
  ['stickiness by address behind nothing', [sticky, service({}, { name: 'b' }), deployment()], [[], [], []]],
  ['the own node alone, before a Deployment', local(deployment()), [[LOCAL], []]],
  ['the own node alone, before a DaemonSet', local(daemonSet), [[], []]],
  ['the own node alone, before pods that are not in the set', local(deployment({}, { namespace: 'b' })), [[], []]],
]

describe('a Service among others', () => {
  it.each(POLICIES)('%s', (_, objects, expected) => {
    expect(reports(objects).map(said)).toEqual(expected)
  })
})
