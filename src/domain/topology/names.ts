// The shapes of Kubernetes names, hosts, paths and addresses, as the API server's own validation has them.
// Lengths are checked before patterns, and every pattern is linear, so a hostile string costs nothing.
import { z } from 'zod'

/** DNS-1035 label: valid as a Service name on every Kubernetes version (apimachinery `IsDNS1035Label`). */
export const DNS_1035_LABEL = /^[a-z](?:[-a-z0-9]*[a-z0-9])?$/
/** DNS-1123 label (apimachinery `IsDNS1123Label`): namespaces and port names. */
export const DNS_1123_LABEL = /^[a-z0-9](?:[-a-z0-9]*[a-z0-9])?$/
/** DNS-1123 subdomain (apimachinery `IsDNS1123Subdomain`). */
export const DNS_1123_SUBDOMAIN = /^[a-z0-9](?:[-a-z0-9]*[a-z0-9])?(?:\.[a-z0-9](?:[-a-z0-9]*[a-z0-9])?)*$/
const IPV4_LIKE = /^[0-9.]+$/
const LABEL_VALUE = /^(?:[A-Za-z0-9](?:[-A-Za-z0-9_.]*[A-Za-z0-9])?)?$/
// A DNS name of at most 253 characters and "/" before it if need be; the name itself at most 63 (apimachinery `IsQualifiedName`).
const LABEL_KEY =
  /^(?:(?=[^/]{1,253}\/)[a-z0-9](?:[-a-z0-9]*[a-z0-9])?(?:\.[a-z0-9](?:[-a-z0-9]*[a-z0-9])?)*\/)?[A-Za-z0-9](?:[-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?$/
// Gateway API's own pattern for path values, less `*`, which ALB rules read as a wildcard.
const URL_PATH = /^\/(?:[-A-Za-z0-9/._~!$&'()+,;=:@]|%[0-9a-fA-F]{2})*$/

const tested = (pattern: RegExp, longest: number, expected: string) =>
  z
    .string()
    .max(longest, { error: `must have at most ${longest} characters`, abort: true })
    .regex(pattern, { error: expected })

export const Dns1035Name = tested(
  DNS_1035_LABEL,
  63,
  'must be a DNS-1035 label: lower-case letters, digits and "-", starting with a letter, ending with a letter or digit',
)
export const Dns1123Name = tested(
  DNS_1123_LABEL,
  63,
  'must be a DNS-1123 label: lower-case letters, digits and "-", starting and ending with a letter or digit',
)
export const Subdomain = tested(
  DNS_1123_SUBDOMAIN,
  253,
  'must be a DNS name: lower-case labels of letters, digits and "-", separated by dots',
)

/** A host an exposure answers to: a DNS name, or `*.` and a DNS name. No port, no address. */
export const Host = z
  .string()
  .max(253, { error: 'must have at most 253 characters', abort: true })
  .refine((host) => DNS_1123_SUBDOMAIN.test(host.replace(/^\*\./, '')), {
    error: 'must be a lower-case DNS name without scheme, port or trailing dot; a wildcard is "*." and a name',
    abort: true,
  })
  .refine((host) => !IPV4_LIKE.test(host), { error: 'must be a DNS name, not an IP address' })

export const Path = tested(
  URL_PATH,
  1024,
  'must start with "/" and hold only characters of a URL path (no "*", "?", "#" or spaces)',
).refine((path) => !/\/\/|\/\.\.?(?:\/|$)|%2f/i.test(path), {
  error: 'must not contain "//", "/./", "/../" or an escaped slash',
})

export const Labels = z.record(
  tested(
    LABEL_KEY,
    317,
    'must be a Kubernetes label key: at most 63 letters, digits, "-", "_" and ".", with a DNS name and "/" before it if need be',
  ),
  tested(LABEL_VALUE, 63, 'must be a Kubernetes label value: at most 63 letters, digits, "-", "_" and "."'),
)
export type Labels = z.infer<typeof Labels>

/** A whole number Kubernetes takes as a port. */
export const PortNumber = z
  .int({ error: 'must be a whole number between 1 and 65535' })
  .min(1, { error: 'must be between 1 and 65535' })
  .max(65_535, { error: 'must be between 1 and 65535' })

/** An IANA service name, the only text a container port may be named with (apimachinery `IsValidPortName`). */
export const isContainerPortName = (name: string): boolean =>
  name.length <= 15 && /^[a-z0-9](?:[-a-z0-9]*[a-z0-9])?$/.test(name) && /[a-z]/.test(name) && !name.includes('--')

/** True for IPv4 text and anything that merely looks like it ("10.0.0.1"), and for IPv6 text. */
export const looksLikeAddress = (host: string): boolean => IPV4_LIKE.test(host) || host.includes(':')

/** The entry of a map that an owner's word names; never what every object has from birth (`constructor`). */
export const entryOf = <Value>(map: Readonly<Record<string, Value>>, name: string): Value | undefined =>
  Object.hasOwn(map, name) ? map[name] : undefined
