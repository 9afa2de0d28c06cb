// Words → one line of POSIX shell that can be pasted as it is: quoted where needed, ending by itself, run from where the caller runs.
import type { Workload } from '../topology/index.ts'

// What no shell reads as anything but itself, wherever in a word it stands ("~" and "#" do at its beginning, "{" and "!" in some shells).
const PLAIN = /^[A-Za-z0-9_./:=@%+,-]+$/

/** One word of a command. In single quotes nothing is special but the quote itself. */
export const quoted = (word: string): string => (PLAIN.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`)

export const command = (...words: readonly (string | number)[]): string =>
  words.map((word) => quoted(String(word))).join(' ')

/**
 * On Alpine, with curl, and with an `nc` and an `nslookup` that are worth having: the official busybox image's `nc` has no -z.
 * Its user has a name and no number, so pods that must not run as root need the number said (curl/curl-docker#62).
 */
const IMAGE = 'curlimages/curl:8.11.1'
const USER = { runAsUser: 100, runAsGroup: 100 }

/** Kinds whose pods are there to be looked into at any time. */
const KEPT_RUNNING: readonly Workload['kind'][] = ['Deployment', 'StatefulSet', 'DaemonSet']

type Caller = Pick<Workload, 'kind' | 'namespace' | 'replicas' | 'selector'>

export type Shell = (...words: readonly (string | number)[]) => string

/**
 * Runs words as the workload would run them: with the address and the labels of its pods, which is what NetworkPolicies look at,
 * whatever its image holds. In one of its pods where there are any: a pod of its own with the same labels would be taken for one of
 * them by its Services and, for a DaemonSet, by its controller. What is left behind is an ended container in that pod's list, until
 * the pod is replaced. Needs kubectl 1.32 (--custom).
 */
export function shellOf(name: string, { kind, namespace, replicas, selector }: Caller): Shell {
  const labels = labelsText(selector)
  const prefix =
    KEPT_RUNNING.includes(kind) && replicas !== 0 ? inItsPod(namespace, labels) : inPodOfItsOwn(name, namespace, labels)
  return (...words) => `${prefix} ${command(...words)}`
}

export const labelsText = (labels: Workload['selector']): string =>
  Object.entries(labels)
    .map(([key, value]) => `${key}=${value}`)
    .join(',')

function inItsPod(namespace: string, labels: string): string {
  const pods = command('kubectl', '-n', namespace, 'get', 'pods', '-l', labels)
  return [
    `echo ${quoted(JSON.stringify({ securityContext: USER }))} |`,
    `kubectl -n ${namespace} debug "$(${pods} --field-selector=status.phase=Running -o name | head -n 1)"`,
    `--attach --quiet --profile=restricted --custom=/dev/stdin --image=${IMAGE} --`,
  ].join(' ')
}

const LONGEST_NAME = 63

/** Passes the "restricted" Pod Security Standard, and is never ready, so that no Service sends it anybody's requests. */
function inPodOfItsOwn(name: string, namespace: string, labels: string): string {
  const pod = `try-${name}`.slice(0, LONGEST_NAME).replace(/-+$/, '')
  const overrides = {
    spec: {
      automountServiceAccountToken: false,
      readinessGates: [{ conditionType: 'moorage/never' }],
      securityContext: { runAsNonRoot: true, ...USER, seccompProfile: { type: 'RuntimeDefault' } },
      containers: [
        { name: pod, securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] } } },
      ],
    },
  }
  return [
    `kubectl -n ${namespace} run ${pod} --rm --attach --quiet --restart=Never --image=${IMAGE}`,
    command(`--labels=${labels}`, '--override-type=strategic', `--overrides=${JSON.stringify(overrides)}`),
    '--command --',
  ].join(' ')
}

/** A remark for whoever reads; a shell reads nothing in it. Never more than one line. */
export const remark = (text: string): string => `# ${text.replaceAll(/\s+/g, ' ')}`
