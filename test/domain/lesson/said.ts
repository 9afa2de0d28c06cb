// For tests: what the lessons of a draft say of kubectl, each beside the manifest it is about.
import { lessonOf } from '../../../src/domain/lesson/lesson.ts'
import type { Manifest } from '../../../src/domain/manifests/manifest.ts'
import type { Draft } from '../../../src/domain/plan/plan.ts'
import { bothDesigns } from '../design/drafting.ts'

export type Said = { manifest: Manifest; object: string; command: string | null; because: string }

export const saidOf = (drawn: Draft): Said[] =>
  bothDesigns(drawn).flatMap((design) =>
    design.services.flatMap((service) =>
      lessonOf({ service, design, topology: drawn.topology }).kubectl.map((one) => {
        const manifest = design.manifests.find(
          ({ kind, metadata }) => one.object === `${kind} ${metadata.namespace}/${metadata.name}`,
        )
        if (manifest === undefined) throw new Error(`there is no ${one.object}`)
        return { ...one, manifest }
      }),
    ),
  )
