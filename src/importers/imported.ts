// The contract of importers, which the rest of the service knows as well.
export * from '../domain/imported.ts'
