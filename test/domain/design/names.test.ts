// Names of Services stay names however long what they are made of: a long port name is the suffix of a second way in.
import { expect, it } from 'vitest'
import { draftOf } from './drafting.ts'

const PORT = 'p'.repeat(63)

it('a port name of 63 characters makes Service names that a cluster takes, each its own', () => {
  const drawn = draftOf({
    name: 'shop',
    target: { provider: 'aws', region: 'us-east-1' },
    clients: { office: { network: 'office', cidrs: ['192.0.2.0/24'] } },
    workloads: {
      ['w'.repeat(63)]: {
        ports: { [PORT]: { port: 9000, protocol: 'tcp' } },
        expose: [
          { port: PORT, to: 'office' },
          { port: PORT, to: 'vpc' },
        ],
      },
    },
  })
  const names = drawn.designs.recommended.services.map((service) => service.name)
  expect(names.filter((name) => !/^[a-z](?:[-a-z0-9]{0,61}[a-z0-9])?$/.test(name))).toEqual([])
  expect(new Set(names).size).toBe(names.length)
  expect(names.length).toBeGreaterThan(1)
})
