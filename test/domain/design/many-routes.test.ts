// The largest number of routes a topology may ask for is planned without a pause: a small body must not hold the service up.
import { expect, it } from 'vitest'
import { draftOf } from './drafting.ts'

const numbers = (count: number) => Array.from({ length: count }, (_, index) => index)

// Half a second each where it was measured; a quadratic step took most of a minute.
const FAR_TOO_LONG = 20_000

it.each([
  ['aws', 'us-east-1'],
  ['gcp', 'us-central1'],
  ['azure', 'eastus'],
])(
  'ten thousand routes of one exposure on %s',
  (provider, region) => {
    const exposure = {
      port: 'http',
      to: 'internet',
      hosts: numbers(100).map((host) => `h${host}.example.com`),
      paths: numbers(100).map((path) => `/p${path}`),
      tls: { mode: 'terminate' },
    }
    const drawn = draftOf({
      name: 'shop',
      target: { provider, region },
      workloads: { web: { ports: { http: 80 }, expose: [exposure] } },
    })
    const routes = drawn.designs.recommended.entrances.flatMap((entrance) => entrance.routes)
    expect(routes).toHaveLength(10_000)
  },
  FAR_TOO_LONG,
)
