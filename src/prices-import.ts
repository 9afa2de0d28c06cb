// A process of its own: reads price documents of a cloud, from files or, when asked, from the cloud's own address, and writes its price
// data. The service never calls it. npm run prices:import -- --provider aws FILE…
import { readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import type { Price } from './domain/estimate/price-book.ts'
import { priceReader as aws } from './providers/aws/read-prices.ts'
import { priceReader as azure } from './providers/azure/read-prices.ts'
import { priceReader as gcp } from './providers/gcp/read-prices.ts'
import { dataText, joinPrices, type PriceReader } from './providers/price-reader.ts'

const READERS: Readonly<Record<string, PriceReader>> = { aws, azure, gcp }

const USAGE = `Reads a cloud's own price documents and writes its price data.

  npm run prices:import -- --provider aws|azure|gcp FILE…
  npm run prices:import -- --provider aws|azure --fetch --region REGION
  GCP_API_KEY=… npm run prices:import -- --provider gcp --fetch

  --out FILE   writes there instead of src/providers/<provider>/prices.json
`

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      provider: { type: 'string' },
      fetch: { type: 'boolean', default: false },
      region: { type: 'string', default: '' },
      out: { type: 'string' },
    },
  })
  const reader = READERS[values.provider ?? '']
  if (reader === undefined || values.fetch === positionals.length > 0) throw new Error(USAGE)
  const file = fileURLToPath(new URL(`../src/providers/${values.provider}/prices.json`, import.meta.url))
  const documents = values.fetch
    ? await fetched(reader, values.region)
    : positionals.map((name) => JSON.parse(readFileSync(name, 'utf8')) as unknown)
  const today = new Date().toISOString().slice(0, 10)
  const read = documents.flatMap((document) => reader.read(document, today))
  if (read.length === 0) throw new Error('None of the documents has a price that is known here; nothing was written.')
  const known = JSON.parse(readFileSync(file, 'utf8')) as Price[]
  writeFileSync(values.out ?? file, dataText(joinPrices(known, read)))
  process.stdout.write(`${read.length} prices of ${new Set(read.map(({ region }) => region)).size} regions read\n`)
}

async function fetched(reader: PriceReader, region: string): Promise<unknown[]> {
  const key = process.env.GCP_API_KEY
  const documents: unknown[] = []
  for (const first of reader.urls(region)) {
    for (let url: string | undefined = first; url !== undefined; ) {
      const answer: Response = await fetch(url, {
        headers: key === undefined ? {} : { 'x-goog-api-key': key },
        signal: AbortSignal.timeout(60_000),
      })
      if (!answer.ok) throw new Error(`${url.split('?')[0]} answered ${answer.status}.`)
      const document: unknown = await answer.json()
      documents.push(document)
      url = reader.nextPage(document)
    }
  }
  return documents
}

try {
  await main()
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
  process.exitCode = 1
}
