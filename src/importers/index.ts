// The formats that are imported. A new one is one folder and one line here.
import { composeImporter } from './compose/index.ts'
import type { Importer } from './imported.ts'
import { kubernetes } from './kubernetes/index.ts'
import { scoreImporter } from './score/index.ts'

/** Asked in this order whether the files are theirs. */
export const IMPORTERS: readonly Importer[] = [kubernetes, scoreImporter, composeImporter]
