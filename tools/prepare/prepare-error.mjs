/** A failure that the person at the keyboard can do something about: printed as it is, without a stack. */
export class PrepareError extends Error {}
