// Accepted groups and both designs → how to get there: steps, each with its check and its way back, what goes, what the days in between
// cost, and the scripts that do it. The new ways in are put beside the old ones; nothing is taken away before nobody comes to it.
import type { Design, Entrance } from '../design/design.ts'
import { listed } from '../design/rule.ts'
import { compareText } from '../finding.ts'
import type { Topology } from '../topology/index.ts'
import type { Billed } from './bill-difference.ts'
import { type Goes, goesBetween, goesText } from './goes.ts'
import type { Migration, Step } from './migration.ts'
import { overlapOf } from './overlap.ts'
import { scriptsOf } from './scripts.ts'
import type { Sharing } from './share.ts'
import { readAddress, tryByHand } from './verify-script.ts'

export type Costed = { design: Design; bill: Billed }

export function migrationOf(
  accepted: readonly Sharing[],
  before: Costed,
  after: Costed,
  topology: Topology,
): Migration {
  const wanted = new Set(accepted.map(({ namespace, name }) => `${namespace}/${name}`))
  const entrances = after.design.entrances.filter(({ namespace, name }) => wanted.has(`${namespace}/${name}`))
  const goes = goesBetween(before.design, after.design)
  if (entrances.length === 0) return { steps: [], goes: [], overlap: null, scripts: scriptsOf([], goes, topology) }
  const overlap = overlapOf(before.bill, after.bill)
  return {
    steps: stepsOf(entrances, goes, topology),
    goes: goesText(goes, topology),
    overlap,
    scripts: scriptsOf(entrances, goes, topology),
  }
}

function stepsOf(entrances: readonly Entrance[], goes: Goes, topology: Topology): Step[] {
  return [
    putBeside(entrances, goes),
    ...entrances.map((entrance) => verify(entrance, topology)),
    lowerTimeToLive(entrances),
    ...entrances.flatMap((entrance) => [moveDns(entrance, topology), watch(entrance, goes)]),
    takeAway(goes, topology),
  ]
}

const nameOf = ({ api, namespace, name }: Entrance): string =>
  `${api === 'gateway' ? 'Gateway' : 'Ingress'} ${namespace}/${name}`

const hostsOf = ({ routes }: Entrance): string[] =>
  [...new Set(routes.map(({ host, listen }) => host ?? `port ${listen}`))].sort(compareText)

function putBeside(entrances: readonly Entrance[], { services }: Goes): Step {
  const staying =
    services.length === 0
      ? ''
      : ` ${listed(services.map(({ from }) => `${from.namespace}/${from.name}`))} ${services.length === 1 ? 'keeps its' : 'keep their'} load balancer; a port that only the routes name is open on it too until the end.`
  return {
    do: `Put ${listed(entrances.map(nameOf))} with routes and policies beside what is there: the script \`apply\`. Not a plain kubectl apply, which would move routes and turn Services at once.${staying}`,
    check: 'Each entrance has an address, and callers of the old ones notice nothing.',
    rollback: 'The script `rollback` with CONFIRM=yes takes the new ones away.',
    downtime: 'None: what callers come in by is not touched.',
    oneWay: false,
  }
}

function verify(entrance: Entrance, topology: Topology): Step {
  const [first] = entrance.routes
  const byHand = first === undefined || first.layer4 !== undefined ? '' : ` By hand: ${tryByHand(first)}`
  return {
    do: `Ask ${nameOf(entrance)} for every host and path (${listed(hostsOf(entrance))}) at its own address: the script \`verify\`. ADDRESS=$(${readAddress(entrance, topology)}).${byHand}`,
    check: 'It ends with "all … answer" and exit code 0; what fails is listed, with its host, path and address.',
    rollback: 'Nothing to go back from: only requests were sent.',
    downtime: 'None.',
    oneWay: false,
  }
}

const lowerTimeToLive = (entrances: readonly Entrance[]): Step => ({
  do: `Lower the time to live of the DNS records of ${listed(entrances.flatMap(hostsOf).sort(compareText))} to 60 s. Then wait as long as the old time to live was: until it has passed, resolvers still hand out the old answer.`,
  check: 'dig +noall +answer HOST, asked of a public resolver, shows 60 or less for each.',
  rollback: 'Set the old time to live again.',
  downtime: 'None.',
  oneWay: false,
})

const moveDns = (entrance: Entrance, topology: Topology): Step => ({
  do: `Point DNS at ${nameOf(entrance)} (${readAddress(entrance, topology)}), host by host, the one that matters least first: ${listed(hostsOf(entrance))}. Where the address is a name, with a CNAME or ALIAS record. Wait a time to live between two, and look at errors and waiting times.`,
  check:
    'dig +short HOST gives the new address, and the workload’s own log shows requests with no more errors than before.',
  rollback: 'Point the record at the old address, which still answers: callers are back within the time to live.',
  downtime:
    'None for new connections. Open ones stay with the old address until they end; callers that keep DNS answers for ever must be started again.',
  oneWay: false,
})

function watch(entrance: Entrance, { services, deleted, entrances }: Goes): Step {
  const members = new Set(entrance.routes.map((route) => route.workload))
  const old = [
    ...[...services.map(({ from }) => from), ...deleted]
      .filter(({ type, workload }) => type !== 'ClusterIP' && members.has(workload ?? ''))
      .map(({ namespace, name }) => `Service ${namespace}/${name}`),
    ...entrances.filter(({ routes }) => routes.some((route) => members.has(route.workload))).map(nameOf),
  ]
  return {
    do: `Watch the old ways in go quiet: ${listed(old)}. Give clients that ignore the time to live some days, and find out who is left by the access log or the metrics of the old balancer.`,
    check: 'A whole day, and a weekend where one matters, without a request or a new connection on the old address.',
    rollback: 'Point DNS at the old addresses again.',
    downtime: 'None.',
    oneWay: false,
  }
}

const takeAway = (goes: Goes, topology: Topology): Step => ({
  do: `Take away what nobody uses: ${listed(goesText(goes, topology))}. The script \`cutOver\` with CONFIRM=yes does it and then applies the consolidated design whole.`,
  check:
    'The script `verify` still ends with 0, kubectl get services -A shows no old load balancer, and the next bill neither.',
  rollback:
    'The script `rollback` brings the recommended design back beside this one, with new addresses: DNS has to move again. The old addresses are gone.',
  downtime: 'None for who comes in by the new address; whoever still uses an old one is cut off at once.',
  oneWay: true,
})
