// What is said of Kubernetes objects that somebody sent: for each, what an API server would refuse, what its cloud's controllers
// would make of it, what is outdated.
import { z } from 'zod'

export const ObjectMistake = z
  .strictObject({
    pointer: z.string().meta({ description: 'JSON pointer into the object.', example: '/spec/ports/0/port' }),
    code: z.string().meta({ description: 'Stable, UPPER_SNAKE.', example: 'TOO_BIG' }),
    detail: z.string(),
    line: z.int().optional().meta({ description: 'In the body as it was sent, from 1.' }),
    column: z.int().optional(),
  })
  .meta({ id: 'ObjectMistake' })
export type ObjectMistake = z.infer<typeof ObjectMistake>

const mistakes = (description: string) => z.array(ObjectMistake).meta({ description })

export const CheckedObject = z
  .strictObject({
    index: z.int().meta({ description: 'Its place among the objects that were sent, from 0; lists are taken apart.' }),
    apiVersion: z.string(),
    kind: z.string(),
    namespace: z.string().optional(),
    name: z.string().optional(),
    accepted: z.boolean().meta({
      description:
        'False when an API server would refuse it. An object of a kind that is not checked here is never called wrong: see `notes`.',
    }),
    line: z.int().optional().meta({ description: 'Where it begins in the body as it was sent, from 1.' }),
    refused: mistakes('What an API server with strict field validation would refuse.'),
    ignored: mistakes('What the cloud’s controllers would ignore, refuse, or take otherwise than was probably meant.'),
    outdated: mistakes('What has a replacement.'),
    warnings: mistakes('What an API server would accept although it is probably wrong, or has no effect.'),
    notes: mistakes('What could not be checked, and what is left out of this answer.'),
  })
  .meta({ id: 'CheckedObject', description: 'One Kubernetes object and what is to be said of it.' })
export type CheckedObject = z.infer<typeof CheckedObject>

export const ManifestValidation = z
  .strictObject({
    objects: z.array(CheckedObject),
    summary: z.strictObject({
      objects: z.int(),
      accepted: z.int(),
      refused: z.int(),
      unknown: z.int().meta({ description: 'Of a kind, or a version of one, that is not checked here.' }),
    }),
  })
  .meta({ id: 'ManifestValidation', description: 'Whether Kubernetes objects would be accepted, one by one.' })
export type ManifestValidation = z.infer<typeof ManifestValidation>
