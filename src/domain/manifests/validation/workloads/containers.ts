// The containers of a pod: main, init and ephemeral ones. Field lists: kubernetes/api core/v1 as of 1.36.
import { z } from 'zod'
import { dnsLabel, portName } from '../names.ts'
import { between, count, fields, flag, int64, intOrText, looseList, port, quantities, text, texts } from '../values.ts'
import { fieldRef, resourceFieldRef, volumeDevice, volumeMount } from './volumes.ts'

const keyRef = fields({ key: text, name: text, optional: flag }, 'key')
const variable = fields(
  {
    // EnvVar names: printable ASCII without "=" (RelaxedEnvironmentVariableValidation, GA 1.34).
    name: text.regex(/^[ -<>-~]+$/, { error: 'must be printable characters without "="' }),
    value: text,
    valueFrom: fields({
      configMapKeyRef: keyRef,
      fieldRef,
      fileKeyRef: fields({ key: text, optional: flag, path: text, volumeName: text }, 'key', 'path', 'volumeName'),
      resourceFieldRef,
      secretKeyRef: keyRef,
    }),
  },
  'name',
)
const source = fields({ name: text, optional: flag })
const exec = fields({ command: texts })
const httpGet = fields(
  {
    host: text,
    httpHeaders: z.array(fields({ name: text, value: text }, 'name', 'value')),
    path: text,
    port: intOrText,
    scheme: z.enum(['HTTP', 'HTTPS']),
  },
  'port',
)
const tcpSocket = fields({ host: text, port: intOrText }, 'port')
const sleep = fields({ seconds: int64 }, 'seconds')
const handler = fields({ exec, httpGet, sleep, tcpSocket })

export const probe = fields({
  exec,
  failureThreshold: count,
  grpc: fields({ port, service: text }, 'port'),
  httpGet,
  initialDelaySeconds: count,
  periodSeconds: count,
  successThreshold: count,
  tcpSocket,
  terminationGracePeriodSeconds: int64.min(1, { error: 'must be at least 1' }),
  timeoutSeconds: count,
})
export type Probe = z.infer<typeof probe>

export const resources = fields({
  claims: z.array(fields({ name: text, request: text }, 'name')),
  limits: quantities,
  requests: quantities,
})

/** Parts of a security context that a pod and a container share. */
export const SECURITY = {
  appArmorProfile: fields(
    { localhostProfile: text, type: z.enum(['Localhost', 'RuntimeDefault', 'Unconfined']) },
    'type',
  ),
  seccompProfile: fields(
    { localhostProfile: text, type: z.enum(['Localhost', 'RuntimeDefault', 'Unconfined']) },
    'type',
  ),
  seLinuxOptions: fields({ level: text, role: text, type: text, user: text }),
  windowsOptions: fields({
    gmsaCredentialSpec: text,
    gmsaCredentialSpecName: text,
    hostProcess: flag,
    runAsUserName: text,
  }),
}

const securityContext = fields({
  ...SECURITY,
  allowPrivilegeEscalation: flag,
  capabilities: fields({ add: texts, drop: texts }),
  privileged: flag,
  procMount: text,
  readOnlyRootFilesystem: flag,
  runAsGroup: int64,
  runAsNonRoot: flag,
  runAsUser: int64,
})

const PROTOCOLS = ['TCP', 'UDP', 'SCTP'] as const
export const protocol = z.enum(PROTOCOLS)
const containerPort = fields(
  { containerPort: port, hostIP: text, hostPort: between(0, 65_535), name: portName, protocol },
  'containerPort',
)

const CONTAINER = {
  args: texts,
  command: texts,
  env: z.array(variable),
  envFrom: z.array(fields({ configMapRef: source, prefix: text, secretRef: source })),
  image: text,
  imagePullPolicy: z.enum(['Always', 'Never', 'IfNotPresent']),
  lifecycle: fields({ postStart: handler, preStop: handler, stopSignal: text }),
  livenessProbe: probe,
  name: dnsLabel,
  ports: z.array(containerPort),
  readinessProbe: probe,
  resizePolicy: z.array(fields({ resourceName: text, restartPolicy: text }, 'resourceName', 'restartPolicy')),
  resources,
  restartPolicy: z.enum(['Always', 'Never', 'OnFailure']),
  restartPolicyRules: looseList,
  securityContext,
  startupProbe: probe,
  stdin: flag,
  stdinOnce: flag,
  terminationMessagePath: text,
  terminationMessagePolicy: z.enum(['File', 'FallbackToLogsOnError']),
  tty: flag,
  volumeDevices: z.array(volumeDevice),
  volumeMounts: z.array(volumeMount),
  workingDir: text,
}
export const container = fields(CONTAINER, 'name')
export type Container = z.infer<typeof container>
export const ephemeralContainer = fields({ ...CONTAINER, targetContainerName: text }, 'name')
