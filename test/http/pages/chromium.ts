// A real browser, where there is one. Where tests are a gate, a missing browser is a failure and not an excuse.
import { existsSync } from 'node:fs'
import { type Browser, chromium, type Page } from 'playwright-core'

const CHROMIUM = '/usr/bin/chromium'
export const runs = existsSync(CHROMIUM) || process.env.CI !== undefined
if (!runs) process.stdout.write(`${CHROMIUM} is missing: the pages are not tried out (apt-get install chromium)\n`)

export const launch = (): Promise<Browser> =>
  chromium.launch({
    executablePath: CHROMIUM,
    args: [
      '--headless',
      '--no-sandbox',
      '--disable-gpu',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--no-first-run',
    ],
  })

export type Watched = { complaints: string[]; elsewhere: string[] }

/** What the browser complains of on a page, and whom it asks besides us. */
export function watch(page: Page, origin: string): Watched {
  const watched: Watched = { complaints: [], elsewhere: [] }
  page.on('request', (request) => {
    if (new URL(request.url()).origin !== origin) watched.elsewhere.push(request.url())
  })
  page.on('console', (message) => {
    if (message.type() === 'error') watched.complaints.push(message.text())
  })
  page.on('pageerror', (error) => watched.complaints.push(String(error)))
  return watched
}
