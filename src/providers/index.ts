// The clouds this service knows, and the price book that ships with it. A new cloud is one folder and one line here.
import { indexPrices, type PriceBook } from '../domain/estimate/price-book.ts'
import { compareText } from '../domain/finding.ts'
import type { Provider } from '../domain/provider.ts'
import type { ProviderName } from '../domain/topology/index.ts'
import { aws } from './aws/index.ts'
import { azure } from './azure/index.ts'
import { bareMetal } from './bare-metal/index.ts'
import { digitalocean } from './digitalocean/index.ts'
import { gcp } from './gcp/index.ts'
import { hetzner } from './hetzner/index.ts'
import { linode } from './linode/index.ts'
import { oci } from './oci/index.ts'
import { scaleway } from './scaleway/index.ts'
import { vultr } from './vultr/index.ts'

export const PROVIDERS: ReadonlyMap<ProviderName, Provider> = new Map(
  [aws, azure, bareMetal, digitalocean, gcp, hetzner, linode, oci, scaleway, vultr].map((provider) => [
    provider.id,
    provider,
  ]),
)

/** The prices of every provider as they ship. `fingerprint` turns text into "sha256:…". */
export function builtInPriceBook(fingerprint: (text: string) => string): PriceBook {
  const data = [...PROVIDERS.values()].map((provider) => [provider.id, provider.prices] as const)
  const days = data
    .flatMap(([, prices]) => prices.map((price) => price.asOf))
    .filter((day) => /^\d{4}-\d{2}-\d{2}$/.test(day))
  return {
    id: 'builtin',
    version: days.sort(compareText).at(-1) ?? 'undated',
    sha256: fingerprint(JSON.stringify(data)),
    prices: new Map(data.map(([id, prices]) => [id, indexPrices(prices)])),
    rates: [],
  }
}
