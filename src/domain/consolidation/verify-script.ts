// Shared entrances → a script that asks each new address for every host and path, beside the old one while DNS still leads there, and
// fails when one does not answer as it should. One line of data for each try, so that a thousand routes are a thousand lines.
import type { Entrance, Route } from '../design/design.ts'
import { ingressName } from '../design/names.ts'
import { command, quoted } from '../design/shell.ts'
import { host } from '../design/try-port.ts'
import type { Topology } from '../topology/index.ts'

/** Fields are parted by spaces, which no host, path or number has. */
export function verifyScript(entrances: readonly Entrance[], topology: Topology): string {
  return [
    ...HEAD,
    ...entrances.flatMap((entrance, index) => [
      ...addressLines(entrance, topology, index + 1),
      "try_all <<'ROUTES'",
      ...new Set(entrance.routes.map(dataLine)),
      'ROUTES',
    ]),
    ...TAIL,
    '',
  ].join('\n')
}

const HEAD = [
  '#!/usr/bin/env bash',
  '# Asks the new addresses for every host and path before DNS leads there; exit code 1 and a list when one fails.',
  '# Arguments: the address of each entrance, in the order below; one that is not given is read from the cluster.',
  '# Needs curl, and nc or openssl where something is handed on unopened. For certificates of your own: CURL_CA_BUNDLE.',
  'set -euo pipefail',
  'tried=0',
  'failed=()',
  'code() { curl -sS -m 10 -o /dev/null -w "%{http_code}" "$@" 2>/dev/null || true; }',
  '# As the old way in answers while it can still be asked by name; else anything but an error of the entrance.',
  'answers() {',
  '  local url="$1://$3:$2$4" at="$address" new old',
  '  case "$at" in *:*) at="[$at]" ;; esac',
  '  new=$(code --connect-to "$3:$2:$at:$2" "$url")',
  '  old=$(code "$url")',
  '  case "$new" in 000 | 5??) return 1 ;; esac',
  '  [ "$new" = "$old" ] || { [ "$old" = 000 ] && [ "$new" != 404 ]; }',
  '}',
  'try() {',
  '  case "$1" in',
  '    http | https) answers "$@" ;;',
  '    tls) openssl s_client -brief -connect "$address:$2" -servername "$3" </dev/null >/dev/null 2>&1 ;;',
  '    TCP) nc -z -w 5 "$address" "$2" </dev/null ;;',
  '    *) echo "not tried: $2/$1 of $address (silence proves nothing there)" ;;',
  '  esac',
  '}',
  'try_all() {',
  '  local how port host path',
  '  while IFS=" " read -r how port host path <&3; do',
  '    tried=$((tried + 1))',
  '    try "$how" "$port" "$host" "$path" || failed+=("$how $host:$port$path at $address")',
  '  done 3<&0',
  '}',
]

const TAIL = [
  `if [ "\${#failed[@]}" -gt 0 ]; then`,
  `  echo "\${#failed[@]} of $tried failed:" >&2`,
  `  printf '  %s\\n' "\${failed[@]}" >&2`,
  '  exit 1',
  'fi',
  'echo "all $tried answer"',
]

function addressLines(entrance: Entrance, topology: Topology, argument: number): string[] {
  const { api, namespace, name } = entrance
  const what = `${api === 'gateway' ? 'Gateway' : 'Ingress'} ${name} in ${namespace}`
  return [
    `# ${what}`,
    `address="\${${argument}:-$(${readAddress(entrance, topology)})}"`,
    `: "\${address:?${what} has no address yet. Wait for it or give it as argument ${argument}}"`,
  ]
}

/** A command that prints the address of an entrance, a number or a name. */
export function readAddress({ api, namespace, name, routes, ...entrance }: Entrance, topology: Topology): string {
  const [first] = routes
  // By its full name: Istio has a kind of its own called gateway.
  if (api === 'gateway' || first === undefined)
    return `${command('kubectl', '-n', namespace, 'get', 'gateways.gateway.networking.k8s.io', name, '-o')} jsonpath='{.status.addresses[0].value}'`
  const ingress = ingressName({ api, namespace, name, routes, ...entrance }, topology, first.listen)
  return `${command('kubectl', '-n', first.namespace, 'get', 'ingress', ingress, '-o')} jsonpath='{.status.loadBalancer.ingress[0].ip}{.status.loadBalancer.ingress[0].hostname}'`
}

function dataLine({ host: named, path, listen, tls, layer4 }: Route): string {
  const asked = host(named ?? 'any.example')
  if (layer4 !== undefined) return `${layer4.transport} ${listen} ${asked} `
  if (tls.mode === 'passthrough') return `tls ${listen} ${asked} `
  return `${tls.mode === 'terminate' ? 'https' : 'http'} ${listen} ${asked} ${path}`
}

/** One try by hand, of a shell that has the address in ADDRESS. */
export const tryByHand = (route: Route): string => {
  const asked = host(route.host ?? 'any.example')
  const scheme = route.tls.mode === 'terminate' ? 'https' : 'http'
  return `curl -sS -m 10 --connect-to ${asked}:${route.listen}:"$ADDRESS":${route.listen} ${quoted(`${scheme}://${asked}:${route.listen}${route.path}`)}`
}
