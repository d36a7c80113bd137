export function buildStale(root: string): Promise<void>;
export function isUpToDate(root: string, name: string): boolean;
