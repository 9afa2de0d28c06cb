// The volumes of a pod. Field lists: kubernetes/api core/v1 as of 1.36; sources that clouds and vendors own are left loose.
import { z } from 'zod'
import { metadata } from '../metadata.ts'
import { dnsLabel, labelSelector } from '../names.ts'
import { between, fields, flag, int64, loose, quantities, quantity, text, textMap } from '../values.ts'

const named = fields({ name: text })
// File modes are octal in YAML and decimal in JSON: 0 to 0777 are 0 to 511.
const mode = between(0, 511)
const items = z.array(fields({ key: text, path: text, mode }, 'key', 'path'))
export const fieldRef = fields({ apiVersion: text, fieldPath: text }, 'fieldPath')
export const resourceFieldRef = fields({ containerName: text, divisor: quantity, resource: text }, 'resource')
const downward = z.array(fields({ fieldRef, mode, path: text, resourceFieldRef }, 'path'))

const projection = fields({
  clusterTrustBundle: fields({ labelSelector, name: text, optional: flag, path: text, signerName: text }, 'path'),
  configMap: fields({ items, name: text, optional: flag }),
  downwardAPI: fields({ items: downward }),
  podCertificate: loose,
  secret: fields({ items, name: text, optional: flag }),
  serviceAccountToken: fields({ audience: text, expirationSeconds: int64, path: text }, 'path'),
})

/** spec of a PersistentVolumeClaim, in a template or alone. */
export const claimSpec = fields({
  accessModes: z.array(z.enum(['ReadWriteOnce', 'ReadOnlyMany', 'ReadWriteMany', 'ReadWriteOncePod'])),
  dataSource: fields({ apiGroup: text, kind: text, name: text }, 'kind', 'name'),
  dataSourceRef: fields({ apiGroup: text, kind: text, name: text, namespace: text }, 'kind', 'name'),
  resources: fields({ limits: quantities, requests: quantities }),
  selector: labelSelector,
  storageClassName: text,
  volumeAttributesClassName: text,
  volumeMode: z.enum(['Filesystem', 'Block']),
  volumeName: text,
})
export const claim = fields({ apiVersion: text, kind: text, metadata, spec: claimSpec, status: loose })

const VOLUME_SOURCES = {
  configMap: fields({ defaultMode: mode, items, name: text, optional: flag }),
  csi: fields(
    { driver: text, fsType: text, nodePublishSecretRef: named, readOnly: flag, volumeAttributes: textMap },
    'driver',
  ),
  downwardAPI: fields({ defaultMode: mode, items: downward }),
  emptyDir: fields({ medium: text, sizeLimit: quantity }),
  ephemeral: fields({ volumeClaimTemplate: fields({ metadata, spec: claimSpec }, 'spec') }),
  hostPath: fields({ path: text, type: text }, 'path'),
  image: fields({ pullPolicy: z.enum(['Always', 'Never', 'IfNotPresent']), reference: text }),
  nfs: fields({ path: text, readOnly: flag, server: text }, 'path', 'server'),
  persistentVolumeClaim: fields({ claimName: text, readOnly: flag }, 'claimName'),
  projected: fields({ defaultMode: mode, sources: z.array(projection) }),
  secret: fields({ defaultMode: mode, items, optional: flag, secretName: text }),
  awsElasticBlockStore: loose,
  azureDisk: loose,
  azureFile: loose,
  cephfs: loose,
  cinder: loose,
  fc: loose,
  flexVolume: loose,
  flocker: loose,
  gcePersistentDisk: loose,
  gitRepo: loose,
  glusterfs: loose,
  iscsi: loose,
  photonPersistentDisk: loose,
  portworxVolume: loose,
  quobyte: loose,
  rbd: loose,
  scaleIO: loose,
  storageos: loose,
  vsphereVolume: loose,
}

export const volume = fields({ name: dnsLabel, ...VOLUME_SOURCES }, 'name')
export const volumeMount = fields(
  {
    mountPath: text.min(1, { error: 'must not be empty' }),
    mountPropagation: z.enum(['None', 'HostToContainer', 'Bidirectional']),
    name: text,
    readOnly: flag,
    recursiveReadOnly: z.enum(['Disabled', 'IfPossible', 'Enabled']),
    subPath: text,
    subPathExpr: text,
  },
  'mountPath',
  'name',
)
export const volumeDevice = fields({ devicePath: text, name: text }, 'devicePath', 'name')
