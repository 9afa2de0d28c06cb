// What the answers rest on, to be read: the clouds with what is priced of them, and the decision rules.
import { type RuleInContext, ruleInContext } from '../domain/design/rule-context.ts'
import { type RuleText, ruleTexts } from '../domain/design/rules.ts'
import { Failure } from '../domain/failure.ts'
import type { Provider } from '../domain/provider.ts'
import type { ProviderName } from '../domain/topology/index.ts'
import { describeProvider, type ProviderDescription } from './provider-description.ts'

export type Reference = {
  providers: () => ProviderDescription[]
  /** PROVIDER_NOT_FOUND. */
  provider: (id: string) => ProviderDescription
  rules: () => RuleText[]
  /** RULE_NOT_FOUND. */
  rule: (id: string) => RuleInContext
}

export function createReference(providers: ReadonlyMap<ProviderName, Provider>): Reference {
  const descriptions = [...providers.values()].map(describeProvider)
  return {
    providers: () => descriptions,
    provider(id) {
      const found = descriptions.find((description) => description.id === id)
      if (found === undefined)
        throw new Failure(
          'PROVIDER_NOT_FOUND',
          `There is no provider "${id.slice(0, 60)}"; GET /v1/providers lists them.`,
        )
      return found
    },
    rules: ruleTexts,
    rule(id) {
      const found = ruleInContext(id)
      if (found === undefined)
        throw new Failure(
          'RULE_NOT_FOUND',
          `There is no rule "${id.slice(0, 60)}"; GET /v1/rules lists all ${ruleTexts().length}.`,
        )
      return found
    },
  }
}
