const UNRESOLVED: readonly string[] = ['open', 'investigating', 'action_required'];

/** Somebody still has to do something. */
export const isUnresolved = ({ status }: { readonly status: string }): boolean => UNRESOLVED.includes(status);
