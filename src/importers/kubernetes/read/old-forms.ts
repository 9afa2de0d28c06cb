// Objects in versions that no cluster serves any more → the same in the version that took their place, said as a finding.
import { removed } from '../../../domain/manifests/validation/versions.ts'
import type { DocumentReport, ImportFinding } from '../../imported.ts'
import { type Fields, fieldsOf, isFields, listOf, textOf, valueAt } from './fields.ts'

export type Modern = { value: Fields; finding?: ImportFinding; converted?: NonNullable<DocumentReport['converted']> }

export function modernised(value: Fields, { file, line }: { file: string; line: number }): Modern {
  const { apiVersion, kind } = value
  const old = removed(String(apiVersion), String(kind))
  const use = old === undefined ? undefined : /use (\S+\/v\d)$/.exec(old)?.[1]
  if (old === undefined || use === undefined) return { value }
  const spec = kind === 'Ingress' ? ingressSpec(fieldsOf(value.spec)) : specOf(value)
  const modern = { ...value, apiVersion: use, spec }
  const { name, namespace } = fieldsOf(value.metadata)
  return {
    value: modern,
    converted: {
      apiVersion: use,
      kind: String(kind),
      metadata: { ...(textOf(namespace) === undefined ? {} : { namespace }), name },
      ...(kind === 'Ingress' ? { spec } : {}),
    },
    finding: {
      code: 'API_VERSION_REMOVED',
      severity: 'error',
      path: '',
      file,
      line,
      message: `${String(kind)} ${String(name ?? '')} is written in ${String(apiVersion)}, which ${old.replace(/; use .*/, '')}: a cluster of today refuses it.`,
      fix: `Write it in ${use}${kind === 'Ingress' ? ': `converted` of its document has it' : ''}.`,
      source: 'kubernetes.io/docs/reference/using-api/deprecation-guide',
    },
  }
}

/** The older forms let the selector be the labels of the pods. */
function specOf(value: Fields): Fields {
  const spec = fieldsOf(value.spec)
  const labels = valueAt(spec, 'template', 'metadata', 'labels')
  return spec.selector === undefined && isFields(labels) ? { ...spec, selector: { matchLabels: labels } } : spec
}

function ingressSpec({ backend, rules, ...rest }: Fields): Fields {
  return {
    ...rest,
    ...(backend === undefined ? {} : { defaultBackend: backendOf(backend) }),
    ...(Array.isArray(rules) ? { rules: rules.map(ruleOf) } : {}),
  }
}

function ruleOf(rule: unknown): unknown {
  const { http } = fieldsOf(rule)
  if (!isFields(http)) return rule
  const paths = listOf(http.paths).map((path) => {
    const { pathType = 'ImplementationSpecific', ...rest } = fieldsOf(path)
    return { ...rest, pathType, backend: backendOf(rest.backend) }
  })
  return { ...fieldsOf(rule), http: { ...http, paths } }
}

/** What is in the newer form already stays as it is. */
function backendOf(backend: unknown): unknown {
  const { serviceName, servicePort, resource } = fieldsOf(backend)
  if (serviceName === undefined) return resource === undefined ? backend : { resource }
  const port =
    typeof servicePort === 'string' && !/^\d+$/.test(servicePort)
      ? { name: servicePort }
      : { number: Number(servicePort) }
  return { service: { name: serviceName, port } }
}
