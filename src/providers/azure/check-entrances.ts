// What is known to go wrong with entrances on AKS that are not of Application Gateway for Containers: those that end or are
// superseded, and what a Gateway of the application routing add-on has no setting for.
import { type Design, type Entrance, referenceTo } from '../../domain/design/design.ts'
import type { Finding } from '../../domain/finding.ts'
import type { TargetEntrance, Topology } from '../../domain/topology/index.ts'
import {
  backendProtocolsNotWritten,
  cookiesNotWritten,
  idleTimeoutNotWritten,
  listenersNotWritten,
  pathOf,
  staticAddressUnnamed,
} from '../findings.ts'

const APP_ROUTING = 'MicrosoftDocs/azure-aks-docs articles/aks/app-routing-gateway-api.md'
const MANAGED_GATEWAY_API = 'MicrosoftDocs/azure-aks-docs articles/aks/managed-gateway-api.md'

export const addressFix = (internal: boolean): string =>
  internal ? 'Name a free address of the subnet in staticIP.' : 'Create a public IP resource and name it in staticIP.'

/** What the target says is there, whether or not a route of the design uses it. */
export function checkKnownEntrances({ entrances }: Design, { target }: Topology): Finding[] {
  const made = entrances.some(({ existing, class: name }) => !existing && name === 'approuting-istio')
  return Object.entries(target.entrances).flatMap(([key, entrance]): Finding[] => {
    const about = { path: `/target/entrances/${key}` }
    if (entrance.class.startsWith('webapprouting')) {
      return [
        {
          ...about,
          code: 'CONTROLLER_ENDS',
          severity: 'warning',
          message: `Entrance "${key}": the NGINX of the application routing add-on gets security fixes until November 2026 only.`,
          fix: 'Move to the Gateway API (class approuting-istio) or Application Gateway for Containers.',
          source: 'MicrosoftDocs/azure-aks-docs includes/ingress-nginx-retirement.md',
        },
      ]
    }
    if (isOfApplicationGateway(entrance)) {
      return [
        {
          ...about,
          code: 'CONTROLLER_SUPERSEDED',
          severity: 'info',
          message: `Entrance "${key}": the Application Gateway Ingress Controller is superseded by Application Gateway for Containers.`,
          fix: 'Both run side by side: move one host after the other. Private front ends, and ports other than 80 and 443, have no successor there yet.',
          source: 'MicrosoftDocs/azure-docs articles/application-gateway/for-containers/migrate-from-agic-to-agc.md',
        },
      ]
    }
    if (entrance.class === 'istio' && entrance.api === 'gateway' && made) {
      return [
        {
          ...about,
          code: 'ADD_ONS_EXCLUDE_EACH_OTHER',
          severity: 'warning',
          message: `Entrance "${key}" is of class istio, and a Gateway of class approuting-istio is written beside it: AKS runs its Istio add-on or the Gateway API of application routing, never both.`,
          fix: 'Use the entrance for all ways in, or switch the Istio add-on off and delete its CRDs first.',
          source: APP_ROUTING,
        },
      ]
    }
    return []
  })
}

const isOfApplicationGateway = ({ class: name }: TargetEntrance): boolean => /^azure[-/]application-gateway$/.test(name)

export function checkApplicationRouting(entrance: Entrance, topology: Topology): Finding[] {
  const path = pathOf.entrance(entrance)
  const name = referenceTo.entrance(entrance)
  const managed = entrance.class === 'approuting-istio'
  return [
    ...backendProtocolsNotWritten(entrance),
    ...(managed ? checkBundle(entrance, topology) : []),
    ...listenersNotWritten(entrance),
    ...cookiesNotWritten(entrance, {
      because: managed
        ? 'no field of the standard channel has it, and application routing takes no Istio objects; the Istio add-on (class istio) does, by a DestinationRule'
        : `what class ${entrance.class} reads for it is not known here`,
      source: APP_ROUTING,
    }),
    ...idleTimeoutNotWritten(name, entrance.idleTimeoutSeconds, {
      path,
      because: 'application routing has no setting for it',
      source: APP_ROUTING,
    }),
    ...staticAddressUnnamed(name, entrance.staticIP, {
      path,
      fix: addressFix(entrance.scheme === 'internal'),
      source: APP_ROUTING,
    }),
  ]
}

/** BackendTLSPolicy came with Gateway API 1.4: AKS installs 1.2.1 up to Kubernetes 1.33, 1.3.0 on 1.34, 1.4.1 on 1.35, 1.5.1 from 1.36 on. */
function checkBundle(entrance: Entrance, { target: { kubernetesVersion } }: Topology): Finding[] {
  const minor = Number(kubernetesVersion.split('.')[1])
  if (minor >= 35 || !entrance.routes.some(({ protocol }) => protocol === 'https')) return []
  return [
    {
      code: 'GATEWAY_API_TOO_OLD',
      severity: 'warning',
      path: '/target/kubernetesVersion',
      message: `${referenceTo.entrance(entrance)}: TLS to pods needs a BackendTLSPolicy, which the managed Gateway API of AKS has from Kubernetes 1.35 on; on ${kubernetesVersion} it installs ${minor >= 34 ? '1.3.0' : '1.2.1'}, and a self-managed one is not supported with application routing.`,
      fix: 'Upgrade the cluster, or let the pods answer in clear text.',
      source: MANAGED_GATEWAY_API,
    },
  ]
}
