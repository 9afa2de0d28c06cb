// Policies: the built-in one, and callers' own, kept as they were sent, each change a version that never changes again.
import { z } from 'zod'
import { Failure } from '../domain/failure.ts'
import type { Fingerprint } from '../domain/plan/draft.ts'
import { BUILT_IN_POLICY } from '../domain/policy/built-in.ts'
import { PolicyReference } from '../domain/policy/judgement.ts'
import { type Policy, PolicyInput, readPolicy } from '../domain/policy/policy.ts'
import type { Caller } from './caller.ts'
import { partsOf } from './reference-to-version.ts'
import type { PolicyRecord, Store } from './store.ts'

export const PolicyVersion = z
  .strictObject({
    ...PolicyReference.shape,
    sha256: z.string(),
    url: z.string(),
    createdAt: z.iso.datetime().nullable().meta({ description: 'Null for the one that ships with the service.' }),
  })
  .meta({ id: 'PolicyVersion' })
export type PolicyVersion = z.infer<typeof PolicyVersion>

export const PolicyDescription = z
  .strictObject({
    ...PolicyVersion.shape,
    description: PolicyInput.shape.description,
    rules: PolicyInput.shape.rules,
    exceptions: PolicyInput.shape.exceptions,
  })
  .meta({ id: 'Policy' })
export type PolicyDescription = z.infer<typeof PolicyDescription>

export type Policies = {
  /** The built-in one first, then callers' own by id, newest version first. STORE_UNAVAILABLE. */
  list: (caller: Caller) => Promise<PolicyVersion[]>
  /** `reference` is an id, or `id@version`. POLICY_NOT_FOUND, STORE_UNAVAILABLE. */
  find: (caller: Caller, reference: string) => Promise<PolicyDescription>
  /** Resolves when it is durable. What is there already, in its newest version, is given back. INVALID_POLICY, STORE_UNAVAILABLE. */
  create: (caller: Caller, document: unknown) => Promise<PolicyDescription>
  /** The policy to judge by; where none is named the caller's own `default`, else the built-in one. INVALID_PARAMETER, STORE_UNAVAILABLE. */
  use: (caller: Caller, reference: string | undefined) => Promise<Policy>
}

type Parts = { store: Store; fingerprint: Fingerprint; now: () => Date }

const DEFAULT = 'default'
const BUILT_IN_DESCRIPTION = 'Ships with the service, and judges where nobody names another and there is no `default`.'

export function createPolicies({ store, fingerprint, now }: Parts): Policies {
  const { rules } = BUILT_IN_POLICY
  const shipped: PolicyVersion = {
    ...referenceOf(BUILT_IN_POLICY),
    sha256: fingerprint(JSON.stringify({ id: BUILT_IN_POLICY.id, rules })),
    url: urlOf(BUILT_IN_POLICY.id),
    createdAt: null,
  }
  const kept = async ({ tenant }: Caller, reference: string): Promise<PolicyRecord | undefined> => {
    const { id, version } = partsOf(reference)
    return store.findPolicy(tenant, id, version)
  }
  return {
    list: async ({ tenant }) => [shipped, ...(await store.listPolicies(tenant)).map(versionOf)],
    async find(caller, reference) {
      if (isBuiltIn(reference)) return { ...shipped, description: BUILT_IN_DESCRIPTION, rules }
      const record = await kept(caller, reference)
      if (record === undefined) throw new Failure('POLICY_NOT_FOUND', notFound(reference))
      return described(record)
    },
    async create({ tenant }, document) {
      const input = readPolicy(document)
      const body = JSON.stringify(input)
      const record = { id: input.id, sha256: fingerprint(body), createdAt: now().toISOString(), body }
      return described(await store.insertPolicy(tenant, record))
    },
    async use(caller, reference) {
      if (reference !== undefined && isBuiltIn(reference)) return BUILT_IN_POLICY
      const record = await kept(caller, reference ?? DEFAULT)
      if (record !== undefined) return policyOf(record)
      if (reference === undefined) return BUILT_IN_POLICY
      throw new Failure('INVALID_PARAMETER', notFound(reference), {
        mistakes: [{ pointer: '/query/policy', code: 'POLICY_NOT_FOUND', detail: notFound(reference) }],
      })
    },
  }
}

/**
 * What judges a plan again where nobody says by what: its own policy, in its newest version. The built-in one gives way: who has come to
 * have a `default` meant it for the plans that are there as well.
 */
export const policyBefore = (before: PolicyReference | undefined): { policy?: string } =>
  before === undefined || before.id === BUILT_IN_POLICY.id ? {} : { policy: before.id }

const notFound = (reference: string): string =>
  `There is no policy "${reference.slice(0, 80)}"; GET /v1/policies lists them.`

const isBuiltIn = (reference: string): boolean =>
  reference === BUILT_IN_POLICY.id || reference === `${BUILT_IN_POLICY.id}@${BUILT_IN_POLICY.version}`

const urlOf = (reference: string): string => `/v1/policies/${reference}`

const referenceOf = ({ id, version }: { id: string; version: string | number }): PolicyReference => ({
  id,
  version: String(version),
})

const versionOf = (record: Omit<PolicyRecord, 'body'>): PolicyVersion => ({
  ...referenceOf(record),
  sha256: record.sha256,
  url: urlOf(`${record.id}@${record.version}`),
  createdAt: record.createdAt,
})

const inputIn = ({ body }: PolicyRecord): PolicyInput => JSON.parse(body) as PolicyInput

function described(record: PolicyRecord): PolicyDescription {
  const { id: _id, ...own } = inputIn(record)
  return { ...versionOf(record), ...own }
}

function policyOf(record: PolicyRecord): Policy {
  const { rules, exceptions = [] } = inputIn(record)
  return { ...referenceOf(record), rules, exceptions }
}
