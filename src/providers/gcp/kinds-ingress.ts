// The kinds GKE's Ingress controller reads beside an Ingress. Sources: kubernetes/ingress-gce pkg/apis/backendconfig/v1/types.go,
// pkg/backendconfig/validation.go, pkg/apis/frontendconfig/v1beta1/types.go; GoogleCloudPlatform/gke-managed-certs deploy and pkg/apis;
// GKE docs, managed-certs.
import { kindRows } from '../../domain/manifests/validation/kinds.ts'
import { STATUS, topLevel } from '../../domain/manifests/validation/metadata.ts'
import type { Circumstances, Say } from '../../domain/manifests/validation/report.ts'
import { fields, flag, fraction, int64, list, shaped, text, texts } from '../../domain/manifests/validation/values.ts'

const each = <Item extends Parameters<typeof list>[0]>(item: Item) => list(item, 0, 1000)

const cdn = fields(
  {
    bypassCacheOnRequestHeaders: each(fields({ headerName: text })),
    cacheMode: text,
    cachePolicy: fields({
      includeHost: flag,
      includeProtocol: flag,
      includeQueryString: flag,
      queryStringBlacklist: texts,
      queryStringWhitelist: texts,
    }),
    clientTtl: int64,
    defaultTtl: int64,
    enabled: flag,
    maxTtl: int64,
    negativeCaching: flag,
    negativeCachingPolicy: each(fields({ code: int64, ttl: int64 })),
    requestCoalescing: flag,
    serveWhileStale: int64,
    signedUrlCacheMaxAgeSec: int64,
    signedUrlKeys: each(fields({ keyName: text, keyValue: text, secretName: text })),
  },
  'enabled',
)

const backendConfig = topLevel({
  ...STATUS,
  spec: fields({
    cdn,
    connectionDraining: fields({ drainingTimeoutSec: int64 }),
    customRequestHeaders: fields({ headers: texts }),
    customResponseHeaders: fields({ headers: texts }),
    healthCheck: fields({
      checkIntervalSec: int64,
      healthyThreshold: int64,
      port: int64,
      requestPath: text,
      timeoutSec: int64,
      type: text,
      unhealthyThreshold: int64,
    }),
    iap: fields(
      {
        enabled: flag,
        oauthclientCredentials: fields({ clientID: text, clientSecret: text, secretName: text }, 'secretName'),
      },
      'enabled',
    ),
    logging: fields({ enable: flag, sampleRate: fraction }),
    securityPolicy: fields({ name: text }, 'name'),
    sessionAffinity: fields({ affinityCookieTtlSec: int64, affinityType: text }),
    timeoutSec: int64,
  }),
})

const AFFINITIES = ['NONE', 'CLIENT_IP', 'GENERATED_COOKIE']
const HEALTH_CHECKS = ['HTTP', 'HTTPS', 'HTTP2']

/** The API server takes these; the controller then refuses the whole BackendConfig, and the back end keeps its defaults. */
function checkBackendConfig({ spec }: (typeof backendConfig)['_output'], say: Say): void {
  const { affinityType = '', affinityCookieTtlSec: seconds } = spec?.sessionAffinity ?? {}
  if (affinityType !== '' && !AFFINITIES.includes(affinityType)) {
    say.warning('/spec/sessionAffinity/affinityType', 'AFFINITY_UNKNOWN', `must be one of ${AFFINITIES.join(', ')}`)
  }
  if (seconds !== undefined && (seconds < 0 || seconds > 86_400)) {
    say.warning('/spec/sessionAffinity/affinityCookieTtlSec', 'COOKIE_LIFE', 'must be between 0 and 86400')
  }
  if (spec?.iap?.enabled === true && spec.cdn?.enabled === true) {
    say.warning('/spec/cdn', 'CDN_BESIDE_IAP', 'must not be enabled beside `iap`')
  }
  const { type } = spec?.healthCheck ?? {}
  if (type !== undefined && !HEALTH_CHECKS.includes(type)) {
    say.warning('/spec/healthCheck/type', 'HEALTH_CHECK_UNKNOWN', `must be one of ${HEALTH_CHECKS.join(', ')}`)
  }
}

const frontendConfig = topLevel({
  ...STATUS,
  spec: fields({
    redirectToHttps: fields(
      {
        enabled: flag,
        responseCodeName: text,
      },
      'enabled',
    ),
    sslPolicy: text,
  }),
})

const REDIRECTS = ['MOVED_PERMANENTLY_DEFAULT', 'FOUND', 'TEMPORARY_REDIRECT', 'PERMANENT_REDIRECT']

function checkFrontendConfig({ spec }: (typeof frontendConfig)['_output'], say: Say): void {
  const name = spec?.redirectToHttps?.responseCodeName ?? ''
  if (name !== '' && !REDIRECTS.includes(name)) {
    say.warning('/spec/redirectToHttps/responseCodeName', 'REDIRECT_UNKNOWN', `must be one of ${REDIRECTS.join(', ')}`)
  }
}

const managedCertificate = topLevel({
  ...STATUS,
  spec: fields({
    domains: list(
      shaped(
        /^(?:[a-zA-Z0-9](?:[-a-zA-Z0-9]*[a-zA-Z0-9])?\.)+[a-zA-Z][-a-zA-Z0-9]*[a-zA-Z0-9]\.?$/,
        63,
        'must be a DNS name without wildcard, at most 63 characters',
      ),
      0,
      100,
    ),
  }),
})

function checkManagedCertificate(
  { spec }: (typeof managedCertificate)['_output'],
  say: Say,
  { unread }: Circumstances,
): void {
  if ((spec?.domains ?? []).length === 0 && !unread('/spec/domains')) {
    say.warning('/spec/domains', 'NO_DOMAINS', 'must name a domain: there is none to certify')
  }
}

export const ingressKinds = [
  ...kindRows(['cloud.google.com/v1'], 'BackendConfig', { schema: backendConfig, check: checkBackendConfig }),
  ...kindRows(['networking.gke.io/v1beta1'], 'FrontendConfig', { schema: frontendConfig, check: checkFrontendConfig }),
  ...kindRows(['networking.gke.io/v1'], 'ManagedCertificate', {
    schema: managedCertificate,
    check: checkManagedCertificate,
  }),
]
