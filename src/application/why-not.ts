// Why a Service of a kept plan is not of another type, and what it would cost if it were.
import { readAskedType, type WhyNot, whyNot } from '../domain/design/why-not.ts'
import { estimate } from '../domain/estimate/estimate.ts'
import type { Tariff } from '../domain/estimate/price-book.ts'
import { Failure } from '../domain/failure.ts'
import type { DesignName } from '../domain/plan/plan.ts'
import type { Provider } from '../domain/provider.ts'
import type { ProviderName } from '../domain/topology/index.ts'
import type { Caller } from './caller.ts'
import { planIn } from './kept-plan.ts'
import { serviceIn } from './service-in.ts'
import type { PlanRecord } from './store.ts'

export type Question = {
  id: string
  service: string
  /** In any case: "loadbalancer". */
  type: string
  /** Where two Services share a name. */
  namespace?: string | undefined
  /** The chosen one when not given. */
  design?: DesignName | undefined
}

type Parts = {
  find: (caller: Caller, id: string) => Promise<PlanRecord>
  providers: ReadonlyMap<ProviderName, Provider>
  tariff: () => Tariff
}

/**
 * Both sides are costed with today's price book, so that their difference is one of types alone. INVALID_PARAMETER, PLAN_NOT_FOUND,
 * SERVICE_NOT_FOUND, PROVIDER_NOT_SUPPORTED, STORE_UNAVAILABLE.
 */
export type AskWhyNot = (caller: Caller, question: Question) => Promise<WhyNot>

export const createWhyNot =
  ({ find, providers, tariff }: Parts): AskWhyNot =>
  async (caller, { id, service: name, type: asked, namespace, design: designName }) => {
    const type = readAskedType(asked)
    const plan = planIn(await find(caller, id))
    const { topology } = plan
    const provider = providers.get(topology.target.provider)
    if (provider === undefined)
      throw new Failure('PROVIDER_NOT_SUPPORTED', `${topology.target.provider} is not supported any more`)
    const design = plan.designs[designName ?? plan.chosen]
    const service = serviceIn(design, name, namespace)
    const today = tariff()
    const cost = (one: Parameters<typeof estimate>[0]) => estimate(one, topology, provider, today).estimate
    return whyNot({ topology, design, provider, cost }, service, type)
  }
