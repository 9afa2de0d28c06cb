// What an importer says is there today → what the cloud makes of it and what that costs, by the functions every design goes through.
import { z } from 'zod'
import type { LoadBalancer } from '../../domain/design/design.ts'
import { LoadBalancer as LoadBalancerSchema } from '../../domain/design/design.ts'
import { Estimate, estimate } from '../../domain/estimate/estimate.ts'
import type { Tariff } from '../../domain/estimate/price-book.ts'
import type { AsIs, AsIsWay, ImportFinding } from '../../domain/imported.ts'
import type { Provider } from '../../domain/provider.ts'
import type { Topology } from '../../domain/topology/index.ts'

const { name, product, scheme, addresses, shared, rules, nodes } = LoadBalancerSchema.shape

export const AsIsLoadBalancer = z
  .strictObject({
    name,
    product,
    scheme,
    addresses,
    shared,
    rules,
    nodes,
    idle: z.boolean().meta({ description: 'Nobody answers behind it.' }),
    serves: z.array(
      z.strictObject({
        objects: z.array(z.string()).meta({ description: '"Service shop/web"' }),
        because: z.string().meta({ description: 'Why they have this balancer.' }),
        file: z.string().optional(),
        line: z.int().optional(),
      }),
    ),
  })
  .meta({
    id: 'AsIsLoadBalancer',
    description: 'A load balancer that is paid for today, and the objects it is there for.',
  })

export const AsIsDesign = z
  .strictObject({
    loadBalancers: z.array(AsIsLoadBalancer),
    estimate: Estimate.omit({ sensitivity: true }).meta({ id: 'AsIsEstimate' }),
  })
  .meta({ id: 'AsIs', description: 'What is there today and what it costs.' })
export type AsIsDesign = z.infer<typeof AsIsDesign>

export function priced(
  { design, ways, products }: AsIs,
  topology: Topology,
  provider: Provider,
  tariff: Tariff,
): { asIs: AsIsDesign; findings: ImportFinding[] } {
  const costing = estimate(design, topology, asFound(provider, products), tariff)
  const byReference = new Map(ways.map((way) => [way.reference, way]))
  const none = topology.target.loadBalancers === 'none'
  return {
    asIs: {
      loadBalancers: none ? [] : costing.loadBalancers.map((balancer) => shown(balancer, byReference)),
      estimate: costing.estimate,
    },
    findings: [...costing.findings, ...(none ? ways.map(pending) : [])],
  }
}

/** Where nothing makes load balancers, those who ask for one wait for ever. */
const pending = ({ objects, file, line }: AsIsWay): ImportFinding => ({
  code: 'LOAD_BALANCER_PENDING',
  severity: 'warning',
  path: '/target/loadBalancers',
  ...(file === undefined ? {} : { file }),
  ...(line === undefined ? {} : { line }),
  message: `${objects.slice(0, 8).join(', ')}: nothing in this cluster makes load balancers, so its address stays pending.`,
  fix: 'If MetalLB, kube-vip or Cilium announces addresses there, say so in target.loadBalancers; else reach it another way.',
})

/** The cloud as it is, but for balancers that are of another product than it makes today. */
const asFound = (provider: Provider, products: AsIs['products']): Provider =>
  Object.keys(products).length === 0
    ? provider
    : {
        ...provider,
        provision: (design, topology) =>
          provider.provision(design, topology).map((balancer) => {
            const [reference = ''] = balancer.serves
            return { ...balancer, product: products[reference] ?? balancer.product }
          }),
      }

function shown(balancer: LoadBalancer, ways: ReadonlyMap<string, AsIsWay>): AsIsDesign['loadBalancers'][number] {
  const served = balancer.serves.flatMap((reference) => ways.get(reference) ?? [])
  const { name, product, scheme, addresses, rules, nodes } = balancer
  return {
    name,
    product,
    scheme,
    addresses,
    shared: served.reduce((sum, { objects }) => sum + objects.length, 0) > 1,
    ...(rules === undefined ? {} : { rules }),
    ...(nodes === undefined ? {} : { nodes }),
    idle: served.length > 0 && served.every(({ idle }) => idle),
    serves: served.map(({ objects, because, file, line }) => ({
      objects,
      because,
      ...(file === undefined ? {} : { file }),
      ...(line === undefined ? {} : { line }),
    })),
  }
}
