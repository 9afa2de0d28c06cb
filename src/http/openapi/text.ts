// The document as the text that is committed, served and compared.
import { dump } from 'js-yaml'

export const openApiJson = (document: object): string => `${JSON.stringify(document, null, 2)}\n`

export const openApiYaml = (document: object): string => dump(document, { noRefs: true, lineWidth: 120 })
