// What the document shows to be imported: a small part of a cluster, as kubectl prints it. Data, not code.
import example from './import-example.json' with { type: 'json' }

export const IMPORT_EXAMPLE = example
