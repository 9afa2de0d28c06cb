// An Ingress and an IngressClass (networking.k8s.io/v1): the fields, and what they may not say together.
// Source: kubernetes/kubernetes pkg/apis/networking/validation/validation.go.
import { z } from 'zod'
import { STATUS, topLevel } from '../metadata.ts'
import { isPortName, PORT_NAME, subdomain } from '../names.ts'
import type { Circumstances, Say } from '../report.ts'
import { familyOf } from '../services/addresses.ts'
import { between, fields, text, texts } from '../values.ts'

// Zero and "" are what the decoder makes of an absent field; the check says which of the two is wanted.
const servicePort = fields({ name: text, number: between(0, 65_535) })
const backend = fields({
  resource: fields({ apiGroup: text, kind: text, name: text }, 'kind', 'name'),
  service: fields({ name: text, port: servicePort }, 'name'),
})
export type IngressBackend = z.infer<typeof backend>

const path = fields(
  { backend, path: text, pathType: z.enum(['Exact', 'Prefix', 'ImplementationSpecific']) },
  'backend',
  'pathType',
)
export type IngressPath = z.infer<typeof path>

export const ingress = topLevel(
  {
    ...STATUS,
    spec: fields({
      defaultBackend: backend,
      ingressClassName: subdomain,
      rules: z.array(fields({ host: text, http: fields({ paths: z.array(path) }, 'paths') })),
      tls: z.array(fields({ hosts: texts, secretName: text })),
    }),
  },
  'spec',
)
export type Ingress = z.infer<typeof ingress>

/** The class annotation of old, still the only way on GKE (ingress-gce pkg/utils/utils.go IsGCEIngress). */
export const CLASS_ANNOTATION = 'kubernetes.io/ingress.class'
const GKE_CLASSES = ['gce', 'gce-internal', 'gce-regional-external']

export function checkIngress({ metadata, spec }: Ingress, say: Say, { unread }: Circumstances): void {
  const { rules = [], defaultBackend, tls = [] } = spec
  if (rules.length === 0 && defaultBackend === undefined && !unread('/spec')) {
    say.mistake('/spec', 'RULES_OR_DEFAULT_BACKEND', 'must have `rules` or a `defaultBackend`')
  }
  checkClass(metadata.annotations?.[CLASS_ANNOTATION], spec.ingressClassName, say)
  if (defaultBackend !== undefined) checkBackend(defaultBackend, '/spec/defaultBackend', say, unread)
  rules.forEach(({ host, http }, index) => {
    const at = `/spec/rules/${index}`
    if (host !== undefined && host !== '') checkHost(host, `${at}/host`, say)
    if (http === undefined) return
    if (http.paths.length === 0 && !unread(`${at}/http/paths`)) {
      say.mistake(`${at}/http/paths`, 'PATHS_REQUIRED', 'must have at least one path')
    }
    http.paths.forEach((one, place) => {
      checkPath(one, `${at}/http/paths/${place}`, say)
      checkBackend(one.backend, `${at}/http/paths/${place}/backend`, say, unread)
    })
  })
  tls.forEach(({ hosts = [], secretName }, index) => {
    hosts.forEach((host, place) => {
      checkHost(host, `/spec/tls/${index}/hosts/${place}`, say)
    })
    if (secretName !== undefined && secretName !== '' && !subdomain.safeParse(secretName).success) {
      say.mistake(
        `/spec/tls/${index}/secretName`,
        'INVALID_NAME',
        'must be the name of a Secret: a lower-case DNS name',
      )
    }
  })
}

function checkClass(annotation: string | undefined, name: string | undefined, say: Say): void {
  if (annotation === undefined) return
  const at = `/metadata/annotations/${CLASS_ANNOTATION.replace('/', '~1')}`
  if (name !== undefined && name !== annotation) {
    say.mistake(at, 'INGRESS_CLASS_DIFFERS', 'must equal spec.ingressClassName, or be left out')
  } else if (!GKE_CLASSES.includes(annotation)) {
    say.warning(at, 'DEPRECATED_ANNOTATION', 'is deprecated since 1.18; use spec.ingressClassName')
  }
}

/** No port, no address; a wildcard stands for exactly one leftmost label. */
function checkHost(host: string, at: string, say: Say): void {
  if (familyOf(host) !== undefined) {
    say.mistake(at, 'HOST_IS_AN_ADDRESS', 'must be a DNS name, not an IP address')
  } else if (!subdomain.safeParse(host.replace(/^\*\./, '')).success) {
    say.mistake(
      at,
      'INVALID_HOST',
      'must be a lower-case DNS name without scheme or port; a wildcard is "*." and a name',
    )
  }
}

function checkPath({ path = '', pathType }: IngressPath, at: string, say: Say): void {
  if (pathType === 'ImplementationSpecific') {
    if (path !== '' && !path.startsWith('/')) say.mistake(`${at}/path`, 'INVALID_PATH', 'must start with "/"')
    return
  }
  if (!path.startsWith('/')) {
    say.mistake(`${at}/path`, 'INVALID_PATH', `must start with "/" with pathType ${pathType}`)
  } else if (/\/\/|\/\.\.?\/|%2[fF]/.test(path) || /\/\.\.?$/.test(path)) {
    say.mistake(
      `${at}/path`,
      'INVALID_PATH',
      'must not contain "//", "/./", "/../" or an escaped slash, nor end with "/." or "/.."',
    )
  } else if (/[\\^$*+?()[\]{}|]/.test(path)) {
    say.warning(
      `${at}/path`,
      'PATH_IS_NO_PATTERN',
      `is matched as it is written with pathType ${pathType}: patterns need ImplementationSpecific`,
    )
  }
}

function checkBackend(
  { service, resource }: IngressBackend,
  at: string,
  say: Say,
  unread: Circumstances['unread'],
): void {
  if ((service === undefined) === (resource === undefined)) {
    if (!unread(at)) say.mistake(at, 'ONE_BACKEND', 'must have either `service` or `resource`')
    return
  }
  if (service === undefined) return
  if (!subdomain.safeParse(service.name).success) {
    say.mistake(`${at}/service/name`, 'INVALID_NAME', 'must be the name of a Service in the same namespace')
  }
  const { name = '', number = 0 } = service.port ?? {}
  if ((name === '') === (number === 0)) {
    if (!unread(`${at}/service/port`)) {
      say.mistake(`${at}/service/port`, 'ONE_PORT', 'must have either `number` (1 to 65535) or `name`')
    }
  } else if (name !== '' && !isPortName(name)) {
    say.mistake(`${at}/service/port/name`, 'INVALID_FORMAT', PORT_NAME)
  }
}
