// What a Compose file says and a topology has no word for: each field is told once for the whole project, with the reason.
import type { Draft } from '../draft/draft.ts'
import { childOf, entriesOf, type Node } from '../tree/node.ts'
import type { ComposeService } from './service.ts'

const NOT_NETWORK = 'it says nothing about the network'
const IN_POD = 'it is a setting of the pod, which the manifest of the workload has to carry'
const NO_WORD = 'a topology has no word for it'
const SWARM = 'it is for Docker Swarm; Kubernetes has its own way'
const DATA = 'data and where it is kept are not part of a topology'
const BUILD = 'Kubernetes runs images that are built and pushed before'
const SECRET = 'secrets and configuration are never read; create them in the cluster'

/** Fields that are read, or that change nothing. */
const SERVICE_READ =
  'image build ports expose depends_on links environment env_file healthcheck deploy scale labels networks network_mode profiles extends volumes container_name hostname command entrypoint mem_limit mem_reservation cpus'
const SERVICE_IGNORED: Readonly<Record<string, string>> = {
  restart: 'Kubernetes restarts pods by itself',
  ...fields(
    'cap_add cap_drop privileged user group_add security_opt read_only sysctls ulimits pid ipc uts userns_mode cgroup cgroup_parent devices device_cgroup_rules shm_size tmpfs init working_dir stdin_open tty stop_signal stop_grace_period platform runtime gpus isolation storage_opt oom_kill_disable oom_score_adj pids_limit memswap_limit mem_swappiness cpu_count cpu_percent cpu_shares cpu_period cpu_quota cpu_rt_runtime cpu_rt_period cpuset blkio_config annotations pull_policy domainname mac_address dns dns_search dns_opt extra_hosts use_api_socket',
    IN_POD,
  ),
  ...fields('logging label_file attach develop post_start pre_stop provider models credential_spec', NOT_NETWORK),
  ...fields('volumes_from volume_driver', DATA),
  ...fields('secrets configs', SECRET),
  ...fields('external_links', 'it names containers of another project; write them as externals'),
}
const DEPLOY_READ = 'mode replicas resources labels'
const DEPLOY_IGNORED = fields('endpoint_mode placement update_config rollback_config restart_policy job', SWARM)
const ROOT_READ = 'name services volumes networks include'
const ROOT_IGNORED: Readonly<Record<string, string>> = {
  version: 'it is obsolete: the current specification has one format',
  ...fields('secrets configs', SECRET),
  ...fields('models', NOT_NETWORK),
}
const KOMPOSE_READ =
  /^kompose\.(?:service\.(?:type|expose(?:\.tls-secret)?|healthcheck\.liveness\.http_get_(?:path|port))|controller\.type)$/

function fields(names: string, because: string): Record<string, string> {
  return Object.fromEntries(names.split(' ').map((name) => [name, because]))
}

type Level = { read: string; ignored: Readonly<Record<string, string>>; prefix: string }
type Found = { because: string; from: Node; services: string[]; isUnknown: boolean }

export function tellIgnored(root: Node, services: readonly ComposeService[], draft: Draft): void {
  const found = new Map<string, Found>()
  collect(found, root, { read: ROOT_READ, ignored: ROOT_IGNORED, prefix: '' }, undefined)
  for (const service of services) {
    const { node, written } = service
    collect(found, node, { read: SERVICE_READ, ignored: SERVICE_IGNORED, prefix: 'services.*.' }, written)
    const deploy = childOf(node, 'deploy')
    if (deploy !== undefined)
      collect(found, deploy, { read: DEPLOY_READ, ignored: DEPLOY_IGNORED, prefix: 'services.*.deploy.' }, written)
    for (const [name, from] of service.labels) {
      if (name.startsWith('kompose.') && !KOMPOSE_READ.test(name))
        add(found, `labels.${name.slice(0, 80)}`, { because: NO_WORD, from, isUnknown: false }, written)
    }
    if (service.image === undefined && childOf(node, 'build') !== undefined)
      add(
        found,
        'services.*.build',
        { because: BUILD, from: childOf(node, 'build') as Node, isUnknown: false },
        written,
      )
  }
  for (const [name, one] of found) tell(name, one, draft)
}

function collect(found: Map<string, Found>, node: Node, { read, ignored, prefix }: Level, service: string | undefined) {
  const known = new Set(read.split(' '))
  for (const [key, from] of entriesOf(node)) {
    if (known.has(key) || key.startsWith('x-')) continue
    const because = Object.hasOwn(ignored, key) ? ignored[key] : undefined
    const isUnknown = because === undefined
    add(
      found,
      `${prefix}${key.slice(0, 60)}`,
      { because: because ?? 'the specification has no such field', from, isUnknown },
      service,
    )
  }
}

function add(found: Map<string, Found>, name: string, one: Omit<Found, 'services'>, service: string | undefined): void {
  const known = found.get(name) ?? { ...one, services: [] }
  if (service !== undefined) known.services.push(service)
  found.set(name, known)
}

const SERVICES_SHOWN = 8

function tell(name: string, { because, from, services, isUnknown }: Found, draft: Draft): void {
  const shown = services.slice(0, SERVICES_SHOWN).map((service) => service.slice(0, 40))
  const more = services.length > shown.length ? ` and ${services.length - shown.length} more` : ''
  const where = services.length === 0 ? '' : ` (${shown.join(', ')}${more})`
  draft.note({
    code: isUnknown ? 'UNKNOWN_FIELD_IGNORED' : 'FIELD_IGNORED',
    severity: isUnknown ? 'warning' : 'info',
    message: `\`${name}\`${where} is not taken over: ${because}.`,
    from,
  })
}
