// Who asks. Everything kept belongs to a tenant, and for everybody else it does not exist.

export type Caller = {
  /** Whose plans, price books and keys are meant. */
  tenant: string
}
