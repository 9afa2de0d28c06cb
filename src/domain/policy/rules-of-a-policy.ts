// What a policy may hold a plan to, rule by rule: the words it is written with and what each limit means. A rule that is not given is
// not asked.
import { z } from 'zod'
import { PortNumber } from '../topology/names.ts'
import { Cidr, listOf, ShortText, someOf } from '../topology/values.ts'
import { Environment, Network, ProviderName } from '../topology/vocabulary.ts'

export const PolicySeverity = z
  .enum(['warn', 'fail'], { error: 'must be warn or fail' })
  .meta({ description: 'What a plan that breaks the rule gets.' })
export type PolicySeverity = z.infer<typeof PolicySeverity>

const Amount = z
  .string({ error: 'must be money as decimal text such as "250.00", in quotes' })
  .regex(/^\d{1,12}(?:\.\d{1,2})?$/, { error: 'must be money as decimal text such as "250.00", in quotes' })
const Currency = z.enum(['USD', 'EUR', 'CNY'], { error: 'must be USD, EUR or CNY' }).meta({
  description:
    'A plan that is billed in another one breaks the rule, unless the same limit is given in that one as well.',
})

/** Which plans a limit is for: all of them where nothing is said. */
const scope = {
  owner: ShortText.optional().meta({ description: 'Only for plans of this owner (`owner` of the topology).' }),
  environment: Environment.optional().meta({ description: 'Only for plans for this environment.' }),
}
const unpriced = PolicySeverity.optional().meta({
  description:
    'What a bill gets that has items without a price and is within the limit so far; `severity` when not given.',
})

export const Budget = z
  .strictObject({
    severity: PolicySeverity,
    monthly: Amount.meta({ description: 'The most one plan may cost a month, each on its own.', example: '500.00' }),
    currency: Currency,
    ...scope,
    unpriced,
  })
  .meta({ id: 'Budget', description: 'For each plan it is for, not for their sum.' })
export type Budget = z.infer<typeof Budget>

export const CostIncrease = z
  .strictObject({
    severity: PolicySeverity,
    monthly: Amount.optional().meta({ description: 'The most a month may come to cost more.', example: '50.00' }),
    currency: Currency.optional().meta({ description: 'Of `monthly`; both or neither.' }),
    percent: z
      .number({ error: 'must be a number of percent' })
      .min(0, { error: 'must be 0 or more' })
      .max(100_000, { error: 'must be 100000 or less' })
      .optional()
      .meta({
        description: 'The most it may come to cost more, in percent. With `monthly`, whichever is passed first.',
      }),
    ...scope,
    unpriced,
  })
  .refine(({ monthly, currency }) => (monthly === undefined) === (currency === undefined), {
    error: 'must have `monthly` and `currency` together',
  })
  .refine(({ monthly, percent }) => monthly !== undefined || percent !== undefined, {
    error: 'must have `monthly` with `currency`, or `percent`',
  })
  .meta({ id: 'CostIncrease', description: 'Against the revision of the same plan before.' })
export type CostIncrease = z.infer<typeof CostIncrease>

const severityAlone = z.strictObject({ severity: PolicySeverity })
const publicPort = z.strictObject({
  severity: PolicySeverity,
  limited: z
    .enum(['pass', 'warn', 'fail'], { error: 'must be pass, warn or fail' })
    .optional()
    .meta({ description: 'What it gets where only named networks may come in; `severity` when not given.' }),
  ports: listOf(PortNumber, 100).optional().meta({ description: 'Numbers that are such ports beside the known ones.' }),
})

export const PolicyRules = z
  .strictObject({
    budget: listOf(Budget, 200)
      .optional()
      .meta({ description: 'What a plan may cost a month, by owner and environment where need be.' }),
    costIncrease: listOf(CostIncrease, 200)
      .optional()
      .meta({ description: 'How much more a revision may cost than the one before.' }),
    publicWithoutTls: z
      .strictObject({
        severity: PolicySeverity,
        protocols: z.enum(['http', 'all'], { error: 'must be http or all' }).optional().meta({
          description:
            '`http`: only what speaks HTTP. `all`, when not given: what else runs over TCP too, though it may encrypt by itself.',
        }),
      })
      .optional()
      .meta({ description: 'A public address is served over TCP without TLS.' }),
    databasePublic: publicPort
      .optional()
      .meta({ description: 'A database can be reached at a public address, by its protocol or its well-known port.' }),
    adminPortPublic: publicPort.optional().meta({
      description:
        'A port for administration can be reached at a public address: SSH, RDP, a Kubernetes API, metrics, debugging and the like.',
    }),
    loadBalancerWithoutReason: severityAlone
      .optional()
      .meta({ description: 'An exposure gets a Service of type LoadBalancer and says no `reason`.' }),
    nodePortInProduction: severityAlone
      .optional()
      .meta({ description: 'A Service of type NodePort where the environment is production.' }),
    loadBalancers: z
      .strictObject({ severity: PolicySeverity, most: z.int().min(0).max(10_000) })
      .optional()
      .meta({ description: 'How many load balancers a plan may make; those that exist already do not count.' }),
    providers: z
      .strictObject({ severity: PolicySeverity, allowed: someOf(ProviderName, 10) })
      .optional()
      .meta({ description: 'The only clouds a plan may be for.' }),
    regions: z
      .strictObject({ severity: PolicySeverity, allowed: someOf(ShortText, 200) })
      .optional()
      .meta({ description: 'The only regions a plan may be for, as the provider names them.' }),
    networks: z
      .strictObject({
        severity: PolicySeverity,
        allowed: someOf(Network, 4).optional().meta({ description: 'Where callers may come from.' }),
        cidrs: someOf(Cidr, 50).optional().meta({
          description:
            'The only networks callers from outside the VPC may come from; `cidrs` of each client lie within.',
        }),
      })
      .refine(({ allowed, cidrs }) => allowed !== undefined || cidrs !== undefined, {
        error: 'must have `allowed`, `cidrs` or both',
      })
      .optional()
      .meta({ description: 'Who may be let in from outside the cluster.' }),
  })
  .meta({ id: 'PolicyRules', description: 'What is not given is not asked.' })
export type PolicyRules = z.infer<typeof PolicyRules>

export const PolicyRuleId = z.enum(Object.keys(PolicyRules.shape) as [keyof PolicyRules, ...(keyof PolicyRules)[]])
export type PolicyRuleId = keyof PolicyRules
/** What a rule holds a plan to, where it is given. */
export type LimitOf<Id extends PolicyRuleId> = NonNullable<PolicyRules[Id]>
