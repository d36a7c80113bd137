export function findAtomic(root: string): string | null;
