// Kubernetes objects that somebody sent → what an API server and the controllers of their cloud would make of them.
import { Failure } from '../domain/failure.ts'
import { ownKeysOf } from '../domain/manifests/validation/annotations.ts'
import { checkObjects } from '../domain/manifests/validation/check-objects.ts'
import type { ManifestValidation } from '../domain/manifests/validation/checked-object.ts'
import { objectsIn, type Placed } from '../domain/manifests/validation/objects-in.ts'
import type { Provider } from '../domain/provider.ts'
import type { ProviderName } from '../domain/topology/index.ts'

/** `places` are the objects' own, in their order: pointers into what was sent. */
export type Validated = ManifestValidation & { places: string[] }

/** Without a known provider, each cloud's controllers are asked about the keys that are theirs. Throws TOO_MANY_OBJECTS. */
export type Validate = (
  documents: readonly Placed[],
  about: { provider?: string | undefined; kubernetesVersion: string },
) => Validated

const OBJECTS_AT_MOST = 2000

export function createValidation(providers: ReadonlyMap<ProviderName, Provider>): Validate {
  const catalogues = [...providers.values()].map(({ annotations }) => ownKeysOf(annotations))
  const kinds = new Map([...providers.values()].flatMap((provider) => [...provider.kinds]))
  return (documents, { provider, kubernetesVersion }) => {
    const objects = objectsIn(documents)
    if (objects.length > OBJECTS_AT_MOST) {
      throw new Failure(
        'TOO_MANY_OBJECTS',
        `There are ${objects.length} objects; at most ${OBJECTS_AT_MOST} are checked at once.`,
      )
    }
    const cloud = [...providers.values()].find(({ id }) => id === provider)
    const values = objects.map(({ value }) => value)
    const validation = checkObjects(values, {
      kubernetesVersion,
      kinds,
      catalogues,
      ...(cloud === undefined ? {} : { catalogue: cloud.annotations }),
      ...(cloud?.entranceOf === undefined ? {} : { entranceOf: cloud.entranceOf }),
    })
    return { ...validation, places: objects.map(({ at }) => at) }
  }
}
