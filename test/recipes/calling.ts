// The service as a recipe's caller meets it: listening, asking for tokens; and the recipe's files with its address in the place of the
// example's.
import { readFileSync } from 'node:fs'
import type { Scope } from '../../src/application/scope.ts'
import { createTokens } from '../../src/application/tokens.ts'
import { secrets } from '../../src/secrets.ts'
import { createMapStore, createRealPlanner } from '../http/planner.ts'
import { listen, type Service, startService } from '../http/service.ts'

/** Where every recipe says the service is. */
export const EXAMPLE_ADDRESS = 'https://moorage.example.com'

export type Called = {
  url: string
  /** With the token as the password, for callers that set no header. */
  urlWithToken: string
  token: string
  service: Service
  kept: () => number
  close: () => Promise<void>
}

export async function startCalled(scopes: Scope[] = ['plans:read', 'plans:write']): Promise<Called> {
  const store = createMapStore()
  const tokens = createTokens({ store, now: () => new Date(), secrets })
  const service = await startService({ planner: createRealPlanner(store), access: { tokens, openMetrics: false } })
  const { token } = await tokens.create({ tenant: 'shop', scopes })
  const host = `127.0.0.1:${await listen(service)}`
  return {
    url: `http://${host}`,
    urlWithToken: `http://token:${token}@${host}`,
    token,
    service,
    kept: () => store.kept(),
    close: async () => {
      await service.app.close()
    },
  }
}

/** A file of docs/recipes as it stands. */
export const recipe = (file: string): string => readFileSync(`docs/recipes/${file}`, 'utf8')

export const addressed = (text: string, url: string): string => text.replaceAll(EXAMPLE_ADDRESS, url)

/** The blocks of one language in a page, in order. */
export const blocksIn = (page: string, language: string): string[] =>
  [...page.matchAll(/^```(\w+)\n([\s\S]*?)^```$/gm)].flatMap(([, found, text = '']) =>
    found === language ? [text] : [],
  )
