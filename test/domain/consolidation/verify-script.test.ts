// The script that verifies shared entrances, run with stand-ins for curl, nc and kubectl: it tries every host and path, and fails when one does.
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { folderWith, run } from './running.ts'
import { mall, migrationFor, type Shared } from './sharings.ts'
import { AWS, shop } from './shops.ts'

/** Answers what $NEW or $OLD says, or $BROKEN for the one address that has $AT in it. */
const CURL = `#!/usr/bin/env bash
printf '%s\\n' "$*" >>"$LOG"
url="\${!#}"
case "$*" in
  *--connect-to*) case "$url" in *"\${AT:-nowhere}"*) printf '%s' "$BROKEN" ;; *) printf '%s' "\${NEW:-200}" ;; esac ;;
  *) printf '%s' "\${OLD:-200}" ;;
esac
`
const NC = `#!/usr/bin/env bash
printf 'nc %s\\n' "$*" >>"$LOG"
[ "$5" != "\${AT:-nowhere}" ]
`
const KUBECTL = `#!/usr/bin/env bash
printf '%s' "\${ADDRESS:-}"
`

const three = (): Shared =>
  mall({
    ...shop('blog'),
    ...shop('docs', { paths: ['/docs', "/it's/$(id)&c", '/a'] }),
    ...shop('wide', { host: '*.example.org' }),
  })

function tried(shared: Shared, words: readonly string[], environment: Record<string, string> = {}) {
  const folder = folderWith({ curl: CURL, nc: NC, kubectl: KUBECTL })
  const log = join(folder, 'log')
  writeFileSync(log, '')
  const outcome = run(migrationFor(shared).scripts.verify, words, folder, { LOG: log, ...environment })
  return { ...outcome, calls: readFileSync(log, 'utf8').split('\n').filter(Boolean) }
}

const PLACES = [
  'https://blog.example.com:443/',
  "https://docs.example.com:443/it's/$(id)&c",
  'https://docs.example.com:443/a',
  'https://docs.example.com:443/docs',
  'https://try.example.org:443/',
]
const placesOf = (calls: readonly string[]) => calls.map((call) => call.split(' ').at(-1)).sort()

describe('verify', () => {
  it('asks the new address and the old one for every host and path', () => {
    const { code, out, calls } = tried(three(), ['192.0.2.1'])
    expect({ code, out }).toEqual({ code: 0, out: 'all 5 answer\n' })
    const atNew = calls.filter((call) => call.includes('--connect-to'))
    expect(placesOf(atNew)).toEqual([...PLACES].sort())
    expect(placesOf(calls.filter((call) => !atNew.includes(call)))).toEqual([...PLACES].sort())
    expect(atNew.join('\n')).toContain('--connect-to blog.example.com:443:192.0.2.1:443 https://blog.example.com:443/')
  })

  it.each(PLACES)('fails when %s does not answer, and lists it alone', (place) => {
    const { code, err } = tried(three(), ['192.0.2.1'], { AT: place.slice('https://'.length), BROKEN: '404' })
    expect(code).toBe(1)
    expect(err).toContain('1 of 5 failed:\n')
    expect(err).toContain(`  https ${place.slice('https://'.length)} at 192.0.2.1\n`)
  })

  it.each([
    ['both answer alike', '200', '200', 0],
    ['both redirect', '301', '301', 0],
    ['both want a password', '401', '401', 0],
    ['both know no such page', '404', '404', 0],
    ['the new one knows no such page, and the old one does', '404', '200', 1],
    ['the new one answers otherwise', '200', '301', 1],
    ['nothing answers at the new one', '000', '200', 1],
    ['both fail', '503', '503', 1],
    ['there is no old one to compare with', '200', '000', 0],
    ['there is no old one, and the new one has no route', '404', '000', 1],
  ])('%s: %s and %s', (_, NEW, OLD, code) => {
    expect(tried(three(), ['192.0.2.1'], { NEW, OLD }).code).toBe(code)
  })

  it('reads the address from the cluster where none is given, and stops where there is none yet', () => {
    expect(tried(three(), [], { ADDRESS: 'lb.example.net' }).calls[0]).toContain(':443:lb.example.net:443')
    const none = tried(three(), [])
    expect(none.code).not.toBe(0)
    expect(none.calls).toEqual([])
    expect(none.err).toContain('Ingress mall-public in default has no address yet')
  })

  it('takes an address of IPv6', () => {
    expect(tried(three(), ['2001:db8::1']).calls[0]).toContain(':443:[2001:db8::1]:443')
  })

  it('opens a connection where there is only a port, and does not take silence for an answer', () => {
    const layer4 = mall(
      {
        queue: { ports: { mqtt: 1883 }, expose: [{ port: 'mqtt', to: 'internet' }] },
        names: { ports: { dns: 53 }, expose: [{ port: 'dns', to: 'internet' }] },
      },
      { provider: 'bare-metal', loadBalancers: 'metallb', routing: 'gateway' },
    )
    const well = tried(layer4, ['192.0.2.1'])
    expect(well).toMatchObject({ code: 0, calls: ['nc -z -w 5 192.0.2.1 1883'] })
    expect(well.out).toContain('not tried: 53/UDP')
    expect(tried(layer4, ['192.0.2.1'], { AT: '1883' }).code).toBe(1)
  })

  it('of a thousand routes is a thousand lines of data', () => {
    const paths = Array.from({ length: 100 }, (_, index) => `/path-${index}`)
    const many = Array.from({ length: 10 }, (_, index) => shop(`shop-${index}`, { paths }))
    const { verify } = migrationFor(mall(Object.assign({}, ...many), { ...AWS, routing: 'gateway' })).scripts
    expect(verify.match(/^https 443 shop-\d+\.example\.com \/path-\d+$/gm)).toHaveLength(1000)
    expect(verify.split('\n').length).toBeLessThan(1100)
  })
})
