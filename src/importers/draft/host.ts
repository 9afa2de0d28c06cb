// Hosts and paths as people write them in labels and rules → those a topology takes, and what is wrong with the rest.
import { Host, Path } from '../../domain/topology/names.ts'

export type Site = { hosts: string[]; paths: string[]; refused: string[] }

/** Names that only the developer's machine resolves. */
const LOCAL = /^localhost$|\.(?:localhost|test|invalid|nip\.io|sslip\.io)$/
/** Names of private networks: nobody on the internet finds them. */
const PRIVATE = /\.(?:local|lan|internal|intranet|corp|private|home|home\.arpa)$/

export const isPrivate = (host: string): boolean => PRIVATE.test(host)

export function siteOf(hosts: readonly string[], paths: readonly string[]): Site {
  const named = hosts.map((host) => host.trim().toLowerCase().replace(/\.$/, ''))
  const good = named.filter((host) => Host.safeParse(host).success && !LOCAL.test(host))
  // "/api/*" and "/api/" mean what is under "/api".
  const plain = paths.map((path) => path.trim().replace(/(.)\/\*?$/, '$1'))
  const goodPaths = plain.filter((path) => Path.safeParse(path).success)
  const refused = [
    ...named.filter((host) => !good.includes(host)),
    ...plain.filter((path) => !goodPaths.includes(path)),
  ]
  return {
    hosts: [...new Set(good)].sort(),
    paths: [...new Set(goodPaths)].filter((path) => path !== '/').sort(),
    refused,
  }
}
