// Objects of which only metadata and the top-level fields are ours to check: Namespace, ConfigMap, Secret, ServiceAccount.
import { z } from 'zod'
import { STATUS, topLevel } from './metadata.ts'
import type { Say } from './report.ts'
import { fields, flag, loose, text, textMap, texts } from './values.ts'

export const namespace = topLevel({ ...STATUS, spec: fields({ finalizers: texts }) })

export const configMap = topLevel({ binaryData: textMap, data: textMap, immutable: flag })
export type ConfigMap = z.infer<typeof configMap>

export const secret = topLevel({ data: textMap, immutable: flag, stringData: textMap, type: text })
export type Secret = z.infer<typeof secret>

export const serviceAccount = topLevel({
  automountServiceAccountToken: flag,
  imagePullSecrets: z.array(fields({ name: text })),
  secrets: z.array(loose),
})

// apimachinery IsConfigMapKey.
const isKey = (key: string): boolean =>
  key.length <= 253 && /^[-._a-zA-Z0-9]+$/.test(key) && !/^\.\.?$|^\.\..*/.test(key)
const KEY = 'must be a key of letters, digits, "-", "_" and ".", at most 253 of them, not starting with ".."'
const isBase64 = (value: string): boolean => value.length % 4 === 0 && /^[A-Za-z0-9+/]*={0,2}$/.test(value)

function checkKeys(map: Record<string, string> | undefined, field: string, say: Say, base64: boolean): void {
  for (const [key, value] of Object.entries(map ?? {})) {
    const at = `/${field}/${key.slice(0, 100).replaceAll('~', '~0').replaceAll('/', '~1')}`
    if (!isKey(key)) say.mistake(at, 'INVALID_KEY', KEY)
    // The decoder takes line breaks in base64; the value itself is never repeated.
    if (base64 && !isBase64(value.replace(/[\r\n]/g, '')))
      say.mistake(at, 'NOT_BASE64', 'must be base64; write plain text in `stringData`')
  }
}

export function checkConfigMap({ data, binaryData }: ConfigMap, say: Say): void {
  checkKeys(data, 'data', say, false)
  checkKeys(binaryData, 'binaryData', say, true)
}

export function checkSecret({ data, stringData }: Secret, say: Say): void {
  checkKeys(data, 'data', say, true)
  checkKeys(stringData, 'stringData', say, false)
}
