// A Kubernetes object as it will be applied.
import { z } from 'zod'

export const Manifest = z
  .looseObject({
    apiVersion: z.string(),
    kind: z.string(),
    metadata: z.looseObject({ name: z.string(), namespace: z.string().optional() }),
  })
  .meta({ id: 'Manifest', description: 'One Kubernetes object.' })
export type Manifest = z.infer<typeof Manifest>
