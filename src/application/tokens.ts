// Tokens: made once and shown once, kept as a hash, told apart by an id in their text. Whoever holds one acts for its tenant.
import type { Caller } from './caller.ts'
import type { Scope } from './scope.ts'
import type { Store, TokenRecord } from './store.ts'

/** Who asks, and what he may do. */
export type Identity = Caller & { scopes: readonly Scope[]; tokenId: string }

export type TokenWishes = { tenant: string; scopes: readonly Scope[]; expiresAt?: string | undefined }

/** What only cryptography can do; handed in. */
export type Secrets = {
  /** As many lower-case letters and digits, unpredictable. */
  letters: (count: number) => string
  /** 256 bits, unpredictable, as base64url. */
  secret: () => string
  sha256: (text: string) => string
  /** In a time that says nothing of where two texts of one length differ. */
  isSame: (one: string, other: string) => boolean
}

export type Tokens = {
  /** `token` is the only time its text is seen. Resolves when it is durable. */
  create: (wishes: TokenWishes) => Promise<{ token: string; record: TokenRecord }>
  /** By creation, oldest first. */
  list: () => Promise<TokenRecord[]>
  /** False when there is no such token. */
  revoke: (id: string) => Promise<boolean>
  /** Undefined for what is no token, no longer one, or never was one of ours. STORE_UNAVAILABLE. */
  identify: (token: string) => Promise<Identity | undefined>
}

type Parts = { store: Store; now: () => Date; secrets: Secrets }

const TOKEN = /^moor_([a-z0-9]{12})_[\w-]{43}$/

export function createTokens({ store, now, secrets }: Parts): Tokens {
  // Compared with where there is no such token: a miss takes as long as a wrong secret.
  const nobody = secrets.sha256('')
  return {
    async create({ tenant, scopes, expiresAt }) {
      const id = secrets.letters(12)
      const token = `moor_${id}_${secrets.secret()}`
      const record: TokenRecord = {
        id,
        tenant,
        scopes: [...scopes].sort(),
        sha256: secrets.sha256(token),
        createdAt: now().toISOString(),
        expiresAt: expiresAt ?? null,
      }
      await store.insertToken(record)
      return { token, record }
    },
    list: () => store.listTokens(),
    revoke: (id) => store.removeToken(id),
    async identify(token) {
      const [, id] = TOKEN.exec(token) ?? []
      if (id === undefined) return undefined
      const record = await store.findToken(id)
      const genuine = secrets.isSame(record?.sha256 ?? nobody, secrets.sha256(token))
      if (!genuine || record === undefined || isOver(record, now())) return undefined
      return { tenant: record.tenant, scopes: record.scopes, tokenId: record.id }
    },
  }
}

const isOver = ({ expiresAt }: TokenRecord, now: Date): boolean =>
  expiresAt !== null && new Date(expiresAt).getTime() <= now.getTime()
