// A topology for each cloud, drawn up at start and thrown away: Zod compiles a schema when it is first asked, and no caller must wait
// for it.
import type { Provider } from '../domain/provider.ts'
import { describeProvider } from './provider-description.ts'

const web = {
  image: 'web:1',
  ports: { http: { port: 80, targetPort: 8080 } },
  probe: '/ready',
  resources: { requests: { cpu: '100m' } },
  calls: ['db', 'external:mail'],
}

/** Small, and written as every kind of object there is. */
const topologyFor = ({ id, regions }: { id: string; regions: readonly string[] }) => ({
  name: 'warm-up',
  target: { provider: id, ...(regions[0] === undefined ? {} : { region: regions[0] }), loadBalancers: 'cloud' },
  externals: { mail: { host: 'mail.example.com' }, old: { addresses: ['192.0.2.7'], port: 25 } },
  workloads: {
    web: {
      ...web,
      expose: [{ port: 'http', to: 'internet', host: 'a.example.com', tls: { mode: 'terminate', secret: 'a' } }],
    },
    shop: {
      ...web,
      namespace: 'shop',
      expose: [{ port: 'http', to: 'internet', host: 'b.example.com', tls: { mode: 'terminate', secret: 'b' } }],
    },
    db: { kind: 'StatefulSet', image: 'db:1', ports: { postgres: 5432 }, discovery: 'per-pod' },
    agent: { kind: 'DaemonSet', image: 'agent:1', ports: { dns: 53 } },
    game: {
      image: 'game:1',
      ports: { game: { port: 7777, transport: 'UDP' } },
      expose: [{ port: 'game', to: 'internet' }],
    },
  },
})

export const warmUpTopologies = (providers: readonly Provider[]): object[] =>
  providers.map(describeProvider).map(topologyFor)
