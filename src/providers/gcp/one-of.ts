// A word of a closed list, as the enumerations of Google's CRDs are.
import { shaped } from '../../domain/manifests/validation/values.ts'

export const oneOf = (...words: string[]) =>
  shaped(new RegExp(`^(?:${words.join('|')})$`), 64, `must be one of ${words.join(', ')}`)
