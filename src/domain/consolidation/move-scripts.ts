// What goes → scripts that put the new ways in beside what is there, take the old ones away, and bring them back. Both designs have objects of
// the same names (a route, a policy, a Service that changes its type): to stand side by side, the new one of such a pair takes a second
// name until the end. A plain `kubectl apply` of either design would cut whoever comes in by the other.
import { compareText } from '../finding.ts'
import { PROTOCOLS, type Topology } from '../topology/index.ts'
import { type Goes, goesText } from './goes.ts'

export type MoveScripts = { apply: string; cutOver: string; rollback: string }

export function moveScripts(goes: Goes, topology: Topology): MoveScripts {
  return {
    apply: script(APPLY, ['consolidated'], [...staying(goes), ...PUT_BESIDE, ...portsLines(goes), 'put_beside']),
    cutOver: script(CUT_OVER, ['consolidated', 'recommended'], cutOverLines(goes, topology)),
    rollback: script(
      ROLLBACK,
      ['recommended', 'consolidated'],
      [...staying(goes), ...PUT_BESIDE, ...portsLines(goes), ...BACK],
    ),
  }
}

const APPLY = [
  'Puts the new ways in beside what is there; callers of the old ones notice nothing. Can be run again.',
  'Services that keep their load balancer for now get the ports that the new routes name: open on that balancer too until the cut-over.',
]
const CUT_OVER = [
  'Takes away what nobody uses any more. Addresses are given up for good. Can be run again; changes nothing without CONFIRM=yes.',
]
const ROLLBACK = [
  'Brings the old ways in back, with addresses of their own, beside the shared ones; then move DNS. Can be run again.',
  'Once the shared ones are quiet, run it with CONFIRM=yes: it takes them away.',
]

const FILES = {
  consolidated: 'the consolidated design (manifests.json?design=consolidated), a file or an address',
  recommended: 'the recommended design (manifests.json?design=recommended), a file or an address',
}

function script(remarks: readonly string[], files: readonly (keyof typeof FILES)[], lines: readonly string[]): string {
  return [
    '#!/usr/bin/env bash',
    ...remarks.map((remark) => `# ${remark}`),
    `# Arguments: ${files.map((file) => `${FILES[file]}`).join('; ')}. Needs kubectl and jq.`,
    'set -euo pipefail',
    'read_manifests() { case "$1" in http://* | https://*) curl -fsS "$1" ;; *) cat -- "$1" ;; esac; }',
    ...files.map((file, index) => `${file}=$(read_manifests "\${${index + 1}:?give ${FILES[file]}}")`),
    ...lines,
    '',
  ].join('\n')
}

const SECOND_NAME = '-overlap'
const DOUBLED = [
  `  def doubled: .kind as $kind | ["NetworkPolicy", "HTTPRoute", "GRPCRoute", "TLSRoute", "TCPRoute", "UDPRoute"] | index([$kind]);`,
  // A policy of a cloud's own that names a route.
  '  def of_route: .spec.targetRef.kind? // "" | endswith("Route");',
  `  def renamed: if doubled then .metadata.name += "${SECOND_NAME}" elif of_route then (.metadata.name, .spec.targetRef.name) += "${SECOND_NAME}" else . end;`,
]

const keyOf = ({ namespace, name }: { namespace: string; name: string }): string => `${namespace}/${name}`

/** By name, one a line: a list of them may be longer than an argument. */
const staying = ({ services }: Goes): string[] => [
  '# Services whose load balancer stays for now.',
  ...heredoc('stay', 'SERVICES', services.map(({ from }) => keyOf(from)).sort(compareText)),
]

const heredoc = (variable: string, end: string, lines: readonly string[]): string[] => [
  `${variable}=$(`,
  `  cat <<'${end}'`,
  ...lines,
  end,
  ')',
]

const PUT_BESIDE = [
  ...heredoc('beside', 'JQ', [
    ...DOUBLED,
    '  ($stay | split("\\n")) as $staying',
    '  | def stays: .kind == "Service" and (.metadata | "\\(.namespace)/\\(.name)" as $key | $staying | index([$key]));',
    '  .items |= map(select(stays | not) | renamed)',
  ]),
  ...heredoc('told', 'JQ', [
    '  ($stay | split("\\n")) as $staying',
    '  | .items |= [.[] | select(.kind == "Service" and (.metadata | "\\(.namespace)/\\(.name)" as $key | $staying | index([$key])))',
    '    | {apiVersion, kind, metadata: (.metadata | {name, namespace, annotations: (.annotations // {})})}]',
  ]),
  'put_beside() {',
  '  jq --rawfile stay <(printf "%s" "$stay") "$beside" <<<"$consolidated" | kubectl apply -f -',
  '  # What the new entrance reads from annotations of those Services.',
  '  if [ -n "$stay" ]; then',
  '    jq --rawfile stay <(printf "%s" "$stay") "$told" <<<"$consolidated" |',
  '      kubectl apply --server-side --field-manager=moorage-overlap --force-conflicts -f -',
  '  fi',
  '  add_ports',
  '}',
]

/** Ports of the second design that a Service of the first lacks. */
function portsLines({ services }: Goes): string[] {
  const lines = services.flatMap(({ from, to }) =>
    to.ports
      .filter((port) => !from.ports.some((one) => one.port === port.port && one.transport === port.transport))
      .map(({ port, targetPort, transport, protocol }) => {
        const { appProtocol } = PROTOCOLS[protocol]
        const name = `inside-${transport.toLowerCase()}-${port}`
        const value = {
          name,
          port,
          targetPort,
          protocol: transport,
          ...(appProtocol === undefined ? {} : { appProtocol }),
        }
        return `${from.namespace} ${from.name} ${port}/${transport} ${name} ${JSON.stringify(value)}`
      }),
  )
  return [
    ...heredoc('ports', 'PORTS', lines.sort(compareText)),
    'add_ports() {',
    '  local namespace service number value present',
    '  while IFS=" " read -r namespace service number _ value <&3; do',
    '    [ -n "$namespace" ] || continue',
    '    present=$(kubectl -n "$namespace" get service "$service" -o "jsonpath={range .spec.ports[*]}{.port}/{.protocol} {end}")',
    '    case " $present" in *" $number "*) continue ;; esac',
    `    kubectl -n "$namespace" patch service "$service" --type=json -p "[{\\"op\\":\\"add\\",\\"path\\":\\"/spec/ports/-\\",\\"value\\":$value}]"`,
    '  done 3<<<"$ports"',
    '}',
  ]
}

const REMOVE = [
  '# Takes a List away; an empty one is no error.',
  'remove() {',
  '  local list',
  '  list=$(cat)',
  `  if jq -e '.items | length > 0' <<<"$list" >/dev/null; then kubectl delete --ignore-not-found -f - <<<"$list"; fi`,
  '}',
  ...heredoc('second_names', 'JQ', [...DOUBLED, '  .items |= [.[] | select(doubled or of_route) | renamed]']),
  ...heredoc('only_before', 'JQ', [
    '  def key: [.apiVersion, .kind, .metadata.namespace // "", .metadata.name] | tojson;',
    '  ([$after[0].items[] | {key: key, value: true}] | from_entries) as $stays',
    '  | $before[0] | .items |= [.[] | select(.kind != "Namespace" and $stays[key] == null)]',
  ]),
  'remove_only_in() {',
  '  jq -n --slurpfile before <(printf "%s" "$1") --slurpfile after <(printf "%s" "$2") "$only_before" | remove',
  '}',
  'remove_second_names() { jq "$second_names" <<<"$consolidated" | remove; }',
]

function cutOverLines(goes: Goes, topology: Topology): string[] {
  const services = goes.services.map(({ from, to }) => `${from.namespace} ${from.name} ${to.type}`)
  return [
    "cat <<'GOES'",
    ...goesText(goes, topology),
    'GOES',
    `if [ "\${CONFIRM:-}" != yes ]; then`,
    '  echo "Nothing was changed. Once DNS has moved and the old ways in are quiet: CONFIRM=yes" >&2',
    '  exit 2',
    'fi',
    ...REMOVE,
    'while IFS=" " read -r namespace service type <&3; do',
    '  [ -n "$(kubectl -n "$namespace" get service "$service" --ignore-not-found -o name)" ] || continue',
    `  kubectl -n "$namespace" patch service "$service" --type=merge -p "{\\"spec\\":{\\"type\\":\\"$type\\"}}"`,
    "done 3<<'SERVICES'",
    ...services.sort(compareText),
    'SERVICES',
    'kubectl apply -f - <<<"$consolidated"',
    'remove_second_names',
    'remove_only_in "$recommended" "$consolidated"',
  ]
}

const BACK = [
  ...REMOVE,
  'drop_ports() {',
  '  local namespace service name',
  '  while IFS=" " read -r namespace service _ name _ <&3; do',
  '    [ -n "$namespace" ] || continue',
  '    kubectl -n "$namespace" get service "$service" -o json |',
  `      jq --arg name "$name" '.spec.ports |= map(select(.name != $name))' | kubectl replace -f -`,
  '  done 3<<<"$ports"',
  '}',
  `if [ "\${CONFIRM:-}" = yes ]; then`,
  '  kubectl apply -f - <<<"$recommended"',
  '  remove_second_names',
  '  remove_only_in "$consolidated" "$recommended"',
  '  drop_ports',
  '  exit 0',
  'fi',
  '# The shared ways in stay served by second names, but for the moment in which the ports of Services change.',
  'put_beside',
  'kubectl apply -f - <<<"$recommended"',
  'add_ports',
  'echo "Both ways in stand. Point DNS at the old ones; once the shared ones are quiet: CONFIRM=yes"',
]
