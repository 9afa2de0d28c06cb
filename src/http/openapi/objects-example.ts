// The Service that the document shows to be checked: much of what is found in the wild in one object. Data, not code: what it says
// of a cloud is somebody else's manifest, not a fact this room knows.
import example from './objects-example.json' with { type: 'json' }

export const OBJECTS_EXAMPLE = example
