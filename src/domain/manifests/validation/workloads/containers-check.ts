// What a container's schema cannot see: names used twice, one-of fields, probes, limits below requests.
// Source: kubernetes/kubernetes pkg/apis/core/validation/validation.go (validateContainers, validateProbe, validateEnv).
import { isPortName, PORT_NAME } from '../names.ts'
import type { Circumstances, Say } from '../report.ts'
import type { Container, Probe } from './containers.ts'
import { exceeds } from './quantity.ts'

const PROBES = ['livenessProbe', 'readinessProbe', 'startupProbe'] as const
const HANDLERS = ['exec', 'grpc', 'httpGet', 'tcpSocket'] as const
const HOOKS = ['exec', 'httpGet', 'sleep', 'tcpSocket'] as const

type Place = { path: string; volumes: ReadonlySet<string>; hostNetwork: boolean }

export function checkContainer(container: Container, place: Place, say: Say, { unread }: Circumstances): void {
  const { path } = place
  if ((container.image === undefined || container.image === '') && !unread(`${path}/image`)) {
    say.mistake(`${path}/image`, 'REQUIRED', '`image` is required')
  } else if (container.image !== undefined && container.image !== container.image.trim()) {
    say.mistake(`${path}/image`, 'INVALID_IMAGE', 'must not have spaces around it')
  }
  checkPorts(container, place, say)
  checkEnvironment(container, path, say)
  checkMounts(container, place, say, unread)
  for (const kind of PROBES) {
    const probe = container[kind]
    if (probe !== undefined) checkProbe(probe, kind, `${path}/${kind}`, say, unread)
  }
  for (const hook of ['postStart', 'preStop'] as const) {
    const handler = container.lifecycle?.[hook]
    if (handler === undefined) continue
    const set = HOOKS.filter((name) => handler[name] !== undefined)
    if (set.length !== 1 && !unread(`${path}/lifecycle/${hook}`)) {
      say.mistake(`${path}/lifecycle/${hook}`, 'ONE_HANDLER', `must have exactly one of ${HOOKS.join(', ')}`)
    }
  }
  checkResources(container, path, say)
}

function checkPorts({ ports = [] }: Container, { path, hostNetwork }: Place, say: Say): void {
  const names = new Set<string>()
  const numbers = new Set<string>()
  ports.forEach(({ name, containerPort, hostPort, protocol = 'TCP' }, index) => {
    const at = `${path}/ports/${index}`
    if (name !== undefined) {
      if (names.has(name)) say.mistake(`${at}/name`, 'DUPLICATE_PORT_NAME', `"${name}" names another port already`)
      names.add(name)
    }
    const number = `${protocol} ${containerPort}`
    if (numbers.has(number)) say.warning(at, 'DUPLICATE_CONTAINER_PORT', `${number} is listed twice; one is enough`)
    numbers.add(number)
    if (hostNetwork && hostPort !== undefined && hostPort !== containerPort) {
      say.mistake(`${at}/hostPort`, 'HOST_PORT_DIFFERS', `must equal containerPort ${containerPort} with hostNetwork`)
    }
  })
}

function checkEnvironment({ env = [], envFrom = [] }: Container, path: string, say: Say): void {
  env.forEach(({ value, valueFrom }, index) => {
    const at = `${path}/env/${index}`
    if (valueFrom === undefined) return
    if (value !== undefined && value !== '') say.mistake(at, 'ONE_VALUE', 'must have `value` or `valueFrom`, not both')
    if (Object.keys(valueFrom).length !== 1)
      say.mistake(`${at}/valueFrom`, 'ONE_SOURCE', 'must name exactly one source')
  })
  envFrom.forEach(({ configMapRef, secretRef }, index) => {
    if ((configMapRef === undefined) === (secretRef === undefined)) {
      say.mistake(`${path}/envFrom/${index}`, 'ONE_SOURCE', 'must have either `configMapRef` or `secretRef`')
    }
  })
}

function checkMounts(
  { volumeMounts = [], volumeDevices = [] }: Container,
  { path, volumes }: Place,
  say: Say,
  unread: Circumstances['unread'],
): void {
  const places = new Set<string>()
  volumeMounts.forEach(({ name, mountPath }, index) => {
    const at = `${path}/volumeMounts/${index}`
    if (!volumes.has(name) && !unread('/spec')) {
      say.mistake(`${at}/name`, 'UNKNOWN_VOLUME', `names no volume of this pod${known(volumes)}`)
    }
    if (places.has(mountPath)) say.mistake(`${at}/mountPath`, 'DUPLICATE_MOUNT_PATH', 'must be unique in a container')
    places.add(mountPath)
  })
  volumeDevices.forEach(({ name }, index) => {
    if (!volumes.has(name) && !unread('/spec')) {
      say.mistake(
        `${path}/volumeDevices/${index}/name`,
        'UNKNOWN_VOLUME',
        `names no volume of this pod${known(volumes)}`,
      )
    }
  })
}

const known = (names: ReadonlySet<string>): string =>
  names.size === 0 ? '' : `; known: ${[...names].slice(0, 8).join(', ')}`

function checkProbe(
  probe: Probe,
  kind: (typeof PROBES)[number],
  path: string,
  say: Say,
  unread: Circumstances['unread'],
): void {
  const set = HANDLERS.filter((name) => probe[name] !== undefined)
  if (set.length !== 1 && !unread(path)) {
    say.mistake(path, 'ONE_HANDLER', `must have exactly one of ${HANDLERS.join(', ')}`)
  }
  for (const handler of ['httpGet', 'tcpSocket'] as const) {
    const port = probe[handler]?.port
    const right = port === undefined || (typeof port === 'string' ? isPortName(port) : port >= 1 && port <= 65_535)
    if (!right) say.mistake(`${path}/${handler}/port`, 'INVALID_PORT', `must be 1 to 65535, or a name: ${PORT_NAME}`)
  }
  if (kind !== 'readinessProbe' && (probe.successThreshold ?? 1) > 1) {
    say.mistake(`${path}/successThreshold`, 'SUCCESS_THRESHOLD', `must be 1 for a ${kind}`)
  }
  if (kind === 'readinessProbe' && probe.terminationGracePeriodSeconds !== undefined) {
    say.mistake(`${path}/terminationGracePeriodSeconds`, 'NOT_FOR_READINESS', 'must not be set for a readinessProbe')
  }
}

function checkResources({ resources }: Container, path: string, say: Say): void {
  for (const [name, asked] of Object.entries(resources?.requests ?? {})) {
    const limit = resources?.limits?.[name]
    if (limit !== undefined && exceeds(asked, limit)) {
      say.mistake(
        `${path}/resources/requests/${name.slice(0, 63)}`,
        'REQUEST_ABOVE_LIMIT',
        `must not exceed its limit, ${limit}`,
      )
    }
  }
}
